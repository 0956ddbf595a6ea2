#include "store/encode.h"

#include <algorithm>

#include "base/json_text.h"
#include "base/time.h"

namespace feedwitness::store {
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
  std::string text;
  JsonObject object{text};
  object.text_or_null("name", shared.source);
  object.text_or_null("link", shared.source_link);
  object.text_or_null("postId", shared.post_id);
  object.text_or_null("permaLink", shared.perma_link);
  object.text_or_null("text", shared.text);
  object.text_or_null("publicationTime", shared.publication_time ? format_time(shared.publication_time->time) : "");
  if (shared.publication_time) object.number("publicationPrecision", shared.publication_time->precision.count());
  object.text("visibility", name_of(shared.visibility));
  object.close();
  return text;
}

std::string evidence_of(const parser::Metadata& metadata) {
  std::string array;
  for (const parser::Evidence& evidence : metadata.evidence) {
    array += array.empty() ? '[' : ',';
    JsonObject object{array};
    object.text("field", evidence.field);
    object.text("signal", evidence.signal);
    object.text("says", evidence.says);
    object.close();
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
