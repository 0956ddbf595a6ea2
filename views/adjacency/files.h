#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/adjacency.h"
#include "store/store.h"
#include "views/calendar.h"

// The business level report as files, one or more for each hour.
//
// Source: Feed Verification API: gzip of JSON Lines (line.h), named
//   brand_suitability_{platform}_{position}_{YYYY-MM-DDTHH:00}_biz_{business}_{i}_of_{n}.jsonl.gz
// Ours where the document is silent: hours are UTC; a business is the supporter's collection, and its name the
// pseudonym; lines stand by timeline and order; a file ends with the line that makes it `part_size` bytes or more
// before it is compressed; an hour without advertisements has no file. The same store gives the same bytes: the gzip
// header has no time, and names no system.
namespace feedwitness::views::adjacency {

inline constexpr std::int64_t kPartSize = std::int64_t{64} << 20U;

struct ReportFile {
  std::string name;
  std::int64_t index = 0;  // from 1
  std::int64_t lines = 0;
  std::string bytes;  // as written to the disk; empty where they were not asked for
};

enum class With : std::uint8_t { names, bytes };

// The files of one hour. Memory: theirs, compressed.
Result<std::vector<ReportFile>> files_of(store::Store& store, const store::Placement& placement, const Hour& hour,
                                         std::string_view business, std::int64_t part_size, With with);

}  // namespace feedwitness::views::adjacency
