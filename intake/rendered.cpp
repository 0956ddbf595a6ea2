#include "intake/rendered.h"

#include <array>
#include <utility>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "base/json_text.h"

namespace feedwitness::intake {
namespace {

constexpr std::array<std::pair<const char*, std::string parser::Rendered::*>, 3> kLines{{
    {"label", &parser::Rendered::label},
    {"time", &parser::Rendered::time},
    {"audience", &parser::Rendered::audience},
}};

}  // namespace

std::string rendered_text(const parser::Rendered& rendered) {
  std::string text;
  JsonObject object(text);
  for (const auto& [key, line] : kLines) object.text_if_any(key, rendered.*line);
  object.close();
  return text == "{}" ? std::string() : text;
}

parser::Rendered read_rendered(std::string_view text) {
  parser::Rendered rendered;
  boost::json::error_code failed;
  const boost::json::value value = boost::json::parse({text.data(), text.size()}, failed);
  if (failed || !value.is_object()) return rendered;
  for (const auto& [key, line] : kLines) {
    const auto* found = value.get_object().if_contains(key);
    if (found != nullptr && found->is_string()) rendered.*line = found->get_string();
  }
  return rendered;
}

}  // namespace feedwitness::intake
