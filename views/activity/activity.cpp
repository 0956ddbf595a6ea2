#include "views/activity/activity.h"

#include <array>

#include "views/activity/answers.h"
#include "views/activity/notice.h"

namespace feedwitness::views::activity {
namespace {

using Kind = Parameter::Kind;

constexpr std::array kNatures{Choice{"organic"}, Choice{"sponsored"}, Choice{"unknown"}};
constexpr std::array kForms{Choice{"atom", "application/atom+xml"}, Choice{"as2", "application/activity+json"}};
constexpr std::array kFeedTakes{
    Parameter{.name = "amount", .kind = Kind::number, .standard = "50", .maximum = 1'000, .help = "of a page"},
    Parameter{.name = "source",
              .help = "only what this page, group or person published",
              .example = "https://www.facebook.com/quillhaven"},
    Parameter{.name = "nature", .kind = Kind::choice, .choices = kNatures, .help = "only posts of this nature"},
    Parameter{.name = "label", .help = "only posts about this: a topic, as labels gives it", .example = "#ferry"},
    Parameter{.name = "after", .help = "older ones: taken from the link next"},
    Parameter{.name = "before", .help = "newer ones: taken from the links previous and last"},
    Parameter{.name = "format",
              .kind = Kind::choice,
              .standard = "atom",
              .choices = kForms,
              .help = "Atom, or Activity Streams 2.0"},
    Parameter{.name = "complete", .kind = Kind::flag, .standard = "false", .help = "the whole feed instead of a page"}};

constexpr std::array kRemoveTakes{
    Parameter{.name = "body",
              .maximum = static_cast<std::int64_t>(kLargestNotice),
              .help = "the notice: delete entries of the Public Feed API, or RFC 6721 tombstones"},
    Parameter{.name = "dryRun", .kind = Kind::flag, .standard = "false", .help = "only counts what would go"}};

constexpr std::array kViews{
    View{.name = "activity/feed",
         .path = "/feed",
         .example = "/feed?amount=20",
         .gives = "application/atom+xml",
         .help = "the public posts to subscribe to, and those that were removed: Atom with Activity Streams",
         .parameters = kFeedTakes,
         .answer = feed},
    View{.name = "activity/remove",
         .method = Method::write,
         .path = "/feed",
         .example = "/feed?dryRun=true",
         .gives = "application/json",
         .help = "obeys a notice that posts were removed: deletes them here, proves it, and keeps them out",
         .parameters = kRemoveTakes,
         .takes = "application/atom+xml",
         .answer = remove},
};

}  // namespace

std::span<const View> views() { return kViews; }

}  // namespace feedwitness::views::activity
