#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "store/observations.h"

namespace feedwitness::views::crowdtangle {

// The kinds of posts that CrowdTangle tells apart. A page tells us six of them: album, link, native_video, photo,
// status, youtube. That a video is or was live stands there in words alone, so it is a native_video here.
enum class Type : std::uint8_t {
  album,
  link,
  live_video,
  live_video_complete,
  live_video_scheduled,
  native_video,
  photo,
  status,
  video,
  youtube,
};

struct TypeName {
  Type type;
  std::string_view word;   // "native_video": JSON and parameters
  std::string_view label;  // "Native Video": the table
};

inline constexpr std::array kTypes{
    TypeName{Type::album, "album", "Album"},
    TypeName{Type::link, "link", "Link"},
    TypeName{Type::live_video, "live_video", "Live Video"},
    TypeName{Type::live_video_complete, "live_video_complete", "Live Video Complete"},
    TypeName{Type::live_video_scheduled, "live_video_scheduled", "Live Video Scheduled"},
    TypeName{Type::native_video, "native_video", "Native Video"},
    TypeName{Type::photo, "photo", "Photo"},
    TypeName{Type::status, "status", "Status"},
    TypeName{Type::video, "video", "Video"},
    TypeName{Type::youtube, "youtube", "YouTube"},
};

const TypeName& name_of(Type type);
std::optional<Type> type_named(std::string_view word);

// nullopt where the page does not say enough: such a post has no benchmark.
std::optional<Type> type_of(const store::Observation& seen);

}  // namespace feedwitness::views::crowdtangle
