#include <algorithm>
#include <map>
#include <string>

#include "base/json_text.h"
#include "views/calendar.h"
#include "views/fbtrex/answers.h"
#include "views/fbtrex/summary_row.h"
#include "views/language.h"
#include "views/topics.h"
#include "views/xml_text.h"

// The calls about what was read rather than when. Topics are those of views/topics.h; the calls that look over the
// store look at its newest kNewestTexts different texts.
namespace feedwitness::views::fbtrex {
namespace {

using Row = store::ImpressionRow;
using Topics = std::vector<Topic>;

void append_labels(JsonObject& object, std::string_view key, const Topics& topics) {
  std::string& list = object.member(key);
  list += '[';
  for (const Topic& topic : topics) {
    if (&topic != topics.data()) list += ',';
    append_json_string(list, topic.label);
  }
  list += ']';
}

void append_topics(JsonObject& object, const Topics& topics) {
  std::string& list = object.member("topics");
  list += '[';
  for (const Topic& topic : topics) {
    if (&topic != topics.data()) list += ',';
    JsonObject one{list};
    one.text("label", topic.label);
    one.text("kind", name_of(topic.kind));
    one.close();
  }
  list += ']';
}

// {"semanticId","lang","when","l":[...],"topics":[...],"textsize", what `fill` adds}
template <typename Fill>
std::string labels_row(const Row& row, std::string_view language, const Topics& topics, Fill fill) {
  std::string text;
  JsonObject object{text};
  object.text("semanticId", row.semantic_id);
  object.text_or_null("lang", language);
  object.text("when", format_time(row.time));
  append_labels(object, "l", topics);
  append_topics(object, topics);
  object.number("textsize", row.textsize);
  fill(object);
  object.close();
  return text;
}

// A row of the summary that tells nothing of who saw the post and when.
std::string redacted_summary(const Row& row) {
  Row unseen = row;
  unseen.impression_id = {};
  unseen.order = 0;
  unseen.seen_ratio.reset();
  unseen.seen_milliseconds.reset();
  std::string text;
  append_summary_row(text, unseen, parser::Visibility::public_post);
  return text;
}

std::string with_summary(const Row& row, std::string_view language, const Topics& topics) {
  return labels_row(row, language, topics, [&](JsonObject& object) { object.json("summary", redacted_summary(row)); });
}

bool has_label(const Topics& topics, std::string_view label) {
  return std::any_of(topics.begin(), topics.end(), [&](const Topic& topic) { return topic.label == label; });
}

// Gives the newest texts of a language with their topics until `visit` says false.
using TopicVisit = std::function<bool(const Row& row, std::string_view language, const Topics& topics)>;
Result<void> visit_topics(store::Store& store, std::string_view wanted, const TopicVisit& visit) {
  const auto corpus = corpus_of(store);
  if (!corpus) return corpus.error();
  return visit_newest_texts(store, [&](const Row& row, std::string_view language, std::string_view text) {
    return (!wanted.empty() && language != wanted) || visit(row, language, corpus->topics_of(row, language, text));
  });
}

// A page of the visited texts that have topics (and the label, when one is given), each as `row_of` writes it.
template <typename RowOf>
Result<void> page_of_texts(const Question& question, std::string_view label, RowOf row_of, const Sink& sink) {
  Paging left = question.paging();
  return visit_topics(question.store, question.text("lang"),
                      [&](const Row& row, std::string_view language, const Topics& topics) {
                        if (topics.empty() || (!label.empty() && !has_label(topics, label))) return true;
                        if (left.skip > 0) return --left.skip >= 0;
                        return sink(row_of(row, language, topics)) && --left.amount > 0;
                      });
}

struct Frequency {
  std::int64_t count = 0;
  Topic::Kind kind = Topic::Kind::hashtag;
};

// The labels of a language by how many texts have them, the most frequent first.
Result<std::vector<std::pair<std::string, Frequency>>> frequencies(const Question& question) {
  std::map<std::string, Frequency> counted;
  const auto visited =
      visit_topics(question.store, question.text("lang"), [&](const Row&, std::string_view, const Topics& topics) {
        for (const Topic& topic : topics) {
          Frequency& frequency = counted[topic.label];
          if (frequency.count++ == 0) frequency.kind = topic.kind;
        }
        return true;
      });
  if (!visited) return visited.error();
  std::vector<std::pair<std::string, Frequency>> sorted{counted.begin(), counted.end()};
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second.count > b.second.count; });
  return sorted;
}

// The page of impressions that `paging` asks for: "200-0", or all of a day.
store::ImpressionQuery query_of_page(const Question& question) {
  store::ImpressionQuery query;
  query.with_repetition = true;
  if (const auto page = question.page()) {
    query.amount = page->amount;
    query.skip = page->skip;
  } else if (const auto day = read_day(question.text("paging"))) {
    query.from = beginning_of(*day, question.text("timezone"));
    query.to = beginning_of(*day + std::chrono::days{1}, question.text("timezone"));
  }
  return query;
}

}  // namespace

Result<void> enrich(const Question& question, const Sink& sink) {
  const auto corpus = corpus_of(question.store);
  if (!corpus) return corpus.error();
  auto rows = question.store.impressions(query_of_page(question));
  if (!rows) return rows.error();
  std::string text;
  while (const Row* row = rows->next()) {
    text.clear();
    append_summary_row(text, *row, parser::Visibility::public_post);
    const std::string full_text = full_text_of(*row);
    const std::string_view language = language_of(full_text);
    const Topics topics = corpus->topics_of(*row, language, full_text);
    text.pop_back();  // the row goes on
    std::string more;
    JsonObject object{more};
    object.text_if_any("lang", language);
    if (!topics.empty()) append_labels(object, "labels", topics);
    if (!topics.empty()) append_topics(object, topics);
    if (more != "{") text.append(",").append(more, 1);
    text += '}';
    if (!sink(text)) return {};
  }
  if (rows->failed()) return *rows->failed();
  return {};
}

Result<void> unit(const Question& question, const Sink& sink) {
  const auto corpus = corpus_of(question.store);
  if (!corpus) return corpus.error();
  store::ImpressionQuery query;
  query.semantic_id = question.text("semanticId");
  query.amount = question.paging().amount;
  query.skip = question.paging().skip;
  query.with_repetition = true;
  auto rows = question.store.impressions(query);
  if (!rows) return rows.error();
  std::string labels;
  std::string posts;
  while (const Row* row = rows->next()) {
    if (posts.empty()) {
      const std::string text = full_text_of(*row);
      const std::string_view language = language_of(text);
      labels = labels_row(*row, language, corpus->topics_of(*row, language, text), [](JsonObject&) {});
    } else {
      posts += ",\n";
    }
    append_summary_row(posts, *row, parser::Visibility::public_post);
  }
  if (rows->failed()) return *rows->failed();
  sink("{\"labels\":[" + labels + "],\"posts\":[" + posts + "]}\n");
  return {};
}

Result<void> languages(const Question& question, const Sink& sink) {
  std::map<std::string, std::int64_t> counted;
  const auto visited = visit_newest_texts(question.store, [&](const Row&, std::string_view language, std::string_view) {
    if (!language.empty()) ++counted[std::string{language}];
    return true;
  });
  if (!visited) return visited.error();
  std::string text;
  JsonObject object{text};
  JsonObject available{object.member("available")};
  for (const auto& [language, texts] : counted) available.number(language, texts);
  available.close();
  JsonObject potential{object.member("potential")};
  for (const auto& [code, name] : known_languages()) potential.text(code, name);
  potential.close();
  object.close();
  sink(text + "\n");
  return {};
}

Result<void> labels(const Question& question, const Sink& sink) {
  return page_of_texts(
      question, {},
      [](const Row& row, std::string_view language, const Topics& topics) {
        return labels_row(row, language, topics, [](JsonObject&) {});
      },
      sink);
}

Result<void> enriched_texts(const Question& question, const Sink& sink) {
  return page_of_texts(question, {}, with_summary, sink);
}

Result<void> noogle(const Question& question, const Sink& sink) {
  return page_of_texts(question, question.text("label"), with_summary, sink);
}

Result<void> loud(const Question& question, const Sink& sink) {
  const auto sorted = frequencies(question);
  if (!sorted) return sorted.error();
  const Paging page = question.paging();
  for (std::int64_t i = page.skip; i < std::ssize(*sorted) && i - page.skip < page.amount; ++i) {
    const auto& [label, frequency] = (*sorted)[static_cast<std::size_t>(i)];
    std::string text;
    JsonObject object{text};
    object.text("label", label);
    object.text("kind", name_of(frequency.kind));
    object.number("count", frequency.count);
    object.close();
    if (!sink(text)) return {};
  }
  return {};
}

Result<void> keywords(const Question& question, const Sink& sink) {
  const auto sorted = frequencies(question);
  if (!sorted) return sorted.error();
  for (const auto& [label, frequency] : *sorted) {
    if (frequency.count < 2) return {};
    std::string text;
    JsonObject object{text};
    object.number("c", frequency.count);
    object.text("k", label);
    object.close();
    if (!sink(text)) return {};
  }
  return {};
}

// ---- RSS

namespace {

// Where a reader is taken: the card's page, else the post's own.
std::string link_of(const Row& row) {
  if (row.has_card && row.card_is_valid && row.card_link.starts_with("http")) return std::string{row.card_link};
  return row.perma_link.starts_with('/') ? "https://www.facebook.com" + std::string{row.perma_link} : std::string{};
}

void append_item(std::string& xml, const Row& row, const Topics& topics) {
  const std::string text = full_text_of(row);
  const std::string first_line = text.substr(0, text.find('\n'));
  xml += "<item>\n";
  append_element(xml, "title", std::string{row.source} + (row.source.empty() ? "" : ": ") + first_line);
  if (const std::string link = link_of(row); !link.empty()) append_element(xml, "link", link);
  append_element(xml, "description", text);
  for (const Topic& topic : topics) append_element(xml, "category", topic.label);
  xml += "<guid isPermaLink=\"false\">" + std::string{row.semantic_id} + "</guid>\n";
  append_element(xml, "pubDate", rfc822(row.publication_time ? row.publication_time->time : row.time));
  xml += "</item>\n";
}

}  // namespace

Result<void> feed(const Question& question, const Sink& sink) {
  const std::string_view label = question.text("label");
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">\n<channel>\n";
  append_element(xml, "title", "feedwitness: " + std::string{label});
  append_element(xml, "link", "https://www.facebook.com/");
  append_element(xml, "description", "What your feed showed you about this, the newest first");
  if (!sink(xml)) return {};
  std::int64_t left = question.number("amount");
  const auto visited =
      visit_topics(question.store, question.text("lang"), [&](const Row& row, std::string_view, const Topics& topics) {
        if (!has_label(topics, label)) return true;
        xml.clear();
        append_item(xml, row, topics);
        return sink(xml) && --left > 0;
      });
  if (!visited) return visited.error();
  sink("</channel>\n</rss>\n");
  return {};
}

}  // namespace feedwitness::views::fbtrex
