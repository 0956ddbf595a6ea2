#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace feedwitness::parser {

// Finds a name's index in an array of names, all different. A hash table that the compiler fills; since the hash looks
// at the length and four letters only, a lookup costs about one comparison. Empty names are never found.
template <std::size_t kSize>
class NameTable {
 public:
  explicit consteval NameTable(const std::array<std::string_view, kSize>& names) : names_(names) {
    static_assert(kSize < 255);
    for (std::size_t i = 0; i < kSize; ++i) {
      if (names[i].empty()) continue;
      std::size_t place = place_of(names[i]);
      while (places_[place] != 0) place = (place + 1) % kPlaces;
      places_[place] = static_cast<std::uint8_t>(i + 1);
    }
  }

  // `absent` when there is no such name.
  constexpr std::size_t find(std::string_view name, std::size_t absent) const {
    if (name.empty()) return absent;
    for (std::size_t place = place_of(name); places_[place] != 0; place = (place + 1) % kPlaces) {
      const std::size_t index = places_[place] - std::size_t{1};
      if (names_[index] == name) return index;
    }
    return absent;
  }

 private:
  static constexpr std::size_t kPlaces = 1024;

  static constexpr std::size_t place_of(std::string_view name) {
    const std::size_t size = name.size();
    auto key = static_cast<std::uint32_t>(size);
    for (const std::size_t at : {std::size_t{0}, size / 2, size - (size > 1 ? 2 : 1), size - 1}) {
      key = key * 31 + static_cast<unsigned char>(name[at]);
    }
    return key % kPlaces;
  }

  std::array<std::string_view, kSize> names_;
  std::array<std::uint8_t, kPlaces> places_{};  // index + 1; 0 is no name
};

}  // namespace feedwitness::parser
