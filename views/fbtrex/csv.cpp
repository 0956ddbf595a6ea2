#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "views/fbtrex/answers.h"
#include "views/fbtrex/legacy_id.h"
#include "views/fbtrex/query.h"

namespace feedwitness::views::fbtrex {
namespace {

using parser::Reaction;
using Row = store::ImpressionRow;

// The sink is called once for about this much text, not once for each row.
constexpr std::size_t kPiece = std::size_t{1} << 20U;

// ---- Cells

// The bytes for which RFC 4180, section 2, asks for quotes.
constexpr std::array<bool, 256> kNeedsQuotes = [] {
  std::array<bool, 256> table{};
  for (const char byte : {'"', ',', '\n', '\r'}) table[static_cast<unsigned char>(byte)] = true;
  return table;
}();

bool needs_quotes(std::string_view cell) {
  for (const char c : cell) {
    if (kNeedsQuotes[static_cast<unsigned char>(c)]) return true;
  }
  return false;
}

void append_quoted(std::string& out, std::string_view cell) {
  out += '"';
  for (std::size_t quote = cell.find('"'); quote != std::string_view::npos; quote = cell.find('"')) {
    out += cell.substr(0, quote + 1);
    out += '"';
    cell.remove_prefix(quote + 1);
  }
  out += cell;
  out += '"';
}

void append_as_needed(std::string& out, std::string_view cell) {
  if (needs_quotes(cell)) {
    append_quoted(out, cell);
  } else {
    out += cell;
  }
}

// As the service of 2019 wrote texts: quotes became other characters instead of being doubled.
void append_as_in_2019(std::string& out, std::string_view cell) {
  out += '"';
  for (const char c : cell) {
    if (c == '"') {
      out += "\u3003";
    } else if (c == '\'') {
      out += "\u2019";
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_number(std::string& out, std::int64_t value) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end.ptr);
}

// ---- Columns

enum class Kind : std::uint8_t { text, number, time };

struct Column {
  std::string_view name;
  Kind kind;
  std::string_view (*text)(const Row& row);          // of a text that is stored as it is
  void (*append)(std::string& out, const Row& row);  // of anything else; nothing when it is unknown
};

template <std::string_view Row::*kMember>
constexpr Column stored(std::string_view name) {
  return {name, Kind::text, [](const Row& row) { return row.*kMember; }, nullptr};
}

constexpr Column made(std::string_view name, Kind kind, void (*append)(std::string& out, const Row& row)) {
  return {name, kind, nullptr, append};
}

void append_count(std::string& out, const std::optional<parser::Count>& count) {
  if (count) append_number(out, count->value);
}

template <Reaction kKind>
constexpr Column reaction() {
  constexpr std::array<std::string_view, parser::kReactionCount> kNames{"LIKE", "LOVE",  "WOW", "HAHA",
                                                                        "SAD",  "ANGRY", "CARE"};
  constexpr auto kIndex = static_cast<std::size_t>(kKind);
  return made(kNames[kIndex], Kind::number,
              [](std::string& out, const Row& row) { append_count(out, row.reactions[kIndex]); });
}

template <std::optional<parser::Count> Row::*kMember>
constexpr Column total(std::string_view name) {
  return made(name, Kind::number, [](std::string& out, const Row& row) { append_count(out, row.*kMember); });
}

void append_publication_time(std::string& out, const Row& row) {
  if (row.publication_time) append_time(out, row.publication_time->time);
}

// The texts with the sign between them that the documentation shows.
void append_joined_texts(std::string& out, const Row& row) {
  if (row.texts.empty()) return;
  boost::json::error_code failed;
  const auto texts = boost::json::parse({row.texts.data(), row.texts.size()}, failed);
  if (failed || !texts.is_array()) return;
  std::string_view between;
  for (const auto& line : texts.get_array()) {
    const auto& text = line.get_string();
    out.append(between).append(text.data(), text.size());
    between = " \u2016\u25A9\u2016 ";
  }
}

constexpr Column kNature =
    made("nature", Kind::text, [](std::string& out, const Row& row) { out += name_of(row.nature); });
constexpr Column kPublicationTime = made("publicationTime", Kind::time, append_publication_time);
constexpr Column kPostId = stored<&Row::post_id>("postId");
constexpr Column kPermaLink = stored<&Row::perma_link>("permaLink");
constexpr Column kLinkType = stored<&Row::fblinktype>("fblinktype");
constexpr Column kSource = stored<&Row::source>("source");
constexpr Column kSourceLink = stored<&Row::source_link>("sourceLink");
constexpr Column kDisplaySource = stored<&Row::display_source>("displaySource");
constexpr Column kTextsize =
    made("textsize", Kind::number, [](std::string& out, const Row& row) { append_number(out, row.textsize); });
constexpr Column kTexts = stored<&Row::texts>("texts");
constexpr Column kImpressionTime =
    made("impressionTime", Kind::time, [](std::string& out, const Row& row) { append_time(out, row.time); });
constexpr Column kImpressionOrder =
    made("impressionOrder", Kind::number, [](std::string& out, const Row& row) { append_number(out, row.order); });
constexpr Column kUser = stored<&Row::user>("user");
constexpr Column kTimeline = stored<&Row::timeline>("timeline");
constexpr Column kSemanticId = stored<&Row::semantic_id>("semanticId");
constexpr Column kId = stored<&Row::html_id>("id");
constexpr Column kLegacyId =
    made("legacySemanticId", Kind::text, [](std::string& out, const Row& row) { out += legacy_semantic_id(row); });

// The seed's fifteen, then the counts and the id.
constexpr std::array kColumns{kNature,
                              kPublicationTime,
                              kPostId,
                              kPermaLink,
                              kLinkType,
                              kSource,
                              kSourceLink,
                              kDisplaySource,
                              kTextsize,
                              kTexts,
                              kImpressionTime,
                              kImpressionOrder,
                              kUser,
                              kTimeline,
                              kSemanticId,
                              reaction<Reaction::like>(),
                              reaction<Reaction::love>(),
                              reaction<Reaction::wow>(),
                              reaction<Reaction::haha>(),
                              reaction<Reaction::sad>(),
                              reaction<Reaction::angry>(),
                              reaction<Reaction::care>(),
                              total<&Row::reactions_total>("reactions"),
                              total<&Row::comments>("comments"),
                              total<&Row::shares>("shares"),
                              kId};

// The seed's own.
constexpr std::array kDocColumns{
    kNature,         kPublicationTime, kPostId,        kPermaLink, kLinkType,
    kSource,         kSourceLink,      kDisplaySource, kTextsize,  made("texts", Kind::text, append_joined_texts),
    kImpressionTime, kImpressionOrder, kUser,          kTimeline,  kSemanticId};

// What the service gave from April 2019 to 2020; textSize was always empty, and scripts count on it.
constexpr std::array kColumnsOf2019{kImpressionTime,
                                    kImpressionOrder,
                                    kUser,
                                    kTimeline,
                                    kPublicationTime,
                                    kPostId,
                                    kNature,
                                    kLinkType,
                                    kPermaLink,
                                    kSource,
                                    kSourceLink,
                                    kDisplaySource,
                                    made("textSize", Kind::number, [](std::string& /*out*/, const Row& /*row*/) {}),
                                    reaction<Reaction::like>(),
                                    reaction<Reaction::love>(),
                                    reaction<Reaction::angry>(),
                                    reaction<Reaction::haha>(),
                                    reaction<Reaction::wow>(),
                                    reaction<Reaction::sad>(),
                                    made("images.count", Kind::number,
                                         [](std::string& out, const Row& row) {
                                           if (row.images_count) append_number(out, *row.images_count);
                                         }),
                                    kId};

// ---- Formats

// How a cell of each kind is written. `unknown_time`: what stands where a time is not known.
struct Format {
  std::string_view name;
  std::span<const Column> columns;
  void (*append_text)(std::string& out, std::string_view cell);
  bool quotes_numbers;
  std::string_view unknown_number;
  std::string_view unknown_time;
  void (*append_name)(std::string& out, std::string_view cell);
  std::string_view end_of_line;
};

constexpr std::array kFormats{
    Format{"rfc4180", kColumns, append_as_needed, false, "", "", append_as_needed, "\r\n"},
    Format{"v1", kColumnsOf2019, append_as_in_2019, false, "\"\"", "null", append_quoted, "\n"},
    Format{"doc", kDocColumns, append_quoted, true, "\"\"", "\"\"", append_quoted, "\n"}};

const Format& format_of(const Question& question) {
  for (const Format& format : kFormats) {
    if (format.name == question.text("format")) return format;
  }
  return kFormats.front();
}

class Table {
 public:
  Table(const Format& format, bool with_legacy_ids)
      : format_{format}, columns_(format.columns.begin(), format.columns.end()) {
    if (with_legacy_ids) columns_.push_back(kLegacyId);
  }

  void append_header(std::string& out) const {
    for (const Column& column : columns_) {
      format_.append_name(out, column.name);
      out += ',';
    }
    end(out);
  }

  void append_row(std::string& out, const Row& row) {
    for (const Column& column : columns_) {
      append_cell(out, column, row);
      out += ',';
    }
    end(out);
  }

 private:
  void append_cell(std::string& out, const Column& column, const Row& row) {
    if (column.text != nullptr) return format_.append_text(out, column.text(row));
    if (column.kind != Kind::text && !format_.quotes_numbers) {
      const std::size_t before = out.size();
      column.append(out, row);
      if (out.size() == before) out += column.kind == Kind::time ? format_.unknown_time : format_.unknown_number;
      return;
    }
    cell_.clear();
    column.append(cell_, row);
    format_.append_text(out, cell_);
  }

  void end(std::string& out) const {
    out.pop_back();
    out += format_.end_of_line;
  }

  const Format& format_;
  std::vector<Column> columns_;
  std::string cell_;
};

}  // namespace

Result<void> csv(const Question& question, const Sink& sink) {
  store::ImpressionQuery query = query_of(question);
  query.with_details = false;
  auto rows = question.store.impressions(query);
  if (!rows) return rows.error();
  Table table{format_of(question), question.flag("legacyIds")};
  std::string piece;
  piece.reserve(kPiece + kPiece / 8);
  table.append_header(piece);
  while (const Row* row = rows->next()) {
    table.append_row(piece, *row);
    if (piece.size() < kPiece) continue;
    if (!sink(piece)) return {};
    piece.clear();
  }
  if (rows->failed()) return *rows->failed();
  sink(piece);
  return {};
}

}  // namespace feedwitness::views::fbtrex
