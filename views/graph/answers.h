#pragma once

#include "views/view.h"

// The answers of this folder's calls; graph.cpp has their table.
namespace feedwitness::views::graph {

Result<void> node(const Question& question, const Sink& sink);
Result<void> edge(const Question& question, const Sink& sink);
Result<void> nodes(const Question& question, const Sink& sink);
Result<void> publish(const Question& question, const Sink& sink);
Result<void> update(const Question& question, const Sink& sink);
Result<void> remove(const Question& question, const Sink& sink);
Result<void> batch(const Question& question, const Sink& sink);
Result<void> oembed(const Question& question, const Sink& sink);

}  // namespace feedwitness::views::graph
