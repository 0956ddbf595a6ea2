#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/views/fixture.h"
#include "views/route.h"

// Cases that a person can read and write: a file tells what was shown, what is asked, and every line of the answer.
//
//     A sentence that says what the case is for
//
//     timeline one                                   what follows was shown in it; twice: it was sent again
//     1 2026-03-04T05:00:10Z organic by=harbour.choir post=1001 text=The rest of the line
//     2 2026-03-04T05:00:20Z private
//
//     > /adjacency/report?distance=2                 a call, until the next one
//     {"time_key":...}
//     > DELETE /graph/me                             with another method
//     ! bad_request: what the error says
//
// Ids that are keyed with the store's secret are written as the place where they come from: <one/2> is the impression
// at order 2 of timeline one, <one> the timeline, <me> the supporter's pseudonym; a carriage return as \r.
namespace feedwitness::tests {

// "by=harbour.choir post=1001 text=Fog until nine": the text is the rest of the line.
inline std::map<std::string, std::string> read_fields(std::istringstream& line) {
  std::map<std::string, std::string> fields;
  for (std::string word; line >> word;) {
    const std::size_t equals = word.find('=');
    REQUIRE_MESSAGE(equals != std::string::npos, word);
    std::string& value = fields[word.substr(0, equals)] = word.substr(equals + 1);
    std::string rest;
    if (word.starts_with("text=") && std::getline(line, rest)) value += rest;
  }
  return fields;
}

inline store::Impression read_impression(const std::string& text) {
  std::istringstream line{text};
  store::Impression impression;
  std::string time;
  std::string kind;
  line >> impression.order >> time >> kind;
  impression.time = at(time);
  auto fields = read_fields(line);
  impression.update = fields.contains("update");
  if (kind == "private") return impression;
  impression.is_public = true;
  impression.understanding = parser::Understanding::understood;
  parser::Metadata& metadata = impression.metadata;
  for (const auto nature : {parser::Nature::organic, parser::Nature::sponsored}) {
    if (kind == name_of(nature)) metadata.nature = nature;
  }
  metadata.source = fields["by"];
  if (!metadata.source.empty()) metadata.source_link = "https://www.facebook.com/" + metadata.source;
  metadata.source_id = fields["number"];
  metadata.post_id = fields["post"];
  metadata.ad_id = fields["ad"];
  metadata.text = fields["text"];
  if (fields.contains("shares")) {
    metadata.shared = {.source = {},
                       .source_link = "https://www.facebook.com/" + fields["of"],
                       .post_id = fields["shares"],
                       .perma_link = {},
                       .text = fields["saying"],
                       .publication_time = {},
                       .visibility = parser::Visibility::public_post};
  }
  return impression;
}

class Case {
 public:
  Case() : store_{Fixture::open(folder_.path())} {}

  // Runs every request of the file and compares what is answered.
  void run(const std::string& file) {
    std::ifstream in(FEEDWITNESS_SOURCE_DIR "/tests/views/" + file);
    REQUIRE_MESSAGE(in, file);
    std::string title;
    std::getline(in, title);
    CAPTURE(title);
    std::string request;
    std::string expected;
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("> ")) {
        if (request.empty()) keep();
        if (!request.empty()) check(request, expected);
        request = line.substr(2);
        expected.clear();
      } else if (!request.empty()) {
        expected += line + '\n';
      } else {
        show(line);
      }
    }
    check(request, expected);
  }

 private:
  void show(const std::string& line) {
    if (line.empty() || line.front() == '#') return;
    if (!line.starts_with("timeline ")) {
      captures_.back().impressions.push_back(read_impression(line));
      return;
    }
    std::istringstream words{line};
    std::string skipped;
    store::Timeline timeline{
        .uuid = {}, .start_time = kNow, .location = {}, .platform = "facebook", .position = "feed"};
    words >> skipped >> timeline.uuid >> timeline.platform >> timeline.position;
    if (timeline.platform.empty()) timeline.platform = "facebook";
    if (timeline.position.empty()) timeline.position = "feed";
    captures_.push_back({timeline, {}, {}});
  }

  void keep() {
    for (store::Capture& capture : captures_) {
      if (!capture.impressions.empty()) capture.timeline.start_time = capture.impressions.front().time;
      REQUIRE(store_.add({&capture, 1}, kNow));
    }
    replace_[store_.supporter()->pseudonym] = "<me>";
    // The supporter's ids of timelines are those of the uuids, told apart by what was shown first.
    store::ImpressionQuery all;
    all.public_only = false;
    auto rows = store_.impressions(all);
    REQUIRE(rows);
    while (const auto* row = rows->next()) name(*row);
  }

  void name(const store::ImpressionRow& row) {
    for (const store::Capture& capture : captures_) {
      for (const store::Impression& impression : capture.impressions) {
        if (impression.order != row.order || impression.time != row.time) continue;
        const std::string timeline = capture.timeline.uuid;
        replace_[std::string{row.timeline_id}] = "<" + timeline + ">";
        replace_[std::string{row.timeline}] = "<name of " + timeline + ">";
        if (!row.impression_id.empty()) {
          const std::string place = timeline + "/" + std::to_string(row.order);
          replace_[std::string{row.impression_id}] = "<" + place + ">";
          replace_[std::string{row.html_id}] = "<html of " + place + ">";
        }
      }
    }
  }

  std::string readable(std::string text) const {
    auto marks = replace_;
    marks["\r"] = "\\r";
    for (const auto& [from, to] : marks) {
      for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
        text.replace(at, from.size(), to);
      }
    }
    return text;
  }

  std::string answer(const std::string& request) {
    const std::size_t space = request.find(" /");
    const std::string method = space == std::string::npos ? "GET" : request.substr(0, space);
    const auto routed = views::route(method, space == std::string::npos ? request : request.substr(space + 1));
    if (!routed) return refusal_of(routed.error());
    std::string text;
    const auto take = [&](std::string_view piece) {
      text += piece;
      if (routed->view->gives == "rows") text += '\n';
      return true;
    };
    const views::Links links{.address = {}, .version = routed->version, .token = {}};
    const auto asked = views::ask(*routed->view, store_, routed->parameters, kNow, take, links);
    return asked ? readable(text) : refusal_of(asked.error());
  }

  static std::string refusal_of(const Error& error) {
    return "! " + std::string{name_of(error.code)} + ": " + error.message + '\n';
  }

  void check(const std::string& request, std::string expected) {
    while (expected.ends_with("\n\n")) expected.pop_back();
    if (expected == "\n") expected.clear();
    CAPTURE(request);
    CHECK(answer(request) == expected);
  }

  TemporaryFolder folder_;
  store::Store store_;
  std::vector<store::Capture> captures_;
  std::map<std::string, std::string> replace_;
};

}  // namespace feedwitness::tests
