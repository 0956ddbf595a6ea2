#include "parser/comet/order.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace feedwitness::parser::comet {
namespace {

using OrderClass = std::pair<std::string_view, int>;

// `order: 0` to `order: 99`, in this order. The names are hashes of the declaration, so they outlive every release of
// the site: equal in seven bundles of its style sheets from December 2023 to May 2026.
constexpr std::array<std::string_view, 100> kClasses{
    "x1g77sc7", "x9ek82g",  "x14yy4lh", "xo1ph6p",  "x182iqb8", "x1h3rv7z", "x1hrcb2b", "x1esxh7v", "x2r4l8e",
    "x1iapmwa", "x1sjo555", "x1g88jzi", "x1ocldi",  "x1n901it", "xi695je",  "x1o7lsid", "xal98gn",  "xt5e8co",
    "xwmoq1i",  "x36lzlx",  "x434fd",   "x4g1k81",  "x16kj9vd", "x1eopwuj", "x7txf1f",  "x1162wnf", "xt3tw32",
    "xd1zjae",  "x13rv6gb", "xnt8be4",  "xv5skbt",  "xnlcnb7",  "x8az3br",  "x1vqz4hg", "x1hzvdaj", "xlmi2g5",
    "x1wa695h", "xsmz2so",  "x1xxvtuq", "x1ee9ax4", "xpchg7c",  "xhp99yf",  "xzfnrur",  "x8o8amb",  "x1ihsnu5",
    "x1pvdv19", "xgeagd7",  "x1pt730z", "x8onsx5",  "x1o75cna", "x1wx7m7v", "x4ffpxb",  "xde8tdn",  "xdc8zo0",
    "x4pqqfc",  "x1meexak", "x7zgzr6",  "xax70vg",  "xccpzn3",  "x1nicfno", "xclvua8",  "x7qp8f8",  "xmu24o6",
    "x4rjrq3",  "x1i8rjli", "xaydxt6",  "x1eak7na", "x112e4jy", "xh7ykhw",  "xauyxy",   "xsrmkr",   "xr2y4jk",
    "xkr00kj",  "x2txt0s",  "x18ja1ch", "xh4di5l",  "x175gd0l", "x1lmdc3r", "x181qf9z", "x3ws1sd",  "xxrui8r",
    "xne9doi",  "x1tqrcod", "xmwc2g1",  "xqhb1or",  "x1hf5pn5", "xtyphpq",  "x1z8i0p",  "x1ao8iox", "x1h6cwox",
    "xzt0f60",  "x1cyta7e", "xm54hvy",  "xefcr81",  "xds9ykv",  "x1gxy1ch", "x1a8vxat", "x7w7fq9",  "xchw500",
    "x4l4ogo"};

// The same declaration inside a media query has a name of its own (style sheets of 2026). It counts where no class of
// the table above is there.
constexpr std::array<OrderClass, 20> kBreakpointClasses{
    {{"x1fvg1cr", -1}, {"x1mu1jf0", 0}, {"x9rl0ip", 0},  {"xwv1er1", 0},  {"x17gl47v", 1},
     {"x3hbfqo", 1},   {"xrci00h", 1},  {"x159m3ol", 2}, {"x1hkdgjx", 2}, {"x7hyaor", 2},
     {"xdykpd7", 2},   {"x1cb9j55", 3}, {"x1m1q7df", 3}, {"x970dqq", 3},  {"xfaysoc", 4},
     {"xiidk4x", 4},   {"xznt844", 4},  {"x1fvnbyj", 5}, {"x1lo0eyo", 5}, {"x1nqgi9i", 5}}};

// Sorted by name, for the binary search.
template <std::size_t size>
constexpr std::array<OrderClass, size> sorted(std::array<OrderClass, size> classes) {
  std::sort(classes.begin(), classes.end());
  return classes;
}

constexpr auto kOrders = [] {
  std::array<OrderClass, kClasses.size()> orders;
  for (std::size_t order = 0; order < orders.size(); ++order)
    orders[order] = {kClasses[order], static_cast<int>(order)};
  return sorted(orders);
}();
constexpr auto kBreakpointOrders = sorted(kBreakpointClasses);

template <typename Table>
std::optional<int> look_up(const Table& table, std::string_view token) {
  const auto found =
      std::lower_bound(table.begin(), table.end(), token,
                       [](const OrderClass& entry, std::string_view name) { return entry.first < name; });
  return found != table.end() && found->first == token ? std::optional(found->second) : std::nullopt;
}

template <typename Table>
std::optional<int> first_order(const Table& table, std::string_view classes) {
  while (!classes.empty()) {
    const std::size_t space = std::min(classes.find(' '), classes.size());
    if (const std::optional<int> order = look_up(table, classes.substr(0, space))) return order;
    classes.remove_prefix(std::min(space + 1, classes.size()));
  }
  return std::nullopt;
}

}  // namespace

std::optional<int> order_of_classes(std::string_view classes) {
  const std::optional<int> order = first_order(kOrders, classes);
  return order ? order : first_order(kBreakpointOrders, classes);
}

}  // namespace feedwitness::parser::comet
