#include <array>
#include <string_view>

#include "intake/intake.h"
#include "intake/rendered.h"
#include "intake/second_lock.h"
#include "store/unstored_row.h"

namespace feedwitness::intake {
namespace {

using Row = store::ImpressionRow;

template <auto... kMembers>
bool differ(const Row& was, const Row& is) {
  return (... || !(was.*kMembers == is.*kMembers));
}

template <parser::Reaction kKind>
bool differ_in(const Row& was, const Row& is) {
  constexpr auto kAt = static_cast<std::size_t>(kKind);
  return was.reactions[kAt] != is.reactions[kAt];
}

// What can change when an html is read again, under the names that the summary prints.
struct Field {
  std::string_view name;
  bool (*differs)(const Row& was, const Row& is);
};

using parser::Reaction;
constexpr std::array kFields{
    Field{"era", differ<&Row::era>},
    Field{"nature", differ<&Row::nature>},
    Field{"understanding", differ<&Row::understanding>},
    Field{"source", differ<&Row::source>},
    Field{"sourceLink", differ<&Row::source_link>},
    Field{"sourceId", differ<&Row::source_id>},
    Field{"displaySource", differ<&Row::display_source>},
    Field{"reason", differ<&Row::reason>},
    Field{"postId", differ<&Row::post_id>},
    Field{"permaLink", differ<&Row::perma_link>},
    Field{"fblinktype", differ<&Row::fblinktype>},
    Field{"adId", differ<&Row::ad_id>},
    Field{"publicationTime", differ<&Row::publication_time>},
    Field{"texts", differ<&Row::text, &Row::texts>},
    Field{"truncated", differ<&Row::truncated>},
    Field{"opengraph", differ<&Row::has_card, &Row::card_type, &Row::card_link, &Row::card_is_valid,
                              &Row::card_site_name, &Row::card_title, &Row::card_description>},
    Field{"images", differ<&Row::images_count, &Row::captions>},
    Field{"video", differ<&Row::video>},
    Field{"videoautoplay", differ<&Row::video_autoplay>},
    Field{"LIKE", differ_in<Reaction::like>},
    Field{"LOVE", differ_in<Reaction::love>},
    Field{"WOW", differ_in<Reaction::wow>},
    Field{"HAHA", differ_in<Reaction::haha>},
    Field{"SAD", differ_in<Reaction::sad>},
    Field{"ANGRY", differ_in<Reaction::angry>},
    Field{"CARE", differ_in<Reaction::care>},
    Field{"reactions", differ<&Row::reactions_total>},
    Field{"comments", differ<&Row::comments>},
    Field{"shares", differ<&Row::shares>},
    Field{"sharedFrom", differ<&Row::shared>},
    Field{"evidence", differ<&Row::evidence>},
};

// Counts the fields that differ; true when there is one.
bool compare(const Row& was, const Row& is, std::map<std::string, std::int64_t>& changed) {
  bool any = false;
  for (const Field& field : kFields) {
    if (!field.differs(was, is)) continue;
    ++changed[std::string(field.name)];
    any = true;
  }
  return any;
}

Result<parser::Feed> parse_again(const Row& row) {
  parser::Context context;
  context.captured_at = row.time;
  context.utc_offset = row.utc_offset;
  context.url = row.location;
  context.language = row.language;
  context.rendered = read_rendered(row.rendered);
  return parser::parse(row.html, context);
}

// What today's parser makes of one row; nullopt: it stays as it is.
std::optional<store::Store::Reread> reread(const Row& row, Reparse& result) {
  ++result.read;
  const auto feed = parse_again(row);
  const parser::Impression* post = feed ? only_post(*feed) : nullptr;
  if (post == nullptr || post->understanding == parser::Understanding::unknown) {
    ++result.unreadable;
    return std::nullopt;
  }
  if (!is_open(*post)) {
    ++result.withdrawn;
    return store::Store::Reread{};
  }
  const store::UnstoredRow now(post->metadata, post->understanding);
  const bool changed = compare(row, now.row(), result.fields);
  result.changed += changed ? 1 : 0;
  if (!changed && row.parser_version == parser::kParserVersion) return std::nullopt;
  return store::Store::Reread{post->metadata, post->understanding, true};
}

}  // namespace

Result<Reparse> reparse(store::Store& store, bool dry_run,
                        const std::function<void(std::int64_t done, std::int64_t all)>& progress) {
  const auto status = store.status();
  if (!status) return status.error();
  Reparse result;
  const auto done = store.reread_all([&](const Row& row) {
    auto again = reread(row, result);
    progress(result.read, status->html);
    return dry_run ? std::nullopt : std::move(again);
  });
  if (!done) return done.error();
  return result;
}

}  // namespace feedwitness::intake
