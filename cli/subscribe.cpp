#include <istream>
#include <memory>
#include <ostream>
#include <string>
#include <unistd.h>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/world.h"
#include "store/subscriptions.h"
#include "views/activity/delivery.h"

namespace feedwitness::cli {
namespace {

// ---- subscribe

struct Options {
  std::string url;
  bool from_beginning = false;
  bool yes = false;
};

// Whoever goes on types the name of the machine that will get their feed.
Result<void> confirm(const Options& options, const std::string& host, World& world) {
  if (!world.in_is_terminal) {
    return Error{ErrorCode::not_confirmed, "nothing is sent: add --yes to subscribe without a question"};
  }
  world.err.stream << "To " << options.url << " will be sent, whenever feedwitness push runs:\n"
                   << "  every public post that you are shown"
                   << (options.from_beginning ? ", and all that are kept" : "") << "\n  when a post was removed\n"
                   << "Whoever has that machine learns what your feed shows you, and when. Posts that are not public,\n"
                   << "your pseudonym and your key are never sent. Type " << host << " to go on: " << std::flush;
  std::string typed;
  std::getline(world.in, typed);
  if (typed == host) return {};
  return Error{ErrorCode::not_confirmed, "nothing is sent"};
}

Result<void> subscribe(const Options& options, World& world) {
  const auto to = views::activity::read_subscriber(options.url);
  if (!to) return to.error();
  if (!options.yes) {
    if (auto confirmed = confirm(options, to->host, world); !confirmed) return confirmed;
  }
  auto store = open_or_make_store(world);
  if (!store) return store.error();
  const auto secret = store::subscribe(*store, options.url, options.from_beginning, world.now());
  if (!secret) return secret.error();
  world.out.stream << "subscribed   " << options.url << '\n'
                   << "secret       " << *secret << "\n             signs each delivery; it is not shown again\n"
                   << "to send      feedwitness push\n";
  return {};
}

Run prepare_subscribe(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("URL", options->url, "https address that takes the feed")->required();
  command.add_flag("--from-beginning", options->from_beginning, "What is kept already, too");
  command.add_flag("--yes", options->yes, "Do not ask");
  return [options](World& world) { return subscribe(*options, world); };
}

// ---- unsubscribe

Result<void> unsubscribe(const std::string& url, World& world) {
  auto store = open_store(world);
  if (!store) return store.error();
  const auto was_there = store::unsubscribe(*store, url);
  if (!was_there) return was_there.error();
  if (!*was_there) return Error{ErrorCode::not_found, "the feed is not sent there"};
  world.out.stream << "nothing more is sent to " << url << '\n';
  return {};
}

Run prepare_unsubscribe(CLI::App& command) {
  const auto url = std::make_shared<std::string>();
  command.add_option("URL", *url, "As it was subscribed")->required();
  return [url](World& world) { return unsubscribe(*url, world); };
}

// ---- push

struct Push {
  bool once = false;
  bool list = false;
  std::string ca;
};

Result<void> list(World& world) {
  auto store = open_store(world);
  if (!store) return store.error();
  const auto all = store::subscriptions(*store);
  if (!all) return all.error();
  for (const store::Subscription& subscription : *all) {
    world.out.stream << subscription.url << "   since " << format_time(subscription.created_at);
    if (subscription.failures > 0) world.out.stream << "   failed " << subscription.failures << " times";
    world.out.stream << '\n';
  }
  return {};
}

// The sender is a program of its own: this one has no network code, and becomes the other.
Result<void> push(const Push& options, World& world) {
  if (options.list) return list(world);
  const auto sender = find_beside(world, "feedwitness-push", "push");
  if (!sender) return sender.error();
  std::vector<std::string> words{sender->string()};
  if (options.once) words.emplace_back("--once");
  if (!options.ca.empty()) words.insert(words.end(), {"--ca", options.ca});
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  world.out.stream.flush();
  execv(sender->c_str(), arguments.data());
  return Error{ErrorCode::io_error, sender->string() + " cannot be started"};
}

Run prepare_push(CLI::App& command) {
  const auto options = std::make_shared<Push>();
  command.add_flag("--once", options->once, "Send what waits, and end");
  command.add_flag("--list", options->list, "Only say where the feed is sent");
  command.add_option("--ca", options->ca, "Certificates to trust instead of the system's")->type_name("FILE");
  return [options](World& world) { return push(*options, world); };
}

}  // namespace

const Command kSubscribe{kSend, "subscribe", "Have the feed sent to an address of yours",
                         "Off by default: nothing is sent before you subscribe an address and run feedwitness push.\n"
                         "What a delivery looks like is in docs/activity.md.\n\n"
                         "Examples:\n"
                         "  feedwitness subscribe https://reader.example/in",
                         prepare_subscribe};

const Command kUnsubscribe{kSend, "unsubscribe", "Send nothing more there",
                           "Examples:\n"
                           "  feedwitness unsubscribe https://reader.example/in",
                           prepare_unsubscribe};

const Command kPush{kSend, "push", "Send the feed to where it was subscribed",
                    "Runs until it is stopped; what is not taken is tried again, and nothing is left out.\n\n"
                    "Examples:\n"
                    "  feedwitness push --once\n"
                    "  feedwitness push --list",
                    prepare_push};

}  // namespace feedwitness::cli
