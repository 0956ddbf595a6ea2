#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "intake/intake.h"
#include "store/store.h"
#include "views/view.h"

// The requests of docs/protocol.md, decoded. Nothing here acts.
namespace feedwitness::host {

inline constexpr std::int64_t kProtocol = 1;

struct Hello {
  std::int64_t protocol = 0;
  std::string extension;
  std::string browser;
};

// A piece of an html that is larger than a frame.
struct Part {
  std::string name;
  int number = 0;  // 1, 2, 3 ...
  std::string html;
};

// An html as a capture gives it: here, or named because it came ahead in parts.
struct Html {
  std::string text;
  std::string name;  // empty: `text` is all
  int parts = 0;
};

struct Capture {
  struct Impression {
    intake::Received received;  // without its html
    Html html;
  };
  struct Page {
    Time time;
    Html html;
  };

  store::Timeline timeline;
  std::string language;
  std::chrono::minutes utc_offset{0};
  std::variant<std::vector<Impression>, Page> shown;
};

struct Query {
  const views::View* view = nullptr;
  views::Parameters parameters;
};

struct Delete {
  store::Deletion what;
  bool dry_run = false;
};

struct AskStatus {
  std::optional<Time> from;  // counts the impressions since then alone
};
struct Ping {};

struct ConsentChange {
  std::string version;
  std::string text_hash;
  std::string locale;
  Time time;
  bool withdrawn = false;
};

struct KeepHtml {
  std::optional<std::int64_t> days;  // nullopt: for good
};

using Request = std::variant<Hello, Capture, Part, Query, Delete, AskStatus, Ping, ConsentChange, KeepHtml>;

// One decoded message. Without a valid `id` it is null in the answer, which is an error then.
struct Message {
  std::optional<std::int64_t> id;
  Result<Request> request;
};

// Errors: bad_request, which says what was expected and never what came.
Message read_message(std::string_view body);

// The message types, in the order of docs/protocol.md.
std::span<const std::string_view> message_types();

}  // namespace feedwitness::host
