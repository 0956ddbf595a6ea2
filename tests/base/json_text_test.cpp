#include "base/json_text.h"

#include <doctest/doctest.h>

using feedwitness::append_json_string;
using feedwitness::JsonObject;

namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace

TEST_CASE("only what JSON forbids in a string is escaped") {
  CHECK(quoted("") == R"("")");
  CHECK(quoted("Ångström </script> / ’") == "\"Ångström </script> / ’\"");
  CHECK(quoted("a\"b\\c\nd\te") == R"("a\"b\\c\nd\te")");
  CHECK(quoted(std::string_view{"\0\x1f", 2}) == R"("\u0000\u001f")");
}

TEST_CASE("an object keeps the order of the calls and leaves out what is unknown") {
  std::string out;
  JsonObject object{out};
  object.text("b", "1");
  object.text_if_any("absent", "");
  object.text_or_null("a", "");
  object.number("n", -7);
  object.number_if_any("unknown", std::nullopt);
  object.boolean_if_any("no", false);
  object.real_if_any("half", 0.5);
  JsonObject inner{object.member("inner")};
  inner.close();
  object.json("raw", "[1]");
  object.close();

  CHECK(out == R"({"b":"1","a":null,"n":-7,"no":false,"half":0.5,"inner":{},"raw":[1]})");
}
