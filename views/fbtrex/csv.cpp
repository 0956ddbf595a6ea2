#include "views/fbtrex/csv.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "views/fbtrex/summary.h"

namespace feedwitness::views::fbtrex {
namespace {

using parser::Reaction;
using Row = store::ImpressionRow;

constexpr PagingLimits kLimits{.standard = 1'000, .maximum = 10'000'000};
// The sink is called once for about this much text, not once for each row.
constexpr std::size_t kPiece = std::size_t{1} << 20U;

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

void append_cell(std::string& out, std::string_view cell) {
  if (!needs_quotes(cell)) {
    out += cell;
    return;
  }
  out += '"';
  for (std::size_t quote = cell.find('"'); quote != std::string_view::npos; quote = cell.find('"')) {
    out += cell.substr(0, quote + 1);
    out += '"';
    cell.remove_prefix(quote + 1);
  }
  out += cell;
  out += '"';
}

void append_number(std::string& out, std::int64_t value) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end.ptr);
}

void append_count(std::string& out, const std::optional<parser::Count>& count) {
  if (count) append_number(out, count->value);
}

template <std::string_view Row::*kMember>
void text(std::string& out, const Row& row) {
  append_cell(out, row.*kMember);
}

template <Reaction kKind>
void reaction(std::string& out, const Row& row) {
  append_count(out, row.reactions[static_cast<std::size_t>(kKind)]);
}

void nature(std::string& out, const Row& row) { out += name_of(row.nature); }
void textsize(std::string& out, const Row& row) { append_number(out, row.textsize); }
void impression_time(std::string& out, const Row& row) { append_time(out, row.time); }
void impression_order(std::string& out, const Row& row) { append_number(out, row.order); }
void reactions(std::string& out, const Row& row) { append_count(out, row.reactions_total); }
void comments(std::string& out, const Row& row) { append_count(out, row.comments); }
void shares(std::string& out, const Row& row) { append_count(out, row.shares); }
void publication_time(std::string& out, const Row& row) {
  if (row.publication_time) append_time(out, row.publication_time->time);
}

struct Column {
  std::string_view name;
  void (*append)(std::string& out, const Row& row);
};

constexpr std::array kColumns{
    Column{"nature", nature},
    Column{"publicationTime", publication_time},
    Column{"postId", text<&Row::post_id>},
    Column{"permaLink", text<&Row::perma_link>},
    Column{"fblinktype", text<&Row::fblinktype>},
    Column{"source", text<&Row::source>},
    Column{"sourceLink", text<&Row::source_link>},
    Column{"displaySource", text<&Row::display_source>},
    Column{"textsize", textsize},
    Column{"texts", text<&Row::texts>},
    Column{"impressionTime", impression_time},
    Column{"impressionOrder", impression_order},
    Column{"user", text<&Row::user>},
    Column{"timeline", text<&Row::timeline>},
    Column{"semanticId", text<&Row::semantic_id>},
    Column{"LIKE", reaction<Reaction::like>},
    Column{"LOVE", reaction<Reaction::love>},
    Column{"WOW", reaction<Reaction::wow>},
    Column{"HAHA", reaction<Reaction::haha>},
    Column{"SAD", reaction<Reaction::sad>},
    Column{"ANGRY", reaction<Reaction::angry>},
    Column{"CARE", reaction<Reaction::care>},
    Column{"reactions", reactions},
    Column{"comments", comments},
    Column{"shares", shares},
    Column{"id", text<&Row::html_id>},
};

void append_header(std::string& out) {
  for (const Column& column : kColumns) {
    out += column.name;
    out += ',';
  }
  out.pop_back();
  out += "\r\n";
}

void append_row(std::string& out, const Row& row) {
  for (const Column& column : kColumns) {
    column.append(out, row);
    out += ',';
  }
  out.pop_back();
  out += "\r\n";
}

Result<void> answer(store::Store& store, const Parameters& parameters, const Sink& sink) {
  const auto query = read_query(parameters, kLimits);
  if (!query) return query.error();
  auto rows = store.impressions(*query);
  if (!rows) return rows.error();
  std::string piece;
  piece.reserve(kPiece + kPiece / 8);
  append_header(piece);
  while (const Row* row = rows->next()) {
    append_row(piece, *row);
    if (piece.size() < kPiece) continue;
    if (!sink(piece)) return {};
    piece.clear();
  }
  if (rows->failed()) return *rows->failed();
  sink(piece);
  return {};
}

}  // namespace

const View kCsv{"fbtrex/csv", "text/csv", "the same as a table for spreadsheets and scripts", answer};

}  // namespace feedwitness::views::fbtrex
