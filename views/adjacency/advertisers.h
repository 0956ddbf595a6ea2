#pragma once

#include <string>
#include <string_view>

#include "store/adjacency.h"

// Whose advertisement: a browser sees who published the sponsored post, and neither ad account nor campaign nor ad set.
namespace feedwitness::views::adjacency {

// What names the advertiser: the publisher's number, else the handle in its address; empty where a page gave neither.
std::string advertiser_id_of(const store::Ad& ad);

// Whether an id names this advertisement or its advertiser: "me" (all that this supporter saw), the publisher's number,
// handle or address, or the advertisement's own number. "act_" before it, as ad accounts are written, may be left away.
bool is_of(const store::Ad& ad, std::string_view id);

}  // namespace feedwitness::views::adjacency
