#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parser/record.h"

// How the parts of a metadata that are no single value are written as text. Each form exists here and nowhere else:
// what is stored and what `feedwitness parse` prints are the same.
namespace feedwitness::store {

// ["first line", "second line", "title of the card", "its description"]: the seed's `texts`, the lines that
// parser::texts_of() gives. Made while reading, since it says nothing that the columns do not; the buffers are kept
// from row to row.
class Texts {
 public:
  // Empty without any text. Lives until the next call.
  std::string_view json(std::string_view text, std::string_view card_title, std::string_view card_description);

 private:
  void add(std::string_view line);

  std::vector<std::string_view> lines_;
  std::string json_;
};

// ["Image may contain: 2 people"]; empty without captions.
std::string captions_of(const parser::Images& images);

// {"name", "link", "postId", "permaLink", "text", "publicationTime", "publicationPrecision" in seconds, "visibility"}:
// what is unknown is null. Empty when the post shares nothing.
std::string shared_of(const parser::Metadata& metadata);

// [{"field":"nature","signal":"label-text","says":"sponsored"}]; empty without evidence.
std::string evidence_of(const parser::Metadata& metadata);

// What identity::semantic_id() is asked about: the texts, a line each.
std::string full_text_of(const parser::Metadata& metadata);

}  // namespace feedwitness::store
