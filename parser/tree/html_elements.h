#pragma once

#include <cstdint>
#include <string_view>

namespace feedwitness::parser {

// What HTML says of an element by its name; the ways in which building a tree depends on it.
// Source: HTML, 13.1.2 "Elements" and 13.2.6 "Tree construction", as of 2015, which is what Gumbo builds.
namespace trait {
inline constexpr std::uint32_t kVoid = 1U << 0U;         // no content, no end tag
inline constexpr std::uint32_t kRaw = 1U << 1U;          // no tags in its content
inline constexpr std::uint32_t kSpecial = 1U << 2U;      // end tags of ordinary elements do not reach beyond it
inline constexpr std::uint32_t kScope = 1U << 3U;        // nor do those of any element
inline constexpr std::uint32_t kListScope = 1U << 4U;    // nor </li>
inline constexpr std::uint32_t kButtonScope = 1U << 5U;  // nor </p>
inline constexpr std::uint32_t kTableScope = 1U << 6U;   // nor those of the parts of a table
inline constexpr std::uint32_t kFormatting = 1U << 7U;   // opened again where a block had closed it
inline constexpr std::uint32_t kMarker = 1U << 8U;       // what is formatted outside of it is not so inside
inline constexpr std::uint32_t kClosesP = 1U << 9U;      // its start tag ends a paragraph
inline constexpr std::uint32_t kBlock = 1U << 10U;       // its end tag closes what is open in it
inline constexpr std::uint32_t kHeading = 1U << 11U;
inline constexpr std::uint32_t kTablePart = 1U << 12U;   // stands in a <table> only
inline constexpr std::uint32_t kRows = 1U << 13U;        // text in it is moved in front of the table
inline constexpr std::uint32_t kForeign = 1U << 14U;     // <svg> and <math>
inline constexpr std::uint32_t kInSvgHtml = 1U << 15U;   // in <svg>, its content is HTML again
inline constexpr std::uint32_t kInMathHtml = 1U << 16U;  // in <math>, its content is HTML again
inline constexpr std::uint32_t kBreakout = 1U << 17U;    // ends those
inline constexpr std::uint32_t kImpliedEnd = 1U << 18U;  // needs no end tag
inline constexpr std::uint32_t kRubyPart = 1U << 19U;
inline constexpr std::uint32_t kReferences = 1U << 20U;  // of those without tags, the ones with character references
inline constexpr std::uint32_t kLeftOut = 1U << 21U;     // is not opened by its tag: <html>, <head>, <frame>
}  // namespace trait

struct Element {
  std::string_view name;  // empty for one that HTML does not know
  std::uint32_t traits = 0;

  bool is(std::uint32_t trait) const { return (traits & trait) != 0; }
};

// By lower-case name. Lives for ever.
const Element& element_named(std::string_view name);

}  // namespace feedwitness::parser
