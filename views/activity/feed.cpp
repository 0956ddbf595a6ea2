#include <array>
#include <string>

#include "parser/grammar/links.h"
#include "views/activity/answers.h"
#include "views/activity/form.h"
#include "views/activity/page.h"
#include "views/activity/post.h"
#include "views/link.h"

namespace feedwitness::views::activity {
namespace {

constexpr std::int64_t kBatch = 500;
constexpr store::FeedPlace kOldest{Time::min(), false, 0};

// Addresses are compared as they are stored: without what differs from link to link.
std::string source_of(std::string_view given) {
  std::string link = parser::profile_link(given);
  return link.empty() ? std::string{given} : link;
}

std::optional<parser::Nature> nature_of(std::string_view word) {
  for (const auto nature : {parser::Nature::organic, parser::Nature::sponsored, parser::Nature::unknown}) {
    if (word == name_of(nature)) return nature;
  }
  return std::nullopt;
}

Result<std::optional<Cursor>> cursor_of(const Question& question, std::string_view name) {
  const std::string_view text = question.text(name);
  if (text.empty()) return std::optional<Cursor>{};
  const auto cursor = read_cursor(text);
  if (!cursor) return Error{ErrorCode::bad_request, std::string{name} + " is taken from a link of the feed"};
  return cursor;
}

Result<Wanted> wanted_of(const Question& question) {
  Wanted wanted;
  if (const auto source = question.text("source"); !source.empty()) wanted.source_link = source_of(source);
  wanted.nature = nature_of(question.text("nature"));
  wanted.label = question.text("label");
  wanted.amount = question.number("amount");
  for (const auto& [name, cursor] : {std::pair{"after", &wanted.after}, std::pair{"before", &wanted.before}}) {
    auto read = cursor_of(question, name);
    if (!read) return read.error();
    *cursor = *read;
  }
  if (wanted.after && wanted.before) return Error{ErrorCode::bad_request, "after or before, not both"};
  if (question.flag("complete") && (wanted.after || wanted.before || !wanted.label.empty())) {
    return Error{ErrorCode::bad_request, "a complete feed has neither pages nor a label"};
  }
  return wanted;
}

// ---- Links

// The same question with another place: what was said is said again.
class Addresses {
 public:
  explicit Addresses(const Question& question) : question_{question} {}

  std::string of_filters() const {
    std::string query;
    for (const char* name : {"source", "nature", "label"}) add(query, name, question_.text(name));
    return query;
  }
  std::string page(const char* name, std::string_view cursor) const {
    std::string query = of_filters();
    for (const auto& [parameter, standard] :
         {std::pair{"format", "atom"}, std::pair{"amount", "50"}, std::pair{"complete", "false"}}) {
      if (question_.text(parameter) != standard) add(query, parameter, question_.text(parameter));
    }
    add(query, name, cursor);
    add(query, "access_token", question_.links.token);
    return question_.links.address + "/feed" + query;
  }
  std::string page(const char* name, const std::optional<Cursor>& cursor) const {
    return cursor ? page(name, write_cursor(*cursor)) : std::string{};
  }
  std::string self() const {
    const bool is_after = !question_.text("after").empty();
    return page(is_after ? "after" : "before", question_.text(is_after ? "after" : "before"));
  }

 private:
  static void add(std::string& query, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    query.append(query.empty() ? "?" : "&").append(name).append("=").append(encoded(value));
  }

  const Question& question_;
};

std::string title_of(const Question& question) {
  std::string title = "feedwitness: the public posts that you were shown";
  for (const char* name : {"source", "nature", "label"}) {
    if (!question.text(name).empty()) title.append(", ").append(name).append(" ").append(question.text(name));
  }
  return title;
}

// Of the whole feed, whichever page it is.
Result<Time> newest_of(store::Store& store, const Wanted& wanted) {
  const auto newest = store::feed_places(store, {wanted.source_link, wanted.nature, {}, {}, {}, 1});
  if (!newest) return newest.error();
  return newest->empty() ? Time{} : newest->front().time;
}

Result<Head> head_of(const Question& question, const Wanted& wanted) {
  const Addresses addresses{question};
  const auto id = store::feed_id(question.store, addresses.of_filters());
  if (!id) return id.error();
  const auto updated = newest_of(question.store, wanted);
  if (!updated) return updated.error();
  Head head{urn_of(*id), title_of(question), *updated, addresses.self(), {}, {}, {}, {}, question.flag("complete")};
  return head;
}

// ---- Items

struct Items {
  const Form& form;
  const Sink& sink;
  store::FeedReader reader;
  bool is_first = true;
  std::string piece = {};

  // false: the reader has gone.
  Result<bool> give(const std::vector<store::FeedPlace>& places) {
    for (const store::FeedPlace& place : places) {
      const auto item = reader.read(place);
      if (!item) return item.error();
      if (*item == nullptr) continue;
      piece.clear();
      form.append(piece, **item, is_first);
      is_first = false;
      if (!sink(piece)) return false;
    }
    return true;
  }
};

Result<void> give_page(const Question& question, const Wanted& wanted, Head head, Items& items) {
  const auto page = find_page(question.store, wanted);
  if (!page) return page.error();
  const Addresses addresses{question};
  head.first = addresses.page("after", "");
  head.previous = addresses.page("before", page->previous);
  head.next = addresses.page("after", page->next);
  const auto& cursor = wanted.before ? wanted.before : wanted.after;
  const auto newest =
      cursor ? Result<std::int64_t>{cursor->newest_impression} : store::newest_impression_key(question.store);
  if (!newest) return newest.error();
  head.last = addresses.page("before", write_cursor({kOldest, *newest}));
  if (!items.sink(items.form.begin(head))) return {};
  const auto given = items.give(page->places);
  if (!given) return given.error();
  if (*given) items.sink(items.form.end);
  return {};
}

// The whole feed: a batch of places at a time, so that it takes the same memory whatever its length.
Result<void> give_all(const Question& question, const Wanted& wanted, const Head& head, Items& items) {
  const auto newest = store::newest_impression_key(question.store);
  if (!newest) return newest.error();
  store::FeedQuery query{wanted.source_link, wanted.nature, *newest, {}, {}, kBatch};
  if (!items.sink(items.form.begin(head))) return {};
  while (true) {
    const auto places = store::feed_places(question.store, query);
    if (!places) return places.error();
    const auto given = items.give(*places);
    if (!given) return given.error();
    if (!*given) return {};
    if (static_cast<std::int64_t>(places->size()) < kBatch) break;
    query.older_than = places->back();
  }
  items.sink(items.form.end);
  return {};
}

}  // namespace

Result<void> feed(const Question& question, const Sink& sink) {
  const auto wanted = wanted_of(question);
  if (!wanted) return wanted.error();
  auto head = head_of(question, *wanted);
  if (!head) return head.error();
  auto reader = store::FeedReader::open(question.store);
  if (!reader) return reader.error();
  Items items{question.text("format") == "as2" ? kActivityStreams2 : kAtom, sink, *std::move(reader)};
  return head->is_complete ? give_all(question, *wanted, *head, items)
                           : give_page(question, *wanted, *std::move(head), items);
}

}  // namespace feedwitness::views::activity
