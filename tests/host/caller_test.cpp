#include "host/caller.h"

#include <array>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace feedwitness;
using host::check_caller;

namespace {

const manifest::ExtensionIds kKnown{.chromium = {"abcdefghijklmnopabcdefghijklmnop"}, .firefox = {"a@b.example"}};

bool is_known(const std::vector<std::string_view>& arguments) {
  const auto checked = check_caller(arguments, kKnown);
  if (!checked) CHECK(checked.error().code == ErrorCode::forbidden_caller);
  return static_cast<bool>(checked);
}

}  // namespace

TEST_CASE("Chromium's way and Firefox's way of starting the host for a known extension are let in") {
  CHECK(is_known({"chrome-extension://abcdefghijklmnopabcdefghijklmnop/"}));
  CHECK(is_known({"chrome-extension://abcdefghijklmnopabcdefghijklmnop/", "--parent-window=0"}));
  CHECK(is_known({"/home/ana/.mozilla/native-messaging-hosts/org.feedwitness.host.json", "a@b.example"}));
}

TEST_CASE("everyone else is kept out") {
  CHECK_FALSE(is_known({}));
  CHECK_FALSE(is_known({""}));
  CHECK_FALSE(is_known({"chrome-extension://"}));
  CHECK_FALSE(is_known({"chrome-extension:///"}));
  CHECK_FALSE(is_known({"chrome-extension://abcdefghijklmnopabcdefghijklmnop"}));
  CHECK_FALSE(is_known({"chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/"}));
  CHECK_FALSE(is_known({"chrome-extension://abcdefghijklmnopabcdefghijklmnop/x/"}));
  CHECK_FALSE(is_known({"https://abcdefghijklmnopabcdefghijklmnop/"}));
  CHECK_FALSE(is_known({"--parent-window=0", "chrome-extension://abcdefghijklmnopabcdefghijklmnop/"}));
  CHECK_FALSE(is_known({"/x/org.feedwitness.host.json"}));
  CHECK_FALSE(is_known({"/x/org.feedwitness.host.json", "other@b.example"}));
  CHECK_FALSE(is_known({"org.feedwitness.host.json", "a@b.example"}));
  CHECK_FALSE(is_known({"/x/org.feedwitness.host.json", "a@b.example", "more"}));
}
