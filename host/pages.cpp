#include "host/pages.h"

#include "base/json_text.h"
#include "host/frame_writer.h"

namespace feedwitness::host {
namespace {

// Frames of this size travel as fast as larger ones and keep both sides small.
constexpr std::size_t kPageSize = std::size_t{256} << 10U;
// Of raw text: escaped it is six times as large at worst.
constexpr std::size_t kTextSize = std::size_t{128} << 10U;
constexpr std::size_t kEndOfRows = sizeof R"(],"more":false})" - 1;

// The longest beginning of `text`, at most `most` bytes and fewer than `text` has, that ends with a whole character.
std::size_t whole_characters(std::string_view text, std::size_t most) {
  std::size_t size = most;
  while (most - size < 3 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return size;
}

}  // namespace

bool RowPages::add(std::string_view row) {
  if (!is_empty_ && page_.size() + 1 + row.size() + kEndOfRows > kPageSize && !end(true)) return false;
  if (page_.size() + row.size() + kEndOfRows > kOutgoingLimit) {
    too_large_ = true;
    return false;
  }
  if (!is_empty_) page_ += ',';
  page_ += row;
  is_empty_ = false;
  return true;
}

Result<void> RowPages::finish() {
  if (too_large_) return Error{ErrorCode::too_large, "a row is larger than a frame; the command line can print it"};
  end(false);
  return {};
}

void RowPages::begin() {
  page_.clear();
  is_empty_ = true;
  page_ = R"({"type":"rows","id":)" + std::to_string(id_) + R"(,"rows":[)";
}

bool RowPages::end(bool more) {
  page_ += more ? R"(],"more":true})" : R"(],"more":false})";
  const bool sent = send_(page_);
  begin();
  return sent;
}

bool TextPages::add(std::string_view text) {
  waiting_ += text;
  std::size_t sent = 0;
  while (waiting_.size() - sent > kTextSize) {
    const std::string_view rest = std::string_view(waiting_).substr(sent);
    const std::size_t size = whole_characters(rest, kTextSize);
    if (!send(rest.substr(0, size), true)) return false;
    sent += size;
  }
  waiting_.erase(0, sent);
  return true;
}

Result<void> TextPages::finish() {
  send(waiting_, false);
  return {};
}

bool TextPages::send(std::string_view text, bool more) {
  std::string json;
  JsonObject object(json);
  object.text("type", "text");
  object.number("id", id_);
  object.text("text", text);
  object.boolean("more", more);
  object.close();
  return send_(json);
}

}  // namespace feedwitness::host
