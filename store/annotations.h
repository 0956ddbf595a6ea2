#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"
#include "store/store.h"

// The supporter's own notes and labels on what they were shown: a codebook's values for content analysis, or a remark.
// They go with what they are about, by every deletion.
namespace feedwitness::store {

// What a note is about, and how it is named inside the store.
enum class Noted : std::uint8_t {
  supporter = 0,   // nothing more to name
  post = 1,        // post_id
  source = 2,      // source_link
  link = 3,        // card_link
  timeline = 4,    // TimelineRow::key
  impression = 5,  // ImpressionRow::key
};

struct Annotation {
  Noted kind = Noted::supporter;
  std::string node;  // by its name inside the store
  std::string name;  // "topic", "note"
  std::string value;
  std::string coder;
  Time created_time;
};

// Texts live until the next row.
struct AnnotationRow {
  std::int64_t key = 0;
  Noted kind = Noted::supporter;
  // By the name that people know: the supporter's pseudonym, a post's id, an address, a timeline's 40 hex digits, for
  // an impression "TIMELINE_ORDER".
  std::string_view node;
  std::string_view name;
  std::string_view value;
  std::string_view coder;
  Time created_time;
  Time updated_time;
};

// What an update changes; what is nullopt stays.
struct AnnotationChange {
  std::optional<std::string> name = {};
  std::optional<std::string> value = {};
  std::optional<std::string> coder = {};
  std::optional<Time> created_time = {};
};

// Its key. Error: not_found when what it is about is not there (any more).
Result<std::int64_t> add_annotation(Store& store, const Annotation& annotation, Time now);
// false: there is none with this key.
Result<bool> change_annotation(Store& store, std::int64_t key, const AnnotationChange& change, Time now);
Result<bool> remove_annotation(Store& store, std::int64_t key);

// All of them by their keys, until `use` gives false.
Result<void> each_annotation(Store& store, const std::function<bool(const AnnotationRow&)>& use);

}  // namespace feedwitness::store
