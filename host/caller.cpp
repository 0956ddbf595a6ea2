#include "host/caller.h"

#include <algorithm>
#include <string>
#include <vector>

namespace feedwitness::host {
namespace {

bool holds(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool is_chromium(std::span<const std::string_view> arguments, const manifest::ExtensionIds& known) {
  constexpr std::string_view kScheme = "chrome-extension://";
  if (arguments.empty() || !arguments[0].starts_with(kScheme) || !arguments[0].ends_with('/')) return false;
  const std::string_view rest = arguments[0].substr(kScheme.size());
  return holds(known.chromium, rest.substr(0, rest.size() - 1));
}

bool is_firefox(std::span<const std::string_view> arguments, const manifest::ExtensionIds& known) {
  return arguments.size() == 2 && arguments[0].starts_with('/') && arguments[0].ends_with(".json") &&
         holds(known.firefox, arguments[1]);
}

}  // namespace

Result<void> check_caller(std::span<const std::string_view> arguments, const manifest::ExtensionIds& known) {
  if (is_chromium(arguments, known) || is_firefox(arguments, known)) return {};
  return Error{ErrorCode::forbidden_caller,
               "feedwitness-host is started by a browser, for an extension that it knows; run: feedwitness doctor"};
}

}  // namespace feedwitness::host
