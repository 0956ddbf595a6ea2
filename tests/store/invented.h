#pragma once

#include <stdexcept>
#include <string>

#include "base/time.h"
#include "store/store.h"

// Invented captures for the tests of the store.
namespace feedwitness::tests {

inline Time at(std::string_view text) { return *parse_time(text); }

inline store::Timeline invented_timeline(const std::string& uuid = "one") {
  return {uuid, at("2026-11-22T10:00:00Z"), "https://www.facebook.com/", "facebook", "feed"};
}

inline store::Impression invented_impression(int order, const std::string& word = "harbour") {
  store::Impression impression;
  impression.order = order;
  impression.time = at("2026-11-22T10:00:00Z") + std::chrono::seconds{order};
  impression.is_public = true;
  impression.seen = {0.5, 1200};
  impression.language = "en";
  impression.utc_offset = std::chrono::minutes{120};
  impression.rendered = R"({"label":"","time":"3 h"})";
  impression.understanding = parser::Understanding::understood;
  impression.html = "<div role=\"article\"><a href=\"/choir\">Harbour Choir</a><p>" + word + " number " +
                    std::to_string(order) + "</p></div>";
  parser::Metadata& metadata = impression.metadata;
  metadata.era = parser::Era::comet;
  metadata.nature = parser::Nature::organic;
  metadata.source = "Harbour Choir of " + word;
  metadata.source_link = "https://www.facebook.com/harbour.choir." + word;
  metadata.post_id = "77001122" + std::to_string(order);
  metadata.perma_link = "/harbour.choir/posts/" + metadata.post_id;
  metadata.fblinktype = "posts";
  metadata.text = "Tonight we sing about the " + word + " and " + std::to_string(order) + " boats";
  metadata.reaction(parser::Reaction::like) = parser::Count{1200 + order, 100};
  metadata.images.captions = {"May be an image of a " + word};
  metadata.evidence = {{"visibility", "audience-icon", "public"}};
  return impression;
}

inline store::Capture invented_capture(int impressions, const std::string& uuid = "one",
                                       const std::string& word = "harbour") {
  store::Capture capture;
  capture.timeline = invented_timeline(uuid);
  for (int order = 1; order <= impressions; ++order) capture.impressions.push_back(invented_impression(order, word));
  capture.health = {parser::Era::comet, impressions, impressions, 0, 0, 0};
  return capture;
}

// What add() answers for one capture; an error ends the test.
inline store::Stored add(store::Store& store, const store::Capture& capture) {
  const auto answers = store.add({&capture, 1}, at("2026-11-22T12:00:00Z"));
  if (!answers) throw std::runtime_error{answers.error().message};
  return answers->front();
}

}  // namespace feedwitness::tests
