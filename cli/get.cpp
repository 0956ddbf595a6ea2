#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/output.h"
#include "views/route.h"

namespace feedwitness::cli {
namespace {

struct Options {
  std::string path;
  std::string method = "GET";
  std::string data;
  std::string file;
};

// A path as it is known from the service, or as it stands in its documentation: "personal/$TOKEN/summary/20-0".
std::string target_of(const std::string& path) { return path.starts_with('/') ? path : "/api/v2/" + path; }

// Whoever runs this program is the supporter: "me" stands for the token, and a token that is given must be right.
Result<void> check_token(store::Store& store, const std::string& token) {
  if (token.empty() || token == "me") return {};
  const auto is_right = store.is_token(token);
  if (!is_right) return is_right.error();
  if (*is_right) return {};
  return Error{ErrorCode::unauthorized, "this is not the token of this store; write me in its place"};
}

// As curl's -d: what is written is a form unless it is a JSON object, and @FILE is what stands in a file.
Result<void> read_data(const std::string& data, views::Routed& routed) {
  auto text = data.starts_with('@') ? read_input(data.substr(1)) : Result<std::string>{data};
  if (!text) return text.error();
  if (!routed.view->takes.empty()) {
    routed.parameters.insert_or_assign("body", *std::move(text));
    return {};
  }
  const bool is_json = text->starts_with('{');
  return views::read_body(is_json ? "application/json" : "application/x-www-form-urlencoded", *text, routed.parameters);
}

Result<void> get(const Options& options, World& world) {
  auto routed = views::route(options.method, target_of(options.path));
  if (!routed) return routed.error();
  if (!options.data.empty()) {
    if (auto read = read_data(options.data, *routed); !read) return read;
  }
  auto store = open_store(world);
  if (!store) return store.error();
  if (auto checked = check_token(*store, routed->token); !checked) return checked;
  auto output = Output::open(world, options.file);
  if (!output) return output.error();
  auto done =
      views::ask_for_file(*routed->view, *store, routed->parameters, world.now(),
                          [&](std::string_view text) { return output->write(text); }, {.version = routed->version});
  return done ? output->finish() : done;
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command
      .add_option("PATH", options->path, "As it stands in docs/fbtrex.md or docs/graph.md; me stands for your token")
      ->required();
  command.add_option("-X,--method", options->method, "GET, POST to write, DELETE to delete")
      ->type_name("METHOD")
      ->capture_default_str();
  command
      .add_option("-d,--data", options->data, "What POST sends: name=value&..., a JSON object, or @FILE (@- is stdin)")
      ->type_name("DATA");
  command.add_option("-o,--output", options->file, "Into this file instead of stdout")->type_name("FILE");
  return [options](World& world) { return get(*options, world); };
}

}  // namespace

const Command kGet{kSee, "get", "Ask any call of the interface by its path",
                   "The same answers as over HTTP (feedwitness serve), without a server.\n\n"
                   "Examples:\n"
                   "  feedwitness get personal/me/daily/7-0?timezone=Europe/Madrid\n"
                   "  feedwitness get statistics/repetition/10-0\n"
                   "  feedwitness get -X DELETE 'personal/me/remove/1-0?dryRun=true'",
                   prepare};

}  // namespace feedwitness::cli
