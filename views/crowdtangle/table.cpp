#include "views/crowdtangle/table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <string>

#include <date/tz.h>

#include "views/crowdtangle/answers.h"
#include "views/crowdtangle/request.h"
#include "views/crowdtangle/row.h"
#include "views/crowdtangle/score.h"

// Format: UTF-8 without a mark, commas, quotes as in RFC 4180, lines that end with a line feed.
namespace feedwitness::views::crowdtangle {
namespace {

// Rows are read and written in blocks of so many.
constexpr std::size_t kBlock = 500;

// ---- Cells

void append_cell(std::string& out, std::string_view cell) {
  if (cell.find_first_of("\",\r\n") == std::string_view::npos) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

// "1,972,048"
std::string with_separators(std::string digits) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  std::size_t at = std::min(digits.find('.'), digits.size());
  while (at > first + 3) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string two_decimals(double value) {
  std::array<char, 400> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 2).ptr;
  return with_separators({digits.data(), end});
}

std::string plain(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : std::string{};
}

std::string known(std::string_view text) { return std::string{text}; }

// "2021-07-06 16:45:20 EDT" by the clock of a place. What it is ahead of UTC is looked up when the clocks have changed
// between one row and the next, not for each.
class Clock {
 public:
  explicit Clock(std::string_view zone) : zone_{date::locate_zone(std::string{zone})} {}

  std::string day(Time time) { return local(time).substr(0, 10); }
  std::string hour(Time time) { return local(time).substr(11, 8); }
  std::string whole(Time time) { return day(time) + ' ' + hour(time) + ' ' + info_.abbrev; }

 private:
  std::string local(Time time) {
    if (time < info_.begin || time >= info_.end) info_ = zone_->get_info(time);
    return format_time(time + info_.offset);
  }

  const date::time_zone* zone_;
  date::sys_info info_{};  // of no time: from 1970 to 1970
};

// ---- Columns

// All that a row is made of.
struct Cells {
  const store::ImpressionRow& row;
  const Found& found;
  Counts actual;
  std::optional<Type> type;
  const Detail& detail;  // where the benchmarks were asked for
  Clock& clock;
};

struct Column {
  std::string_view name;
  std::string (*cell)(const Cells& cells);
};

// What a browser does not see.
constexpr Column unseen(std::string_view name) {
  return {name, [](const Cells& /*cells*/) { return std::string{}; }};
}

template <Metric kMetric>
constexpr Column actual() {
  return {kMetrics.at(index_of(kMetric)).column, [](const Cells& cells) { return plain(cells.actual[kMetric]); }};
}

bool is_video(const Cells& cells) { return !cells.type || *cells.type == Type::native_video; }

constexpr Column kPageName{"Page Name", [](const Cells& cells) { return known(cells.row.source); }};
constexpr Column kGroupName{"Group Name", kPageName.cell};
constexpr Column kUserName{"User Name", [](const Cells& cells) { return user_name_of(cells.row); }};
constexpr Column kFacebookId{"Facebook Id", [](const Cells& cells) { return account_id_of(cells.row); }};
constexpr Column kPostCreated{"Post Created",
                              [](const Cells& cells) { return cells.clock.whole(cells.found.published); }};
constexpr Column kCreated{"Created", kPostCreated.cell};
constexpr Column kDate{"Post Created Date", [](const Cells& cells) { return cells.clock.day(cells.found.published); }};
constexpr Column kTime{"Post Created Time", [](const Cells& cells) { return cells.clock.hour(cells.found.published); }};
constexpr Column kType{"Type", [](const Cells& cells) { return known(cells.type ? name_of(*cells.type).label : ""); }};
constexpr Column kTotal{"Total Interactions",
                        [](const Cells& cells) { return with_separators(plain(interactions(cells.actual))); }};
constexpr Column kVideoOwner{"Is Video Owner?", [](const Cells& cells) { return known(is_video(cells) ? "" : "-"); }};
constexpr Column kVideoLength{"Video Length", [](const Cells& cells) { return known(is_video(cells) ? "" : "N/A"); }};
constexpr Column kUrl{"URL", [](const Cells& cells) { return url_of(cells.row); }};
constexpr Column kMessage{"Message", [](const Cells& cells) { return known(cells.row.text); }};
constexpr Column kLink{"Link", [](const Cells& cells) { return known(cells.row.card_link); }};
constexpr Column kLinkText{"Link Text", [](const Cells& cells) { return known(cells.row.card_title); }};
constexpr Column kDescription{"Description", [](const Cells& cells) { return known(cells.row.card_description); }};

// The last column, whose name depends on the question, is not among them.
constexpr std::array kColumns{kPageName,
                              kUserName,
                              kFacebookId,
                              unseen("Page Category"),
                              unseen("Page Admin Top Country"),
                              unseen("Page Description"),
                              unseen("Page Created"),
                              unseen("Likes at Posting"),
                              unseen("Followers at Posting"),
                              kPostCreated,
                              kDate,
                              kTime,
                              kType,
                              kTotal,
                              actual<Metric::like>(),
                              actual<Metric::comment>(),
                              actual<Metric::share>(),
                              actual<Metric::love>(),
                              actual<Metric::wow>(),
                              actual<Metric::haha>(),
                              actual<Metric::sad>(),
                              actual<Metric::angry>(),
                              actual<Metric::care>(),
                              unseen("Video Share Status"),
                              kVideoOwner,
                              unseen("Post Views"),
                              unseen("Total Views"),
                              unseen("Total Views For All Crossposts"),
                              kVideoLength,
                              kUrl,
                              kMessage,
                              kLink,
                              unseen("Final Link"),
                              unseen("Image Text"),
                              kLinkText,
                              kDescription,
                              unseen("Sponsor Id"),
                              unseen("Sponsor Name"),
                              unseen("Sponsor Category")};
static_assert(kColumns.size() == 39);

constexpr std::array kColumnsOfGroups = [] {
  auto columns = kColumns;
  columns[0] = kGroupName;
  return columns;
}();

constexpr std::array kColumnsOf2020{kPageName,
                                    kUserName,
                                    kFacebookId,
                                    unseen("Likes at Posting"),
                                    unseen("Followers at Posting"),
                                    kCreated,
                                    kType,
                                    actual<Metric::like>(),
                                    actual<Metric::comment>(),
                                    actual<Metric::share>(),
                                    actual<Metric::love>(),
                                    actual<Metric::wow>(),
                                    actual<Metric::haha>(),
                                    actual<Metric::sad>(),
                                    actual<Metric::angry>(),
                                    actual<Metric::care>(),
                                    unseen("Video Share Status"),
                                    unseen("Post Views"),
                                    unseen("Total Views"),
                                    unseen("Total Views For All Crossposts"),
                                    kVideoLength,
                                    kUrl,
                                    kMessage,
                                    kLink,
                                    unseen("Final Link"),
                                    unseen("Image Text"),
                                    kLinkText,
                                    kDescription,
                                    unseen("Sponsor Id"),
                                    unseen("Sponsor Name"),
                                    kTotal};

template <Metric kMetric>
constexpr Column expected(std::string_view name) {
  return {name, [](const Cells& cells) { return plain(cells.detail.expected[kMetric]); }};
}

// The codebook's, and two of ours: the sum of the reactions, which is what a page shows.
constexpr std::array kBenchmarkColumns{
    Column{"Timestep",
           [](const Cells& cells) {
             return cells.detail.timestep ? std::to_string(*cells.detail.timestep) : std::string{};
           }},
    expected<Metric::like>("Benchmark Likes"),
    expected<Metric::comment>("Benchmark Comments"),
    expected<Metric::share>("Benchmark Shares"),
    expected<Metric::love>("Benchmark Love"),
    expected<Metric::wow>("Benchmark Wow"),
    expected<Metric::haha>("Benchmark Haha"),
    expected<Metric::sad>("Benchmark Sad"),
    expected<Metric::angry>("Benchmark Angry"),
    expected<Metric::care>("Benchmark Care"),
    unseen("Benchmark Post Views"),
    unseen("Benchmark Total Views"),
    unseen("Benchmark Total Views For All Crossposts"),
    Column{"Reactions", [](const Cells& cells) { return plain(cells.actual.reactions); }},
    Column{"Benchmark Reactions", [](const Cells& cells) { return plain(cells.detail.expected.reactions); }}};

// ---- The table

struct Header {
  std::string_view word;
  std::span<const Column> columns;
};
constexpr std::array kHeaders{Header{"pages", kColumns}, Header{"groups", kColumnsOfGroups},
                              Header{"2020", kColumnsOf2020}};

// "Overperforming Score (weighted  —  Likes 1x Shares 1x )": what has a weight, in the order of the metrics.
std::string score_name(const Request& request) {
  std::string name = request.sort == Sort::total_interactions ? "Total Interactions"
                     : request.sort == Sort::interaction_rate ? "Interaction Rate"
                                                              : "Overperforming Score";
  name += " (weighted  \u2014  ";
  for (const MetricKind& kind : kMetrics) {
    const double weight = request.weights[index_of(kind.metric)];
    if (weight <= 0) continue;
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), weight).ptr;
    name.append(kind.column).append(" ").append(digits.data(), end).append("x ");
  }
  return name + ')';
}

class Table {
 public:
  Table(const Question& question, const Request& request, const Details& details)
      : details_{details}, columns_{kColumns}, score_name_{score_name(request)}, clock_{question.text("timezone")} {
    for (const Header& header : kHeaders) {
      if (header.word == question.text("header")) columns_ = header.columns;
    }
    if (question.flag("benchmarks")) more_ = kBenchmarkColumns;
  }

  void append_header(std::string& out) const {
    for (const Column& column : columns_) append_cell(out, column.name), out += ',';
    append_cell(out, score_name_);
    for (const Column& column : more_) out += ',', append_cell(out, column.name);
    out += '\n';
  }

  void append_row(std::string& out, const Found& found, const store::ImpressionRow& row) {
    const Detail detail = more_.empty() ? Detail{} : details_.at(found.detail);
    const Cells cells{row, found, counts_of(row), type_of_row(row), detail, clock_};
    for (const Column& column : columns_) append_cell(out, column.cell(cells)), out += ',';
    if (!std::isnan(found.score)) append_cell(out, two_decimals(found.score));
    for (const Column& column : more_) out += ',', append_cell(out, column.cell(cells));
    out += '\n';
  }

 private:
  const Details& details_;
  std::span<const Column> columns_;
  std::span<const Column> more_;
  std::string score_name_;
  Clock clock_;
};

}  // namespace

Result<Written> write_table(const Question& question, const Sink& sink) {
  auto request = read_request(question);
  if (!request) return request.error();
  request->only_groups = question.text("header") == "groups";
  const auto findings = find_posts(question.store, *request, question.flag("benchmarks"));
  if (!findings) return findings.error();
  Table table{question, *request, findings->details};
  Written written;
  std::string piece;
  table.append_header(piece);
  bool wanted = true;
  for (std::span<const Found> rest = findings->posts; wanted && !rest.empty();) {
    const auto block = rest.first(std::min(rest.size(), kBlock));
    rest = rest.subspan(block.size());
    const auto read = each_row(question.store, block, [&](const Found& found, const store::ImpressionRow& row) {
      table.append_row(piece, found, row);
      ++written.rows;
    });
    if (!read) return read.error();
    wanted = sink(piece);
    piece.clear();
  }
  if (!piece.empty()) sink(piece);
  return written;
}

Result<void> csv(const Question& question, const Sink& sink) {
  const auto written = write_table(question, sink);
  if (!written) return written.error();
  return {};
}

}  // namespace feedwitness::views::crowdtangle
