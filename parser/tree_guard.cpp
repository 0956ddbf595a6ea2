#include "parser/tree_guard.h"

#include "parser/parse.h"

namespace feedwitness::parser {

Result<Markup> check_markup(std::string_view html) {
  if (html.size() > kHtmlLimit) return Error{ErrorCode::too_large, "the html is larger than 16 MiB"};
  const std::string_view start = html.substr(0, 4096);
  Markup markup;
  for (const std::string_view sign : {"<html", "<HTML", "<!doctype", "<!DOCTYPE", "<body", "<head>"}) {
    markup.is_page = markup.is_page || start.find(sign) != std::string_view::npos;
  }
  return markup;
}

}  // namespace feedwitness::parser
