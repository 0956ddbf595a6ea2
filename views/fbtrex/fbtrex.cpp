#include "views/fbtrex/fbtrex.h"

#include <array>

#include "views/fbtrex/answers.h"

namespace feedwitness::views::fbtrex {
namespace {

using Kind = Parameter::Kind;

// ---- Parameters

constexpr Parameter paging(std::string_view standard, std::int64_t maximum, std::string_view help) {
  return {.name = "paging", .kind = Kind::paging, .standard = standard, .maximum = maximum, .help = help};
}

constexpr std::string_view kOfImpressions = "impressions, the newest first";
constexpr std::string_view kOfTimelines = "timelines, the newest first";

constexpr Parameter kSearch{
    .name = "search", .help = "only those whose texts hold all these words", .example = "ferry"};
constexpr Parameter kTimezone{.name = "timezone",
                              .kind = Kind::zone,
                              .standard = "UTC",
                              .help = "where the days begin",
                              .example = "Europe/Madrid"};
constexpr Parameter kLegacyIds{.name = "legacyIds",
                               .kind = Kind::flag,
                               .standard = "false",
                               .help = "adds the semanticId of the former service, to join old data"};

constexpr std::array kSummaryTakes{paging("200", 10'000, kOfImpressions), kSearch};

constexpr std::array kStatsTakes{paging("20", 1'000, kOfTimelines)};

constexpr std::array kTables{Choice{"rfc4180"}, Choice{"v1"}, Choice{"doc"}};
constexpr std::array kCsvTakes{paging("1000", 10'000'000, kOfImpressions), kSearch,
                               Parameter{.name = "format",
                                         .kind = Kind::choice,
                                         .standard = "rfc4180",
                                         .choices = kTables,
                                         .help = "v1: the 21 columns of 2019; doc: the 15 of the documentation"},
                               kLegacyIds};

constexpr std::array kDailyTakes{
    Parameter{.name = "paging",
              .kind = Kind::paging,
              .standard = "3",
              .maximum = 3'660,
              .help = "days of the calendar, counted back from the newest that holds anything"},
    kTimezone,
    Parameter{.name = "day", .kind = Kind::day, .help = "count back from this day instead", .example = "2026-11-22"}};

constexpr std::array kExports{Choice{"jsonl", "application/jsonl"}, Choice{"json", "application/json"}};
constexpr std::array kExporterTakes{
    Parameter{.name = "paging",
              .kind = Kind::paging,
              .maximum = 10'000'000,
              .help = "timelines, the newest first; without it all of them, the oldest impression first",
              .example = "20-0"},
    Parameter{.name = "html", .kind = Kind::flag, .standard = "true", .help = "with the captured markup"},
    Parameter{.name = "format",
              .kind = Kind::choice,
              .standard = "jsonl",
              .choices = kExports,
              .help = "JSON Lines, or one document"},
    kLegacyIds};

constexpr std::array kRemoveTakes{
    paging("1", 100'000, kOfTimelines),
    Parameter{.name = "dryRun", .kind = Kind::flag, .standard = "false", .help = "only counts what would go"}};

constexpr std::array kTimelinesTakes{paging("100", 10'000, kOfTimelines)};
constexpr std::array kSourcesTakes{paging("100", 10'000, "publishers, those seen most first")};
constexpr std::array kRepetitionTakes{paging("100", 10'000, "posts, those shown most first")};

constexpr std::array kNames{Choice{"supporters"},  Choice{"active"},     Choice{"timelines"},
                            Choice{"impressions"}, Choice{"processing"}, Choice{"metadata"}};
constexpr std::array kUnits{Choice{"day"}, Choice{"days"}, Choice{"hour"}, Choice{"hours"}};
constexpr std::array kSeriesTakes{
    Parameter{.name = "name", .kind = Kind::choice, .choices = kNames, .help = "what is counted"},
    Parameter{.name = "unit", .kind = Kind::choice, .choices = kUnits, .help = "in stretches of a UTC day or an hour"},
    Parameter{.name = "amount", .kind = Kind::number, .maximum = 10'000, .help = "how many stretches"}};

constexpr std::array kEnrichTakes{
    Parameter{
        .name = "paging", .kind = Kind::paging_or_day, .standard = "200", .maximum = 2'000, .help = kOfImpressions},
    kTimezone};

constexpr Parameter kLang{.name = "lang", .kind = Kind::language, .help = "of the texts", .example = "en"};
constexpr Parameter kLabel{.name = "label", .help = "a topic, as labels gives it", .example = "#ferry"};
constexpr std::string_view kOfTexts = "texts, the newest first";

constexpr std::array kUnitTakes{
    Parameter{.name = "semanticId", .kind = Kind::id, .help = "of a text, as the summary gives it"},
    paging("100", 10'000, kOfImpressions)};
constexpr std::array kKeywordsTakes{kLang};
constexpr std::array kLabelsTakes{kLang, paging("100", 5'000, kOfTexts)};
constexpr std::array kTextsTakes{kLang, paging("13", 5'000, kOfTexts)};
constexpr std::array kNoogleTakes{kLang, kLabel, paging("13", 5'000, kOfTexts)};
constexpr std::array kLoudTakes{kLang, paging("13", 5'000, "labels, those of most texts first")};
constexpr std::array kFeedTakes{
    kLang, kLabel,
    Parameter{.name = "amount", .kind = Kind::number, .standard = "80", .maximum = 1'000, .help = "how many texts"}};

// ---- The table

constexpr std::array kViews{
    View{.name = "fbtrex/summary",
         .path = "/api/v2/personal/{token}/summary/{paging}",
         .example = "/api/v2/personal/$TOKEN/summary/20-0",
         .gives = "rows",
         .help = "what was shown: one row per public impression, newest first",
         .parameters = kSummaryTakes,
         .answer = summary},
    View{.name = "fbtrex/stats",
         .path = "/api/v2/personal/{token}/stats/{paging}",
         .example = "/api/v2/personal/$TOKEN/stats/2-0",
         .gives = "application/json",
         .help = "timelines with all their impressions, private ones without content",
         .parameters = kStatsTakes,
         .answer = stats},
    View{.name = "fbtrex/csv",
         .path = "/api/v2/personal/{token}/csv/{paging}",
         .example = "/api/v2/personal/$TOKEN/csv/1000-0",
         .gives = "text/csv",
         .help = "the summary as a table for spreadsheets and scripts",
         .parameters = kCsvTakes,
         .answer = csv},
    View{.name = "fbtrex/enrich",
         .path = "/api/v2/personal/{token}/enrich/{paging}",
         .example = "/api/v2/personal/$TOKEN/enrich/20-0",
         .gives = "rows",
         .help = "the summary with the language of each text and what it is about",
         .parameters = kEnrichTakes,
         .answer = enrich},
    View{.name = "fbtrex/daily",
         .path = "/api/v2/personal/{token}/daily/{paging}",
         .example = "/api/v2/personal/$TOKEN/daily/3-0?timezone=Europe/Madrid",
         .gives = "application/json",
         .help = "day by day: posts by nature, publishers, time spent",
         .parameters = kDailyTakes,
         .answer = daily},
    View{.name = "fbtrex/exporter",
         .path = "/api/v2/personal/{token}/exporter/{paging}",
         .example = "/api/v2/personal/$TOKEN/exporter/1-0?html=false",
         .gives = "application/jsonl",
         .help = "everything you own",
         .parameters = kExporterTakes,
         .answer = exporter},
    View{.name = "fbtrex/remove",
         .method = Method::remove,
         .path = "/api/v2/personal/{token}/remove/{paging}",
         .example = "/api/v2/personal/$TOKEN/remove/1-0?dryRun=true",
         .gives = "application/json",
         .help = "deletes timelines with all that belongs to them, and proves it",
         .parameters = kRemoveTakes,
         .answer = remove},
    View{.name = "fbtrex/counter",
         .path = "/api/v2/statistics/counter",
         .example = "/api/v2/statistics/counter",
         .gives = "application/json",
         .help = "how much is kept, and how much of it is of the last seven days",
         .answer = counter},
    View{.name = "fbtrex/timelines",
         .path = "/api/v2/statistics/timelines/{paging}",
         .example = "/api/v2/statistics/timelines/20-0",
         .gives = "rows",
         .help = "what each timeline showed, by kind, and whether its orders have gaps",
         .parameters = kTimelinesTakes,
         .answer = timelines},
    View{.name = "fbtrex/sources",
         .path = "/api/v2/statistics/sources/{paging}",
         .example = "/api/v2/statistics/sources/20-0",
         .gives = "rows",
         .help = "posts by publisher",
         .parameters = kSourcesTakes,
         .answer = sources},
    View{.name = "fbtrex/repetition",
         .path = "/api/v2/statistics/repetition/{paging}",
         .example = "/api/v2/statistics/repetition/20-0",
         .gives = "rows",
         .help = "how often each post was shown, how late after its publication, at which order",
         .parameters = kRepetitionTakes,
         .answer = repetition},
    View{.name = "fbtrex/series",
         .path = "/api/v2/statistics/{name}/{unit}/{amount}",
         .example = "/api/v2/statistics/impressions/day/7",
         .gives = "rows",
         .help = "counts by hour or day",
         .parameters = kSeriesTakes,
         .answer = series},
    View{.name = "fbtrex/unit",
         .path = "/api/v2/unit/{semanticId}",
         .example = "/api/v2/unit/0000000000000000000000000000000000000000",
         .gives = "application/json",
         .help = "one text: what it is about, and every impression of it",
         .parameters = kUnitTakes,
         .answer = unit},
    View{.name = "fbtrex/languages",
         .path = "/api/v2/languages",
         .example = "/api/v2/languages",
         .gives = "application/json",
         .help = "the languages of the newest texts, and all that can be told apart",
         .answer = languages},
    View{.name = "fbtrex/keywords",
         .path = "/api/v2/keywords/{lang}",
         .example = "/api/v2/keywords/en",
         .gives = "rows",
         .help = "the labels that several texts of a language have",
         .parameters = kKeywordsTakes,
         .answer = keywords},
    View{.name = "fbtrex/labels",
         .path = "/api/v2/{lang}/labels/{paging}",
         .example = "/api/v2/en/labels/20-0",
         .gives = "rows",
         .help = "the texts of a language, each with its labels",
         .parameters = kLabelsTakes,
         .answer = labels},
    View{.name = "fbtrex/texts",
         .path = "/api/v2/{lang}/enrich/{paging}",
         .example = "/api/v2/en/enrich/13-0",
         .gives = "rows",
         .help = "the same with the post, without who saw it and when",
         .parameters = kTextsTakes,
         .answer = enriched_texts},
    View{.name = "fbtrex/noogle",
         .path = "/api/v2/{lang}/noogle/{label}/{paging}",
         .example = "/api/v2/en/noogle/%23ferry/13-0",
         .gives = "rows",
         .help = "the posts that have a label",
         .parameters = kNoogleTakes,
         .answer = noogle},
    View{.name = "fbtrex/loud",
         .path = "/api/v2/{lang}/loud/{paging}",
         .example = "/api/v2/en/loud/13-0",
         .gives = "rows",
         .help = "the labels by how many texts have them",
         .parameters = kLoudTakes,
         .answer = loud},
    View{.name = "fbtrex/feed",
         .path = "/feeds/0/{lang}/{label}",
         .example = "/feeds/0/en/%23ferry",
         .gives = "application/rss+xml",
         .help = "a label to subscribe to: RSS 2.0",
         .parameters = kFeedTakes,
         .answer = feed},
};

}  // namespace

std::span<const View> views() { return kViews; }

}  // namespace feedwitness::views::fbtrex
