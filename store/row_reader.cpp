#include "store/row_reader.h"

#include "store/columns.h"

namespace feedwitness::store {
namespace {

// Two digits for each byte, side by side as they are printed.
constexpr std::array<std::array<char, 2>, 256> kHexPairs = [] {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<std::array<char, 2>, 256> pairs{};
  for (std::size_t byte = 0; byte < pairs.size(); ++byte) pairs.at(byte) = {kDigits[byte / 16], kDigits[byte % 16]};
  return pairs;
}();

constexpr int kFirstContentColumn = 5;

// Reads the content columns from `next` on.
class ContentReader {
 public:
  ContentReader(const Statement& statement, int next, std::array<HexBuffer, 3>& ids)
      : statement_{statement}, next_{next}, ids_{ids} {}

  void id(std::string_view /*name*/, std::string_view& hex) {
    hex = write_hex(ids_[id_count_++], statement_.bytes(next_++));
  }
  void value(std::string_view /*name*/, std::string_view& text) { text = statement_.bytes(next_++); }
  void value(std::string_view /*name*/, bool& flag) { flag = statement_.integer(next_++) != 0; }
  void value(std::string_view /*name*/, std::optional<bool>& flag) {
    const auto number = statement_.optional_integer(next_++);
    flag = number ? std::optional{*number != 0} : std::nullopt;
  }
  void value(std::string_view /*name*/, std::optional<std::int64_t>& number) {
    number = statement_.optional_integer(next_++);
  }
  void value(std::string_view /*name*/, std::optional<double>& number) {
    number = statement_.is_null(next_) ? std::nullopt : std::optional{statement_.real(next_)};
    ++next_;
  }
  template <typename Number>
  void value(std::string_view /*name*/, Number& number) {
    number = static_cast<Number>(statement_.integer(next_++));
  }
  void pair(std::string_view /*name*/, std::string_view /*second*/, std::optional<parser::Count>& count) {
    count.reset();
    if (!statement_.is_null(next_)) count = {statement_.integer(next_), statement_.integer(next_ + 1)};
    next_ += 2;
  }
  void pair(std::string_view /*name*/, std::string_view /*second*/, std::optional<parser::PublicationTime>& time) {
    time.reset();
    if (!statement_.is_null(next_))
      time = {statement_.time(next_), std::chrono::seconds{statement_.integer(next_ + 1)}};
    next_ += 2;
  }

  int next() const { return next_; }

 private:
  const Statement& statement_;
  int next_;
  std::array<HexBuffer, 3>& ids_;
  std::size_t id_count_ = 0;
};

}  // namespace

std::string_view write_hex(HexBuffer& buffer, std::string_view bytes) {
  if (bytes.size() * 2 != buffer.size()) return {};
  char* out = buffer.data();
  for (const char byte : bytes) {
    const auto& pair = kHexPairs[static_cast<unsigned char>(byte)];
    *out++ = pair[0];
    *out++ = pair[1];
  }
  return {buffer.data(), buffer.size()};
}

RowReader::RowReader(Inner& inner, With with)
    : inner_{inner},
      with_{with},
      find_timeline_{inner.database.prepare(
          "SELECT timeline_id, timelines.pseudonym, supporters.pseudonym, start_time, location, platform, position "
          "FROM timelines JOIN supporters ON supporters.key = supporter WHERE timelines.key = ?")} {}

std::string RowReader::columns(With with) {
  std::string list = "impressions.key, timeline, \"order\", time, is_public";
  const auto add = [&list](std::string_view name) { (list += ", ") += name; };
  with.details ? each_content_column_name(add) : each_table_column_name(add);
  if (with.html) list += ", html.content, html.dictionary, html.language, html.utc_offset, html.rendered";
  return list;
}

const ImpressionRow& RowReader::read(const Statement& statement) {
  const int first = with_.first;
  row_.key = statement.integer(first);
  row_.order = static_cast<int>(statement.integer(first + 2));
  row_.time = statement.time(first + 3);
  row_.is_public = statement.integer(first + 4) != 0;
  ContentReader reader{statement, first + kFirstContentColumn, ids_};
  each_table_column(row_, reader);
  if (with_.details) each_detail_column(row_, reader);
  row_.texts = texts_.json(row_.text, row_.card_title, row_.card_description);
  if (const std::int64_t timeline = statement.integer(first + 1); timeline != timeline_) read_timeline(timeline);
  if (with_.html) read_html(statement, reader.next());
  if (with_.repetition) count_earlier(row_.semantic_id);
  return row_;
}

void RowReader::read_timeline(std::int64_t timeline) {
  find_timeline_.bind(timeline);
  if (find_timeline_.step()) {
    row_.timeline_id = write_hex(timeline_id_, find_timeline_.bytes(0));
    row_.timeline = timeline_pseudonym_ = find_timeline_.bytes(1);
    row_.user = user_ = find_timeline_.bytes(2);
    row_.start_time = find_timeline_.time(3);
    row_.location = location_ = find_timeline_.bytes(4);
    row_.platform = platform_ = find_timeline_.bytes(5);
    row_.position = position_ = find_timeline_.bytes(6);
    timeline_ = timeline;
  }
  find_timeline_.reset();
}

void RowReader::read_html(const Statement& statement, int column) {
  const std::string_view content = statement.bytes(column);
  row_.html = content.empty() ? content : inner_.codec.expand(content, statement.optional_integer(column + 1));
  row_.language = statement.bytes(column + 2);
  row_.utc_offset = std::chrono::minutes{statement.integer(column + 3)};
  row_.rendered = statement.bytes(column + 4);
}

void RowReader::count_earlier(std::string_view semantic_id) {
  row_.seen_before.reset();
  const auto id = identity::id_from_hex(semantic_id);
  if (!id) return;
  const Use count = inner_.database.use(
      "SELECT (SELECT count(*) FROM impressions WHERE semantic_id = ?1 AND time < ?2) + "
      "(SELECT count(*) FROM impressions WHERE semantic_id = ?1 AND time = ?2 AND key < ?3)");
  count->bind(*id, row_.time, row_.key);
  if (count->step()) row_.seen_before = count->integer(0);
}

}  // namespace feedwitness::store
