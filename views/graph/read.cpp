#include <algorithm>
#include <string>
#include <vector>

#include "base/json_text.h"
#include "store/graph.h"
#include "views/graph/answer.h"
#include "views/graph/answers.h"
#include "views/graph_error.h"

namespace feedwitness::views::graph {
namespace {

constexpr std::size_t kMostIds = 50;

bool is_set(std::string_view flag) { return flag == "1" || flag == "true"; }

Result<Answers> answers_to(const Question& question) {
  auto key = store::cursor_key(question.store);
  if (!key) return key.error();
  return Answers{question.store, question.now, question.links, *key};
}

Result<Items> fields_of(const Question& question) {
  const auto text = question.text("fields");
  return text.empty() ? Result<Items>{Items{}} : read_fields(text);
}

std::vector<std::string> ids_of(std::string_view list) {
  std::vector<std::string> ids;
  while (!list.empty()) {
    const std::size_t size = std::min(list.find(','), list.size());
    if (size > 0) ids.emplace_back(list.substr(0, size));
    list.remove_prefix(std::min(size + 1, list.size()));
  }
  return ids;
}

// {"ID":{...},"ID":{...}}
Result<std::string> answer_each(const std::vector<std::string>& ids, const Question& question,
                                const std::function<Result<std::string>(const Named&)>& answer) {
  if (ids.size() > kMostIds) return graph_error(100, 0, "at most 50 ids at once");
  std::string text;
  JsonObject object{text};
  for (const std::string& id : ids) {
    const auto named = resolve(question.store, id);
    if (!named) return named.error();
    if (!*named) return no_object();
    const auto one = answer(**named);
    if (!one) return one.error();
    object.json(id, *one);
  }
  object.close();
  return text;
}

Result<void> give(const Result<std::string>& text, const Sink& sink) {
  if (!text) return text.error();
  sink(*text + "\n");
  return {};
}

}  // namespace

Result<void> node(const Question& question, const Sink& sink) {
  auto answers = answers_to(question);
  if (!answers) return answers.error();
  const auto fields = fields_of(question);
  if (!fields) return fields.error();
  if (const auto ids = question.text("ids"); !ids.empty()) {
    // "/feed?ids=a,b" is the edge of each.
    const auto given = [&](std::string_view name) { return question.text(name); };
    const auto each = answer_each(ids_of(ids), question, [&](const Named& named) {
      return answers->edge(named, question.text("node"), *fields, given);
    });
    return give(each, sink);
  }
  const auto named = resolve(question.store, question.text("node"));
  if (!named) return named.error();
  if (!*named) return no_object();
  return give(answers->node(**named, *fields, is_set(question.text("metadata"))), sink);
}

Result<void> edge(const Question& question, const Sink& sink) {
  auto answers = answers_to(question);
  if (!answers) return answers.error();
  const auto fields = fields_of(question);
  if (!fields) return fields.error();
  const auto named = resolve(question.store, question.text("node"));
  if (!named) return named.error();
  if (!*named) return no_object();
  const auto given = [&](std::string_view name) { return question.text(name); };
  return give(answers->edge(**named, question.text("edge"), *fields, given), sink);
}

Result<void> nodes(const Question& question, const Sink& sink) {
  auto answers = answers_to(question);
  if (!answers) return answers.error();
  const auto fields = fields_of(question);
  if (!fields) return fields.error();
  const bool metadata = is_set(question.text("metadata"));
  const auto answer = [&](const Named& named) { return answers->node(named, *fields, metadata); };
  if (const auto id = question.text("id"); !id.empty()) {
    const auto named = resolve(question.store, id);
    if (!named) return named.error();
    return *named ? give(answer(**named), sink) : no_object();
  }
  if (question.text("ids").empty()) return graph_error(100, 0, "say which: ids=me,12_34, or id=https://...");
  return give(answer_each(ids_of(question.text("ids")), question, answer), sink);
}

}  // namespace feedwitness::views::graph
