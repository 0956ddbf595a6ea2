#include "views/graph_error.h"

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "identity/identity.h"

using namespace feedwitness;
namespace json = boost::json;

namespace {

json::object body_of(const Error& error) {
  REQUIRE(identity::start());
  return json::parse(views::graph_error_body(error)).as_object().at("error").as_object();
}

}  // namespace

TEST_CASE("an error keeps its code and subcode on the way through the doors, and a kind of ours") {
  const Error missing = views::graph_error(100, 33, "Object does not exist");

  CHECK(missing.message == "(#100/33) Object does not exist");
  CHECK(missing.code == ErrorCode::not_found);
  const auto body = body_of(missing);
  CHECK(body.at("message") == "Object does not exist");
  CHECK(body.at("type") == "GraphMethodException");
  CHECK(body.at("code") == 100);
  CHECK(body.at("error_subcode") == 33);
  CHECK(body.at("fbtrace_id").as_string().size() == 11);
  CHECK(body.at("fbtrace_id") != body_of(missing).at("fbtrace_id"));
}

TEST_CASE("a subcode of the report has its title and message") {
  const auto body = body_of(views::graph_error(100, 2349046, "platform is facebook"));

  CHECK(body.at("error_user_title") == "Invalid Platform Parameter");
  CHECK(body.at("error_user_msg") == "platform is facebook");
}

TEST_CASE("an error of another room has the code that its kind is nearest to") {
  CHECK(body_of({ErrorCode::bad_request, "limit is a number"}).at("message") == "(#100) limit is a number");
  CHECK(body_of({ErrorCode::not_found, "nothing"}).at("error_subcode") == 33);
  CHECK(body_of({ErrorCode::unauthorized, "who?"}).at("code") == 190);
  CHECK(body_of({ErrorCode::store_busy, "later"}).at("code") == 2);
  CHECK(body_of({ErrorCode::internal, "(#x) no code"}).at("message") == "(#x) no code");
  CHECK(views::graph_status(404) == 400);
  CHECK(views::graph_status(503) == 503);
}
