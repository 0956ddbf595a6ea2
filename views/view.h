#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"
#include "store/store.h"

// A view is a pure question to the store and an encoder; it streams, and never loads the whole store.
//
// Every call that can be made stands in one table, all(): its path, its parameters with their types, defaults and
// maxima, what it answers, and the function that does. The command line (`feedwitness get`), HTTP (`feedwitness serve`)
// and native messaging (`query`) are doors to that table: what one of them answers, all of them answer. A new call is
// one entry in the table of its folder; a new folder is one line in view.cpp.
namespace feedwitness::views {

// By name, as they were given: texts all.
using Parameters = std::map<std::string, std::string, std::less<>>;

// Receives each finished piece of an answer: one JSON object for row views, any piece of text for file views. false
// stops the view (the reader has gone). A door calls Store::pause() before it waits for its reader, so a row of a
// cursor is over when the sink has been called.
using Sink = std::function<bool(std::string_view piece)>;

// ---- What may be asked

// One of the words that a parameter of kind `choice` takes. `gives`: the media type of the answer then, where it is
// another than the view's.
struct Choice {
  std::string_view word;
  std::string_view gives = {};
};

struct Parameter {
  enum class Kind : std::uint8_t {
    paging,         // "200-50" is 200 after the first 50, "200" skips none; `maximum` is of the amount
    paging_or_day,  // the same, or "2026-11-22"
    number,         // a whole number from 1 to `maximum`
    text,           // of at most `maximum` bytes; 0: 1024
    flag,           // true or false
    choice,         // one of `choices`
    id,             // 40 hex digits
    language,       // ISO 639: two letters, or three where there are no two
    zone,           // a time zone of the IANA database: "Europe/Madrid"
    day,            // "2026-11-22"
  };

  std::string_view name;
  Kind kind = Kind::text;
  std::string_view standard = {};  // what is meant without it; empty: nothing
  std::int64_t maximum = 0;
  std::span<const Choice> choices = {};
  std::string_view help;
  std::string_view example = {};
};

// How a call is made over HTTP. What changes the store is never asked for with GET: browsers fetch links ahead.
enum class Method : std::uint8_t { read, remove, write };
std::string_view name_of(Method method);  // "GET", "DELETE", "POST"

// A page of rows.
struct Paging {
  std::int64_t amount = 0;
  std::int64_t skip = 0;
};

// What the links in an answer are made of: whoever follows one comes back through the same door.
struct Links {
  std::string address = {};  // "http://127.0.0.1:8642"; empty: a link is a path, as `feedwitness get` takes it
  std::string version = {};  // "v2.11" where the request's path had one (Routed::version)
  std::string token = {};    // for ?access_token=; empty: a link has none
};

// A question whose parameters have been read: each is of its kind and within its limits, and absent ones have their
// standard value.
class Question {
 public:
  Question(store::Store& the_store, Time the_time, Parameters parameters, Links the_links = {})
      : store{the_store}, now{the_time}, links{std::move(the_links)}, parameters_{std::move(parameters)} {}

  store::Store& store;
  Time now;
  Links links;

  std::string_view text(std::string_view name) const;  // empty when it was not given and has no standard value
  bool flag(std::string_view name) const { return text(name) == "true"; }
  std::int64_t number(std::string_view name) const;
  // nullopt when it was not given and has no standard value, or is a day.
  std::optional<Paging> page(std::string_view name = "paging") const;
  Paging paging() const { return *page(); }  // of a call whose paging has a standard value

 private:
  Parameters parameters_;
};

// One call.
struct View {
  std::string_view name;  // "fbtrex/summary"
  Method method = Method::read;
  // "/api/v2/personal/{token}/summary/{paging}". {token} names the supporter; every other name is a parameter, and one
  // with a standard value may be left away at the end. Parameters that are not in the path go into the query.
  std::string_view path;
  std::string_view example;  // a target that works as it stands, with $TOKEN for the token
  std::string_view gives;    // "rows": JSON objects; else the media type of the file
  std::string_view help;     // one line
  std::span<const Parameter> parameters = {};
  // Media type of a body that is taken whole, as the parameter `body`. Empty: the parameters of a call that writes may
  // come as a form or as the members of a JSON object.
  std::string_view takes = {};
  Result<void> (*answer)(const Question& question, const Sink& sink) = nullptr;
};

// Every call, in the order of the documentation.
std::span<const View> all();
const View* find(std::string_view name);

// Whether what the view gives is text. What is not cannot be an answer over native messaging, whose messages are JSON.
bool is_text(const View& view);

// ---- Asking

// Reads the parameters, asks the view, and gives its pieces to the sink. Errors: bad_request for a parameter that is
// not known or not of its kind: a misspelt one must not be ignored.
Result<void> ask(const View& view, store::Store& store, const Parameters& parameters, Time now, const Sink& sink,
                 const Links& links = {});

// The same as the file that HTTP and the command line give: rows become one JSON array. Pieces of about 64 KiB.
Result<void> ask_for_file(const View& view, store::Store& store, const Parameters& parameters, Time now,
                          const Sink& sink, const Links& links = {});

// Of that file: "application/json" for rows.
std::string_view media_type(const View& view, const Parameters& parameters);

}  // namespace feedwitness::views
