#include "parser/tree/html_elements.h"

#include <array>
#include <cstddef>

#include "parser/tree/name_table.h"

namespace feedwitness::parser {

namespace {

using namespace trait;

constexpr std::array<Element, 118> kElements{{
    {"a", kFormatting},
    {"address", kSpecial | kClosesP | kBlock},
    {"applet", kSpecial | kScope | kMarker | kBlock},
    {"area", kSpecial | kVoid},
    {"article", kSpecial | kClosesP | kBlock},
    {"aside", kSpecial | kClosesP | kBlock},
    {"b", kFormatting | kBreakout},
    {"base", kSpecial | kVoid},
    {"basefont", kSpecial | kVoid},
    {"bgsound", kSpecial | kVoid},
    {"big", kFormatting | kBreakout},
    {"blockquote", kSpecial | kClosesP | kBlock | kBreakout},
    {"body", kSpecial | kBreakout | kLeftOut},
    {"br", kSpecial | kVoid | kBreakout},
    {"button", kSpecial | kButtonScope | kBlock},
    {"caption", kSpecial | kScope | kMarker | kTablePart},
    {"center", kSpecial | kClosesP | kBlock | kBreakout},
    {"code", kFormatting | kBreakout},
    {"col", kSpecial | kVoid | kTablePart},
    {"colgroup", kSpecial | kTablePart},
    {"dd", kSpecial | kClosesP | kBlock | kBreakout | kImpliedEnd},
    {"desc", kSpecial | kScope | kInSvgHtml},
    {"details", kSpecial | kClosesP | kBlock},
    {"dir", kSpecial | kClosesP | kBlock},
    {"div", kSpecial | kClosesP | kBlock | kBreakout},
    {"dl", kSpecial | kClosesP | kBlock | kBreakout},
    {"dt", kSpecial | kClosesP | kBlock | kBreakout | kImpliedEnd},
    {"em", kFormatting | kBreakout},
    {"embed", kSpecial | kVoid | kBreakout},
    {"fieldset", kSpecial | kClosesP | kBlock},
    {"figcaption", kSpecial | kClosesP | kBlock},
    {"figure", kSpecial | kClosesP | kBlock},
    {"font", kFormatting | kBreakout},
    {"footer", kSpecial | kClosesP | kBlock},
    {"foreignobject", kSpecial | kScope | kInSvgHtml},
    {"form", kSpecial | kClosesP},
    {"frame", kSpecial | kVoid | kLeftOut},
    {"frameset", kSpecial},
    {"h1", kSpecial | kClosesP | kBlock | kHeading | kBreakout},
    {"h2", kSpecial | kClosesP | kBlock | kHeading | kBreakout},
    {"h3", kSpecial | kClosesP | kBlock | kHeading | kBreakout},
    {"h4", kSpecial | kClosesP | kBlock | kHeading | kBreakout},
    {"h5", kSpecial | kClosesP | kBlock | kHeading | kBreakout},
    {"h6", kSpecial | kClosesP | kBlock | kHeading | kBreakout},
    {"head", kSpecial | kBreakout | kLeftOut},
    {"header", kSpecial | kClosesP | kBlock},
    {"hgroup", kSpecial | kClosesP | kBlock},
    {"hr", kSpecial | kVoid | kClosesP | kBreakout},
    {"html", kSpecial | kScope | kTableScope | kLeftOut},
    {"i", kFormatting | kBreakout},
    {"iframe", kSpecial | kRaw},
    {"img", kSpecial | kVoid | kBreakout},
    {"input", kSpecial | kVoid},
    {"isindex", kSpecial},
    {"keygen", kVoid},
    {"li", kSpecial | kClosesP | kBreakout | kImpliedEnd},
    {"link", kSpecial | kVoid},
    {"listing", kSpecial | kClosesP | kBlock | kBreakout},
    {"main", kSpecial | kClosesP | kBlock},
    {"marquee", kSpecial | kScope | kMarker | kBlock},
    {"math", kForeign},
    {"menu", kSpecial | kClosesP | kBlock | kBreakout},
    {"menuitem", kSpecial},
    {"meta", kSpecial | kVoid | kBreakout},
    {"mi", kSpecial | kScope | kInMathHtml},
    {"mn", kSpecial | kScope | kInMathHtml},
    {"mo", kSpecial | kScope | kInMathHtml},
    {"ms", kSpecial | kScope | kInMathHtml},
    {"mtext", kSpecial | kScope | kInMathHtml},
    {"nav", kSpecial | kClosesP | kBlock},
    {"nobr", kFormatting | kBreakout},
    {"noembed", kSpecial | kRaw},
    {"noframes", kSpecial | kRaw},
    {"noscript", kSpecial},
    {"object", kSpecial | kScope | kMarker | kBlock},
    {"ol", kSpecial | kListScope | kClosesP | kBlock | kBreakout},
    {"optgroup", kImpliedEnd},
    {"option", kImpliedEnd},
    {"p", kSpecial | kClosesP | kBreakout | kImpliedEnd},
    {"param", kSpecial | kVoid},
    {"plaintext", kSpecial | kRaw},
    {"pre", kSpecial | kClosesP | kBlock | kBreakout},
    {"rb", kImpliedEnd | kRubyPart},
    {"rp", kImpliedEnd | kRubyPart},
    {"rt", kImpliedEnd | kRubyPart},
    {"rtc", kImpliedEnd | kRubyPart},
    {"ruby", kBreakout},
    {"s", kFormatting | kBreakout},
    {"script", kSpecial | kRaw},
    {"section", kSpecial | kClosesP | kBlock},
    {"select", kSpecial},
    {"small", kFormatting | kBreakout},
    {"source", kSpecial | kVoid},
    {"span", kBreakout},
    {"strike", kFormatting | kBreakout},
    {"strong", kFormatting | kBreakout},
    {"style", kSpecial | kRaw},
    {"sub", kBreakout},
    {"summary", kSpecial | kClosesP | kBlock},
    {"sup", kBreakout},
    {"svg", kForeign},
    {"table", kSpecial | kScope | kTableScope | kRows | kBreakout},
    {"tbody", kSpecial | kTablePart | kRows},
    {"td", kSpecial | kScope | kMarker | kTablePart},
    {"template", kSpecial | kScope | kTableScope | kMarker},
    {"textarea", kSpecial | kReferences | kRaw},
    {"tfoot", kSpecial | kTablePart | kRows},
    {"th", kSpecial | kScope | kMarker | kTablePart},
    {"thead", kSpecial | kTablePart | kRows},
    {"title", kSpecial | kReferences | kRaw | kScope | kInSvgHtml},
    {"tr", kSpecial | kTablePart | kRows},
    {"track", kSpecial | kVoid},
    {"tt", kFormatting | kBreakout},
    {"u", kFormatting | kBreakout},
    {"ul", kSpecial | kListScope | kClosesP | kBlock | kBreakout},
    {"var", kBreakout},
    {"wbr", kSpecial | kVoid},
    {"xmp", kSpecial | kRaw | kClosesP},
}};

consteval auto names() {
  std::array<std::string_view, kElements.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kElements[i].name;
  return names;
}

constexpr NameTable kTable{names()};
constexpr Element kUnknown{};

}  // namespace

const Element& element_named(std::string_view name) {
  const std::size_t found = kTable.find(name, kElements.size());
  return found == kElements.size() ? kUnknown : kElements[found];
}

}  // namespace feedwitness::parser
