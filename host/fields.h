#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/error.h"
#include "base/time.h"

namespace feedwitness::host {

// What is known while a message is read.
struct Reading {
  std::optional<Error> complaint;  // the first thing that was found wrong
  std::vector<std::string> large;  // the texts that splice() took out
};

// Reads the fields of one object of a request, each with the form that it must have. The first that is missing or has
// another form is put into the complaint, named with its path ("impressions[3].order") and what was expected, never
// with what came; from then on every field reads as empty. An optional field may be absent or null. Fields that nobody
// asks for are left alone: so a newer extension can say more to an older host.
class Fields {
 public:
  Fields(const boost::json::object& object, std::string path, Reading& reading)
      : object_(&object), path_(std::move(path)), reading_(&reading) {}

  bool has(std::string_view key) const { return find(key) != nullptr; }
  // Every field is one of these; nothing to complain of, it only tells.
  bool has_only(std::span<const std::string_view> keys) const;

  // Texts are measured in bytes. A required one is not empty; an optional one that is absent is.
  std::string_view text(std::string_view key, std::size_t longest) const;
  std::string_view optional_text(std::string_view key, std::size_t longest) const;
  // A required text to keep. Large ones are not copied, so each can be taken once.
  std::string take_text(std::string_view key, std::size_t longest) const;
  // A text for which `holds` is true; `expected` says in words what that is.
  std::string_view text_where(std::string_view key, bool (*holds)(std::string_view), std::string_view expected) const;
  std::string_view one_of(std::string_view key, std::span<const std::string_view> choices) const;

  std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most) const;
  std::optional<std::int64_t> optional_integer(std::string_view key, std::int64_t least, std::int64_t most) const;
  std::optional<double> optional_share(std::string_view key) const;  // 0 to 1
  bool flag(std::string_view key) const;                             // false when absent
  Time instant(std::string_view key) const;
  std::optional<Time> optional_instant(std::string_view key) const;

  Fields object(std::string_view key) const;
  std::optional<Fields> optional_object(std::string_view key) const;
  // Calls `read` for each object of an array, in order.
  template <typename Read>
  void each(std::string_view key, Read read) const {
    const boost::json::array* items = array(key);
    for (std::size_t at = 0; items != nullptr && at < items->size(); ++at) read(item(key, *items, at));
  }
  // Calls `read` for the key and the text of each field. All must be texts; a key is not named, since it came from
  // outside.
  template <typename Read>
  void each_text(Read read) const {
    for (const auto& field : *object_) {
      if (const auto text = text_in(field.value())) read(std::string_view(field.key()), *text);
      if (!field.value().is_string()) complain("each field", "a text");
    }
  }

  // Complains of `key` in these words: "<path> must be <expected>".
  void complain(std::string_view key, std::string_view expected) const;

 private:
  const boost::json::value* find(std::string_view key) const;
  std::string* large_in(const boost::json::value& value) const;
  std::optional<std::string_view> text_in(const boost::json::value& value) const;
  const boost::json::array* array(std::string_view key) const;
  Fields item(std::string_view key, const boost::json::array& items, std::size_t at) const;

  const boost::json::object* object_;
  std::string path_;  // of this object, with the dot that follows it; empty for the message itself
  Reading* reading_;
};

}  // namespace feedwitness::host
