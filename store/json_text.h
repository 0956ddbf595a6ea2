#pragma once

#include <string>
#include <string_view>

namespace feedwitness::store {

// Appends `text` as a JSON string, quotes included (RFC 8259, section 7; only what must be escaped is). An export calls
// it for each line of each row, so it copies whole runs and never allocates by itself.
void append_json_string(std::string& out, std::string_view text);

}  // namespace feedwitness::store
