#pragma once

#include <span>
#include <string_view>

#include "base/error.h"
#include "manifest/config.h"

namespace feedwitness::host {

// Whether a browser started the host for an extension that we know. `arguments` are those of main(), the program's name
// left out. Chromium gives the extension's origin, and on Windows its window after that; Firefox the path of the
// manifest and the extension's id. The browsers check this too; we do not rely on a manifest that others can edit.
//
// Error: forbidden_caller.
Result<void> check_caller(std::span<const std::string_view> arguments, const manifest::ExtensionIds& known);

}  // namespace feedwitness::host
