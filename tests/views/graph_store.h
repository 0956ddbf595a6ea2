#pragma once

#include <string>

#include "tests/views/fixture.h"

namespace feedwitness::tests {

// What the samples of the reference documents are asked of: two publishers, posts, photos, a video, advertisements,
// each shown in one or both of two timelines. All invented.
struct GraphStore {
  GraphStore() : store(Fixture::open(folder.path())) {
    add("one", "2026-03-04T05:00:00Z", 1);
    add("two", "2026-03-04T17:00:00Z", 2);
  }

  // Posts as the page that publishes them numbers them: 900001 the oldest.
  static store::Impression post(const std::string& id, std::string_view published, const std::string& text,
                                const std::string& type = "posts") {
    store::Impression impression;
    impression.is_public = true;
    impression.understanding = parser::Understanding::understood;
    impression.html = "<div>" + text + "</div>";
    parser::Metadata& metadata = impression.metadata;
    metadata.era = parser::Era::comet;
    metadata.nature = parser::Nature::organic;
    metadata.source = "Tideglass Lemonade";
    metadata.source_link = "https://www.facebook.com/tideglass";
    metadata.source_id = "700100200300";
    metadata.post_id = id;
    metadata.perma_link = "/tideglass/" + type + "/" + id;
    metadata.fblinktype = type;
    metadata.publication_time = {at(published), std::chrono::seconds{1}};
    metadata.text = text;
    metadata.reaction(parser::Reaction::like) = parser::Count{1200, 100};
    metadata.reaction(parser::Reaction::love) = parser::Count{31, 1};
    metadata.reactions_total = parser::Count{1231, 1};
    metadata.comments = parser::Count{7, 1};
    metadata.shares = parser::Count{3, 1};
    return impression;
  }

  void add(const std::string& uuid, std::string_view start, int from) {
    store::Capture capture;
    capture.timeline = {uuid, at(start), "https://www.facebook.com/", "facebook", "feed"};
    if (from == 1) capture.impressions.push_back(post("900001", "2026-03-01T08:00:00Z", "Love this label."));
    capture.impressions.push_back(post("900002", "2026-03-02T08:00:00Z", "Please add grape & pear."));
    capture.impressions.push_back(photo());
    capture.impressions.push_back(video());
    if (from == 2) capture.impressions.push_back(post("900005", "2026-03-04T08:00:00Z", "The old song, please!"));
    capture.impressions.push_back(advertisement());
    store::Impression hidden;
    capture.impressions.push_back(hidden);
    int order = 0;
    for (auto& impression : capture.impressions) {
      impression.order = ++order;
      impression.time = capture.timeline.start_time + std::chrono::seconds{10 * order};
    }
    REQUIRE(store.add({&capture, 1}, at("2026-03-04T18:00:00Z")));
  }

  static store::Impression photo() {
    auto impression = post("900003", "2026-03-02T20:00:00Z", "The harbour at six.", "photo");
    impression.metadata.images = {1, {"May be an image of a boat"}};
    return impression;
  }

  static store::Impression video() {
    auto impression = post("900004", "2026-03-03T08:00:00Z", "Welcome to the press!", "videos");
    impression.metadata.video = true;
    impression.metadata.video_autoplay = true;
    return impression;
  }

  static store::Impression advertisement() {
    auto impression = post("800001", "2026-02-01T00:00:00Z", "Spring wheels.");
    impression.metadata.source = "Harrow Cycles";
    impression.metadata.source_link = "https://www.facebook.com/harrow.cycles";
    impression.metadata.source_id = "";
    impression.metadata.perma_link = "/harrow.cycles/posts/800001";
    impression.metadata.nature = parser::Nature::sponsored;
    impression.metadata.card =
        parser::LinkCard{"external", "https://harrow.example/spring", true, "harrow.example", "Spring", "Two wheels"};
    return impression;
  }

  TemporaryFolder folder;
  store::Store store;
};

}  // namespace feedwitness::tests
