#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "host/frame_reader.h"
#include "host/message.h"
#include "host/pages.h"
#include "host/parts.h"
#include "intake/intake.h"
#include "store/store.h"

namespace feedwitness::host {

// What a session needs of the world.
struct Surroundings {
  std::function<Result<store::Store>()> open_store;
  std::filesystem::path folder;  // of the store
  std::function<Time()> now;
  Send send;
  // One line for the person who looks for a fault: codes and our own words, never anything of a message.
  std::function<void(std::string_view line)> log;
};

// One connection with an extension: takes its frames, acts, answers in the order of the requests.
//
// Captures are committed in groups: they wait in memory, read but not stored and not answered, until flush(), or any
// other request, or until enough of them wait. An answer goes out after the commit alone.
class Session {
 public:
  explicit Session(Surroundings surroundings) : outside_(std::move(surroundings)) {}

  void receive(const FrameReader::Frame& frame);

  // Captures wait for their commit.
  bool waits() const { return !waiting_.empty(); }
  // Commits what waits, and answers it. When the store fails, each gets the error: the extension sends it again.
  void flush();

  // One piece of the store's work that can wait for a quiet moment; false when nothing is left to do.
  bool idle();

  // The browser no longer reads: no more requests need be read either.
  bool gone() const { return gone_; }

 private:
  struct Waiting {
    std::int64_t id = 0;
    std::vector<intake::Rejected> rejected;
  };

  void answer(std::int64_t id, Hello&& hello);
  void answer(std::int64_t id, Capture&& capture);
  void answer(std::int64_t id, Part&& part);
  void answer(std::int64_t id, Query&& query);
  void answer(std::int64_t id, Delete&& request);
  void answer(std::int64_t id, AskStatus&& request);
  void answer(std::int64_t id, Ping&& request);
  void answer(std::int64_t id, ConsentChange&& change);
  void answer(std::int64_t id, KeepHtml&& request);

  Result<intake::Read> read(Capture&& capture);
  Result<void> join(Html& html);
  // The consent as it is from now on.
  Result<store::Consent> changed(const ConsentChange& change);

  void send(std::string_view json);
  void refuse(std::optional<std::int64_t> id, const Error& error);

  Surroundings outside_;
  std::optional<store::Store> store_;
  bool welcomed_ = false;
  bool gone_ = false;
  bool idle_due_ = false;
  Parts parts_;
  std::vector<store::Capture> captures_;  // beside waiting_
  std::vector<Waiting> waiting_;
  std::size_t waiting_impressions_ = 0;
  std::size_t waiting_bytes_ = 0;
};

}  // namespace feedwitness::host
