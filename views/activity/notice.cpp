#include "views/activity/notice.h"

#include <algorithm>
#include <optional>
#include <pugixml.hpp>
#include <string>

#include "parser/grammar/links.h"

namespace feedwitness::views::activity {
namespace {

constexpr int kDeepest = 32;
constexpr std::string_view kAtom = "http://www.w3.org/2005/Atom";

Error refusal(const char* message) { return {ErrorCode::bad_request, message}; }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// ---- Before the XML is read

// Goes over the markup once: refuses what is not to be looked at, and puts the space between two attributes that the
// seed's sample forgets.
class Check {
 public:
  explicit Check(std::string_view xml) : left_{xml} { sound_.reserve(xml.size()); }

  Result<std::string> run() {
    while (!left_.empty()) {
      take_until("<");
      if (left_.starts_with("<!--")) {
        take_through("-->");
      } else if (left_.starts_with("<![CDATA[")) {
        take_through("]]>");
      } else if (left_.starts_with("<?")) {
        take_through("?>");
      } else if (left_.starts_with("<!")) {
        return refusal("a notice has no document type: nothing with <!DOCTYPE or <!ENTITY is read");
      } else if (!left_.empty()) {
        take_tag();
        if (depth_ > kDeepest) return refusal("a notice is nested at most 32 elements deep");
      }
    }
    return std::move(sound_);
  }

 private:
  void take(std::size_t size) {
    sound_ += left_.substr(0, size);
    left_.remove_prefix(std::min(size, left_.size()));
  }
  void take_until(std::string_view stop) { take(std::min(left_.find(stop), left_.size())); }
  void take_through(std::string_view stop) {
    const std::size_t at = left_.find(stop);
    take(at == std::string_view::npos ? left_.size() : at + stop.size());
  }

  void take_tag() {
    const bool is_end = left_.starts_with("</");
    take(1);
    while (!left_.empty() && left_.front() != '>') {
      const char c = left_.front();
      take(1);
      if (c != '"' && c != '\'') continue;
      take_through({&c, 1});
      if (!left_.empty() && !is_space(left_.front()) && left_.front() != '>' && left_.front() != '/') sound_ += ' ';
    }
    const bool is_empty = sound_.ends_with('/');
    take(1);
    depth_ += is_end ? -1 : is_empty ? 0 : 1;
  }

  std::string_view left_;
  std::string sound_;
  int depth_ = 0;
};

// ---- Names

struct Name {
  std::string_view prefix;
  std::string_view local;
};

Name name_of(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) return {{}, name};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

// By the declaration where there is one: entries that are cut out of their feed have none.
bool is_atom(const pugi::xml_node& node) {
  const std::string_view prefix = name_of(node).prefix;
  const std::string declaration = prefix.empty() ? "xmlns" : "xmlns:" + std::string{prefix};
  for (pugi::xml_node at = node; at; at = at.parent()) {
    if (const auto declared = at.attribute(declaration.c_str())) return kAtom == declared.value();
  }
  return prefix.empty() || prefix == "atom";
}

enum class Kind : std::uint8_t { atom, extension, any };

pugi::xml_node child(const pugi::xml_node& parent, std::string_view local, Kind kind = Kind::any) {
  return parent.find_child([&](const pugi::xml_node& node) {
    return name_of(node).local == local && (kind == Kind::any || is_atom(node) == (kind == Kind::atom));
  });
}

std::string_view text_of(const pugi::xml_node& node) { return trimmed(node.child_value()); }

// ---- What is named

// The sample's own addresses are escaped twice.
std::string unescaped(std::string_view text) {
  std::string plain{text};
  constexpr std::string_view kAmpersand = "&amp;";
  for (std::size_t at = plain.find(kAmpersand); at != std::string::npos; at = plain.find(kAmpersand, at)) {
    plain.replace(at, kAmpersand.size(), "&");
  }
  return plain;
}

// A number, or one behind its owner's: "20531316728_2941352787850360".
std::optional<store::Removal> by_number(std::string_view number) {
  const std::string_view id = number.substr(number.find('_') + 1);
  if (!all_digits(id) || (id.size() != number.size() && !all_digits(number.substr(0, number.find('_'))))) {
    return std::nullopt;
  }
  store::Removal removal;
  removal.post_id = id;
  return removal;
}

std::optional<store::Removal> by_address(std::string_view text) {
  const std::string address = unescaped(trimmed(text));
  if (auto number = by_number(address)) return number;
  const auto link = parser::read_permalink(address);
  if (!link) return std::nullopt;
  store::Removal removal;
  if (link->post_id.empty()) {
    removal.perma_link = link->perma_link;
  } else {
    removal.post_id = link->post_id;
  }
  return removal;
}

std::optional<store::Removal> by_links(const pugi::xml_node& entry) {
  for (const pugi::xml_node& node : entry.children()) {
    if (name_of(node).local != "link") continue;
    if (auto removal = by_address(node.attribute("href").value())) return removal;
  }
  return std::nullopt;
}

std::optional<store::Removal> by_author(const pugi::xml_node& author) {
  store::Removal removal;
  const auto add = [&removal](std::string_view address) {
    std::string link = parser::profile_link(unescaped(address));
    if (!link.empty()) removal.source_links.push_back(std::move(link));
  };
  if (const std::string_view id = text_of(child(author, "id", Kind::extension)); all_digits(id)) {
    removal.source_id = id;
    add("/profile.php?id=" + removal.source_id);
  }
  for (const std::string_view name : {"uri", "permanent_uri", "display_uri"}) add(text_of(child(author, name)));
  std::sort(removal.source_links.begin(), removal.source_links.end());
  removal.source_links.erase(std::unique(removal.source_links.begin(), removal.source_links.end()),
                             removal.source_links.end());
  if (removal.source_links.empty()) return std::nullopt;
  return removal;
}

// ---- Entries

bool is_delete(const pugi::xml_node& entry) {
  const pugi::xml_node verb = child(entry, "verb");
  if (!verb) return static_cast<bool>(child(entry, "deleted"));
  constexpr std::string_view kSchema = "/1.0/";
  constexpr std::string_view kDelete = "delete";
  std::string_view word = text_of(verb);
  if (const std::size_t at = word.find(kSchema); at != std::string_view::npos) word.remove_prefix(at + kSchema.size());
  if (!word.starts_with(kDelete)) return false;
  word.remove_prefix(kDelete.size());
  return word.empty() || word.front() < 'a' || word.front() > 'z';
}

std::optional<store::Removal> removal_of(const pugi::xml_node& entry) {
  const pugi::xml_node id = child(entry, "id", Kind::atom);
  const pugi::xml_node number = child(entry, "id", Kind::extension);
  if (!id && !number) return by_author(child(entry, "author"));
  if (auto removal = by_address(text_of(id))) return removal;
  if (auto removal = by_number(text_of(number))) return removal;
  return by_links(entry);
}

std::optional<store::Removal> tombstone_of(const pugi::xml_node& entry) {
  auto removal = by_address(entry.attribute("ref").value());
  return removal ? removal : by_links(entry);
}

Result<void> add(Notice& notice, const pugi::xml_node& node) {
  const std::string_view name = name_of(node).local;
  const bool is_tombstone = name == "deleted-entry";
  if (!is_tombstone && name != "entry") return {};
  if (!is_tombstone && !is_delete(node)) {
    ++notice.others;
    return {};
  }
  auto removal = is_tombstone ? tombstone_of(node) : removal_of(node);
  if (!removal) {
    ++notice.unreadable;
    return {};
  }
  if (notice.removals.size() == kMostRemovals)
    return Error{ErrorCode::too_large, "a notice has at most 10000 removals"};
  notice.removals.push_back(*std::move(removal));
  return {};
}

}  // namespace

Result<Notice> read_notice(std::string_view xml) {
  if (xml.size() > kLargestNotice) return Error{ErrorCode::too_large, "a notice is at most 4 MiB large"};
  if (xml.find('\0') != std::string_view::npos) return refusal("a notice is UTF-8");
  if (trimmed(xml).empty()) return Notice{};
  const auto sound = Check{xml}.run();
  if (!sound) return sound.error();
  pugi::xml_document document;
  const auto parsed = document.load_buffer(sound->data(), sound->size(), pugi::parse_default | pugi::parse_fragment,
                                           pugi::encoding_utf8);
  if (!parsed) return refusal("this is no well-formed XML");

  Notice notice;
  bool is_feed = false;
  for (const pugi::xml_node& root : document.children()) {
    const bool is_root_feed = name_of(root).local == "feed";
    is_feed |= is_root_feed;
    if (!is_root_feed) {
      if (auto added = add(notice, root); !added) return added.error();
      continue;
    }
    for (const pugi::xml_node& node : root.children()) {
      if (auto added = add(notice, node); !added) return added.error();
    }
  }
  const bool is_anything = is_feed || !notice.removals.empty() || notice.unreadable + notice.others > 0;
  if (!is_anything) return refusal("there is neither an Atom feed nor an entry in this");
  return notice;
}

}  // namespace feedwitness::views::activity
