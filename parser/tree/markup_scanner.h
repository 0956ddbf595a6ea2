#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace feedwitness::parser {

// Cuts markup into texts, tags and comments exactly where a browser does, and copies nothing. It knows no elements:
// whoever reads it says where the content of a <script> or <title> starts, which has no tags.
// Source: HTML, 13.2.5 "Tokenization".
class MarkupScanner {
 public:
  enum class Kind : std::uint8_t { text, start_tag, end_tag, comment, doctype, two_ways, end };

  explicit MarkupScanner(std::string_view html) : html_(html) {}

  // Steps to the next piece; there is none after `two_ways`: a CDATA section, which is a comment in HTML and text in a
  // picture, ends elsewhere in the one than in the other, or an end tag has no name.
  Kind next();

  // Of a text: all of it, with its character references.
  std::string_view text() const { return text_; }
  // Of a tag: its name as written, how many attributes, and whether it ends in "/>".
  std::string_view name() const { return text_; }
  std::size_t attributes() const { return attributes_; }
  bool self_closing() const { return self_closing_; }

  // After the start tag of an element without tags in it: steps to its end tag, over the content that is returned.
  std::string_view raw_text(std::string_view lower_name);

 private:
  Kind tag(Kind kind);
  Kind markup_declaration();
  Kind comment();
  Kind until_bracket(Kind kind);
  bool attribute();
  void skip_spaces();
  bool at(char letter) const { return at_ < html_.size() && html_[at_] == letter; }
  std::size_t end_of(std::uint8_t what, std::size_t from) const;
  std::size_t script_end() const;
  std::size_t end_tag(std::string_view lower_name, std::size_t from) const;
  bool tag_name_at(std::size_t position, std::string_view lower_name) const;

  std::string_view html_;
  std::size_t at_ = 0;
  std::string_view text_;
  std::size_t attributes_ = 0;
  bool self_closing_ = false;
};

}  // namespace feedwitness::parser
