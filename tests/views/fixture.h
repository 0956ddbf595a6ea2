#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "identity/identity.h"
#include "store/store.h"
#include "tests/support/temporary_folder.h"
#include "views/view.h"

namespace feedwitness::tests {

inline Time at(std::string_view text) { return parse_time(text).value(); }

inline const Time kNow = at("2026-03-04T06:00:00Z");

// A store with one timeline of three impressions: a public one with everything, a private one, a public one with
// little.
struct Fixture {
  Fixture() : store(open(folder.path())) {
    store::Capture capture;
    capture.timeline = {"6f1c6a4e-1111-4222-8333-444455556666", at("2026-03-04T05:00:00Z"), "https://www.facebook.com/",
                        "facebook", "feed"};
    capture.impressions.push_back(rich());
    store::Impression hidden;
    hidden.order = 2;
    hidden.time = at("2026-03-04T05:00:20Z");
    capture.impressions.push_back(hidden);
    store::Impression poor;
    poor.order = 3;
    poor.time = at("2026-03-04T05:00:30Z");
    poor.is_public = true;
    poor.metadata.source = "Tuesday Market";
    capture.impressions.push_back(poor);
    REQUIRE(store.add({&capture, 1}, at("2026-03-04T05:01:00Z")));
  }

  static store::Store open(const std::filesystem::path& path) {
    REQUIRE(identity::start());
    auto opened = store::Store::open(path / "feedwitness");
    REQUIRE(opened);
    return *std::move(opened);
  }

  static store::Impression rich() {
    store::Impression impression;
    impression.order = 1;
    impression.time = at("2026-03-04T05:00:10Z");
    impression.is_public = true;
    impression.html = "<div>kept</div>";
    parser::Metadata& metadata = impression.metadata;
    metadata.era = parser::Era::comet;
    metadata.nature = parser::Nature::sponsored;
    metadata.source = "Harbour \"Choir\"";
    metadata.source_link = "https://www.facebook.com/harbourchoir";
    metadata.display_source = "Harbour \"Choir\", with friends";
    metadata.post_id = "1234567890";
    metadata.perma_link = "/harbourchoir/posts/1234567890";
    metadata.fblinktype = "posts";
    metadata.publication_time = {at("2026-03-04T01:00:00Z"), std::chrono::hours{1}};
    metadata.text = "Concert, on Saturday\nBring a friend";
    metadata.card =
        parser::LinkCard{"external", "https://choir.example/s", true, "choir.example", "Concert", "At eight"};
    metadata.images = {2, {"May be an image of a boat"}};
    metadata.reaction(parser::Reaction::like) = parser::Count{1200, 100};
    metadata.reaction(parser::Reaction::care) = parser::Count{0, 1};
    metadata.comments = parser::Count{7, 1};
    metadata.evidence = {{"nature", "label-text", "sponsored"}};
    return impression;
  }

  // What a view gives, piece by piece.
  std::vector<std::string> ask(std::string_view view, const views::Parameters& parameters = {}) {
    std::vector<std::string> pieces;
    const auto done = views::ask(*views::find(view), store, parameters, kNow, [&](std::string_view piece) {
      pieces.emplace_back(piece);
      return true;
    });
    REQUIRE_MESSAGE(done, (done ? "" : done.error().message));
    return pieces;
  }

  // The pieces of a view that gives a file, joined.
  std::string file(std::string_view view, const views::Parameters& parameters = {}) {
    std::string text;
    for (const std::string& piece : ask(view, parameters)) text += piece;
    return text;
  }

  boost::json::object document(std::string_view view, const views::Parameters& parameters = {}) {
    return boost::json::parse(file(view, parameters)).as_object();
  }

  std::string refusal(std::string_view view, const views::Parameters& parameters) {
    const auto done = views::ask(*views::find(view), store, parameters, kNow, [](std::string_view) { return true; });
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::bad_request);
    return done.error().message;
  }

  tests::TemporaryFolder folder;
  store::Store store;
};

}  // namespace feedwitness::tests
