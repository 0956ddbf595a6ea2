#include "views/json_text.h"

#include <array>
#include <charconv>

#include <boost/json/serializer.hpp>

namespace feedwitness::views {
namespace {

template <typename Number>
void append_number(std::string& out, Number value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end.ptr);
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  boost::json::serializer serializer;
  serializer.reset(boost::json::string_view{text.data(), text.size()});
  std::array<char, 4096> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
  while (!serializer.done()) {
    const auto piece = serializer.read(buffer.data(), buffer.size());
    out.append(piece.data(), piece.size());
  }
}

std::string& JsonObject::member(std::string_view key) {
  if (!first_) out_ += ',';
  first_ = false;
  out_ += '"';
  out_ += key;  // keys are ours: nothing in them needs escaping
  out_ += "\":";
  return out_;
}

void JsonObject::text(std::string_view key, std::string_view value) { append_json_string(member(key), value); }

void JsonObject::text_or_null(std::string_view key, std::string_view value) {
  if (value.empty()) {
    member(key) += "null";
  } else {
    text(key, value);
  }
}

void JsonObject::text_if_any(std::string_view key, std::string_view value) {
  if (!value.empty()) text(key, value);
}

void JsonObject::number(std::string_view key, std::int64_t value) { append_number(member(key), value); }

void JsonObject::number_if_any(std::string_view key, std::optional<std::int64_t> value) {
  if (value) number(key, *value);
}

void JsonObject::real_if_any(std::string_view key, std::optional<double> value) {
  if (value) append_number(member(key), *value);
}

void JsonObject::boolean(std::string_view key, bool value) { member(key) += value ? "true" : "false"; }

void JsonObject::boolean_if_any(std::string_view key, std::optional<bool> value) {
  if (value) boolean(key, *value);
}

void JsonObject::json(std::string_view key, std::string_view value) { member(key) += value; }

void JsonObject::json_if_any(std::string_view key, std::string_view value) {
  if (!value.empty()) json(key, value);
}

}  // namespace feedwitness::views
