#include "views/crowdtangle/crowdtangle.h"

#include <array>

#include "views/crowdtangle/answers.h"
#include "views/crowdtangle/metrics.h"

namespace feedwitness::views::crowdtangle {
namespace {

using Kind = Parameter::Kind;

// ---- Parameters

constexpr std::array kSorts{Choice{"overperforming"}, Choice{"underperforming"}, Choice{"total_interactions"},
                            Choice{"interaction_rate"}, Choice{"date"}};

// What every call on posts takes.
constexpr std::array kSelection{
    Parameter{.name = "accounts",
              .maximum = 65'536,
              .help = "only posts of these: handles, addresses or numbers, with commas between them",
              .example = "harbour.choir,orla.venn"},
    Parameter{.name = "startDate", .help = "published from here on, UTC", .example = "2026-11-01"},
    Parameter{.name = "endDate", .help = "published before, UTC", .example = "2026-12-01T00:00:00"},
    Parameter{.name = "timeframe",
              .help = "instead of startDate: published within so long before endDate, or now",
              .example = "6 HOUR"},
    Parameter{.name = "searchTerm",
              .help = "texts that hold these words: a space is and, a comma or OR is or, NOT leaves out what holds the "
                      "next one, quotes keep words together",
              .example = "\"night ferry\" harbour NOT morning"},
    Parameter{.name = "sortBy",
              .kind = Kind::choice,
              .standard = "overperforming",
              .choices = kSorts,
              .help = "the order, and what the score says"},
    Parameter{.name = "types", .help = "only these kinds, with commas between them", .example = "photo,link"},
    Parameter{.name = "minInteractions", .help = "only posts with so many interactions", .example = "100"},
};

constexpr auto kWeightParameters = [] {
  std::array<Parameter, kMetricCount> parameters{};
  for (std::size_t i = 0; i < kMetricCount; ++i) {
    parameters.at(i) = {.name = kMetrics.at(i).parameter,
                        .help = "how much one counts, 0 to 10; when any weight is given, the others are 0",
                        .example = "1"};
  }
  return parameters;
}();

constexpr Parameter kHistory{.name = "includeHistory",
                             .kind = Kind::flag,
                             .standard = "false",
                             .help = "with the numbers at each age at which the post was seen"};

constexpr std::array kPaging{
    Parameter{.name = "count", .kind = Kind::number, .standard = "10", .maximum = 100, .help = "how many posts"},
    Parameter{.name = "offset", .standard = "0", .help = "after skipping so many", .example = "100"}, kHistory};

constexpr std::array kHeaders{Choice{"pages"}, Choice{"groups"}, Choice{"2020"}};
constexpr std::array kTableTakes{
    Parameter{.name = "timezone",
              .kind = Kind::zone,
              .standard = "UTC",
              .help = "whose clock the times are by",
              .example = "America/New_York"},
    Parameter{.name = "header",
              .kind = Kind::choice,
              .standard = "pages",
              .choices = kHeaders,
              .help = "pages: the 40 columns of 2021; groups: the same, of groups alone; 2020: the columns before"},
    Parameter{.name = "benchmarks",
              .kind = Kind::flag,
              .standard = "false",
              .help = "with timestep and benchmarks behind the other columns"}};

// Lists of parameters in a row.
template <std::size_t... kSizes>
constexpr auto joined(const std::array<Parameter, kSizes>&... lists) {
  std::array<Parameter, (kSizes + ...)> all{};
  std::size_t next = 0;
  const auto add = [&](const auto& list) {
    for (const Parameter& parameter : list) all.at(next++) = parameter;
  };
  (add(lists), ...);
  return all;
}

constexpr auto kPostsTakes = joined(kSelection, kPaging, kWeightParameters);
constexpr auto kPostTakes =
    joined(std::array{Parameter{.name = "id",
                                .help = "the post's id; what stands before | or _ in it may be left away",
                                .example = "5567788990011223"},
                      kHistory},
           kWeightParameters);
constexpr auto kCsvTakes = joined(kSelection, kTableTakes, kWeightParameters);

// ---- The table

constexpr std::array kViews{
    View{.name = "crowdtangle/posts",
         .path = "/crowdtangle/posts",
         .example = "/crowdtangle/posts?count=5&sortBy=total_interactions",
         .gives = "application/json",
         .help = "posts against the past of their own accounts, as CrowdTangle's API gave them",
         .parameters = kPostsTakes,
         .answer = posts},
    View{.name = "crowdtangle/post",
         .path = "/crowdtangle/post/{id}",
         .example = "/crowdtangle/post/5567788990011223?includeHistory=true",
         .gives = "application/json",
         .help = "one post, with its history",
         .parameters = kPostTakes,
         .answer = post},
    View{.name = "crowdtangle/csv",
         .path = "/crowdtangle/csv",
         .example = "/crowdtangle/csv?timezone=America/New_York",
         .gives = "text/csv",
         .help = "CrowdTangle's file of posts, with the 40 columns that its readers know",
         .parameters = kCsvTakes,
         .answer = csv},
};

}  // namespace

std::span<const View> views() { return kViews; }

}  // namespace feedwitness::views::crowdtangle
