#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "parser/parse.h"
#include "store/store.h"

// From a capture to stored impressions: the one place that joins parser and store, and holds the rule of the two locks.
// Both doors that take captures in (host, cli) come through here.
//
// The second lock: the extension decides in the page that a post is public; here its html is read again, and unless the
// parser finds the post public too, only order and time go on.
namespace feedwitness::intake {

// One impression as a door received it.
struct Received {
  int order = 0;
  Time time;
  bool is_public = false;  // the extension's decision: the first lock
  bool update = false;
  bool seen_only = false;  // an update of `time` and `seen` alone; the html was sent before
  store::Seen seen;
  parser::Rendered rendered;
  std::string html;  // must be empty unless is_public
};

// Why an impression of a capture was not taken. `code` is that of the refusal; the rest of the capture goes on.
struct Rejected {
  int order = 0;
  Error error;
};

struct Read {
  store::Capture capture;
  std::vector<Rejected> rejected;
};

// Impressions that the extension cut out of the page itself.
Read read_impressions(const store::Timeline& timeline, std::vector<Received> impressions, std::string language,
                      std::chrono::minutes utc_offset);

// A whole page at once (saved page, replay): its impressions, their order and their visibility are found here, and the
// timeline's position where it is empty.
// Errors: those of parser::parse.
Result<Read> read_page(const store::Timeline& timeline, Time time, std::string_view html,
                       std::chrono::minutes utc_offset);

// A saved file (html or MHTML) as a timeline of its own: the uuid is made of its content, so that the same file taken
// in twice adds nothing.
struct SavedPage {
  store::Timeline timeline;
  Time captured_at;
  std::chrono::minutes utc_offset{0};  // of the browser that saved it, where the file says
  std::string html;                    // well-formed UTF-8
};
// When and where: what the person said (`captured_at`, `url`); else what the file says of itself; else `modified`, the
// file's time, and no address.
Result<SavedPage> open_saved_page(std::string bytes, std::optional<Time> captured_at, Time modified,
                                  std::string_view url);

// Reads all kept html again with today's parser.
struct Reparse {
  std::int64_t read = 0;
  std::int64_t changed = 0;                    // impressions with at least one changed field
  std::int64_t withdrawn = 0;                  // no longer found public: content removed
  std::int64_t unreadable = 0;                 // no post was found in it any more: left as it is
  std::map<std::string, std::int64_t> fields;  // JSON name of the field -> how many impressions changed in it
};
Result<Reparse> reparse(store::Store& store, bool dry_run,
                        const std::function<void(std::int64_t done, std::int64_t all)>& progress);

}  // namespace feedwitness::intake
