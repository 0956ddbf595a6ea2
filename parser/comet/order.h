#pragma once

#include <optional>
#include <string_view>

namespace feedwitness::parser::comet {

// The `order` that a class attribute of the site gives to a flex item; nullopt when none of its classes gives one.
// The site shuffles the letters of its labels in the markup and puts them right with these classes.
std::optional<int> order_of_classes(std::string_view classes);

}  // namespace feedwitness::parser::comet
