#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "parser/comet/body.h"
#include "parser/comet/footer.h"
#include "parser/comet/header.h"
#include "parser/comet/layout.h"
#include "parser/comet/markup.h"
#include "parser/comet/posts.h"
#include "parser/comet/story.h"
#include "parser/evidence.h"
#include "parser/grammar/dates.h"
#include "parser/grammar/links.h"
#include "parser/locale.h"
#include "parser/readers.h"

namespace feedwitness::parser {
namespace {

using namespace comet;

constexpr std::array<std::string_view, 4> kIdBeginnings{"jsc_c_", "_r_", "\u00ABr", "mount_0_0_"};

bool is_mark_of_comet(const Attribute& attribute) {
  switch (attribute.name) {
    case Name::data_ad_comet_preview:
    case Name::data_ad_rendering_role: return true;
    case Name::href:
      return attribute.value.find("__cft__[0]=") != std::string_view::npos ||
             attribute.value.find("__cft__%5B0%5D=") != std::string_view::npos;
    case Name::data_pagelet: return attribute.value.starts_with("FeedUnit");
    case Name::id:
      return std::any_of(kIdBeginnings.begin(), kIdBeginnings.end(),
                         [&](std::string_view beginning) { return attribute.value.starts_with(beginning); });
    default: return false;
  }
}

bool recognises(const Page& page) {
  const Tree& tree = page.tree();
  for (NodeIndex node = 0; node < tree.size(); ++node) {
    const std::span<const Attribute> attributes = tree.attributes(node);
    if (std::any_of(attributes.begin(), attributes.end(), is_mark_of_comet)) return true;
  }
  return !page.once(read_stories).all().empty();
}

// The post on its way from the page to the record.
class Reading {
 public:
  Reading(const Page& page, NodeIndex root) : page_(page), layout_(lay_out(page, root)) {}

  std::optional<Impression> read() {
    if (layout_.own.heading == kNoNode) return std::nullopt;
    read_header();
    if (!is_post()) return std::nullopt;
    read_body();
    story_ = find_story();
    if (story_ != nullptr) hear_story();
    hear_rendered();
    decide();
    if (story_ != nullptr) complete();
    if (page_.context().with_html) impression_.html = write_markup(page_, layout_, story_);
    return std::move(impression_);
  }

 private:
  // A unit of suggestions has a title, or the names of what it suggests, where a post has an author; below it stands no
  // time. A group that is suggested shows an audience, and nothing to react to.
  bool is_post() const {
    if (!said_.time.empty() || !said_.nature.empty()) return true;
    const bool has_counts = layout_.toolbar != kNoNode || layout_.body_end < page_.tree().end(layout_.root);
    if (!said_.visibility.empty() && has_counts) return true;
    if (layout_.own.message == kNoNode && layout_.toolbar == kNoNode) return false;
    return !is_unit_title(metadata_.display_source, page_.locale());
  }

  void read_header() {
    Source source = read_source(page_, layout_.own);
    metadata_.source = std::move(source.name);
    metadata_.source_link = std::move(source.link);
    metadata_.source_id = std::move(source.id);
    metadata_.display_source = std::move(source.whole_line);
    metadata_.reason = read_reason(page_, layout_);
    said_ = read_subtitle(page_, layout_.own.subtitle);
    if (is_sponsored_label(metadata_.reason, page_.locale())) {
      said_.nature.hear("reason-line", Nature::sponsored, Weight::label);
      metadata_.reason.clear();
    }
    hear_links(page_, layout_, said_.nature);
    hear_address("time-link", said_.address, Weight::proof);
  }

  void read_body() {
    Message message = read_message(page_, layout_);
    metadata_.text = std::move(message.text);
    metadata_.truncated = message.truncated;
    attachments_ = read_attachments(page_, layout_);
    metadata_.card = std::move(attachments_.card);
    metadata_.images = std::move(attachments_.images);
    metadata_.video = attachments_.video;
    Counts counts = read_counts(page_, layout_);
    metadata_.reactions = counts.reactions;
    metadata_.reactions_total = counts.reactions_total;
    metadata_.comments = counts.comments;
    metadata_.shares = counts.shares;
    metadata_.shared = read_shared();
    hear_addresses();
  }

  std::optional<SharedPost> read_shared() const {
    if (layout_.shared.heading == kNoNode) return std::nullopt;
    SharedPost shared;
    Source source = read_source(page_, layout_.shared);
    shared.source = std::move(source.name);
    shared.source_link = std::move(source.link);
    shared.text = read_message(page_, layout_, layout_.shared.message).text;
    std::vector<Evidence> unkept;
    const Subtitle said = read_subtitle(page_, layout_.shared.subtitle);
    shared.publication_time = verdict(said.time, unkept);
    shared.visibility = verdict(said.visibility, unkept);
    if (const std::optional<Permalink> permalink = read_permalink(said.address)) {
      shared.perma_link = permalink->perma_link;
      shared.post_id = permalink->post_id;
    } else {
      shared.post_id = attachments_.original.set;
    }
    return shared;
  }

  // The address of the post by whatever names it, the nearest first.
  void hear_addresses() {
    const Tree& tree = page_.tree();
    for (const Mark& mark : layout_.marks) {
      if (mark.node >= layout_.header_begin) break;
      if (mark.part == Part::link) hear_address("reason-link", tree.attribute(mark.node, Name::href), Weight::label);
    }
    hear_comments();
    const Media& media = attachments_.own;
    post_id_.hear("media-set", media.set, Weight::label);
    if (media.addresses.size() == 1 || attachments_.video) {
      for (const std::string_view address : media.addresses) hear_address("media-link", address, Weight::hint);
    }
  }

  // The links of the comments lead to the post, with the comment's id behind.
  void hear_comments() {
    const Tree& tree = page_.tree();
    for (const Mark& mark : layout_.marks) {
      if (mark.part != Part::comment || mark.node >= layout_.footer_end) continue;
      for (NodeIndex node = mark.node; node < tree.end(mark.node); ++node) {
        const std::string_view href = tree.attribute(node, Name::href);
        if (href.find("comment_id=") == std::string_view::npos || !read_permalink(href)) continue;
        return hear_address("comment-link", href, Weight::label);
      }
    }
  }

  void hear_address(std::string_view signal, std::string_view href, Weight weight) {
    const std::optional<Permalink> permalink = read_permalink(href);
    if (!permalink) return;
    post_id_.hear(signal, permalink->post_id, weight);
    perma_link_.hear(signal, permalink->perma_link, weight);
  }

  // The same post among the data of the page: by its id, by its photos, by its text; and by the same author.
  const Story* find_story() const {
    const Stories& stories = page_.once(read_stories);
    if (stories.all().empty()) return nullptr;
    const auto same_author = [this](const Story* story) {
      return story != nullptr &&
             (story->metadata.source == metadata_.source || story->metadata.source_link == metadata_.source_link);
    };
    for (const auto& statement : post_id_.statements()) {
      if (const Story* story = stories.by_key(statement.says); same_author(story)) return story;
    }
    for (const std::string_view address : attachments_.own.addresses) {
      const std::optional<Permalink> permalink = read_permalink(address);
      const Story* story = permalink ? stories.by_key(permalink->post_id) : nullptr;
      if (same_author(story)) return story;
    }
    const Story* story = stories.by_text(metadata_.text);
    return same_author(story) ? story : nullptr;
  }

  void hear_story() {
    const Metadata& story = story_->metadata;
    said_.time.hear("story", story.publication_time, Weight::proof);
    said_.visibility.hear("story", story_->visibility, Weight::proof);
    said_.nature.hear("story", story.nature, Weight::proof);
    perma_link_.hear("story", story.perma_link, Weight::proof);
    post_id_.hear("story", story.post_id, Weight::proof);
  }

  // What the browser showed to the person, as the extension saw it.
  void hear_rendered() {
    const Context& context = page_.context();
    if (is_sponsored_label(context.rendered.label, page_.locale())) {
      said_.nature.hear("rendered", Nature::sponsored, Weight::label);
    }
    said_.visibility.hear("rendered", visibility_of_label(context.rendered.audience, page_.locale()), Weight::label);
    const auto time = read_date(context.rendered.time, page_.locale(), context.captured_at, context.utc_offset);
    if (!time) return;
    said_.time.hear("rendered", *time, Weight::label);
    said_.nature.hear("rendered", Nature::organic, Weight::label);
  }

  void decide() {
    std::vector<Evidence>& evidence = metadata_.evidence;
    metadata_.nature = verdict(said_.nature, evidence);
    impression_.visibility = verdict(said_.visibility, evidence);
    metadata_.publication_time = verdict(said_.time, evidence);
    metadata_.post_id = verdict(post_id_, evidence);
    metadata_.perma_link = verdict(perma_link_, evidence);
    if (const std::optional<Permalink> permalink = read_permalink(metadata_.perma_link)) {
      metadata_.fblinktype = permalink->type;
    }
  }

  // What the page's data know better than what is drawn.
  void complete() {
    const Metadata& story = story_->metadata;
    if (metadata_.truncated.value_or(false) && story.text.size() > metadata_.text.size()) {
      metadata_.text = story.text;
      metadata_.truncated = false;
    }
    if (metadata_.source_id.empty()) metadata_.source_id = story.source_id;
    metadata_.ad_id = story.ad_id;
    if (!metadata_.card) metadata_.card = story.card;
    if (!metadata_.shared) metadata_.shared = story.shared;
    if (story.images.count > metadata_.images.count) metadata_.images.count = story.images.count;
    for (std::size_t kind = 0; kind < kReactionCount; ++kind) {
      sharpen(metadata_.reactions[kind], story.reactions[kind]);
    }
    sharpen(metadata_.reactions_total, story.reactions_total);
    sharpen(metadata_.comments, story.comments);
    sharpen(metadata_.shares, story.shares);
  }

  // An exact number replaces a rounded one.
  static void sharpen(std::optional<Count>& shown, const std::optional<Count>& exact) {
    if (exact && (!shown || shown->precision > exact->precision)) shown = exact;
  }

  const Page& page_;
  Layout layout_;
  Impression impression_;
  Metadata& metadata_ = impression_.metadata;
  Subtitle said_;
  Testimony<std::string> post_id_{"postId"};
  Testimony<std::string> perma_link_{"permaLink"};
  Attachments attachments_;
  const Story* story_ = nullptr;
};

std::optional<Impression> read(const Page& page, NodeIndex post) { return Reading(page, post).read(); }

// Pages that the server sent and no browser has drawn.
std::vector<Impression> undrawn(const Page& page) {
  std::vector<Impression> impressions;
  for (const Story& story : page.once(read_stories).all()) {
    if (story.metadata.source.empty()) continue;
    Impression impression;
    impression.metadata = story.metadata;
    impression.visibility = story.visibility;
    const auto keep = [&impression](std::string_view field, std::string says) {
      if (!says.empty()) impression.metadata.evidence.push_back({std::string(field), "story", std::move(says)});
    };
    keep("nature", std::string(name_of(story.metadata.nature)));
    keep("visibility", std::string(name_of(story.visibility)));
    if (story.metadata.publication_time) keep("publicationTime", format_time(story.metadata.publication_time->time));
    keep("postId", story.metadata.post_id);
    if (page.context().with_html) impression.html = write_story(story);
    impressions.push_back(std::move(impression));
  }
  return impressions;
}

}  // namespace

const Reader kCometReader{Era::comet, recognises, find_posts, read, undrawn};

}  // namespace feedwitness::parser
