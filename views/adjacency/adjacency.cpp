#include "views/adjacency/adjacency.h"

#include <array>

#include "views/adjacency/answers.h"

namespace feedwitness::views::adjacency {
namespace {

using Kind = Parameter::Kind;

// ---- Parameters of our own calls

constexpr std::array kPlatforms{Choice{"facebook"}, Choice{"instagram"}, Choice{"threads"}};
constexpr std::array kPositions{Choice{"feed"},  Choice{"reels"},     Choice{"page"},   Choice{"profile"},
                                Choice{"group"}, Choice{"permalink"}, Choice{"search"}, Choice{"any"}};

constexpr Parameter kPlatform{.name = "platform",
                              .kind = Kind::choice,
                              .standard = "facebook",
                              .choices = kPlatforms,
                              .help = "where the timelines were"};
constexpr Parameter kPosition{.name = "position",
                              .kind = Kind::choice,
                              .standard = "feed",
                              .choices = kPositions,
                              .help = "on which of its pages; any: on all"};
constexpr Parameter kFrom{.name = "from", .help = "shown from here on: a day or a time", .example = "2026-03-01"};
constexpr Parameter kTo{.name = "to", .help = "shown before", .example = "2026-03-08T12:00:00"};
constexpr Parameter kZone{.name = "timezone",
                          .kind = Kind::zone,
                          .standard = "UTC",
                          .help = "whose clock days and hours are by",
                          .example = "Europe/Madrid"};
constexpr Parameter kAdvertiser{.name = "advertiser",
                                .standard = "me",
                                .help =
                                    "only theirs: number, handle or address of a publisher, or an advertisement's "
                                    "number; me: all that you saw",
                                .example = "harbour.choir"};

constexpr std::array kReportTakes{
    kPlatform,
    kPosition,
    kFrom,
    kTo,
    kZone,
    kAdvertiser,
    Parameter{.name = "distance",
              .kind = Kind::number,
              .standard = "1",
              .maximum = 50,
              .help = "how far to look; beyond 1 in the extended form"},
    Parameter{.name = "extended",
              .kind = Kind::flag,
              .standard = "false",
              .help = "with what the document does not have: advertiser, attention, and why a neighbour is unknown"}};

// ---- The table

constexpr std::array kViews{
    View{.name = "adjacency/report",
         .path = "/adjacency/report",
         .example = "/adjacency/report?distance=2",
         .gives = "rows",
         .help = "each advertisement that you saw, with the posts above and below it",
         .parameters = kReportTakes,
         .answer = report},
};

}  // namespace

std::span<const View> views() { return kViews; }

}  // namespace feedwitness::views::adjacency
