#include "parser/record.h"

#include <algorithm>

#include <utf8proc.h>

namespace feedwitness::parser {

std::string_view name_of(Era era) {
  switch (era) {
    case Era::unknown: return "unknown";
    case Era::legacy: return "legacy";
    case Era::comet: return "comet";
    case Era::touch: return "touch";
    case Era::mbasic: return "mbasic";
  }
  return "unknown";
}

std::string_view name_of(Nature nature) {
  switch (nature) {
    case Nature::unknown: return "unknown";
    case Nature::organic: return "organic";
    case Nature::sponsored: return "sponsored";
  }
  return "unknown";
}

std::string_view name_of(Visibility visibility) {
  switch (visibility) {
    case Visibility::unknown: return "unknown";
    case Visibility::public_post: return "public";
    case Visibility::private_post: return "private";
  }
  return "unknown";
}

std::string_view name_of(Reaction reaction) {
  static constexpr std::array<std::string_view, kReactionCount> kNames{"LIKE", "LOVE",  "WOW", "HAHA",
                                                                       "SAD",  "ANGRY", "CARE"};
  return kNames[static_cast<std::size_t>(reaction)];
}

std::vector<std::string> texts_of(const Metadata& metadata) {
  std::vector<std::string> texts;
  const auto add = [&texts](std::string_view line) {
    if (!line.empty() && std::find(texts.begin(), texts.end(), line) == texts.end()) texts.emplace_back(line);
  };
  std::string_view rest = metadata.text;
  while (!rest.empty()) {
    const std::size_t line_end = rest.find('\n');
    add(rest.substr(0, line_end));
    rest = line_end == std::string_view::npos ? std::string_view{} : rest.substr(line_end + 1);
  }
  if (metadata.card) {
    add(metadata.card->title);
    add(metadata.card->description);
  }
  return texts;
}

std::int64_t textsize_of(const Metadata& metadata) {
  std::int64_t size = 0;
  bool first = true;
  for (const std::string& text : texts_of(metadata)) {
    if (!first) ++size;  // the line feed between two texts
    first = false;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    utf8proc_int32_t previous = -1;
    utf8proc_int32_t state = 0;
    while (left > 0) {
      utf8proc_int32_t current = -1;
      const utf8proc_ssize_t used = utf8proc_iterate(bytes, left, &current);
      if (used <= 0) break;
      if (previous < 0 || utf8proc_grapheme_break_stateful(previous, current, &state)) ++size;
      previous = current;
      bytes += used;
      left -= used;
    }
  }
  return size;
}

}  // namespace feedwitness::parser
