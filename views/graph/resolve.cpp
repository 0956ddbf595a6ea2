#include "views/graph/resolve.h"

#include <algorithm>
#include <array>

#include "views/graph_error.h"
#include "views/parameters.h"

namespace feedwitness::views::graph {
namespace {

using store::Walk;

constexpr std::size_t kHex = 40;

bool is_hex(std::string_view text) {
  return text.size() == kHex && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// The newest row of a walk from one name.
Result<bool> newest(store::Store& store, Walk kind, std::string_view name,
                    const std::function<void(const store::ImpressionRow&)>& use,
                    std::optional<std::int64_t> at = std::nullopt) {
  bool found = false;
  const auto walked = store::walk(store, kind, {std::string{name}}, {.limit = 1, .at = at},
                                  [&](std::size_t /*from*/, const store::GraphPlace& /*place*/, const auto& row) {
                                    use(row);
                                    found = true;
                                  });
  if (!walked) return walked.error();
  return found;
}

using Found = Result<std::optional<Named>>;

// A row of the walk, and what of it names the node.
Found find_row(store::Store& store, Walk kind, std::string_view name,
               const std::function<Named(const store::ImpressionRow&)>& name_it,
               std::optional<std::int64_t> at = std::nullopt) {
  std::optional<Named> named;
  const auto found = newest(
      store, kind, name, [&](const auto& row) { named = name_it(row); }, at);
  if (!found) return found.error();
  return named;
}

Found find_note(store::Store& store, std::int64_t key, std::string_view node) {
  std::optional<Named> named;
  const auto found = store::read_annotation(store, key, [&](const store::AnnotationRow& row) {
    const bool is_mine = row.kind == store::Noted::supporter && node == "me";
    if (noted_id(row) == node || is_mine)
      named = Named{row.name == "comment" ? Kind::comment : Kind::annotation, std::to_string(key)};
  });
  if (!found) return found.error();
  return named;
}

Found find_impression(store::Store& store, std::string_view timeline, std::int64_t order) {
  const auto key = store::timeline_key(store, timeline);
  if (!key) return key.error();
  if (!*key) return std::optional<Named>{};
  return find_row(
      store, Walk::orders, std::to_string(**key),
      [](const auto& row) {
        return Named{Kind::impression, std::to_string(row.key)};
      },
      order);
}

Found find_source(store::Store& store, std::string_view id, Kind kind) {
  const auto name_it = [kind](const auto& row) { return Named{kind, std::string{row.source_link}}; };
  auto found = find_row(store, Walk::source_numbers, id, name_it);
  for (const std::string_view before : {"", "profile.php?id=", "groups/"}) {
    if (!found || *found) break;
    found = find_row(store, Walk::source, "https://www.facebook.com/" + std::string{before} + std::string{id}, name_it);
  }
  if (found && *found && (*found)->handle.empty()) return std::optional<Named>{};
  return found;
}

Found find_address(store::Store& store, std::string_view address) {
  auto found = find_row(store, Walk::source, address, [](const auto& row) {
    return Named{Kind::source, std::string{row.source_link}};
  });
  if (!found || *found) return found;
  return find_row(store, Walk::link, address, [](const auto& row) {
    return Named{Kind::link, std::string{row.card_link}};
  });
}

Found find_post(store::Store& store, std::string_view id, bool is_bare) {
  return find_row(store, Walk::shown, id, [&](const auto& row) {
    return Named{is_bare ? kind_of_post(row) : Kind::post, std::string{row.post_id}};
  });
}

// What stands before the last "_", and after it.
Found find_parts(store::Store& store, std::string_view before, std::string_view after) {
  constexpr std::string_view kNote = "note";
  if (after.starts_with(kNote)) {
    if (const auto key = read_number(after.substr(kNote.size()))) return find_note(store, *key, before);
  }
  if (is_hex(before)) {
    if (const auto order = read_number(after)) return find_impression(store, before, *order);
  }
  if (before == "act") return find_source(store, after, Kind::ad_account);
  return find_post(store, after, false);
}

}  // namespace

Result<std::optional<Named>> resolve(store::Store& store, std::string_view id) {
  const auto supporter = store.supporter();
  if (!supporter) return supporter.error();
  if (id == "me" || id == supporter->pseudonym) return std::optional{Named{Kind::me, ""}};
  const std::size_t bar = id.rfind('_');
  // An address may hold any sign: only a note on one is looked for behind it.
  const bool is_note = bar != std::string_view::npos && id.substr(bar).starts_with("_note");
  if ((id.starts_with("https://") || id.starts_with("http://")) && !is_note) return find_address(store, id);
  if (bar != std::string_view::npos) return find_parts(store, id.substr(0, bar), id.substr(bar + 1));
  if (is_hex(id)) {
    const auto key = store::timeline_key(store, id);
    if (!key) return key.error();
    return *key ? std::optional{Named{Kind::timeline, std::to_string(**key)}} : std::nullopt;
  }
  auto post = find_post(store, id, true);
  return !post || *post ? post : find_source(store, id, Kind::source);
}

Result<bool> read_node(store::Store& store, const Named& named, const std::function<void(const Subject&)>& use) {
  const auto use_row = [&](const store::ImpressionRow& row) { use({.shown = &row}); };
  switch (named.kind) {
    case Kind::me: {
      const auto supporter = store.supporter();
      if (!supporter) return supporter.error();
      use({.supporter = &*supporter});
      return true;
    }
    case Kind::timeline:
      return store::read_timeline(store, read_number(named.handle).value_or(0),
                                  [&](const store::TimelineRow& row) { use({.timeline = &row}); });
    case Kind::annotation:
    case Kind::comment:
      return store::read_annotation(store, read_number(named.handle).value_or(0),
                                    [&](const store::AnnotationRow& row) { use({.annotation = &row}); });
    case Kind::post:
    case Kind::photo:
    case Kind::video: return newest(store, Walk::shown, named.handle, use_row);
    case Kind::source:
    case Kind::ad_account: return newest(store, Walk::source, named.handle, use_row);
    case Kind::link: return newest(store, Walk::link, named.handle, use_row);
    case Kind::impression: return newest(store, Walk::keyed, named.handle, use_row);
  }
  return false;
}

Error no_object() {
  return graph_error(100, 33, "Unsupported request. Object does not exist, or does not support this operation");
}

}  // namespace feedwitness::views::graph
