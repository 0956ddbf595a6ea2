#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "views/adjacency/around.h"

// A line of the business level report.
//
// Source: Feed Verification API, "Get a business level (file-based) adjacent content delivery report". One JSON object
// for each impression of an advertisement, with the keys in the order of that document: time_key, ad_account_id,
// campaign_id, ad_set_id, ad_id, impression_id, and eight of the post above and eight of the post below: content_id,
// content_root_id, content_owner_id, content_root_owner_id, content_language, content_position, content_distance,
// content_privacy. null: private, or not known. A neighbour that was not observed is null in its privacy, too.
namespace feedwitness::views::adjacency {

enum class Form : std::uint8_t {
  report,    // those 22 keys and no other
  extended,  // and behind them ours: exact time, place, advertiser, attention, and every neighbour with its owner
};

// Appends the line, without a line feed.
void append_line(std::string& out, std::string_view time_key, const Adjacency& adjacency, Form form);

}  // namespace feedwitness::views::adjacency
