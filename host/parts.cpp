#include "host/parts.h"

#include <utility>

#include "parser/parse.h"

namespace feedwitness::host {

Result<void> Parts::add(std::string_view name, int number, std::string_view html) {
  const auto open = open_.try_emplace(std::string(name)).first;
  Open& whole = open->second;
  if (number == 1) {
    size_ -= whole.html.size();
    whole = {};
  }
  if (number != whole.parts + 1) {
    return drop(open, {ErrorCode::bad_request, "number must be " + std::to_string(whole.parts + 1) +
                                                   " for this part; begin this html again with number 1"});
  }
  if (whole.html.size() + html.size() > parser::kHtmlLimit) {
    return drop(open, {ErrorCode::too_large, "one html is at most " + std::to_string(parser::kHtmlLimit) + " bytes"});
  }
  if (size_ + html.size() > kOpenLimit) {
    return drop(open, {ErrorCode::too_large, "the html that came in parts and was not captured yet is at most " +
                                                 std::to_string(kOpenLimit) + " bytes"});
  }
  whole.html += html;
  whole.parts = number;
  size_ += html.size();
  return {};
}

Result<std::string> Parts::take(std::string_view name, int count) {
  const auto open = open_.find(name);
  if (open == open_.end() || open->second.parts != count) {
    return Error{ErrorCode::bad_request,
                 "htmlOf must name an html whose parts all came before, and how many they were"};
  }
  std::string html = std::move(open->second.html);
  size_ -= html.size();
  open_.erase(open);
  return html;
}

Error Parts::drop(std::map<std::string, Open, std::less<>>::iterator open, Error error) {
  size_ -= open->second.html.size();
  open_.erase(open);
  return error;
}

}  // namespace feedwitness::host
