#include "identity/foods.h"

#include <algorithm>
#include <string_view>

#include <doctest/doctest.h>

using feedwitness::identity::foods;

TEST_CASE("there are at least 1,024 foods") { CHECK(foods().size() >= 1024); }

TEST_CASE("the foods are sorted and no two are alike") {
  const auto not_rising = [](std::string_view a, std::string_view b) { return a >= b; };

  CHECK(std::adjacent_find(foods().begin(), foods().end(), not_rising) == foods().end());
}

TEST_CASE("each food is one word of a-z") {
  const auto is_word = [](std::string_view food) {
    return !food.empty() && food.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
  };

  CHECK(std::all_of(foods().begin(), foods().end(), is_word));
}
