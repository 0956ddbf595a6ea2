#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "identity/identity.h"
#include "parser/record.h"
#include "store/observations.h"
#include "store/rows.h"

// The one place where SQL and the schema live. docs/store.md gives every table and column.
namespace feedwitness::store {

struct Inner;  // store/inner.h

// ---- What goes in ---------------------------------------------------------------------------------------------------

struct Timeline {
  std::string uuid;  // as the extension named it; only its keyed id is stored
  Time start_time;
  std::string location;  // the address without query and fragment
  std::string platform;  // "facebook"
  std::string position;  // "feed", "reels", "page", "group" ...
};

struct Seen {
  std::optional<double> ratio;               // largest share of the post that was in the viewport, 0 to 1
  std::optional<std::int64_t> milliseconds;  // how long at least half of it was
};

// One impression, read and judged: intake/ decides what is public. Of a private one only order and time are stored,
// whatever else is set here.
struct Impression {
  int order = 0;
  Time time;
  bool is_public = false;
  bool update = false;     // the same post with more content: replaces what is stored under (timeline, order)
  bool seen_only = false;  // an update of time and seen: nothing else is replaced, and nothing is added
  Seen seen;
  std::string language;  // of the interface, for reading the html again
  std::chrono::minutes utc_offset{0};
  std::string rendered;  // the extension's rendered evidence as compact JSON, for reading the html again; may be empty
  parser::Metadata metadata;
  parser::Understanding understanding = parser::Understanding::unknown;
  std::string html;  // empty: none is kept
};

// How a capture's candidates were understood, for the alarm when the site's markup moves. No content.
struct Health {
  parser::Era era = parser::Era::unknown;
  std::int64_t seen = 0;  // posts that the page showed
  std::int64_t understood = 0;
  std::int64_t partly = 0;
  std::int64_t unknown = 0;           // unreadable
  std::int64_t unknown_audience = 0;  // treated as private because no audience was found
};

struct Capture {
  Timeline timeline;
  std::vector<Impression> impressions;
  Health health;
};

// What became of one capture.
struct Stored {
  std::int64_t stored = 0;  // new impressions, private ones included
  std::int64_t updated = 0;
  std::int64_t duplicates = 0;  // (timeline, order) was there already

  bool operator==(const Stored&) const = default;
};

// ---- What is asked --------------------------------------------------------------------------------------------------

// The supporter who collects. The token opens the personal calls of the views; the secret never leaves the store.
struct Supporter {
  std::int64_t key = 0;
  std::string pseudonym;
  std::string token;
};

struct Consent {
  std::string version;
  std::string text_hash;  // SHA-256 of the text that was shown, 64 hex digits
  std::string locale;
  Time accepted_at;
  std::optional<Time> withdrawn_at;
};

// The newest impressions first, unless said otherwise. A page costs the same at any depth.
struct ImpressionQuery {
  std::optional<std::int64_t> amount;  // nullopt: all
  std::int64_t skip = 0;
  bool public_only = true;
  bool oldest_first = false;
  bool with_html = false;
  bool with_details = true;  // false: rows have what the seed's table has, and nothing else is read
  std::string search;        // words that the text must hold; empty: any text, and none when there is no word in it
  std::optional<Time> from;  // impression time, inclusive
  std::optional<Time> to;    // exclusive
  // The rows of one timeline (TimelineRow::key) by their order, whatever the fields above say but public_only and
  // with_html.
  std::optional<std::int64_t> timeline;
  std::string semantic_id;       // the rows with this text alone
  bool with_repetition = false;  // ImpressionRow::seen_before
};

// The newest timelines first.
struct TimelineQuery {
  std::optional<std::int64_t> amount;  // nullopt: all
  std::int64_t skip = 0;
  bool with_counts = false;  // what the timelines showed, by kind
};

// Of all impressions, or of those since a moment.
struct ImpressionCounts {
  std::int64_t timelines = 0;
  std::int64_t impressions = 0;
  std::int64_t public_impressions = 0;
  std::int64_t private_impressions = 0;
  std::int64_t organic = 0;
  std::int64_t sponsored = 0;
  std::int64_t unknown_nature = 0;
  std::int64_t sources = 0;
  std::optional<Time> first_impression;
  std::optional<Time> last_impression;
};

struct Status : ImpressionCounts {
  std::int64_t html = 0;
  std::int64_t html_bytes = 0;         // as captured
  std::int64_t stored_html_bytes = 0;  // as compressed
  std::int64_t days = 0;               // with at least one impression, UTC
  Health health;                       // summed over all days
  std::int64_t old_metadata = 0;       // read by an older parser: `reparse` would read them again
  int schema_version = 0;
};

struct HealthDay {
  std::string day;  // "2026-11-22", UTC day of the capture
  Health health;
  int parser_version = 0;
};

// What was shown from one instant to another.
struct Counts {
  std::int64_t timelines = 0;  // that began
  std::int64_t private_impressions = 0;
  std::int64_t organic = 0;
  std::int64_t sponsored = 0;
  std::int64_t unknown_nature = 0;
  std::int64_t sources = 0;            // different publishers
  std::chrono::milliseconds spent{0};  // from the first to the last impression of each timeline, summed

  std::int64_t public_impressions() const { return organic + sponsored + unknown_nature; }
};

// What is kept, and how much of it is newer than an instant.
struct Totals {
  struct Pair {
    std::int64_t all = 0;
    std::int64_t since = 0;
  };
  Pair impressions;
  Pair timelines;
  Pair html;
  Pair metadata;
  Pair errors;  // posts that could not be read; `since` by UTC days
  std::int64_t supporters = 0;
};

// Counts by equal stretches of time, from the stretch that holds the newest row backwards.
struct Series {
  std::span<const std::string_view> names;
  struct Row {
    Time begin;
    std::vector<std::int64_t> values;  // one for each name
  };
  std::vector<Row> rows;  // the newest first, stretches without data included
};

struct SourceCounts {
  std::string source;
  std::string source_link;  // empty: the page did not say
  std::int64_t impressions = 0;
  std::int64_t posts = 0;  // different post ids
  std::int64_t sponsored = 0;
  Time first_impression;
  Time last_impression;
};

// How often one post was shown, when, and at which order.
struct Repetition {
  std::string post_id;
  std::string perma_link;
  std::string source;
  std::string source_link;
  parser::Nature nature = parser::Nature::unknown;
  std::optional<parser::PublicationTime> publication_time;  // the most precise that was seen
  std::int64_t shown = 0;
  std::int64_t timelines = 0;
  Time first_impression;
  Time last_impression;
  std::int64_t first_order = 0;  // at the first impression
  std::int64_t lowest_order = 0;
  std::int64_t highest_order = 0;
  double mean_order = 0;
};

// ---- What is forgotten ----------------------------------------------------------------------------------------------

// What to delete. Exactly one of the selections, or a time range.
struct Deletion {
  bool everything = false;  // all that belongs to the supporter, key and token included
  std::string post_id;
  std::string source_link;
  std::string timeline_id;              // 40 hex digits
  std::vector<std::int64_t> timelines;  // TimelineRow::key
  std::optional<Time> from;             // impression time, inclusive
  std::optional<Time> to;               // exclusive
};

struct DeletionCounts {
  std::int64_t timelines = 0;
  std::int64_t impressions = 0;
  std::int64_t html = 0;
  std::int64_t metadata = 0;
  std::int64_t dictionaries = 0;
  std::int64_t consents = 0;
  std::int64_t supporters = 0;
  std::int64_t annotations = 0;

  bool operator==(const DeletionCounts&) const = default;
};

// What was deleted, and the proof: a sample of the removed texts, names and ids was searched for in the raw bytes of
// every file of the store. Holds no content.
struct Receipt {
  std::string id;  // random, 40 hex digits
  Time time;
  DeletionCounts deleted;
  bool key_removed = false;          // secret and token, when everything was deleted
  std::int64_t sampled = 0;          // how many strings were looked for
  std::int64_t found = 0;            // how many of them were still in the files: 0, or the deletion failed
  std::vector<std::string> scanned;  // names of the files that were read
};

// ---- The store ------------------------------------------------------------------------------------------------------

struct OpenOptions {
  bool create = true;  // false: ErrorCode::not_found when there is no store yet
};

// One SQLite file with its secret beside it. Several processes may have it open at once, and each may write; one Store
// object belongs to one thread.
class Store {
 public:
  // Opens the store in `folder`, creating both (0700, 0600) when they are missing, and migrates an older schema.
  // Errors: store_newer, store_damaged (never overwritten), store_busy, io_error, not_found.
  static Result<Store> open(const std::filesystem::path& folder, const OpenOptions& options = {});
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // The supporter, created at the first call together with the secret.
  Result<Supporter> supporter();
  Result<Supporter> rotate_token();
  // Whether this is the supporter's token; compared in constant time.
  Result<bool> is_token(std::string_view token);

  // Adds captures in one transaction; when it returns, they are on the disk. One answer per capture, in order.
  Result<std::vector<Stored>> add(std::span<const Capture> captures, Time now);

  Result<std::optional<Consent>> consent();
  Result<void> set_consent(const Consent& consent);

  // Rows one at a time; constant memory, but for eight bytes for each row of a search. What comes after the beginning
  // is left out. A cursor must not outlive the store.
  Result<ImpressionCursor> impressions(const ImpressionQuery& query);
  Result<TimelineCursor> timelines(const TimelineQuery& query = {});
  // To be called before waiting for somebody (a reader that takes its time): cursors let go of the snapshot of the
  // store that they read, which a deletion could not erase behind. Their last rows are over; they go on with the next
  // ones.
  void pause();
  Result<std::int64_t> count_timelines();
  // How many impressions a query would give without amount and skip.
  Result<std::int64_t> count(const ImpressionQuery& query);

  // Counted along indexes; no row is read. nullopt: the store is empty.
  Result<Counts> counts(Time from, Time to);
  Result<std::optional<Time>> newest_impression();
  Result<Totals> totals(Time since);
  // The series that exist are the names of series_names(). Errors: not_found.
  Result<Series> series(std::string_view name, std::chrono::milliseconds stretch, std::int64_t amount);
  // The publishers that were seen most, and the posts that were shown most, first.
  Result<std::vector<SourceCounts>> sources(std::int64_t amount, std::int64_t skip);
  Result<std::vector<Repetition>> repetitions(std::int64_t amount, std::int64_t skip);

  // Posts and what was counted of them (observations.h). The first account in the order of their addresses, or the next
  // one; nullopt: there is none.
  Result<std::optional<std::string>> next_account(const std::optional<std::string>& after);
  // Its posts, by their publication.
  Result<std::vector<PublishedPost>> posts_of(std::string_view account);
  Result<std::optional<PublishedPost>> find_post(std::string_view post_id);
  // All of the post that an impression showed, the oldest first.
  Result<void> each_observation(std::int64_t impression, const std::function<void(const Observation&)>& use);
  // The public impressions with these keys, in this order, until `use` gives false; what was deleted is left out.
  Result<void> each_impression(std::span<const std::int64_t> keys,
                               const std::function<bool(const ImpressionRow&)>& use);
  // Keys of the impressions whose texts match, ascending; none for terms without a word.
  Result<std::vector<std::int64_t>> matching(const SearchTerms& terms);
  // 64 hex digits over which public impressions are kept, when they were and by which parser they were read: whoever
  // publishes numbers names with it what they were computed from. Tells nothing about anybody.
  Result<std::string> snapshot();

  Result<Status> status();
  Result<ImpressionCounts> counts_since(Time from);
  Result<std::vector<HealthDay>> health();

  // Every kept html, to be read again, oldest first; `replace` writes what `reread` answers unless it is nullopt.
  // Short transactions: a capture can come between.
  struct Reread {
    parser::Metadata metadata;
    parser::Understanding understanding = parser::Understanding::unknown;
    bool is_public = false;  // false: today's parser does not find the post public; its content is removed
  };
  Result<void> reread_all(const std::function<std::optional<Reread>(const ImpressionRow& row)>& reread);

  // What a deletion would remove, and removing it: rows, search index, write-ahead log; then the scan. Deleting twice
  // removes nothing more.
  Result<DeletionCounts> preview(const Deletion& deletion);
  Result<Receipt> remove(const Deletion& deletion, Time now);

  // Work that can wait: search index, write-ahead log, compression dictionary. Call when no request is waiting; returns
  // whether there is more.
  Result<bool> idle();

  // Checks that doctor prints: quick_check and the permissions.
  Result<void> check();

  // For the files of this room: a question that one view alone asks is a function in a header of its own; here stands
  // what all of them need. Nobody outside can look into it.
  Inner& inner() { return *inner_; }

 private:
  explicit Store(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

std::span<const std::string_view> series_names();

// The folder that holds the store, from the environment's HOME and XDG_DATA_HOME (Linux), Library/Application Support
// (macOS) or LocalAppData (Windows). `variable` looks one up; empty when it is not set.
Result<std::filesystem::path> default_folder(const std::function<std::string(std::string_view)>& variable);

}  // namespace feedwitness::store
