#include "parser/tree/nesting.h"

#include <algorithm>

namespace feedwitness::parser {

namespace {

using namespace trait;

constexpr std::uint32_t kFormattingMarker = 0;

// Where the content of a <title> is markup, or is not looked at.
bool is_doubtful(const Element& element) {
  return element.is(kForeign) || element.name == "select" || element.name == "frameset";
}

}  // namespace

Nesting::Id Nesting::id_of(std::string_view name) {
  Id id = 0x811C9DC5U;  // FNV-1a
  for (const char letter : name) id = (id ^ static_cast<unsigned char>(letter)) * 0x01000193U;
  return id | 1U;
}

std::size_t Nesting::formatting() const {
  std::size_t count = 0;
  while (count < formatting_.size() && formatting_[formatting_.size() - count - 1].id != kFormattingMarker) ++count;
  return count;
}

// What the next element is read as.
Nesting::Space Nesting::space() const {
  if (open_.empty()) return Space::html;
  const Open& top = open_.back();
  const std::uint32_t html_again = top.space == Space::svg ? kInSvgHtml : kInMathHtml;
  return top.element->is(html_again) ? Space::html : top.space;
}

// In a list of options nothing but options is opened.
bool Nesting::in_select() const {
  for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
    const std::string_view name = open->element->name;
    if (name == "select") return true;
    if (name != "option" && name != "optgroup") return false;
  }
  return false;
}

// The innermost open element that is wanted, unless a boundary lies in front of it.
template <typename Predicate>
std::size_t Nesting::find(Predicate wanted, std::uint32_t boundary) {
  for (std::size_t index = open_.size(); index-- > 0;) {
    spend(1);
    if (wanted(open_[index])) return index;
    if (open_[index].element->is(boundary)) break;
  }
  return kNowhere;
}

std::size_t Nesting::find(Id id, std::uint32_t boundary) {
  return find([id](const Open& open) { return open.id == id; }, boundary);
}

void Nesting::add_child() {
  if (!open_.empty()) ++open_.back().children;
}

void Nesting::push(const Open& open) {
  if (top_is(kRows) && !open.element->is(kTablePart)) {
    // It is moved in front of the table, and the siblings there are counted again.
    const std::size_t table = find([](const Open& outer) { return outer.element->name == "table"; }, 0);
    if (table != kNowhere && table > 0) spend(++open_[table - 1].children);
  } else {
    add_child();
  }
  if (is_doubtful(*open.element)) ++doubtful_;
  if (open.element->is(kMarker)) formatting_.push_back({});
  open_.push_back(open);
}

void Nesting::leave(const Open& open, bool by_own_end_tag) {
  if (is_doubtful(*open.element)) {
    --doubtful_;
    misnested_ = misnested_ || !by_own_end_tag;
  }
  if (open.element->is(kMarker)) clear_to_marker();
  if (open.formatted == 0) return;
  for (auto entry = formatting_.rbegin(); entry != formatting_.rend(); ++entry) {
    if (entry->serial == open.formatted) {
      entry->is_open = false;
      return;
    }
  }
}

void Nesting::pop(bool by_own_end_tag) {
  const Open open = open_.back();
  open_.pop_back();
  leave(open, by_own_end_tag);
}

void Nesting::pop_to(std::size_t index, bool by_own_end_tag) {
  while (open_.size() > index) pop(by_own_end_tag && open_.size() == index + 1);
}

void Nesting::erase(std::size_t index) {
  const Open open = open_[index];
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index));
  leave(open, false);
}

void Nesting::clear_to_marker() {
  while (!formatting_.empty() && formatting_.back().id != kFormattingMarker) formatting_.pop_back();
  if (!formatting_.empty()) formatting_.pop_back();
}

// Formatting elements that a block closed are opened again where text or an inline element follows.
void Nesting::reconstruct() {
  std::size_t first = formatting_.size();
  while (first > 0 && formatting_[first - 1].id != kFormattingMarker && !formatting_[first - 1].is_open) --first;
  for (std::size_t i = first; i < formatting_.size(); ++i) {
    spend(depth() + 16 + 8 * formatting_[i].attributes);
    formatting_[i].is_open = true;
    push({formatting_[i].id, formatting_[i].element, Space::html, 0, formatting_[i].serial});
  }
}

void Nesting::text(std::string_view text) {
  const bool blank = text.find_first_not_of(" \t\n\f\r") == std::string_view::npos;
  if (top_is(kRows) && blank) return add_child();
  if (!formatting_.empty() && formatting_.back().id != kFormattingMarker) {
    reconstruct();
    spend(text.size() * depth());  // Gumbo looks for the innermost one at every letter.
  }
  static constexpr Element kText{};
  push({0, &kText, Space::html, 0, 0});
  open_.pop_back();
}

void Nesting::start(const StartTag& tag) {
  const Element& element = element_named(tag.name);
  Open open{id_of(tag.name), &element, Space::html, 0, 0};
  if (element.is(kForeign)) open.space = element.name == "svg" ? Space::svg : Space::math;
  spend(depth() + tag.attributes * tag.attributes / 2);

  if (space() != Space::html && start_in_foreign(open, tag)) return;
  if (in_select() && start_in_select(open)) return;
  if (element.is(kLeftOut)) {
    merged_attributes_ += tag.attributes;
    spend(merged_attributes_ * tag.attributes);
    return;
  }
  if (element.is(kTablePart) && start_table_part(open)) return;
  close_implied(open);
  if (!element.is(kClosesP | kTablePart) && element.name != "table") reconstruct();
  if (element.is(kFormatting)) return start_formatting(open, tag);
  push(open);
  if (element.is(kVoid | kRaw) || (element.is(kForeign) && tag.self_closing)) pop(true);
}

// True when that was all; false when HTML goes on.
bool Nesting::start_in_foreign(const Open& open, const StartTag& tag) {
  if (open.element->is(kBreakout)) {
    broken_picture_ = true;
    while (space() != Space::html) pop();
    return false;
  }
  if (open.element->is(kRaw)) return true;
  Open inner = open;
  inner.space = open_.back().space;
  push(inner);
  if (tag.self_closing) pop(true);
  return true;
}

bool Nesting::start_in_select(const Open& open) {
  const std::string_view name = open.element->name;
  const auto is_select = [](const Open& outer) { return outer.element->name == "select"; };
  if (name == "option" || name == "optgroup") return false;
  if (name == "script" || name == "template") return false;
  if (name == "select") {
    pop_to(find(is_select, 0), true);
    return true;
  }
  const bool ends = name == "input" || name == "keygen" || name == "textarea";
  const auto is_table = [](const Open& outer) { return outer.element->name == "table"; };
  const bool ends_in_table = open.element->is(kTablePart) || name == "table";
  if (!ends && !(ends_in_table && find(is_table, 0) != kNowhere)) return true;
  pop_to(find(is_select, 0), true);
  return false;
}

// Parts of a table end the parts that cannot hold them, and imply those that must. True for one without a table: it is
// ignored.
bool Nesting::start_table_part(const Open& open) {
  const bool cell = open.element->name == "td" || open.element->name == "th";
  const bool row = open.element->name == "tr";
  const auto holds = [cell, row](const Open& outer) {
    const std::string_view name = outer.element->name;
    const bool body = name == "tbody" || name == "thead" || name == "tfoot";
    return name == "table" || name == "template" || (body && (row || cell)) || (name == "tr" && cell);
  };
  const std::size_t holder = find(holds, kTableScope);
  if (holder == kNowhere) return true;
  if (open_[holder].element->name == "template") return false;  // It may hold any part.
  pop_to(holder + 1);
  const auto imply = [this](std::string_view name) { push({id_of(name), &element_named(name), Space::html, 0, 0}); };
  if ((cell || row) && top_is("table")) imply("tbody");
  if (cell && !top_is("tr")) imply("tr");
  return false;
}

// The elements that the start of this one ends.
void Nesting::close_implied(const Open& open) {
  const std::string_view name = open.element->name;
  if (name == "li") close_item("li", "li");
  if (name == "dd" || name == "dt") close_item("dd", "dt");
  if (open.element->is(kClosesP)) {
    static const Id kParagraph = id_of("p");
    const std::size_t paragraph = find(kParagraph, kScope | kButtonScope);
    if (paragraph != kNowhere) pop_to(paragraph);
  }
  if (open.element->is(kHeading) && top_is(kHeading)) pop();
  if ((name == "option" || name == "optgroup") && top_is("option")) pop();
  if (name == "optgroup" && in_select() && top_is("optgroup")) pop();
  if (name == "button") end_in_scope(find(open.id, kScope));
  static const Id kRuby = id_of("ruby");
  if (open.element->is(kRubyPart) && find(kRuby, kScope) != kNowhere) {
    const bool in_rtc = name == "rp" || name == "rt";
    while (top_is(kImpliedEnd) && !(in_rtc && top_is("rtc"))) pop();
  }
}

void Nesting::close_item(std::string_view one, std::string_view other) {
  for (std::size_t index = open_.size(); index-- > 0;) {
    spend(1);
    const std::string_view name = open_[index].element->name;
    if (name == one || name == other) return pop_to(index);
    if (open_[index].element->is(kSpecial) && name != "address" && name != "div" && name != "p") return;
  }
}

void Nesting::start_formatting(Open open, const StartTag& tag) {
  if (open.element->name == "a") end_formatting(open.id, true);
  if (open.element->name == "nobr" && find(open.id, kScope) != kNowhere) end_formatting(open.id, false);
  reconstruct();
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].id != kFormattingMarker;) {
    if (formatting_[i].id == open.id) spend(1 + tag.attributes * formatting_[i].attributes);
  }
  open.formatted = ++serial_;
  formatting_.push_back({open.id, open.element, tag.attributes, open.formatted, true});
  push(open);
}

void Nesting::end(std::string_view name) {
  const Element& element = element_named(name);
  const Id id = id_of(name);
  spend(depth());
  if (open_.empty() || element.is(kLeftOut)) return;
  if (space() != Space::html && end_in_foreign(id)) return;
  if (in_select() && end_in_select(name, id)) return;
  if (element.is(kFormatting)) return end_formatting(id, false);
  if (element.is(kHeading)) {
    return end_in_scope(find([](const Open& open) { return open.element->is(kHeading); }, kScope));
  }
  if (element.is(kBlock)) return end_in_scope(find(id, kScope));
  if (name == "p") return end_in_scope(find(id, kScope | kButtonScope));
  if (name == "li") return end_in_scope(find(id, kScope | kListScope));
  if (name == "template") return end_in_scope(find(id, 0));
  if (name == "table" || element.is(kTablePart)) return end_in_scope(find(id, kTableScope));
  if (name == "form") {
    const std::size_t form = find(id, kScope);
    if (form != kNowhere) erase(form);
    return;
  }
  end_ordinary(id);
}

void Nesting::end_in_scope(std::size_t index) {
  if (index != kNowhere) pop_to(index, true);
}

// Among the elements of a picture only names count. False when HTML goes on.
bool Nesting::end_in_foreign(Id id) {
  for (std::size_t index = open_.size(); index-- > 0 && open_[index].space != Space::html;) {
    spend(1);
    if (open_[index].id == id) {
      pop_to(index, true);
      return true;
    }
  }
  return false;
}

bool Nesting::end_in_select(std::string_view name, Id id) {
  if (name == "select") {
    pop_to(find(id, 0), true);
    return true;
  }
  if (name == "template") return false;
  if (name == "option" || name == "optgroup") {
    if (name == "optgroup" && open_.size() > 1 && top_is("option") &&
        open_[open_.size() - 2].element->name == "optgroup") {
      pop();
    }
    if (top_is(name)) pop();
    return true;
  }
  const bool of_table = name == "table" || element_named(name).is(kTablePart);
  if (!of_table || find(id, kTableScope) == kNowhere) return true;
  pop_to(find([](const Open& open) { return open.element->name == "select"; }, 0), true);
  return false;
}

void Nesting::end_ordinary(Id id) {
  for (std::size_t index = open_.size(); index-- > 0;) {
    spend(1);
    if (open_[index].id == id) return pop_to(index, true);
    if (open_[index].element->is(kSpecial)) return;
  }
}

// The adoption agency algorithm. `surely`: the element is closed even where a scope protects it, as <a> closes <a>.
void Nesting::end_formatting(Id id, bool surely) {
  constexpr std::size_t kRounds = 8;  // It gives up after so many blocks.
  auto entry = formatting_.rbegin();
  while (entry != formatting_.rend() && entry->id != id && entry->id != kFormattingMarker) ++entry;
  if (entry == formatting_.rend() || entry->id != id) {
    if (!surely) end_ordinary(id);
    return;
  }
  const std::uint32_t serial = entry->serial;
  if (entry->is_open) {
    std::size_t blocks = 0;
    std::size_t index = open_.size();
    bool in_scope = true;
    while (open_[--index].formatted != serial) {
      if (open_[index].element->is(kSpecial)) ++blocks;
      if (open_[index].element->is(kScope)) in_scope = false;
      spend(open_[index].children + kRounds);
    }
    if (!in_scope && !surely) return;
    if (blocks == 0) {
      pop_to(index);
    } else {
      erase(index);
    }
    if (blocks >= kRounds && !surely) return;
  }
  formatting_.erase(std::find_if(formatting_.begin(), formatting_.end(),
                                 [serial](const Formatted& formatted) { return formatted.serial == serial; }));
}

}  // namespace feedwitness::parser
