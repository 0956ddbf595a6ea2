#pragma once

#include "views/view.h"

// The functions behind the table in fbtrex.cpp, each in the file of its name.
namespace feedwitness::views::fbtrex {

// One object per public impression, newest first.
Result<void> summary(const Question& question, const Sink& sink);
// {"storedTimelines","served","content":[...],"timelines":{...}}: pages of timelines, with the private impressions.
Result<void> stats(const Question& question, const Sink& sink);
Result<void> csv(const Question& question, const Sink& sink);
// Everything the supporter owns: lines {"kind":"export"}, then one each of kind supporter, consent, timeline and
// impression; or the same as one JSON document.
Result<void> exporter(const Question& question, const Sink& sink);
// Deletes timelines and answers with the counts and the receipt.
Result<void> remove(const Question& question, const Sink& sink);
// {"dayamount","skipped","stats":[...],"pseudo"}: a row for each day of the calendar, newest first.
Result<void> daily(const Question& question, const Sink& sink);

// statistics.cpp
Result<void> counter(const Question& question, const Sink& sink);
Result<void> timelines(const Question& question, const Sink& sink);
Result<void> sources(const Question& question, const Sink& sink);
Result<void> repetition(const Question& question, const Sink& sink);
Result<void> series(const Question& question, const Sink& sink);

// semantic.cpp
Result<void> enrich(const Question& question, const Sink& sink);
Result<void> unit(const Question& question, const Sink& sink);
Result<void> languages(const Question& question, const Sink& sink);
Result<void> keywords(const Question& question, const Sink& sink);
Result<void> labels(const Question& question, const Sink& sink);
Result<void> enriched_texts(const Question& question, const Sink& sink);
Result<void> noogle(const Question& question, const Sink& sink);
Result<void> loud(const Question& question, const Sink& sink);
Result<void> feed(const Question& question, const Sink& sink);

}  // namespace feedwitness::views::fbtrex
