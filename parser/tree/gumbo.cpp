#include "parser/tree/gumbo.h"

#include <algorithm>
#include <csetjmp>
#include <string>
#include <vector>

#include <gumbo.h>

#include "parser/tree/arena.h"
#include "parser/tree/guard.h"

namespace feedwitness::parser {

namespace {

// Gumbo does not check what its allocator returns, so there is one way out of it when the memory is used up: a jump. It
// skips C frames only; what they had allocated goes with the arena.
struct Memory {
  Arena arena;
  std::jmp_buf used_up{};
};

void* allocate(void* userdata, std::size_t size) {
  auto& memory = *static_cast<Memory*>(userdata);
  void* pointer = memory.arena.allocate(size);
  if (pointer == nullptr) std::longjmp(memory.used_up, 1);  // NOLINT(cert-err52-cpp)
  return pointer;
}

void release(void* userdata, void* pointer) { static_cast<Memory*>(userdata)->arena.release(pointer); }

// nullptr when the memory was used up.
const GumboOutput* parse_within(Memory& memory, const GumboOptions& options, std::string_view html) {
  if (setjmp(memory.used_up) != 0) return nullptr;  // NOLINT(cert-err52-cpp)
  return gumbo_parse_with_options(&options, html.data(), html.size());
}

std::string_view piece(const GumboStringPiece& text) { return {text.data, text.length}; }

bool is_text(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_CDATA || node.type == GUMBO_NODE_WHITESPACE;
}

std::string_view without_quotes(std::string_view value) {
  const bool quoted = value.size() >= 2 && (value.front() == '"' || value.front() == '\'');
  return quoted ? value.substr(1, value.size() - 2) : value;
}

std::string_view without_comment_marks(std::string_view comment) {
  constexpr std::string_view kOpen = "<!--";
  constexpr std::string_view kClose = "-->";
  if (comment.size() < kOpen.size() + kClose.size() || !comment.starts_with(kOpen) || !comment.ends_with(kClose))
    return {};
  return comment.substr(kOpen.size(), comment.size() - kOpen.size() - kClose.size());
}

// Copies Gumbo's nodes into the builder, with views into the html wherever it says the same as Gumbo's own copy.
class Conversion {
 public:
  Conversion(std::string_view html, TreeBuilder& builder) : html_(html), builder_(builder) {}

  Result<void> run(const GumboVector& roots, bool hidden);

 private:
  struct Frame {
    const GumboVector* children;
    unsigned next;

    const GumboNode& at(unsigned index) const { return *static_cast<const GumboNode*>(children->data[index]); }
  };

  void open(const GumboElement& element);
  void text_run();
  std::string_view name_of(const GumboElement& element);
  std::string_view name_of(const GumboAttribute& attribute);
  std::string_view lower_case(std::string_view name);
  std::string_view view_of(std::string_view decoded, std::string_view original);
  bool in_html(std::string_view text) const;

  std::string_view html_;
  TreeBuilder& builder_;
  std::vector<Frame> frames_;
};

// The text of the only comment in a <code> element that holds nothing else; nullptr otherwise.
const GumboText* hidden_block(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_CODE) return nullptr;
  const GumboText* comment = nullptr;
  for (unsigned i = 0; i < element.children.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(element.children.data[i]);
    if (child.type == GUMBO_NODE_WHITESPACE) continue;
    if (child.type != GUMBO_NODE_COMMENT || comment != nullptr) return nullptr;
    comment = &child.v.text;
  }
  return comment;
}

Result<void> build(std::string_view html, TreeBuilder& builder, bool hidden) {
  if (html.empty()) return {};
  const auto markup = check_markup(html);
  if (!markup) return markup.error();

  Memory memory{Arena{gumbo_memory_limit(html.size())}};
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = release;
  options.userdata = &memory;
  options.max_errors = 0;
  const bool fragment = hidden || !markup->is_page;
  if (fragment) options.fragment_context = GUMBO_TAG_BODY;

  const GumboOutput* output = parse_within(memory, options, html);
  if (output == nullptr) {
    return Error{ErrorCode::unsafe_html, "the markup would take more memory to repair than its size allows"};
  }
  // A fragment's root is an <html> element that it never had.
  const GumboVector& roots = fragment ? output->root->v.element.children : output->document->v.document.children;
  return Conversion{html, builder}.run(roots, hidden);
}

Result<void> Conversion::run(const GumboVector& roots, bool hidden) {
  frames_.push_back({&roots, 0});
  while (true) {
    Frame& frame = frames_.back();
    if (frame.next == frame.children->length) {
      frames_.pop_back();
      if (frames_.empty()) return {};
      builder_.close();
      continue;
    }
    const GumboNode& node = frame.at(frame.next);
    if (is_text(node)) {
      text_run();
      continue;
    }
    ++frame.next;
    if (node.type == GUMBO_NODE_COMMENT) {
      builder_.comment(view_of(node.v.text.text, without_comment_marks(piece(node.v.text.original_text))));
      continue;
    }
    const GumboElement& element = node.v.element;
    open(element);
    const GumboText* block = hidden ? nullptr : hidden_block(element);
    if (block != nullptr) {
      auto built = build(view_of(block->text, without_comment_marks(piece(block->original_text))), builder_, true);
      if (!built) return built;
    }
    const bool leave_out = block != nullptr || element.tag == GUMBO_TAG_NOSCRIPT;
    frames_.push_back({leave_out ? &kGumboEmptyVector : &element.children, 0});
  }
}

// Where Gumbo ignored a tag between two texts it leaves two nodes; a reader sees one.
void Conversion::text_run() {
  Frame& frame = frames_.back();
  const GumboText& first = frame.at(frame.next++).v.text;
  const auto more = [&frame] { return frame.next < frame.children->length && is_text(frame.at(frame.next)); };
  if (!more()) {
    builder_.text(view_of(first.text, piece(first.original_text)));
    return;
  }
  std::string joined = first.text;
  while (more()) joined += frame.at(frame.next++).v.text.text;
  builder_.text(builder_.keep(joined));
}

void Conversion::open(const GumboElement& element) {
  builder_.open(name_of(element));
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    builder_.attribute(name_of(attribute), view_of(attribute.value, without_quotes(piece(attribute.original_value))));
  }
}

std::string_view Conversion::name_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return lower_case(piece(name));
}

// As written, since Gumbo takes the prefix off "xlink:href" and writes "viewBox" in its own case.
std::string_view Conversion::name_of(const GumboAttribute& attribute) {
  const std::string_view original = piece(attribute.original_name);
  return lower_case(original.empty() || original.find('\0') != std::string_view::npos ? attribute.name : original);
}

std::string_view Conversion::lower_case(std::string_view name) {
  const auto is_upper = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
  if (in_html(name) && std::none_of(name.begin(), name.end(), is_upper)) return name;
  std::string lower{name};
  for (char& letter : lower) {
    if (is_upper(letter)) letter = static_cast<char>(letter - 'A' + 'a');
  }
  return builder_.keep(lower);
}

std::string_view Conversion::view_of(std::string_view decoded, std::string_view original) {
  return in_html(original) && decoded == original ? original : builder_.keep(decoded);
}

bool Conversion::in_html(std::string_view text) const {
  return text.data() >= html_.data() && text.data() + text.size() <= html_.data() + html_.size();
}

}  // namespace

Result<void> build_with_gumbo(std::string_view html, TreeBuilder& builder) { return build(html, builder, false); }

}  // namespace feedwitness::parser
