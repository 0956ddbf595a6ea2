#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace feedwitness::views::graph {

// The texts and numbers at a path of a JSON text: "$.data.*.id", "$.data[0].from.name", "$.data[*].id". What is not
// there gives nothing. Error 100 for a path that is none.
Result<std::vector<std::string>> values_at(std::string_view json, std::string_view path);

}  // namespace feedwitness::views::graph
