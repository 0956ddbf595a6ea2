#include "views/graph/grammar.h"

#include <algorithm>
#include <array>

#include "views/graph_error.h"

namespace feedwitness::views::graph {
namespace {

constexpr std::array<std::string_view, 8> kModifiers{"limit", "order",  "since",  "until",
                                                     "after", "before", "offset", "summary"};

bool is_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Recursive descent. The first mistake is kept and ends the reading.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_{text} {}

  Result<Items> read() {
    Items items = read_list(1);
    if (at_ < text_.size()) complain("the end");
    if (!mistake_.empty()) return graph_error(2500, 0, mistake_);
    return items;
  }

 private:
  Items read_list(int depth) {
    Items items;
    if (depth > kDeepest) complain("at most " + std::to_string(kDeepest) + " levels");
    do {
      if (++count_ > kMostItems) complain("at most " + std::to_string(kMostItems) + " fields");
      if (!mistake_.empty()) return items;
      items.push_back(read_item(depth));
      const auto is_same = [&](const Item& item) { return item.name == items.back().name; };
      if (std::any_of(items.begin(), items.end() - 1, is_same)) complain("each field once");
    } while (take(','));
    return items;
  }

  Item read_item(int depth) {
    Item item;
    item.name = read_name("a field");
    while (mistake_.empty()) {
      if (take('.')) {
        read_modifier(item, depth);
      } else if (item.children.empty() && take('{')) {
        item.children = read_list(depth + 1);
        if (!take('}')) complain("}");
      } else {
        break;
      }
    }
    return item;
  }

  void read_modifier(Item& item, int depth) {
    const std::string name = read_name("a modifier");
    if (!take('(')) return complain("(");
    if (name == "fields" && item.children.empty()) {
      item.children = read_list(depth + 1);
    } else {
      const bool is_known = std::find(kModifiers.begin(), kModifiers.end(), name) != kModifiers.end();
      const std::size_t end = std::min(text_.find_first_of("(){}", at_), text_.size());
      if (!is_known || !item.modifiers.emplace(name, text_.substr(at_, end - at_)).second) {
        return complain("limit, order, since, until, after, before, offset or summary, each once");
      }
      at_ = end;
    }
    if (!take(')')) complain(")");
  }

  std::string read_name(const char* what) {
    skip_space();
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_of_name(text_[at_])) ++at_;
    if (at_ == begin) complain(what);
    return std::string{text_.substr(begin, at_ - begin)};
  }

  bool take(char c) {
    skip_space();
    if (!mistake_.empty() || at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
  }

  void complain(const std::string& expected) {
    if (!mistake_.empty()) return;
    mistake_ = "Syntax error: expected " + expected + " at character " + std::to_string(at_ + 1) + " of fields";
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;
  std::string mistake_;
};

}  // namespace

Result<Items> read_fields(std::string_view text) { return Reader{text}.read(); }

std::string text_of(const Items& items) {
  std::string text;
  for (const Item& item : items) {
    if (!text.empty()) text += ',';
    text += item.name;
    for (const auto& [name, value] : item.modifiers)
      text.append(".").append(name).append("(").append(value).append(")");
    if (!item.children.empty()) text.append("{").append(text_of(item.children)).append("}");
  }
  return text;
}

}  // namespace feedwitness::views::graph
