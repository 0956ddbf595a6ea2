#include "views/parameters.h"

#include <algorithm>
#include <charconv>

#include "views/calendar.h"

namespace feedwitness::views {
namespace {

using Kind = Parameter::Kind;

constexpr std::int64_t kLongestText = 1024;

std::int64_t longest_text(const Parameter& parameter) {
  return parameter.maximum > 0 ? parameter.maximum : kLongestText;
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool is_page(const Parameter& parameter, std::string_view text) {
  const auto paging = read_paging(text);
  return paging && paging->amount <= parameter.maximum;
}

bool is_language(std::string_view text) {
  return (text.size() == 2 || text.size() == 3) && std::all_of(text.begin(), text.end(), is_lower);
}

bool is_choice(const Parameter& parameter, std::string_view text) {
  return std::any_of(parameter.choices.begin(), parameter.choices.end(),
                     [&](const Choice& choice) { return choice.word == text; });
}

bool is_of_kind(const Parameter& parameter, std::string_view text) {
  switch (parameter.kind) {
    case Kind::paging: return is_page(parameter, text);
    case Kind::paging_or_day: return is_page(parameter, text) || read_day(text).has_value();
    case Kind::number: {
      const auto number = read_number(text);
      return number && *number >= 1 && *number <= parameter.maximum;
    }
    case Kind::text: return static_cast<std::int64_t>(text.size()) <= longest_text(parameter);
    case Kind::flag: return text == "true" || text == "false";
    case Kind::choice: return is_choice(parameter, text);
    case Kind::id: return text.size() == 40 && std::all_of(text.begin(), text.end(), is_hex);
    case Kind::language: return is_language(text);
    case Kind::zone: return is_zone(text);
    case Kind::day: return read_day(text).has_value();
  }
  return false;
}

const Parameter* find_parameter(const View& view, std::string_view name) {
  for (const Parameter& parameter : view.parameters) {
    if (parameter.name == name) return &parameter;
  }
  return nullptr;
}

Error unknown_name(const View& view) {
  std::string message = "no such parameter here; known ones are:";
  for (const Parameter& parameter : view.parameters) message.append(" ").append(parameter.name);
  return {ErrorCode::bad_request, view.parameters.empty() ? "this call takes no parameters" : message};
}

std::string words_of(const Parameter& parameter, std::string_view between) {
  std::string words;
  for (const Choice& choice : parameter.choices) words.append(words.empty() ? "" : between).append(choice.word);
  return words;
}

}  // namespace

std::optional<std::int64_t> read_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.front() == '-' || failed != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

std::optional<Paging> read_paging(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto amount = read_number(text.substr(0, dash));
  const auto skip =
      dash == std::string_view::npos ? std::optional<std::int64_t>{0} : read_number(text.substr(dash + 1));
  if (!amount || !skip || *amount < 1) return std::nullopt;
  return Paging{*amount, *skip};
}

std::string grammar_of(const Parameter& parameter) {
  const std::string most = std::to_string(parameter.maximum);
  std::string paging = "AMOUNT or AMOUNT-SKIP, for example 200-0, with an amount from 1 to " + most;
  switch (parameter.kind) {
    case Kind::paging: return paging;
    case Kind::paging_or_day: return paging + ", or a day, for example 2026-11-22";
    case Kind::number: return "a whole number from 1 to " + most;
    case Kind::text: return "a text of at most " + std::to_string(longest_text(parameter)) + " bytes";
    case Kind::flag: return "true or false";
    case Kind::choice: return "one of: " + words_of(parameter, ", ");
    case Kind::id: return "40 hex digits";
    case Kind::language: return "a language as ISO 639 writes it, for example en";
    case Kind::zone: return "a time zone, for example Europe/Madrid";
    case Kind::day: return "a day, for example 2026-11-22";
  }
  return {};
}

std::string pattern_of(const Parameter& parameter) {
  constexpr std::string_view kPaging = "[0-9]+(-[0-9]+)?";
  constexpr std::string_view kDay = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  const auto whole = [](std::string_view pattern) { return "^(" + std::string{pattern} + ")$"; };
  switch (parameter.kind) {
    case Kind::paging: return whole(kPaging);
    case Kind::paging_or_day: return whole(std::string{kPaging} + "|" + std::string{kDay});
    case Kind::number: return whole("[0-9]+");
    case Kind::flag: return whole("true|false");
    case Kind::choice: return whole(words_of(parameter, "|"));
    case Kind::id: return whole("[0-9a-f]{40}");
    case Kind::language: return whole("[a-z]{2,3}");
    case Kind::day: return whole(kDay);
    case Kind::text:
    case Kind::zone: return {};
  }
  return {};
}

Result<Parameters> read_parameters(const View& view, const Parameters& given) {
  Parameters read;
  for (const Parameter& parameter : view.parameters) {
    if (!parameter.standard.empty()) read.emplace(parameter.name, parameter.standard);
  }
  for (const auto& [name, value] : given) {
    const Parameter* known = find_parameter(view, name);
    if (known == nullptr) return unknown_name(view);
    if (!is_of_kind(*known, value)) {
      return Error{ErrorCode::bad_request, std::string{known->name} + " is " + grammar_of(*known)};
    }
    read.insert_or_assign(name, value);
  }
  for (const Parameter& parameter : view.parameters) {
    const bool is_needed = view.path.find("{" + std::string{parameter.name} + "}") != std::string_view::npos;
    if (is_needed && parameter.standard.empty() && !read.contains(parameter.name) && parameter.name != "paging") {
      return Error{ErrorCode::bad_request, std::string{parameter.name} + " is needed: " + grammar_of(parameter)};
    }
  }
  return read;
}

}  // namespace feedwitness::views
