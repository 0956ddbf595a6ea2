#include <string>

#include "base/json_text.h"
#include "store/annotations.h"
#include "store/graph.h"
#include "views/graph/answer.h"
#include "views/graph/answers.h"
#include "views/graph/moment.h"
#include "views/graph_error.h"
#include "views/parameters.h"
#include "views/receipt.h"

// What is written is the supporter's own: annotations, and the deletion of their own copies.
namespace feedwitness::views::graph {
namespace {

constexpr std::string_view kSuccess = "{\"success\":true}\n";

Error not_permitted(std::string_view what) { return graph_error(200, 0, what); }

Result<Named> named_by(const Question& question) {
  const auto named = resolve(question.store, question.text("node"));
  if (!named) return named.error();
  if (!*named) return no_object();
  return **named;
}

// Comments have a message, labels a value: one text under two names.
std::string_view value_of(const Question& question) {
  const auto value = question.text("value");
  return value.empty() ? question.text("message") : value;
}

Result<std::optional<Time>> time_of(const Question& question) {
  const auto text = question.text("time");
  if (text.empty()) return std::optional<Time>{};
  const auto time = read_moment(text, question.now);
  if (!time) return graph_error(100, 0, "time is Unix seconds or a date, for example 2017-12-08");
  return time;
}

// What was just written, with the fields that were asked for: read-after-write.
Result<void> give_written(const Question& question, const Named& named, const Sink& sink, std::string_view otherwise) {
  if (question.text("fields").empty() && !otherwise.empty()) {
    sink(otherwise);
    return {};
  }
  const auto fields = read_fields(question.text("fields").empty() ? "id" : question.text("fields"));
  if (!fields) return fields.error();
  auto key = store::cursor_key(question.store);
  if (!key) return key.error();
  const auto text = Answers{question.store, question.now, question.links, *key}.node(named, *fields);
  if (!text) return text.error();
  sink(*text + "\n");
  return {};
}

bool is_note(const Named& named) { return named.kind == Kind::annotation || named.kind == Kind::comment; }

// What goes with the node; an annotation goes by itself.
Result<store::Deletion> deletion_of(const Named& named) {
  store::Deletion deletion;
  switch (named.kind) {
    case Kind::post:
    case Kind::photo:
    case Kind::video: deletion.post_id = named.handle; return deletion;
    case Kind::source: deletion.source_link = named.handle; return deletion;
    case Kind::timeline: deletion.timelines = {read_number(named.handle).value_or(0)}; return deletion;
    case Kind::me: deletion.everything = true; return deletion;
    case Kind::annotation:
    case Kind::comment:
    case Kind::ad_account:
    case Kind::link:
    case Kind::impression: break;
  }
  return not_permitted("this cannot be deleted by itself: delete its post, its page or its timeline");
}

Result<void> delete_node(const Question& question, const Named& named) {
  if (is_note(named)) {
    const auto removed = store::remove_annotation(question.store, read_number(named.handle).value_or(0));
    return removed ? Result<void>{} : removed.error();
  }
  if (named.kind == Kind::me) {
    return not_permitted("everything is deleted with feedwitness delete-my-data, which asks first");
  }
  const auto deletion = deletion_of(named);
  if (!deletion) return deletion.error();
  const auto receipt = question.store.remove(*deletion, question.now);
  return receipt ? proved(*receipt) : receipt.error();
}

// The counts, as every door answers them.
Result<void> preview(const Question& question, const Named& named, const Sink& sink) {
  store::DeletionCounts counts;
  counts.annotations = is_note(named) ? 1 : 0;
  if (!is_note(named)) {
    const auto deletion = deletion_of(named);
    if (!deletion) return deletion.error();
    const auto previewed = question.store.preview(*deletion);
    if (!previewed) return previewed.error();
    counts = *previewed;
  }
  sink(counts_json(counts) + "\n");
  return {};
}

}  // namespace

Result<void> publish(const Question& question, const Sink& sink) {
  const auto named = named_by(question);
  if (!named) return named.error();
  const auto* edge = find_edge(type_of(named->kind), question.text("edge"));
  if (edge == nullptr) return graph_error(2500, 0, "Unknown path components");
  if (edge->reach != Edge::Reach::notes) return not_permitted("only annotations and comments are published here");
  const auto time = time_of(question);
  if (!time) return time.error();
  const std::string_view value = value_of(question);
  if (value.empty()) return graph_error(100, 0, "message or value is needed");
  const bool is_comment = edge->to == Kind::comment;
  const std::string_view name = question.text("name");
  if (is_comment && !name.empty()) return graph_error(100, 0, "a comment has no name; annotations have");
  store::Annotation annotation{type_of(named->kind).noted,
                               named->handle,
                               is_comment ? std::string{"comment"} : std::string{name.empty() ? "note" : name},
                               std::string{value},
                               std::string{question.text("coder")},
                               time->value_or(question.now)};
  const auto key = store::add_annotation(question.store, annotation, question.now);
  if (!key) return key.error().code == ErrorCode::not_found ? no_object() : key.error();
  return give_written(question, {is_comment ? Kind::comment : Kind::annotation, std::to_string(*key)}, sink, {});
}

Result<void> update(const Question& question, const Sink& sink) {
  const auto named = named_by(question);
  if (!named) return named.error();
  if (!is_note(*named)) return not_permitted("only your own annotations and comments can be changed");
  const auto time = time_of(question);
  if (!time) return time.error();
  const auto given = [](std::string_view text) {
    return text.empty() ? std::nullopt : std::optional{std::string{text}};
  };
  const store::AnnotationChange change{given(question.text("name")), given(value_of(question)),
                                       given(question.text("coder")), *time};
  if (!change.name && !change.value && !change.coder && !change.created_time) {
    return graph_error(100, 0, "name, value or message, coder or time is needed");
  }
  const auto changed =
      store::change_annotation(question.store, read_number(named->handle).value_or(0), change, question.now);
  if (!changed) return changed.error();
  if (!*changed) return no_object();
  return give_written(question, *named, sink, kSuccess);
}

Result<void> remove(const Question& question, const Sink& sink) {
  const auto named = named_by(question);
  if (!named) return named.error();
  if (question.flag("dryRun")) return preview(question, *named, sink);
  if (auto deleted = delete_node(question, *named); !deleted) return deleted;
  sink(kSuccess);
  return {};
}

}  // namespace feedwitness::views::graph
