#include "host/fields.h"

#include <algorithm>
#include <charconv>

#include <boost/json/value.hpp>

#include "host/splice.h"

namespace feedwitness::host {
namespace {

namespace json = boost::json;

// Stands in for an object that is missing: every field of it is absent.
const json::object& no_object() {
  static const json::object kNothing;
  return kNothing;
}

std::string range(std::int64_t least, std::int64_t most) {
  return "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
}

}  // namespace

bool Fields::has_only(std::span<const std::string_view> keys) const {
  return std::all_of(object_->begin(), object_->end(), [&](const auto& field) {
    return std::find(keys.begin(), keys.end(), std::string_view(field.key())) != keys.end();
  });
}

std::string_view Fields::text(std::string_view key, std::size_t longest) const {
  const json::value* value = find(key);
  const auto text = value == nullptr ? std::nullopt : text_in(*value);
  if (text && !text->empty() && text->size() <= longest) return *text;
  complain(key, "a text of 1 to " + std::to_string(longest) + " bytes");
  return {};
}

std::string Fields::take_text(std::string_view key, std::size_t longest) const {
  const std::string_view text = this->text(key, longest);
  const json::value* value = find(key);
  std::string* large = value == nullptr ? nullptr : large_in(*value);
  return large == nullptr ? std::string(text) : std::move(*large);
}

std::string_view Fields::optional_text(std::string_view key, std::size_t longest) const {
  const json::value* value = find(key);
  if (value == nullptr) return {};
  const auto text = text_in(*value);
  if (text && text->size() <= longest) return *text;
  complain(key, "a text of at most " + std::to_string(longest) + " bytes");
  return {};
}

std::string_view Fields::text_where(std::string_view key, bool (*holds)(std::string_view),
                                    std::string_view expected) const {
  const json::value* value = find(key);
  const auto text = value == nullptr ? std::nullopt : text_in(*value);
  if (text && holds(*text)) return *text;
  complain(key, expected);
  return {};
}

std::string_view Fields::one_of(std::string_view key, std::span<const std::string_view> choices) const {
  const json::value* value = find(key);
  const auto text = value == nullptr ? std::nullopt : text_in(*value);
  const auto found = text ? std::find(choices.begin(), choices.end(), *text) : choices.end();
  if (found != choices.end()) return *found;
  std::string expected = "one of:";
  for (std::string_view choice : choices) expected.append(" ").append(choice);
  complain(key, expected);
  return {};
}

std::int64_t Fields::integer(std::string_view key, std::int64_t least, std::int64_t most) const {
  if (const auto value = optional_integer(key, least, most)) return *value;
  complain(key, range(least, most));
  return least;
}

std::optional<std::int64_t> Fields::optional_integer(std::string_view key, std::int64_t least,
                                                     std::int64_t most) const {
  const json::value* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_int64() && value->get_int64() >= least && value->get_int64() <= most) return value->get_int64();
  complain(key, range(least, most));
  return std::nullopt;
}

std::optional<double> Fields::optional_share(std::string_view key) const {
  const json::value* value = find(key);
  if (value == nullptr) return std::nullopt;
  json::error_code failed;
  const double share = value->is_number() ? value->to_number<double>(failed) : -1;
  if (share >= 0 && share <= 1) return share;
  complain(key, "a number from 0 to 1");
  return std::nullopt;
}

bool Fields::flag(std::string_view key) const {
  const json::value* value = find(key);
  if (value == nullptr) return false;
  if (value->is_bool()) return value->get_bool();
  complain(key, "true or false");
  return false;
}

Time Fields::instant(std::string_view key) const {
  const auto time = optional_instant(key);
  if (!time) complain(key, "a date such as 2019-04-19T18:06:49.000Z");
  return time.value_or(Time{});
}

std::optional<Time> Fields::optional_instant(std::string_view key) const {
  const json::value* value = find(key);
  if (value == nullptr) return std::nullopt;
  const auto text = text_in(*value);
  const auto time = text ? parse_time(*text) : std::nullopt;
  if (!time) complain(key, "a date such as 2019-04-19T18:06:49.000Z");
  return time;
}

Fields Fields::object(std::string_view key) const {
  if (const auto found = optional_object(key)) return *found;
  complain(key, "an object");
  return {no_object(), path_, *reading_};
}

std::optional<Fields> Fields::optional_object(std::string_view key) const {
  const json::value* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_object()) return Fields(value->get_object(), path_ + std::string(key) + '.', *reading_);
  complain(key, "an object");
  return std::nullopt;
}

void Fields::complain(std::string_view key, std::string_view expected) const {
  if (reading_->complaint) return;
  reading_->complaint = Error{ErrorCode::bad_request, path_ + std::string(key) + " must be " + std::string(expected)};
}

const json::value* Fields::find(std::string_view key) const {
  if (reading_->complaint) return nullptr;
  const json::value* value = object_->if_contains({key.data(), key.size()});
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::string* Fields::large_in(const json::value& value) const {
  if (!value.is_string() || value.get_string().empty() || value.get_string().front() != Spliced::kMark) return nullptr;
  const json::string& text = value.get_string();
  std::size_t which = reading_->large.size();
  std::from_chars(text.data() + 1, text.data() + text.size(), which);
  return which < reading_->large.size() ? &reading_->large[which] : nullptr;
}

std::optional<std::string_view> Fields::text_in(const json::value& value) const {
  if (!value.is_string()) return std::nullopt;
  if (const std::string* large = large_in(value)) return *large;
  return std::string_view(value.get_string().data(), value.get_string().size());
}

const json::array* Fields::array(std::string_view key) const {
  const json::value* value = find(key);
  if (value != nullptr && value->is_array()) return &value->get_array();
  complain(key, "an array");
  return nullptr;
}

Fields Fields::item(std::string_view key, const json::array& items, std::size_t at) const {
  const std::string name = std::string(key) + '[' + std::to_string(at) + ']';
  if (items[at].is_object()) return {items[at].get_object(), path_ + name + '.', *reading_};
  complain(name, "an object");
  return {no_object(), path_, *reading_};
}

}  // namespace feedwitness::host
