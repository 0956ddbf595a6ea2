#pragma once

#include "views/view.h"

// The functions behind the table in adjacency.cpp.
namespace feedwitness::views::adjacency {

// Ours: rows.
Result<void> report(const Question& question, const Sink& sink);
Result<void> load(const Question& question, const Sink& sink);

// The Feed Verification API's: JSON documents, and a file's bytes.
Result<void> dates(const Question& question, const Sink& sink);
Result<void> file_list(const Question& question, const Sink& sink);
Result<void> file(const Question& question, const Sink& sink);
Result<void> ad_set(const Question& question, const Sink& sink);
Result<void> insights(const Question& question, const Sink& sink);

}  // namespace feedwitness::views::adjacency
