#include "store/store.h"

namespace feedwitness::store {

Result<std::filesystem::path> default_folder(const std::function<std::string(std::string_view)>& variable) {
#if defined(_WIN32)
  if (const std::string local = variable("LOCALAPPDATA"); !local.empty()) {
    return std::filesystem::path{local} / "feedwitness";
  }
  return Error{ErrorCode::io_error, "LOCALAPPDATA is not set: say where the store is"};
#else
  const std::string home = variable("HOME");
#if !defined(__APPLE__)
  // A relative path is to be ignored (XDG Base Directory Specification, "Basics").
  const std::filesystem::path data = variable("XDG_DATA_HOME");
  if (data.is_absolute()) return data / "feedwitness";
#endif
  if (home.empty()) return Error{ErrorCode::io_error, "HOME is not set: say where the store is"};
#if defined(__APPLE__)
  return std::filesystem::path{home} / "Library" / "Application Support" / "feedwitness";
#else
  return std::filesystem::path{home} / ".local" / "share" / "feedwitness";
#endif
#endif
}

}  // namespace feedwitness::store
