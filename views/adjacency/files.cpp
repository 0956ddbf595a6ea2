#include "views/adjacency/files.h"

#include "base/json_text.h"
#include "views/adjacency/answers.h"
#include "views/adjacency/around.h"
#include "views/adjacency/graph_request.h"
#include "views/adjacency/gzip.h"
#include "views/adjacency/line.h"
#include "views/graph_error.h"
#include "views/link.h"

namespace feedwitness::views::adjacency {
namespace {

constexpr std::string_view kZone = "UTC";
constexpr std::string_view kPrefix = "brand_suitability_";
constexpr std::string_view kSuffix = ".jsonl.gz";

// The lines of an hour, part by part.
class Parts {
 public:
  Parts(std::int64_t part_size, With with) : part_size_{part_size}, with_{with} {}

  void add(std::string_view line) {
    if (files_.empty() || size_ >= part_size_) begin();
    ++files_.back().lines;
    size_ += static_cast<std::int64_t>(line.size());
    if (gzip_) gzip_->add(line);
  }

  // Named, now that it is known how many there are.
  std::vector<ReportFile> finish(const std::string& stem) {
    end();
    for (ReportFile& file : files_) {
      file.name = stem + '_' + std::to_string(file.index) + "_of_" + std::to_string(files_.size());
      file.name += kSuffix;
    }
    return std::move(files_);
  }

 private:
  void begin() {
    end();
    files_.emplace_back();
    files_.back().index = static_cast<std::int64_t>(files_.size());
    size_ = 0;
    if (with_ == With::bytes) gzip_.emplace();
  }
  void end() {
    if (gzip_) files_.back().bytes = gzip_->finish();
    gzip_.reset();
  }

  std::int64_t part_size_;
  With with_;
  std::vector<ReportFile> files_;
  std::int64_t size_ = 0;
  std::optional<Gzip> gzip_;
};

// Takes the words up to a mark, and the mark; nullopt where it is not there.
std::optional<std::string_view> take_until(std::string_view& text, std::string_view mark) {
  const std::size_t size = text.find(mark);
  if (size == std::string_view::npos) return std::nullopt;
  const std::string_view taken = text.substr(0, size);
  text.remove_prefix(size + mark.size());
  return taken;
}

// "me" or the pseudonym: there is no other collection here. Errors: 200.
Result<std::string> business_of(store::Store& store, std::string_view given) {
  const auto supporter = store.supporter();
  if (!supporter) return supporter.error();
  if (given == "me" || given == supporter->pseudonym) return supporter->pseudonym;
  return graph_error(200, 0, "this is not your collection; me stands for it");
}

}  // namespace

Result<std::vector<ReportFile>> files_of(store::Store& store, const store::Placement& placement, const Hour& hour,
                                         std::string_view business, std::int64_t part_size, With with) {
  Parts parts{part_size, with};
  const std::string time_key = format_hour(hour.begin, kZone);
  std::string line;
  const auto done = each_adjacency(store, Selection{.placement = placement, .from = hour.begin, .to = hour.end},
                                   [&](const Adjacency& adjacency) {
                                     line.clear();
                                     append_line(line, time_key, adjacency, Form::report);
                                     parts.add(line += '\n');
                                     return true;
                                   });
  if (!done) return done.error();
  std::string stem{kPrefix};
  stem.append(placement.platform).append("_").append(placement.position).append("_").append(time_key);
  stem.append("_biz_").append(business);
  return parts.finish(stem);
}

std::optional<ReportName> read_name(std::string_view name) {
  if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) return std::nullopt;
  name.remove_prefix(kPrefix.size());
  const auto platform = take_until(name, "_");
  const auto position = take_until(name, "_");
  const auto time_key = take_until(name, "_biz_");
  const auto business = take_until(name, "_");
  if (!platform || !position || !time_key || !business) return std::nullopt;
  const auto hour = read_hour(*time_key, kZone);
  if (!hour) return std::nullopt;
  return ReportName{{std::string{*platform}, std::string{*position}}, *hour, *business};
}

Result<void> file_list(const Question& question, const Sink& sink) {
  const auto placement = read_placement(question);
  if (!placement) return placement.error();
  const auto business = business_of(question.store, question.text("business_id"));
  if (!business) return business.error();
  if (question.text("datetime").empty()) return graph_error(100, 0, "datetime is needed: 2026-11-22T18:00");
  const auto range = range_of(question.store, *placement, kZone);
  if (!range) return range.error();
  const auto hour = read_datetime(question, *range, kZone);
  if (!hour) return hour.error();
  const auto files = files_of(question.store, *placement, **hour, *business, kPartSize, With::names);
  if (!files) return files.error();
  std::string text;
  JsonObject answer{text};
  std::string& data = answer.member("data") += '[';
  for (const ReportFile& file : *files) {
    if (data.back() != '[') data += ',';
    std::string path = "/graph/adjacent_content_delivery_report_files/";
    append_encoded(path, file.name);
    JsonObject item{data};
    item.text("name", file.name);
    item.text("download_url", Link{question.links, path}.text());
    item.number("index", file.index);
    item.close();
  }
  data += ']';
  answer.close();
  sink(text + '\n');
  return {};
}

Result<void> file(const Question& question, const Sink& sink) {
  const std::string_view name = question.text("name");
  const auto said = read_name(name);
  if (!said) return graph_error(100, 33, "there is no such file");
  const auto business = business_of(question.store, said->business);
  if (!business) return business.error();
  const auto files = files_of(question.store, said->placement, said->hour, said->business, kPartSize, With::bytes);
  if (!files) return files.error();
  for (const ReportFile& one : *files) {
    if (one.name != name) continue;
    sink(one.bytes);
    return {};
  }
  return graph_error(100, 33, "there is no such file");
}

}  // namespace feedwitness::views::adjacency
