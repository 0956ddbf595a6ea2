#pragma once

#include <string_view>

#include "base/error.h"

namespace feedwitness::parser {

// What one look at the markup tells before it is parsed.
struct Markup {
  bool is_page = false;  // a doctype, <html>, <head> or <body> stands in it; else it is a fragment
};

Result<Markup> check_markup(std::string_view html);

}  // namespace feedwitness::parser
