#include "parser/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "parser/tree/names.h"

namespace feedwitness::parser {

namespace {

constexpr std::size_t kTagCount = static_cast<std::size_t>(Tag::wbr) + 1;

// What an element does to the text in and around it.
enum class Role : std::uint8_t { plain, block, cell, line_break, hidden, picture };

constexpr auto kRoles = [] {
  std::array<Role, kTagCount> roles{};
  const auto set = [&roles](Role role, std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) roles[static_cast<std::size_t>(tag)] = role;
  };
  set(Role::block, {Tag::article, Tag::blockquote, Tag::body, Tag::div, Tag::footer,  Tag::form,  Tag::h1,    Tag::h2,
                    Tag::h3,      Tag::h4,         Tag::h5,   Tag::h6,  Tag::header,  Tag::hr,    Tag::html,  Tag::li,
                    Tag::ol,      Tag::option,     Tag::p,    Tag::ul,  Tag::section, Tag::table, Tag::tbody, Tag::tr});
  set(Role::cell, {Tag::td, Tag::th});
  set(Role::line_break, {Tag::br});
  // The content of <canvas> and <video> is for browsers that know neither.
  set(Role::hidden, {Tag::canvas, Tag::comment, Tag::head, Tag::noscript, Tag::script, Tag::style, Tag::template_,
                     Tag::textarea, Tag::title, Tag::video});
  set(Role::picture, {Tag::i, Tag::img});
  return roles;
}();

constexpr std::array<std::string_view, 17> kOtherBlocks{
    "address",    "aside",  "caption", "center", "dd",  "details", "dl",    "dt",   "fieldset",
    "figcaption", "figure", "main",    "nav",    "pre", "summary", "tfoot", "thead"};
constexpr std::array<std::string_view, 7> kOtherHidden{"audio",    "datalist", "iframe", "noembed",
                                                       "noframes", "select",   "xmp"};

Role role_of(const Node& node) {
  if (node.tag != Tag::other) return kRoles[static_cast<std::size_t>(node.tag)];
  const auto in = [&node](const auto& names) {
    return std::find(names.begin(), names.end(), node.text) != names.end();
  };
  if (in(kOtherBlocks)) return Role::block;
  return in(kOtherHidden) ? Role::hidden : Role::plain;
}

bool is_space(char letter) {
  return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r' || letter == '\f';
}

// "display: none" in a style attribute, however it is spaced.
bool says_undisplayed(std::string_view style) {
  constexpr std::string_view kProperty = "display";
  constexpr std::string_view kNone = "none";
  for (std::size_t at = style.find(kProperty); at != std::string_view::npos; at = style.find(kProperty, at + 1)) {
    std::string_view rest = style.substr(at + kProperty.size());
    const auto skip_spaces = [&rest] {
      while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
    };
    skip_spaces();
    if (!rest.starts_with(':')) continue;
    rest.remove_prefix(1);
    skip_spaces();
    if (rest.starts_with(kNone)) return true;
  }
  return false;
}

// How many bytes the character at the start of `text` takes; its code point in `code`. 0 for what is not UTF-8.
struct Character {
  char32_t code = 0;
  std::size_t size = 0;
};

Character first_character(std::string_view text) {
  const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC0 || size > text.size()) return {};
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t at = 1; at < size; ++at) code = code << 6U | (byte(at) & 0x3FU);
  return {code, size};
}

constexpr char32_t kNonJoiner = 0x200C;
constexpr char32_t kJoiner = 0x200D;

bool is_invisible(char32_t code) {
  return code == 0x200B || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x2064) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

bool is_no_break_space(char32_t code) { return code == 0xA0 || code == 0x202F; }

// True for a text of emoji alone: pictures, their joiners and variation selectors, flags, key caps.
// Source: Unicode UTS #51, blocks that hold emoji.
bool is_emoji(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  const bool key_cap = text.ends_with("\u20E3");
  while (!text.empty()) {
    const Character next = first_character(text);
    if (next.size == 0) return false;
    const char32_t code = next.code;
    const bool emoji = code == 0xA9 || code == 0xAE || code == kJoiner || (code >= 0x203C && code <= 0x2BFF) ||
                       code == 0x3030 || code == 0x303D || code == 0x3297 || code == 0x3299 || code == 0xFE0F ||
                       (code >= 0x1F000 && code <= 0x1FBFF) || (code >= 0xE0020 && code <= 0xE007F) ||
                       (key_cap && code < 0x80);
    if (!emoji) return false;
    text.remove_prefix(next.size);
  }
  return true;
}

// Text as it is read: white space folded, lines kept, invisible characters dropped.
class Lines {
 public:
  // Joiners are part of the spelling in Persian or Hindi, and of emoji; between labels they make no difference.
  explicit Lines(bool keep_joiners) : keep_joiners_(keep_joiners) {}

  void add(std::string_view text);
  void space() { gap_ = std::max(gap_, Gap::space); }
  void line() { gap_ = Gap::line; }
  std::string take() { return std::move(out_); }

 private:
  enum class Gap : std::uint8_t { none, space, line };

  void write(std::string_view text);

  bool keep_joiners_;
  Gap gap_ = Gap::none;
  std::string out_;
};

// Bytes that stand for themselves: no space, and no lead byte of an invisible character or a no-break space.
constexpr auto kPlainBytes = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x21; byte < plain.size(); ++byte) plain[byte] = true;
  for (const std::size_t byte : {0xC2U, 0xE2U, 0xEFU}) plain[byte] = false;
  return plain;
}();

void Lines::add(std::string_view text) {
  while (!text.empty()) {
    const auto* const plain_end = std::find_if_not(
        text.begin(), text.end(), [](char byte) { return kPlainBytes[static_cast<unsigned char>(byte)]; });
    if (plain_end != text.begin()) {
      const auto size = static_cast<std::size_t>(plain_end - text.begin());
      write(text.substr(0, size));
      text.remove_prefix(size);
      continue;
    }
    const Character next = first_character(text);
    const std::string_view bytes = text.substr(0, std::max(next.size, std::size_t{1}));
    if (is_space(bytes.front()) || is_no_break_space(next.code)) {
      space();
    } else if (!is_invisible(next.code) && (keep_joiners_ || (next.code != kJoiner && next.code != kNonJoiner))) {
      write(bytes);
    }
    text.remove_prefix(bytes.size());
  }
}

void Lines::write(std::string_view text) {
  if (gap_ != Gap::none && !out_.empty()) out_ += gap_ == Gap::line ? '\n' : ' ';
  gap_ = Gap::none;
  out_ += text;
}

// The attribute `hidden` does not count: the site puts it on posts that were scrolled away.
bool is_undisplayed(const Tree& tree, NodeIndex node) {
  const std::string_view style = tree.attribute(node, Name::style);
  return !style.empty() && says_undisplayed(style);
}

template <typename Skip>
std::string read_text(const Tree& tree, NodeIndex root, Skip skip) {
  Lines lines{true};
  const NodeIndex end = tree.end(root);
  NodeIndex block_end = end;  // of the innermost block around `node`
  for (NodeIndex node = root; node < end;) {
    if (node >= block_end) {
      lines.line();
      const auto closes_line = [&tree, root](NodeIndex outer) {
        return outer == root || role_of(tree[outer]) == Role::block;
      };
      block_end = tree.end(tree.closest(node, closes_line));
    }
    if (node != root && skip(node)) {
      node = tree.end(node);
      continue;
    }
    if (tree.tag(node) == Tag::text) {
      lines.add(tree[node++].text);
      continue;
    }
    const Role role = role_of(tree[node]);
    if (node != root && (role == Role::hidden || is_undisplayed(tree, node) || is_typed_into(tree, node))) {
      node = tree.end(node);
      continue;
    }
    switch (role) {
      case Role::block:
        lines.line();
        block_end = tree.end(node);
        break;
      case Role::cell: lines.space(); break;
      case Role::line_break: lines.line(); break;
      case Role::picture:
        if (const std::string_view alt = tree.attribute(node, Name::alt); is_emoji(alt)) lines.add(alt);
        break;
      case Role::plain:
      case Role::hidden: break;
    }
    ++node;
  }
  return lines.take();
}

}  // namespace

bool is_typed_into(const Tree& tree, NodeIndex node) {
  return tree.tag(node) == Tag::textarea ||
         (tree.has(node, Name::contenteditable) && tree.attribute(node, Name::contenteditable) != "false");
}

std::string visible_text(const Tree& tree, NodeIndex node, const std::function<bool(NodeIndex)>& skip) {
  if (skip) return read_text(tree, node, [&skip](NodeIndex inner) { return skip(inner); });
  return read_text(tree, node, [](NodeIndex) { return false; });
}

std::string folded(std::string_view text) {
  Lines lines{false};
  lines.add(text);
  return lines.take();
}

}  // namespace feedwitness::parser
