#pragma once

#include <array>
#include <string_view>

// The extensions that may start the host. The installer adds others to the configuration file (manifest/manifest.h).
namespace feedwitness::manifest {

// Chromium: the first 128 bits of SHA-256 of the public key in manifest/extension-key.pub, digits 0-f written a-p.
inline constexpr std::array<std::string_view, 1> kChromiumIds{"plhdklcmajgpagadhomdhbjcbdlikkha"};

// Firefox: browser_specific_settings.gecko.id of the extension.
inline constexpr std::array<std::string_view, 1> kFirefoxIds{"feedwitness@feedwitness.org"};

}  // namespace feedwitness::manifest
