#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "about/version.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/world.h"
#include "identity/identity.h"

namespace {

using namespace feedwitness;

// Every command, in the order in which --help lists them.
const std::array kCommands{
    &cli::kImport,   &cli::kReplay,      &cli::kSummary,       &cli::kCsv,    &cli::kExport,
    &cli::kGet,      &cli::kCrowdtangle, &cli::kAdjacency,     &cli::kFeed,   &cli::kServe,
    &cli::kToken,    &cli::kStatus,      &cli::kParse,         &cli::kScrub,  &cli::kDeleteMyData,
    &cli::kRemovals, &cli::kSubscribe,   &cli::kUnsubscribe,   &cli::kPush,   &cli::kHealth,
    &cli::kReparse,  &cli::kInstallHost, &cli::kUninstallHost, &cli::kDoctor,
};

constexpr std::string_view kAbout =
    "feedwitness keeps, on this machine, what a social feed showed you, and answers from it.\n"
    "Nothing leaves the machine unless you send it.";

std::string footer() {
  std::string text =
      "To start: feedwitness install-host; then load the extension, or read a saved page:\n"
      "  feedwitness import Saved-page.html\n"
      "  feedwitness summary\n"
      "What a command does, with examples: feedwitness COMMAND --help\n\n"
      "Exit status: 0 when all went well, else the number of the error:\n ";
  for (int number = 1; number <= kErrorCodes; ++number) {
    text += ' ' + std::to_string(number) + ' ' + std::string(name_of(static_cast<ErrorCode>(number)));
    if (number % 5 == 0) text += "\n ";
  }
  return text;
}

int fail(cli::World& world, const Error& error) {
  world.out.stream.flush();
  world.err.stream << "feedwitness: " << error.message << '\n';
  return static_cast<int>(error.code);
}

// What cannot be understood, in CLI11's words but for an unknown command, with the way to the help.
int refuse(cli::World& world, const CLI::App& app, std::span<char*> arguments, const CLI::ParseError& error) {
  const auto chosen = app.get_subcommands();
  if (!chosen.empty()) {
    return fail(world, {ErrorCode::bad_request,
                        std::string(error.what()) + "; see feedwitness " + chosen.front()->get_name() + " --help"});
  }
  return fail(world, {ErrorCode::bad_request,
                      "there is no '" + std::string(arguments[1]) + "'; feedwitness --help lists the commands"});
}

int run(cli::World& world, std::span<char*> arguments) {
  CLI::App app(std::string(kAbout), "feedwitness");
  app.footer(footer());
  app.require_subcommand(1);
  app.set_help_all_flag("");
  app.set_version_flag(
      "--version", [] { return about::versions("feedwitness"); }, "Say the versions of feedwitness and its libraries");
  std::vector<std::pair<CLI::App*, cli::Run>> prepared;
  for (const cli::Command* command : kCommands) {
    CLI::App* sub = app.add_subcommand(std::string(command->name), std::string(command->help));
    sub->group(std::string(command->group));
    sub->footer(std::string(command->examples));
    prepared.emplace_back(sub, command->prepare(*sub));
  }

  if (arguments.size() < 2) {
    world.out.stream << app.help();
    return EXIT_SUCCESS;
  }
  try {
    app.parse(static_cast<int>(arguments.size()), arguments.data());
  } catch (const CLI::Success& wanted) {  // --help, --version
    return app.exit(wanted, world.out.stream, world.err.stream);
  } catch (const CLI::ParseError& error) {
    return refuse(world, app, arguments, error);
  }
  for (const auto& [sub, command] : prepared) {
    if (!sub->parsed()) continue;
    if (const auto done = command(world); !done) return fail(world, done.error());
  }
  if (!world.out.stream.flush()) return fail(world, {ErrorCode::io_error, "cannot write the output"});
  return EXIT_SUCCESS;
}

}  // namespace

int main(int count, char** values) try {
  if (!identity::start()) {
    std::cerr << "feedwitness: this system gives no randomness\n";
    return static_cast<int>(ErrorCode::internal);
  }
  cli::World world = cli::this_world(*values);
  return run(world, {values, static_cast<std::size_t>(count)});
} catch (const std::exception& defect) {  // errors are values; what is thrown is a defect or the end of memory
  static_cast<void>(std::fprintf(stderr, "feedwitness: %s; please report this\n", defect.what()));
  return static_cast<int>(ErrorCode::internal);
}
