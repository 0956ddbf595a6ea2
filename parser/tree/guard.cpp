#include "parser/tree/guard.h"

#include <algorithm>
#include <array>

#include "parser/parse.h"
#include "parser/tree/html_elements.h"
#include "parser/tree/markup_scanner.h"
#include "parser/tree/nesting.h"

namespace feedwitness::parser {

namespace {

// No element that anybody knows has a longer name.
constexpr std::size_t kNameSize = 64;

class LowerCase {
 public:
  explicit LowerCase(std::string_view name) : size_(std::min(name.size(), kNameSize)) {
    std::transform(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(size_), letters_.begin(), [](char letter) {
      return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
  }
  std::string_view view() const { return {letters_.data(), size_}; }

 private:
  std::array<char, kNameSize> letters_{};
  std::size_t size_;
};

class Guard {
 public:
  explicit Guard(std::string_view html) : scanner_(html), step_limit_(step_limit(html.size())) {}

  Result<Markup> check();

 private:
  const char* look_at(MarkupScanner::Kind kind);
  const char* start_tag();
  const char* beyond_limits() const;

  MarkupScanner scanner_;
  Nesting nesting_;
  std::size_t step_limit_;
  Markup markup_;
};

Result<Markup> Guard::check() {
  for (auto kind = scanner_.next(); kind != MarkupScanner::Kind::end; kind = scanner_.next()) {
    const char* refusal = look_at(kind);
    if (refusal == nullptr) refusal = beyond_limits();
    if (refusal != nullptr) return Error{ErrorCode::unsafe_html, refusal};
  }
  markup_.is_page = markup_.is_page || nesting_.broken_picture();
  return markup_;
}

const char* Guard::look_at(MarkupScanner::Kind kind) {
  switch (kind) {
    case MarkupScanner::Kind::start_tag: return start_tag();
    case MarkupScanner::Kind::end_tag: nesting_.end(LowerCase{scanner_.name()}.view()); break;
    case MarkupScanner::Kind::text: nesting_.text(scanner_.text()); break;
    case MarkupScanner::Kind::comment: nesting_.comment(); break;
    case MarkupScanner::Kind::doctype: markup_.is_page = true; break;
    case MarkupScanner::Kind::two_ways:
      return "the markup has a CDATA section or an end tag that can be read in two ways";
    case MarkupScanner::Kind::end: break;
  }
  return nullptr;
}

const char* Guard::start_tag() {
  if (scanner_.attributes() > kAttributeLimit) return "the markup has a tag with more than 256 attributes";
  const LowerCase lower{scanner_.name()};
  const std::string_view name = lower.view();
  if (name == "plaintext" || name == "annotation-xml") return "the markup has a tag that can be read in two ways";
  markup_.is_page = markup_.is_page || name == "html" || name == "head" || name == "body";

  nesting_.start({name, scanner_.attributes(), scanner_.self_closing()});
  if (!element_named(name).is(trait::kRaw)) return nullptr;
  const std::string_view content = scanner_.raw_text(name);
  const bool has_tags = content.find('<') != std::string_view::npos;
  return has_tags && nesting_.may_hold_tags() ? "the markup has a text that can be read in two ways" : nullptr;
}

const char* Guard::beyond_limits() const {
  if (nesting_.depth() > kDepthLimit) return "the markup is nested deeper than 512 elements";
  if (nesting_.formatting() > kFormattingLimit) return "the markup has more than 64 formatting elements open at once";
  if (nesting_.steps() > step_limit_) return "the markup would take too many steps to repair";
  return nullptr;
}

}  // namespace

Result<Markup> check_markup(std::string_view html) {
  if (html.size() > kHtmlLimit) return Error{ErrorCode::too_large, "the html is larger than 16 MiB"};
  return Guard{html}.check();
}

}  // namespace feedwitness::parser
