#include "views/adjacency/files.h"

#include "base/json_text.h"
#include "views/adjacency/answers.h"
#include "views/adjacency/around.h"
#include "views/adjacency/graph_request.h"
#include "views/adjacency/gzip.h"
#include "views/adjacency/line.h"
#include "views/graph_error.h"
#include "views/link.h"
#include "views/parameters.h"

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

// "me" or the pseudonym: there is no other collection here. Errors: 200.
Result<std::string> business_of(store::Store& store, std::string_view given) {
  const auto supporter = store.supporter();
  if (!supporter) return supporter.error();
  if (given == "me" || given == supporter->pseudonym) return supporter->pseudonym;
  return graph_error(200, 0, "this is not your collection; me stands for it");
}

// The files that a call asks for, and their hour; none where nothing was captured. Errors: those of its parameters.
struct Wanted {
  std::string datetime;
  std::vector<ReportFile> files;
};
Result<Wanted> read_files(const Question& question, With with) {
  const auto placement = read_placement(question);
  if (!placement) return placement.error();
  const auto business = business_of(question.store, question.text("business_id"));
  if (!business) return business.error();
  const auto range = range_of(question.store, *placement, kZone);
  if (!range) return range.error();
  const auto hour = read_datetime(question, *range, kZone);
  if (!hour) return hour.error();
  if (!*hour) return Wanted{};
  auto files = files_of(question.store, *placement, **hour, *business, kPartSize, with);
  if (!files) return files.error();
  return Wanted{format_hour((*hour)->begin, kZone), *std::move(files)};
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
  stem.append(placement.platform).append("_");
  stem.append(placement.position.empty() ? "any" : placement.position).append("_").append(time_key);
  stem.append("_biz_").append(business);
  return parts.finish(stem);
}

Result<void> file_list(const Question& question, const Sink& sink) {
  const auto wanted = read_files(question, With::names);
  if (!wanted) return wanted.error();
  const std::string path =
      "/graph/adjacent_content_delivery_reports/" + encoded(question.text("business_id")) + "/file/";
  std::string text;
  JsonObject answer{text};
  std::string& data = answer.member("data") += '[';
  for (const ReportFile& file : wanted->files) {
    if (data.back() != '[') data += ',';
    Link link{question.links, path + std::to_string(file.index)};
    link.add(*find("adjacency/files"), question, {"business_id", "datetime"}).add("datetime", wanted->datetime);
    JsonObject item{data};
    item.text("name", file.name);
    item.text("download_url", link.text());
    item.number("index", file.index);
    item.close();
  }
  data += ']';
  answer.close();
  sink(text + '\n');
  return {};
}

Result<void> file(const Question& question, const Sink& sink) {
  const auto wanted = read_files(question, With::bytes);
  if (!wanted) return wanted.error();
  const auto index = read_number(question.text("index"));
  for (const ReportFile& one : wanted->files) {
    if (one.index != index) continue;
    sink(one.bytes);
    return {};
  }
  return graph_error(100, 33, "there is no such file");
}

}  // namespace feedwitness::views::adjacency
