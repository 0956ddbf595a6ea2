#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/tree/html_elements.h"

namespace feedwitness::parser {

// Follows what a tree builder would have open, tag by tag, without building anything, and counts the steps that Gumbo
// would take in its loops over open elements, formatting elements, attributes and siblings. Where it cannot know, it
// keeps more open rather than less.
// Source: HTML, 13.2.6 "Tree construction"; Gumbo's loops are those of its text.
class Nesting {
 public:
  struct StartTag {
    std::string_view name;  // lower case
    std::size_t attributes = 0;
    bool self_closing = false;
  };

  void text(std::string_view text);
  void comment() { add_child(); }
  void start(const StartTag& tag);
  void end(std::string_view name);

  std::size_t depth() const { return open_.size(); }
  // Formatting elements that the next text would be wrapped in.
  std::size_t formatting() const;
  std::uint64_t steps() const { return steps_; }
  // True where the content of a <title> or <script> may have tags in it: in a picture, a list of options, a frameset.
  bool may_hold_tags() const { return misnested_ || doubtful_ > 0; }
  // True once HTML stood inside a picture: a page is mended there, a fragment is not.
  bool broken_picture() const { return broken_picture_; }

 private:
  using Id = std::uint32_t;  // of a name

  enum class Space : std::uint8_t { html, svg, math };

  struct Open {
    Id id = 0;
    const Element* element = nullptr;
    Space space = Space::html;
    std::uint32_t children = 0;
    std::uint32_t formatted = 0;  // the serial of its entry in formatting_; 0 when it has none
  };
  struct Formatted {
    Id id = 0;  // 0 is a marker
    const Element* element = nullptr;
    std::size_t attributes = 0;
    std::uint32_t serial = 0;
    bool is_open = false;
  };
  static constexpr std::size_t kNowhere = SIZE_MAX;

  static Id id_of(std::string_view name);
  void spend(std::uint64_t steps) { steps_ += steps; }
  Space space() const;
  bool in_select() const;
  bool top_is(std::uint32_t trait) const { return !open_.empty() && open_.back().element->is(trait); }
  bool top_is(std::string_view name) const { return !open_.empty() && open_.back().element->name == name; }

  template <typename Predicate>
  std::size_t find(Predicate wanted, std::uint32_t boundary);
  std::size_t find(Id id, std::uint32_t boundary);

  void push(const Open& open);
  void pop(bool by_own_end_tag = false);
  void pop_to(std::size_t index, bool by_own_end_tag = false);
  void erase(std::size_t index);
  void leave(const Open& open, bool by_own_end_tag);
  void add_child();

  bool start_in_foreign(const Open& open, const StartTag& tag);
  bool start_in_select(const Open& open);
  bool start_table_part(const Open& open);
  void start_formatting(Open open, const StartTag& tag);
  void close_implied(const Open& open);
  void close_item(std::string_view one, std::string_view other);

  bool end_in_foreign(Id id);
  bool end_in_select(std::string_view name, Id id);
  void end_formatting(Id id, bool surely);
  void end_ordinary(Id id);
  void end_in_scope(std::size_t index);

  void reconstruct();
  void clear_to_marker();

  std::vector<Open> open_;
  std::vector<Formatted> formatting_;
  std::uint64_t steps_ = 0;
  std::uint32_t serial_ = 0;
  std::size_t merged_attributes_ = 0;
  std::size_t doubtful_ = 0;
  bool misnested_ = false;
  bool broken_picture_ = false;
};

}  // namespace feedwitness::parser
