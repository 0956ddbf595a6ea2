#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "parser/text.h"
#include "parser/tree/html_elements.h"
#include "parser/tree/names.h"

namespace feedwitness::parser {

namespace {

// A line feed after their start tag is swallowed by whoever reads it.
constexpr std::array<std::string_view, 3> kSwallowing{"listing", "pre", "textarea"};

// What is written as a reference.
constexpr std::uint8_t kInText = 1;
constexpr std::uint8_t kInAttribute = 2;
constexpr auto kSpecialBytes = [] {
  std::array<std::uint8_t, 256> bytes{};
  bytes['&'] = bytes['\r'] = kInText | kInAttribute;
  bytes['<'] = bytes['>'] = kInText;
  bytes['"'] = kInAttribute;
  return bytes;
}();

template <std::size_t kSize>
bool holds(const std::array<std::string_view, kSize>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Writer {
 public:
  explicit Writer(const Tree& tree) : tree_(tree) {}

  void write(NodeIndex root, const std::function<bool(NodeIndex)>& skip);
  std::string take() { return std::move(out_); }

 private:
  std::string_view name(NodeIndex node) const;
  bool is_foreign(NodeIndex node) const;
  void open(NodeIndex node);
  void text(NodeIndex node);
  void escape(std::string_view text, bool in_attribute);

  const Tree& tree_;
  std::string out_;
};

std::string_view Writer::name(NodeIndex node) const {
  return tree_.tag(node) == Tag::other ? tree_[node].text : written(tree_.tag(node));
}

// True inside a picture drawn in markup, but where HTML stands in it again.
bool Writer::is_foreign(NodeIndex node) const {
  const NodeIndex outer = tree_.closest(node, [this](NodeIndex ancestor) {
    return element_named(name(ancestor)).is(trait::kForeign | trait::kInSvgHtml);
  });
  return outer != kNoNode && element_named(name(outer)).is(trait::kForeign);
}

void Writer::write(NodeIndex root, const std::function<bool(NodeIndex)>& skip) {
  std::vector<NodeIndex> open_elements;
  const NodeIndex end = tree_.end(root);
  for (NodeIndex node = root; node < end || !open_elements.empty();) {
    if (!open_elements.empty() && node >= tree_.end(open_elements.back())) {
      out_.append("</").append(name(open_elements.back())).append(">");
      open_elements.pop_back();
      continue;
    }
    if (skip && skip(node)) {
      node = tree_.end(node);
      continue;
    }
    switch (tree_.tag(node)) {
      case Tag::document: break;
      case Tag::text: text(node); break;
      case Tag::comment: out_.append("<!--").append(tree_[node].text).append("-->"); break;
      default:
        open(node);
        // In a picture an element of this name has an end tag as any other.
        if (!element_named(name(node)).is(trait::kVoid) || is_foreign(node)) open_elements.push_back(node);
    }
    ++node;
  }
}

void Writer::open(NodeIndex node) {
  out_.append("<").append(name(node));
  for (const Attribute& attribute : tree_.attributes(node)) {
    out_.append(" ").append(attribute.raw_name).append("=\"");
    escape(attribute.value, true);
    out_ += '"';
  }
  out_ += '>';
  const NodeIndex child = tree_.first_child(node);
  const bool starts_with_line =
      child != kNoNode && tree_.tag(child) == Tag::text && tree_[child].text.starts_with('\n');
  if (starts_with_line && holds(kSwallowing, name(node))) out_ += '\n';
}

void Writer::text(NodeIndex node) {
  const NodeIndex parent = tree_.parent(node);
  const Element& element = element_named(parent == kNoNode ? std::string_view{} : name(parent));
  if (element.is(trait::kRaw) && !element.is(trait::kReferences) && !is_foreign(parent)) {
    out_ += tree_[node].text;
  } else {
    escape(tree_[node].text, false);
  }
}

void Writer::escape(std::string_view text, bool in_attribute) {
  const std::uint8_t special = in_attribute ? kInAttribute : kInText;
  while (true) {
    const auto* const found = std::find_if(text.begin(), text.end(), [special](char letter) {
      return (kSpecialBytes[static_cast<unsigned char>(letter)] & special) != 0;
    });
    const auto size = static_cast<std::size_t>(found - text.begin());
    out_ += text.substr(0, size);
    if (size == text.size()) return;
    switch (*found) {
      case '&': out_ += "&amp;"; break;
      case '<': out_ += "&lt;"; break;
      case '>': out_ += "&gt;"; break;
      case '"': out_ += "&quot;"; break;
      default: out_ += "&#13;"; break;
    }
    text.remove_prefix(size + 1);
  }
}

}  // namespace

std::string serialise(const Tree& tree, NodeIndex node, const std::function<bool(NodeIndex)>& skip) {
  Writer writer{tree};
  writer.write(node, skip);
  return writer.take();
}

}  // namespace feedwitness::parser
