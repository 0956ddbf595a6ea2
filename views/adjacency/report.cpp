#include "views/adjacency/answers.h"
#include "views/adjacency/line.h"
#include "views/adjacency/request.h"

namespace feedwitness::views::adjacency {

Result<void> report(const Question& question, const Sink& sink) {
  const auto selection = read_selection(question);
  if (!selection) return selection.error();
  const std::string_view zone = question.text("timezone");
  const Form form = question.flag("extended") || selection->distance > 1 ? Form::extended : Form::report;
  std::string line;
  return each_hour(question.store, *selection, zone, [&](const Hour& hour) {
    Selection stretch = *selection;
    stretch.from = hour.begin;
    stretch.to = hour.end;
    const std::string time_key = format_hour(hour.begin, zone);
    return each_adjacency(question.store, stretch, [&](const Adjacency& adjacency) {
      line.clear();
      append_line(line, time_key, adjacency, form);
      return sink(line);
    });
  });
}

}  // namespace feedwitness::views::adjacency
