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

constexpr std::array kGroupings{Choice{"session"}, Choice{"day"}};
constexpr std::array kLoadTakes{kPlatform,
                                kPosition,
                                kFrom,
                                kTo,
                                kZone,
                                Parameter{.name = "by",
                                          .kind = Kind::choice,
                                          .standard = "session",
                                          .choices = kGroupings,
                                          .help = "one row for each load of the feed, or for each day"}};

// ---- Parameters of the Feed Verification API. Its own words are checked by the calls, which have errors of their own
// for them.

constexpr Parameter kApiPlatform{.name = "platform", .help = "facebook, instagram or threads", .example = "facebook"};
constexpr Parameter kApiPosition{.name = "position", .help = "feed or reels", .example = "feed"};
constexpr Parameter kDatetime{
    .name = "datetime", .help = "an hour; the newest one unless it is given", .example = "2026-03-04T05:00"};
constexpr Parameter kFields{.name = "fields", .help = "only these members, with commas between them"};
constexpr Parameter kAdSet{.name = "ad_set_id",
                           .help = "number, handle or address of a publisher, or an advertisement's number; me: all",
                           .example = "me"};
constexpr Parameter kAfter{.name = "after", .help = "the page behind this cursor"};
constexpr Parameter kApiZone{.name = "timezone",
                             .kind = Kind::zone,
                             .standard = "UTC",
                             .help = "the advertiser's clock, which a feed does not tell",
                             .example = "Europe/Madrid"};

constexpr std::array kDatesTakes{
    kApiPlatform, kApiPosition,
    Parameter{.name = "is_download",
              .kind = Kind::flag,
              .standard = "false",
              .help = "hours of the files (UTC), not of ad sets (Pacific time)"},
    kFields,
    Parameter{.name = "timezone", .kind = Kind::zone, .help = "hours of this clock", .example = "Europe/Madrid"}};

constexpr Parameter kBusiness{
    .name = "business_id", .help = "me, or your pseudonym: your own collection", .example = "me"};
constexpr std::array kFileListTakes{kBusiness, kApiPlatform, kApiPosition, kDatetime};
constexpr std::array kFileTakes{kBusiness, Parameter{.name = "index", .help = "of a file of the hour", .example = "1"},
                                kApiPlatform, kApiPosition, kDatetime};

constexpr std::array kAdSetTakes{
    kAdSet,
    kApiPlatform,
    kApiPosition,
    kDatetime,
    Parameter{.name = "advertiser_time_zone",
              .kind = Kind::flag,
              .standard = "false",
              .help = "datetime is by the clock of timezone, not by Pacific time"},
    kApiZone,
    Parameter{.name = "limit", .kind = Kind::number, .standard = "25", .maximum = 5000, .help = "how many"},
    Parameter{.name = "summary", .help = "with these: total_count, earliest_datetime, latest_datetime"},
    kFields,
    kAfter,
    Parameter{.name = "before", .help = "the page before this cursor"}};

constexpr std::array kInsightsTakes{
    kAdSet,
    Parameter{.name = "fields", .help = "impressions; spend is taken and never known"},
    Parameter{.name = "breakdowns",
              .help = "publisher_platform, platform_position, hourly_stats_aggregated_by_advertiser_time_zone, "
                      "advertiser_id, advertiser_name",
              .example = "publisher_platform,platform_position"},
    Parameter{.name = "time_range",
              .help = "days, both inclusive; all unless it is given",
              .example = "{'since':'2026-03-01','until':'2026-03-31'}"},
    Parameter{.name = "time_increment",
              .standard = "all_days",
              .help = "how many days a row stands for, 1 to 90, or all_days"},
    kApiZone,
    Parameter{.name = "limit", .kind = Kind::number, .standard = "25", .maximum = 5000, .help = "how many rows"},
    Parameter{.name = "after", .standard = "0", .help = "the page behind this cursor"}};

// ---- The table

constexpr std::array kViews{
    View{.name = "adjacency/report",
         .path = "/adjacency/report",
         .example = "/adjacency/report?distance=2",
         .gives = "rows",
         .help = "each advertisement that you saw, with the posts above and below it",
         .parameters = kReportTakes,
         .answer = report},
    View{.name = "adjacency/load",
         .path = "/adjacency/load",
         .example = "/adjacency/load?by=day",
         .gives = "rows",
         .help = "how dense advertisements were: for ten posts, from one to the next, before the first",
         .parameters = kLoadTakes,
         .answer = load},
    View{.name = "adjacency/dates",
         .path = "/graph/adjacent_content_delivery_report_date_ranges",
         .example = "/graph/adjacent_content_delivery_report_date_ranges?platform=facebook&position=feed",
         .gives = "application/json",
         .help = "the hours that the report covers, and those between in which nothing was captured",
         .parameters = kDatesTakes,
         .answer = dates},
    View{.name = "adjacency/files",
         .path = "/graph/adjacent_content_delivery_reports/{business_id}/file_download",
         .example = "/graph/adjacent_content_delivery_reports/me/file_download?platform=facebook&position=feed",
         .gives = "application/json",
         .help = "the report's files of an hour",
         .parameters = kFileListTakes,
         .answer = file_list},
    View{.name = "adjacency/file",
         .path = "/graph/adjacent_content_delivery_reports/{business_id}/file/{index}",
         .example = "/graph/adjacent_content_delivery_reports/me/file/1?platform=facebook&position=feed",
         .gives = "application/gzip",
         .help = "one of these files: gzip of JSON Lines",
         .parameters = kFileTakes,
         .answer = file},
    View{.name = "adjacency/ad_set",
         .path = "/graph/{ad_set_id}/adjacent_content_delivery_report",
         .example = "/graph/me/adjacent_content_delivery_report?platform=facebook&position=feed&summary=total_count",
         .gives = "application/json",
         .help = "an advertiser's impressions in an hour, with the posts above and below them",
         .parameters = kAdSetTakes,
         .answer = ad_set},
    View{.name = "adjacency/insights",
         .path = "/graph/{ad_set_id}/insights",
         .example = "/graph/me/insights?breakdowns=publisher_platform,platform_position",
         .gives = "application/json",
         .help = "how often an advertiser's impressions were shown, by day, hour, platform, position",
         .parameters = kInsightsTakes,
         .answer = insights},
};

}  // namespace

std::span<const View> views() { return kViews; }

}  // namespace feedwitness::views::adjacency
