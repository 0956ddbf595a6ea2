#include "views/activity/page.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "views/language.h"
#include "views/topics.h"

namespace feedwitness::views::activity {
namespace {

// "1772600000000.1.17.40": time, whether it is a post, key, newest impression.
constexpr std::size_t kNumbers = 4;

// So many posts are looked up at a time when few of them may fit.
constexpr std::int64_t kBatch = 250;

// Tells the posts that have a topic.
class Label {
 public:
  // A hashtag stands in the text itself; a word needs the other texts to compare with.
  static Result<Label> open(store::Store& store, const std::string& name) {
    Label label{name};
    if (name.empty() || name.front() == '#') return label;
    auto corpus = corpus_of(store);
    if (!corpus) return corpus.error();
    label.corpus_ = *std::move(corpus);
    return label;
  }

  bool any() const { return !name_.empty(); }
  bool fits(const store::FeedItem& item) const {
    if (item.row == nullptr) return true;
    const std::string text = full_text_of(*item.row);
    const auto topics = corpus_.topics_of(*item.row, language_of(text), text);
    return std::any_of(topics.begin(), topics.end(), [this](const Topic& topic) { return topic.label == name_; });
  }

 private:
  explicit Label(std::string name) : name_{std::move(name)} {}

  std::string name_;
  Corpus corpus_;
};

// A walk in one direction until the page is full.
class Search {
 public:
  Search(store::Store& store, const Wanted& wanted, std::int64_t newest_impression, Label label)
      : store_{store}, amount_{wanted.amount}, label_{std::move(label)} {
    query_.source_link = wanted.source_link;
    query_.nature = wanted.nature;
    query_.newest_impression = newest_impression;
    if (wanted.after) query_.older_than = wanted.after->place;
    if (wanted.before) query_.newer_than = wanted.before->place;
  }

  Result<void> run() {
    auto reader = store::FeedReader::open(store_);
    if (!reader) return reader.error();
    while (true) {
      query_.amount = label_.any() ? std::max(amount_ + 1, kBatch) : amount_ + 1;
      const auto batch = store::feed_places(store_, query_);
      if (!batch) return batch.error();
      if (auto taken = take(*batch, *reader); !taken) return taken;
      if (more_ || static_cast<std::int64_t>(batch->size()) < query_.amount) return {};
      (query_.newer_than ? query_.newer_than : query_.older_than) = batch->back();
      if (looked_ < kMostLooked) continue;
      more_ = batch->back();
      return {};
    }
  }

  std::vector<store::FeedPlace> places;  // in the order of the walk

  // The place beyond which the next page begins; nullopt at the end.
  const std::optional<store::FeedPlace>& more() const { return more_; }

 private:
  Result<void> take(const std::vector<store::FeedPlace>& batch, store::FeedReader& reader) {
    for (const store::FeedPlace& place : batch) {
      ++looked_;
      if (label_.any()) {
        const auto item = reader.read(place);
        if (!item) return item.error();
        if (*item == nullptr || !label_.fits(**item)) continue;
      }
      if (static_cast<std::int64_t>(places.size()) == amount_) {
        more_ = places.back();
        return {};
      }
      places.push_back(place);
    }
    return {};
  }

  store::Store& store_;
  store::FeedQuery query_;
  std::int64_t amount_;
  Label label_;
  std::int64_t looked_ = 0;
  std::optional<store::FeedPlace> more_;
};

store::FeedPlace moved(store::FeedPlace place, std::int64_t by) {
  place.key += by;
  return place;
}

}  // namespace

std::string write_cursor(const Cursor& cursor) {
  std::string text = std::to_string(cursor.place.time.time_since_epoch().count());
  text += cursor.place.is_post ? ".1." : ".0.";
  return text + std::to_string(cursor.place.key) + "." + std::to_string(cursor.newest_impression);
}

std::optional<Cursor> read_cursor(std::string_view text) {
  std::array<std::int64_t, kNumbers> numbers{};
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  for (std::int64_t& number : numbers) {
    if (&number != numbers.data() && (at == end || *at++ != '.')) return std::nullopt;
    const auto [behind, failed] = std::from_chars(at, end, number);
    if (failed != std::errc{}) return std::nullopt;
    at = behind;
  }
  const auto [time, is_post, key, newest] = numbers;
  if (at != end || is_post < 0 || is_post > 1 || newest < 0) return std::nullopt;
  return Cursor{{Time{std::chrono::milliseconds{time}}, is_post == 1, key}, newest};
}

Result<Page> find_page(store::Store& store, const Wanted& wanted) {
  const auto& cursor = wanted.before ? wanted.before : wanted.after;
  const auto newest = cursor ? Result<std::int64_t>{cursor->newest_impression} : store::newest_impression_key(store);
  if (!newest) return newest.error();
  auto label = Label::open(store, wanted.label);
  if (!label) return label.error();
  Search search{store, wanted, *newest, *std::move(label)};
  if (const auto found = search.run(); !found) return found.error();

  Page page{std::move(search.places), std::nullopt, std::nullopt};
  const auto at = [&](const store::FeedPlace& place) { return Cursor{place, *newest}; };
  if (wanted.before) {
    std::reverse(page.places.begin(), page.places.end());
    page.next = at(page.places.empty() ? moved(wanted.before->place, 1) : page.places.back());
    if (search.more()) page.previous = at(*search.more());
  } else {
    if (search.more()) page.next = at(*search.more());
    if (wanted.after) page.previous = at(page.places.empty() ? moved(wanted.after->place, -1) : page.places.front());
  }
  return page;
}

}  // namespace feedwitness::views::activity
