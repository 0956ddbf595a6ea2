#include <string>

#include <doctest/doctest.h>

#include "tests/cli/home.h"

using namespace feedwitness;

TEST_CASE("neither program can reach a network: what would open or name a connection is not linked in") {
  for (const char* program : {FEEDWITNESS_CLI, FEEDWITNESS_HOST}) {
    const std::string linked = tests::run({"/usr/bin/nm", "--dynamic", "--undefined-only", program}).out;
    REQUIRE(linked.find(" U read@") != std::string::npos);
    for (const char* name : {"socket", "connect", "getaddrinfo", "gethostbyname", "bind", "listen", "dlopen"}) {
      CAPTURE(program);
      CAPTURE(name);
      CHECK(linked.find(std::string(" U ") + name + '@') == std::string::npos);
    }
    // feedwitness-server alone may be linked with what can listen, feedwitness-push alone with what can send.
    const std::string libraries = tests::run({"/usr/bin/ldd", program}).out;
    REQUIRE(libraries.find("libc.so") != std::string::npos);
    for (const char* library : {"httplib", "libssl", "libcurl"}) {
      CAPTURE(library);
      CHECK(libraries.find(library) == std::string::npos);
    }
  }
}
