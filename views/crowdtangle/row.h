#pragma once

#include <functional>
#include <span>
#include <string>

#include "store/rows.h"
#include "views/crowdtangle/request.h"

// What an impression's row says in CrowdTangle's words.
namespace feedwitness::views::crowdtangle {

Counts counts_of(const store::ImpressionRow& row);
std::optional<Type> type_of_row(const store::ImpressionRow& row);

// The handle where the address has one, not a number.
std::string user_name_of(const store::ImpressionRow& row);
// The account's number, where the markup or the address holds it.
std::string account_id_of(const store::ImpressionRow& row);
// Of the post's own page.
std::string url_of(const store::ImpressionRow& row);
// "pageid_postid", or the post's id alone.
std::string platform_id_of(const store::ImpressionRow& row);

// The rows of the posts, in their order; what was deleted meanwhile is left out.
Result<void> each_row(store::Store& store, std::span<const Found> posts,
                      const std::function<void(const Found&, const store::ImpressionRow&)>& use);

}  // namespace feedwitness::views::crowdtangle
