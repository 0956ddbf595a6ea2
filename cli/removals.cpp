#include "store/removals.h"

#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/output.h"
#include "parser/grammar/links.h"
#include "views/activity/removals.h"
#include "views/receipt.h"

namespace feedwitness::cli {
namespace {

namespace activity = views::activity;

struct Options {
  std::string file;
  std::string post;
  bool all = false;
  bool dry_run = false;
  bool as_json = false;
};

void print_text(World& world, const activity::Applied& applied) {
  std::ostream& out = world.out.stream;
  const store::Removed& removed = applied.removed;
  out << (applied.dry_run ? "would remove     " : "removed          ") << removed.removed << '\n'
      << "sharing them     " << removed.sharing << '\n'
      << "unknown here     " << removed.unknown << '\n'
      << "removed before   " << removed.already_removed << '\n';
  if (applied.unreadable > 0) out << "unreadable       " << applied.unreadable << '\n';
  if (applied.others > 0) out << "no removals      " << applied.others << '\n';
  if (!removed.receipt) return;
  out << "proof            " << removed.receipt->sampled
      << " of the removed texts, names and ids were searched for: " << removed.receipt->found << " found\n"
      << "receipt          " << removed.receipt->id << ", " << format_time(removed.receipt->time) << '\n';
}

Result<void> apply(const Options& options, World& world) {
  const auto notice = read_input(options.file);
  if (!notice) return notice.error();
  auto store = options.dry_run ? open_store(world) : open_or_make_store(world);
  if (!store) return store.error();
  const auto applied = activity::apply_notice(*store, *notice, options.dry_run, world.now());
  if (!applied) return applied.error();
  if (options.as_json) {
    world.out.stream << activity::applied_json(*applied) << '\n';
  } else {
    print_text(world, *applied);
  }
  return applied->removed.receipt ? views::proved(*applied->removed.receipt) : Result<void>{};
}

Result<store::Removal> named_post(const std::string& name) {
  store::Removal post;
  if (const auto link = parser::read_permalink(name)) {
    post.post_id = link->post_id;
    post.perma_link = link->perma_link;
  } else if (name.find('/') == std::string::npos) {
    post.post_id = name;
  } else {
    return Error{ErrorCode::bad_request, "this is no post's id and no permalink"};
  }
  return post;
}

Result<void> forget(const Options& options, World& world) {
  if (options.all == !options.post.empty()) {
    return Error{ErrorCode::bad_request, "name one post by its id or permalink, or say --all"};
  }
  auto store = open_store(world);
  if (!store) return store.error();
  if (options.all) {
    const auto count = store::forget_removals(*store);
    if (!count) return count.error();
    world.out.stream << *count << " posts may be kept again\n";
    return {};
  }
  const auto post = named_post(options.post);
  if (!post) return post.error();
  const auto forgotten = store::forget_removal(*store, *post);
  if (!forgotten) return forgotten.error();
  if (!*forgotten) return Error{ErrorCode::not_found, "this post was not kept out"};
  world.out.stream << "the post may be kept again\n";
  return {};
}

Result<void> count(World& world) {
  auto store = open_store(world);
  if (!store) return store.error();
  const auto counts = store::count_removals(*store);
  if (!counts) return counts.error();
  world.out.stream << "posts kept out   " << counts->kept_out << '\n' << "came again       " << counts->refused << '\n';
  return {};
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  CLI::App* const applying = command.add_subcommand("apply", "Obey a notice: remove what it names");
  applying->add_option("FILE", options->file, "Atom with delete entries or tombstones; - is standard input")
      ->required();
  applying->add_flag("--dry-run", options->dry_run, "Only count what would go");
  applying->add_flag("--json", options->as_json, "For programs");
  CLI::App* const forgetting = command.add_subcommand("forget", "Let a removed post be kept again when it comes along");
  forgetting->add_option("POST", options->post, "Its id or permalink");
  forgetting->add_flag("--all", options->all, "Every removed post");
  command.require_subcommand(0, 1);
  return [options, applying, forgetting](World& world) {
    if (applying->parsed()) return apply(*options, world);
    return forgetting->parsed() ? forget(*options, world) : count(world);
  };
}

}  // namespace

const Command kRemovals{
    kKeep, "removals", "Obey notices that posts were removed, and keep those out",
    "Without more: how many posts are kept out. What a notice looks like is in docs/activity.md.\n\n"
    "Examples:\n"
    "  feedwitness removals apply --dry-run notice.xml\n"
    "  feedwitness removals apply - < notice.xml\n"
    "  feedwitness removals forget https://www.facebook.com/quillhaven/posts/3003",
    prepare};

}  // namespace feedwitness::cli
