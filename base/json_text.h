#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace feedwitness {

// JSON written straight to the end of a text, without a document in between: what rows and exports are made of. Reading
// JSON is Boost.JSON's.

// Appends `text` as a JSON string, quotes included (RFC 8259, section 7; only what must be escaped is). An export calls
// it for each line of each row, so it copies whole runs and never allocates by itself: Boost.JSON's serializer would do
// both through a buffer of its own.
void append_json_string(std::string& out, std::string_view text);

// One JSON object, member by member in the order of the calls. close() ends it.
class JsonObject {
 public:
  explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }

  void text(std::string_view key, std::string_view value);
  void text_or_null(std::string_view key, std::string_view value);  // null when empty
  void text_if_any(std::string_view key, std::string_view value);   // left out when empty
  void number(std::string_view key, std::int64_t value);
  void number_if_any(std::string_view key, std::optional<std::int64_t> value);
  void real_if_any(std::string_view key, std::optional<double> value);
  void boolean(std::string_view key, bool value);
  void boolean_if_any(std::string_view key, std::optional<bool> value);
  void json(std::string_view key, std::string_view value);         // already JSON
  void json_if_any(std::string_view key, std::string_view value);  // left out when empty
  // Opens a member whose value the caller writes to the same text.
  std::string& member(std::string_view key);
  void close() { out_ += '}'; }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace feedwitness
