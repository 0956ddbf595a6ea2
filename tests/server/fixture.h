#pragma once

#include <httplib.h>
#include <string>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "identity/identity.h"
#include "server/server.h"
#include "store/store.h"
#include "tests/support/temporary_folder.h"

namespace feedwitness::tests {

inline Time at(std::string_view text) { return parse_time(text).value(); }

// A server on a free port, over a store with a timeline of invented posts.
struct Served {
  explicit Served(int posts = 3, const server::Options& options = {})
      : store(open(folder.path())), token(store.supporter()->token), server(start(options)), client(make_client()) {
    add("one", posts);
  }

  static store::Store open(const std::filesystem::path& path) {
    REQUIRE(identity::start());
    auto opened = store::Store::open(path / "feedwitness");
    REQUIRE(opened);
    return *std::move(opened);
  }

  server::Server start(const server::Options& options) const {
    auto started =
        server::Server::start(folder.path() / "feedwitness", options, [] { return at("2026-03-04T06:00:00Z"); });
    REQUIRE_MESSAGE(started, (started ? "" : started.error().message));
    return *std::move(started);
  }

  httplib::Client make_client() const { return httplib::Client("127.0.0.1", server.port()); }

  void add(const std::string& uuid, int posts) {
    store::Capture capture;
    capture.timeline = {uuid, at("2026-03-04T05:00:00Z"), "https://www.facebook.com/", "facebook", "feed"};
    for (int order = 1; order <= posts; ++order) {
      store::Impression impression;
      impression.order = order;
      impression.time = capture.timeline.start_time + std::chrono::seconds{order};
      impression.is_public = true;
      if (order == 2) impression.metadata.nature = parser::Nature::sponsored;
      impression.metadata.source = "Harbour Choir";
      if (order == 1) impression.metadata.post_id = "5567788990011223";  // which examples name
      impression.metadata.text = "Verse " + std::to_string(order) + " of the song of the harbour";
      capture.impressions.push_back(impression);
    }
    REQUIRE(store.add({&capture, 1}, at("2026-03-04T05:30:00Z")));
  }

  std::string personal(const std::string& call) const { return "/api/v2/personal/" + token + "/" + call; }
  httplib::Headers bearer() const { return {{"Authorization", "Bearer " + token}}; }

  TemporaryFolder folder;
  store::Store store;
  std::string token;
  server::Server server;
  httplib::Client client;
};

}  // namespace feedwitness::tests
