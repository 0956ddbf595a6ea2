#include "views/activity/activity.h"

#include <array>

#include "views/activity/answers.h"
#include "views/activity/notice.h"

namespace feedwitness::views::activity {
namespace {

using Kind = Parameter::Kind;

constexpr std::array kRemoveTakes{
    Parameter{.name = "body",
              .maximum = static_cast<std::int64_t>(kLargestNotice),
              .help = "the notice: delete entries of the Public Feed API, or RFC 6721 tombstones"},
    Parameter{.name = "dryRun", .kind = Kind::flag, .standard = "false", .help = "only counts what would go"}};

constexpr std::array kViews{
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
