#include "store/encode.h"

#include <algorithm>

#include "base/time.h"
#include "store/json_text.h"

namespace feedwitness::store {
namespace {

std::string& member(std::string& object, std::string_view key) {
  object += object.back() == '{' ? "\"" : ",\"";
  object += key;
  object += "\":";
  return object;
}

void append_known(std::string& object, std::string_view key, std::string_view value) {
  if (value.empty()) {
    member(object, key) += "null";
  } else {
    append_json_string(member(object, key), value);
  }
}

}  // namespace

std::string_view Texts::json(std::string_view text, std::string_view card_title, std::string_view card_description) {
  lines_.clear();
  json_.clear();
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size());
    add(text.substr(0, size));
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  add(card_title);
  add(card_description);
  if (!json_.empty()) json_ += ']';
  return json_;
}

void Texts::add(std::string_view line) {
  // Few lines: a walk over those before is quicker than a set.
  if (line.empty() || std::find(lines_.begin(), lines_.end(), line) != lines_.end()) return;
  lines_.push_back(line);
  json_ += json_.empty() ? '[' : ',';
  append_json_string(json_, line);
}

std::string captions_of(const parser::Images& images) {
  std::string array;
  for (const std::string& caption : images.captions) {
    array += array.empty() ? '[' : ',';
    append_json_string(array, caption);
  }
  if (!array.empty()) array += ']';
  return array;
}

std::string shared_of(const parser::Metadata& metadata) {
  if (!metadata.shared) return {};
  const parser::SharedPost& shared = *metadata.shared;
  std::string object = "{";
  append_known(object, "source", shared.source);
  append_known(object, "sourceLink", shared.source_link);
  append_known(object, "postId", shared.post_id);
  append_known(object, "permaLink", shared.perma_link);
  append_known(object, "text", shared.text);
  append_known(object, "publicationTime", shared.publication_time ? format_time(shared.publication_time->time) : "");
  member(object, "publicationPrecision") +=
      shared.publication_time ? std::to_string(shared.publication_time->precision.count()) : "null";
  append_known(object, "visibility", name_of(shared.visibility));
  return object += '}';
}

std::string evidence_of(const parser::Metadata& metadata) {
  std::string array;
  for (const parser::Evidence& evidence : metadata.evidence) {
    array += array.empty() ? "[{" : ",{";
    append_known(array, "field", evidence.field);
    append_known(array, "signal", evidence.signal);
    append_known(array, "says", evidence.says);
    array += '}';
  }
  if (!array.empty()) array += ']';
  return array;
}

std::string full_text_of(const parser::Metadata& metadata) {
  std::string text;
  for (const std::string& line : texts_of(metadata)) {
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

}  // namespace feedwitness::store
