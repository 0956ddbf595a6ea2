#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "views/view.h"

namespace feedwitness::views {

// A link in an answer, parameter by parameter: "http://127.0.0.1:8642/graph/v24.0/me/insights?limit=25".
class Link {
 public:
  // `path` as the table has it: "/graph/..."; Links::version goes behind /graph where the request had one.
  Link(const Links& links, std::string_view path);

  Link& add(std::string_view name, std::string_view value);
  // All that was asked and is not what is meant anyway, but for `without`.
  Link& add(const View& view, const Question& question, std::initializer_list<std::string_view> without);
  // With the token, where links have one.
  std::string text() const;

 private:
  std::string text_;
  std::string token_;
  bool has_query_ = false;
};

// Percent-encoded for a path or a query (RFC 3986): "a b" is "a%20b".
std::string encoded(std::string_view text);

}  // namespace feedwitness::views
