#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/commands.h"
#include "cli/host_connection.h"
#include "cli/saved_files.h"
#include "cli/world.h"

namespace feedwitness::cli {
namespace {

namespace json = boost::json;

// As the extension sends (docs/protocol.md, "Frames").
constexpr std::size_t kPartSize = std::size_t{256} << 10U;
constexpr std::int64_t kWindow = 4;

// How many bytes a byte of UTF-8 takes within a JSON string (RFC 8259, section 7).
std::size_t escaped_size(char byte) {
  if (byte == '"' || byte == '\\' || byte == '\n' || byte == '\r' || byte == '\t') return 2;
  return static_cast<unsigned char>(byte) < 0x20 ? 6 : 1;
}

bool continues_a_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// The longest beginning of `html` that fits into a part, cut between two characters.
std::string_view first_part(std::string_view html) {
  std::size_t end = 0;
  std::size_t size = 0;
  while (end < html.size() && size + escaped_size(html[end]) <= kPartSize) size += escaped_size(html[end++]);
  while (end < html.size() && continues_a_character(html[end])) --end;
  return html.substr(0, end);
}

// Takes answers until at most `open` requests wait for theirs.
Result<void> settle(HostConnection& host, std::int64_t open) {
  while (host.waiting() > open) {
    if (const auto answer = host.receive(); !answer) return answer.error();
  }
  return {};
}

// The answers that are still on their way after an error: they belong to the file that failed.
void drain(HostConnection& host) {
  while (host.waiting() > 0) {
    const auto answer = host.receive();
    if (!answer && answer.error().code == ErrorCode::host_unavailable) return;
  }
}

// Sends what does not fit into one frame ahead, and gives what the capture says in place of it.
Result<json::object> send_parts(HostConnection& host, const std::string& name, std::string_view html) {
  std::int64_t number = 0;
  while (!html.empty()) {
    const std::string_view part = first_part(html);
    html.remove_prefix(part.size());
    if (auto settled = settle(host, kWindow - 1); !settled) return settled.error();
    auto sent = host.send("part", {{"of", name}, {"number", ++number}, {"html", part}});
    if (!sent) return sent.error();
  }
  return json::object{{"name", name}, {"parts", number}};
}

std::int64_t number_in(const json::object& answer, std::string_view key) {
  const json::value* value = answer.if_contains(key);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

Taken taken_of(const json::object& answer) {
  const json::value* rejected = answer.if_contains("rejected");
  return {.counts = {.stored = number_in(answer, "stored"),
                     .updated = number_in(answer, "updated"),
                     .duplicates = number_in(answer, "duplicates")},
          .rejected = rejected != nullptr && rejected->is_array() ? std::ssize(rejected->get_array()) : 0};
}

Result<Taken> send_page(HostConnection& host, const intake::SavedPage& page) {
  json::object timeline{{"id", page.timeline.uuid},
                        {"startTime", format_time(page.timeline.start_time)},
                        {"platform", page.timeline.platform}};
  if (!page.timeline.location.empty()) timeline["location"] = page.timeline.location;
  if (!page.timeline.position.empty()) timeline["position"] = page.timeline.position;
  json::object capture{{"timeline", std::move(timeline)},
                       {"time", format_time(page.captured_at)},
                       {"utcOffset", page.utc_offset.count()}};
  if (first_part(page.html).size() == page.html.size()) {
    capture["html"] = page.html;
  } else {
    auto parts = send_parts(host, page.timeline.uuid, page.html);
    if (!parts) return parts.error();
    capture["htmlOf"] = *std::move(parts);
  }
  if (auto settled = settle(host, 0); !settled) return settled.error();
  if (auto sent = host.send("capture", std::move(capture)); !sent) return sent.error();
  const auto answer = host.receive();
  if (!answer) return answer.error();
  return taken_of(*answer);
}

Result<void> replay(const SavedFiles& files, World& world) {
  const auto program = find_host(world);
  if (!program) return program.error();
  auto host = HostConnection::start(*program);
  if (!host) return host.error();
  if (const auto welcome = host->hello(); !welcome) return welcome.error();
  auto taken = take_files(files, world, [&](const intake::SavedPage& page) {
    auto answer = send_page(*host, page);
    if (!answer) drain(*host);
    return answer;
  });
  const auto closed = host->close();
  return taken ? closed : taken;
}

Run prepare(CLI::App& command) {
  const auto files = std::make_shared<SavedFiles>();
  add_options(command, *files);
  return [files](World& world) { return replay(*files, world); };
}

}  // namespace

const Command kReplay{kCollect, "replay",
                      "Send saved pages through the real host, frame by frame as the extension would",
                      "The result is that of import; the way is that of the extension, to see that it works.\n\n"
                      "Example:\n"
                      "  feedwitness replay Facebook.html",
                      prepare};

}  // namespace feedwitness::cli
