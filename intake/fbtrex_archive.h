#pragma once

#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/store.h"

namespace feedwitness::intake {

// Reads an answer of the former service (facebook.tracking.exposed): `summary`, an array of rows, or `stats`, an object
// with `content`. Each of its timelines becomes one with the position "archive", and each row an impression whose
// evidence says fbtrex-archive: what was read then, by another parser, stays apart from what is read here. The same
// timeline in several answers, or twice, is one.
//
// The ids of the answer are not kept: an id here is keyed with the supporter's secret. What joins is postId, and the
// semanticId of the same text with --legacy-ids.
//
// Errors: bad_request for anything else than such an answer; it says at which row, never what stands there.
Result<std::vector<store::Capture>> read_fbtrex_archive(std::string_view json);

}  // namespace feedwitness::intake
