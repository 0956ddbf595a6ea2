#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "parser/evidence.h"
#include "parser/grammar/data_ft.h"
#include "parser/grammar/dates.h"
#include "parser/grammar/links.h"
#include "parser/legacy/attachment.h"
#include "parser/legacy/feedback.h"
#include "parser/legacy/landmarks.h"
#include "parser/legacy/nature.h"
#include "parser/legacy/subtitle.h"
#include "parser/locale.h"
#include "parser/readers.h"
#include "parser/text.h"

namespace feedwitness::parser {
namespace legacy {
namespace {

// ---- where the posts are ----

constexpr std::uint32_t kPost = kUnit | kWrapper | kBody;

bool recognises(const Page& page) {
  const Tree& tree = page.tree();
  return tree.find(0, tree.size(), [&tree](NodeIndex node) {
    return tree.is_element(node) && (marks_of(tree, node) & kPost) != 0;
  }) != kNoNode;
}

// The element of a list that one story of several fills; the story itself where nothing lies around it.
NodeIndex list_item(const Tree& tree, NodeIndex wrapper, NodeIndex unit) {
  NodeIndex item = wrapper;
  for (NodeIndex node = tree.parent(wrapper); node != unit && tree.tag(node) != Tag::li; node = tree.parent(node)) {
    if ((marks_of(tree, node) & kUnit) != 0) item = node;
  }
  return item;
}

// One place of the feed may hold several stories side by side ("Ana and Ben shared a link"): each is a post, and the
// page itself numbers them so. Stories inside each other are one post.
void add_posts(const Tree& tree, NodeIndex unit, std::vector<NodeIndex>& posts) {
  std::vector<NodeIndex> wrappers;
  for (NodeIndex node = unit; node < tree.end(unit);) {
    const bool is_wrapper = tree.is_element(node) && (marks_of(tree, node) & kWrapper) != 0;
    if (is_wrapper) wrappers.push_back(node);
    node = is_wrapper ? tree.end(node) : node + 1;
  }
  if (wrappers.size() < 2) {
    posts.push_back(unit);
    return;
  }
  for (const NodeIndex wrapper : wrappers) posts.push_back(list_item(tree, wrapper, unit));
}

std::vector<NodeIndex> posts(const Page& page) {
  const Tree& tree = page.tree();
  std::vector<NodeIndex> found;
  for (NodeIndex node = 0; node < tree.size();) {
    const std::uint32_t marks = tree.is_element(node) ? marks_of(tree, node) : 0;
    if ((marks & kPost) != 0) add_posts(tree, node, found);
    node = (marks & (kPost | kAside | kComment | kClutter)) != 0 ? tree.end(node) : node + 1;
  }
  return found;
}

// ---- the header ----

// A name in a heading, with where it leads.
struct Actor {
  NodeIndex link = kNoNode;
  std::string name;
  std::string address;  // of a profile, page or group; empty when the link leads elsewhere
  std::string id;       // numeric, from the card that hovering shows
};

// "/ajax/hovercard/page.php?id=45&extragetparams=...": the numeric id.
std::string hovercard_id(std::string_view hovercard) {
  const bool is_card = hovercard.find("/ajax/hovercard/") != std::string_view::npos;
  return is_card ? query_parameter(hovercard, "id").value_or("") : std::string();
}

Actor actor_at(const Tree& tree, NodeIndex link, std::string name) {
  return {link, std::move(name), profile_link(tree.attribute(link, Name::href)),
          hovercard_id(tree.attribute(link, Name::data_hovercard))};
}

// A heading names a few people and counts the others.
constexpr std::size_t kMostActors = 32;

std::vector<Actor> actors_in(const Tree& tree, NodeIndex heading) {
  std::vector<Actor> actors;
  if (heading == kNoNode) return actors;
  for (NodeIndex node = heading; node < tree.end(heading) && actors.size() < kMostActors; ++node) {
    if (tree.tag(node) != Tag::a) continue;
    if (std::string name = folded(visible_text(tree, node)); !name.empty())
      actors.push_back(actor_at(tree, node, std::move(name)));
  }
  return actors;
}

// The publisher is the first name that leads to a profile; a page that cuts its links still shows the name first.
const Actor* publisher_among(const std::vector<Actor>& actors) {
  const auto named = std::ranges::find_if(actors, [](const Actor& actor) { return !actor.address.empty(); });
  if (named != actors.end()) return &*named;
  return actors.empty() ? nullptr : &actors.front();
}

// The picture beside the header bears the publisher's name and address, too.
Actor actor_of_avatar(const Tree& tree, NodeIndex avatar) {
  if (avatar == kNoNode) return {};
  const NodeIndex end = tree.end(avatar);
  const NodeIndex link = tree.find(avatar, end, [&tree](NodeIndex node) { return tree.tag(node) == Tag::a; });
  const NodeIndex picture = tree.find(avatar, end, [&tree](NodeIndex node) { return tree.tag(node) == Tag::img; });
  if (link == kNoNode || picture == kNoNode) return {};
  return actor_at(tree, link, folded(tree.attribute(picture, Name::aria_label)));
}

void read_source(const Tree& tree, const Story& own, const std::vector<Actor>& actors, Metadata& metadata) {
  const Actor avatar = actor_of_avatar(tree, own.avatar);
  const Actor* const publisher = publisher_among(actors);
  Testimony<std::string> source("source");
  if (publisher != nullptr) source.hear("heading-link", publisher->name, Weight::label);
  source.hear("avatar-label", avatar.name, Weight::hint);
  metadata.source = verdict(source, metadata.evidence);
  metadata.source_link = publisher != nullptr ? publisher->address : avatar.address;
  metadata.source_id = publisher != nullptr ? publisher->id : avatar.id;
  if (metadata.source_link.empty()) metadata.source_link = avatar.address;
  if (metadata.source_id.empty()) metadata.source_id = avatar.id;
  if (own.heading != kNoNode) metadata.display_source = folded(visible_text(tree, own.heading));
}

// The line over the post. Where it is no heading it stands alone in front of the story, with the names of those who
// are the reason.
std::string reason_of(const Tree& tree, const Landmarks& landmarks) {
  if (landmarks.reason != kNoNode) return folded(visible_text(tree, landmarks.reason));
  const NodeIndex name = tree.find(landmarks.root, landmarks.body, [&tree](NodeIndex node) {
    const std::string_view part = part_of(tree.attribute(node, Name::data_ft));
    return tree.tag(node) == Tag::a && (part == "k" || part == "l");
  });
  if (name == kNoNode || tree.contains(landmarks.body, name)) return {};
  const NodeIndex line = tree.closest(name, [&tree](NodeIndex node) { return tree.tag(node) == Tag::div; });
  return line == kNoNode || !tree.contains(landmarks.root, line) ? "" : folded(visible_text(tree, line));
}

// ---- audience, time, ids ----

void hear_audience(const Page& page, NodeIndex icon, Testimony<Visibility>& visibility) {
  if (icon == kNoNode) return;
  const Tree& tree = page.tree();
  // An editable audience has its words on a button inside.
  for (NodeIndex node = icon; node < tree.end(icon); ++node) {
    for (const Name name : {Name::data_tooltip_content, Name::aria_label}) {
      const std::string_view label = tree.attribute(node, name);
      const std::string_view signal = name == Name::aria_label ? "audience-label" : "audience-tooltip";
      if (!label.empty()) visibility.hear(signal, visibility_of_label(label, page.locale()), Weight::label);
    }
  }
}

// Where headings are not known for what they are, the audience of an original may stand in for the post's own. So a
// private one in the header is heard, whosever it is.
void hear_private_tooltips(const Page& page, const Landmarks& landmarks, Testimony<Visibility>& visibility) {
  const Tree& tree = page.tree();
  const Story& own = landmarks.own;
  if (own.heading == kNoNode || !tree.holds(Name::data_tooltip_content)) return;
  for (NodeIndex node = tree.end(own.heading); node < landmarks.header_end; ++node) {
    const std::string_view tooltip = tree.attribute(node, Name::data_tooltip_content);
    if (tooltip.empty() || tree.contains(own.audience, node)) continue;
    if (visibility_of_label(tooltip, page.locale()) == Visibility::private_post) {
      visibility.hear("header-tooltip", Visibility::private_post, Weight::label);
    }
  }
}

Visibility visibility_of(const Page& page, const Landmarks& landmarks, std::vector<Evidence>& evidence) {
  const Story& own = landmarks.own;
  Testimony<Visibility> visibility("visibility");
  hear_audience(page, own.audience, visibility);
  if (own.audience != kNoNode) hear_private_tooltips(page, landmarks, visibility);
  visibility.hear("rendered-audience", visibility_of_label(page.context().rendered.audience, page.locale()),
                  Weight::label);
  return verdict(visibility, evidence);
}

std::optional<Time> unix_time(std::string_view digits) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  const bool read = error == std::errc() && end == digits.data() + digits.size() && seconds > 0;
  return read ? std::optional(Time(std::chrono::seconds(seconds))) : std::nullopt;
}

std::optional<PublicationTime> exact(std::optional<Time> time) {
  return time ? std::optional(PublicationTime{*time}) : std::nullopt;
}

std::optional<PublicationTime> date_in(const Page& page, std::string_view text) {
  if (text.empty()) return std::nullopt;
  return read_date(text, page.locale(), page.context().captured_at, page.context().utc_offset);
}

void hear_time(const Page& page, NodeIndex abbr, Testimony<PublicationTime>& time) {
  if (abbr == kNoNode) return;
  const Tree& tree = page.tree();
  time.hear("time-utime", exact(unix_time(tree.attribute(abbr, Name::data_utime))), Weight::proof);
  if (!time.empty()) return;
  time.hear("time-title", date_in(page, tree.attribute(abbr, Name::title)), Weight::label);
  time.hear("time-text", date_in(page, visible_text(tree, abbr)), Weight::label);
}

std::optional<PublicationTime> time_of(const Page& page, const Landmarks& landmarks, const SubtitleId& subtitle,
                                       std::vector<Evidence>& evidence) {
  Testimony<PublicationTime> time("publicationTime");
  hear_time(page, landmarks.own.time, time);
  time.hear("subtitle-id", exact(subtitle.time), Weight::proof);
  // The feed's own clock tells of the story's last stir: good enough where the post says no more than a day.
  if (landmarks.own.time != kNoNode && landmarks.reason == kNoNode) {
    const std::string_view stir = page.tree().attribute(landmarks.root, Name::data_timestamp);
    time.hear("story-timestamp", exact(unix_time(stir)), Weight::hint);
  }
  time.hear("rendered-time", date_in(page, page.context().rendered.time), Weight::hint);
  return verdict(time, evidence);
}

std::optional<Permalink> permalink_at(const Tree& tree, NodeIndex time) {
  if (time == kNoNode) return std::nullopt;
  const NodeIndex link = tree.closest(time, [&tree](NodeIndex node) { return tree.tag(node) == Tag::a; });
  return link == kNoNode ? std::nullopt : read_permalink(tree.attribute(link, Name::href));
}

std::string post_id_of(std::string feedback_id, const SubtitleId& subtitle, const std::optional<Permalink>& permalink,
                       std::vector<Evidence>& evidence) {
  Testimony<std::string> id("postId");
  id.hear("feedback-id", std::move(feedback_id), Weight::proof);
  id.hear("subtitle-id", subtitle.post_id, Weight::label);
  if (permalink) id.hear("permalink", permalink->post_id, Weight::label);
  return verdict(id, evidence);
}

// ---- the message ----

// What lies in a message and is none of it: "See more" and what it hides, the offer of a translation.
bool is_no_message(const Tree& tree, NodeIndex node) {
  return tree.has_class(node, "text_exposed_hide") || (marks_of(tree, node) & kClutter) != 0 ||
         part_of(tree.attribute(node, Name::data_ft)) == "e";
}

std::string message_of(const Tree& tree, NodeIndex text) {
  if (text == kNoNode) return {};
  return visible_text(tree, text, [&tree](NodeIndex node) { return is_no_message(tree, node); });
}

// The page hides the rest of a long text by its style, and then holds it all; or it holds no rest, and cut it.
bool is_truncated(const Tree& tree, NodeIndex text) {
  const auto has = [&](std::string_view name) {
    return tree.find(text, tree.end(text), [&](NodeIndex node) { return tree.has_class(node, name); }) != kNoNode;
  };
  return has("text_exposed_hide") && !has("text_exposed_show");
}

// ---- the original that the post shares ----

bool names(const Actor& actor, std::string_view owner) {
  if (actor.address.find("/groups/") != std::string::npos) return false;
  return actor.id == owner || (actor.address.size() > owner.size() && actor.address.ends_with(owner) &&
                               actor.address[actor.address.size() - owner.size() - 1] == '/');
}

// "Ana shared Ben's video": of the other names in the heading, the one to whom something linked beside it belongs.
const Actor* owner_in_heading(const Tree& tree, const std::vector<Actor>& actors) {
  for (const Actor& thing : actors) {
    const std::optional<Permalink> shown = read_permalink(tree.attribute(thing.link, Name::href));
    if (!shown || shown->owner.empty()) continue;
    for (std::size_t other = 1; other < actors.size(); ++other) {
      if (names(actors[other], shown->owner)) return &actors[other];
    }
  }
  return nullptr;
}

std::optional<SharedPost> original_of(const Page& page, const Landmarks& landmarks, const std::vector<Actor>& actors) {
  const Tree& tree = page.tree();
  const Story& original = landmarks.original;
  const std::vector<Actor> publishers = actors_in(tree, original.heading);
  const Actor* publisher = publisher_among(publishers);
  if (publisher == nullptr) publisher = owner_in_heading(tree, actors);
  if (publisher == nullptr) return std::nullopt;

  SharedPost shared;
  shared.source = publisher->name;
  shared.source_link = publisher->address;
  const auto same = std::ranges::find(actors, shared.source, &Actor::name);
  if (shared.source_link.empty() && same != actors.end()) shared.source_link = same->address;
  shared.text = message_of(tree, original.text);

  Testimony<PublicationTime> time("sharedTime");
  hear_time(page, original.time, time);
  Testimony<Visibility> visibility("sharedVisibility");
  hear_audience(page, original.audience, visibility);
  std::vector<Evidence> unrecorded;
  shared.publication_time = verdict(time, unrecorded);
  shared.visibility = verdict(visibility, unrecorded);

  if (const std::optional<Permalink> permalink = permalink_at(tree, original.time)) {
    shared.perma_link = permalink->perma_link;
    shared.post_id = permalink->post_id;
  }
  if (shared.post_id.empty() && original.subtitle != kNoNode)
    shared.post_id = read_subtitle_id(tree.attribute(original.subtitle, Name::id)).post_id;
  return shared;
}

// ---- all of it ----

// In 2018 the disclaimer of a political advertisement named it; the share button did before.
std::string ad_id_in_header(const Tree& tree, const Landmarks& landmarks) {
  for (NodeIndex node = landmarks.root; node < landmarks.header_end; ++node) {
    if (tree.tag(node) != Tag::a) continue;
    for (const Name name : {Name::ajaxify, Name::href}) {
      if (auto id = query_parameter(tree.attribute(node, name), "ad_id")) return *std::move(id);
    }
  }
  return {};
}

std::optional<bool> plays_by_itself(const Tree& tree, NodeIndex video) {
  const NodeIndex player =
      tree.find(video, tree.end(video), [&](NodeIndex node) { return tree.tag(node) == Tag::video; });
  const std::string_view preload = player == kNoNode ? "" : tree.attribute(player, "preload");
  return preload.empty() ? std::nullopt : std::optional(preload == "auto");
}

// A place of the feed that holds something else: people whom one may know, promotions of the site, an empty frame.
// Nothing was published there, so there is no time, no label in its stead, no message, and nothing to react to.
bool is_no_post(const Page& page, const Landmarks& landmarks) {
  const Story& own = landmarks.own;
  if (own.heading != kNoNode && is_unit_title(visible_text(page.tree(), own.heading), page.locale())) return true;
  return own.time == kNoNode && own.label == kNoNode && own.text == kNoNode && landmarks.feedback == kNoNode;
}

Metadata read_metadata(const Page& page, const Landmarks& landmarks, const std::vector<Actor>& actors) {
  const Tree& tree = page.tree();
  const Story& own = landmarks.own;
  const SubtitleId subtitle =
      own.subtitle == kNoNode ? SubtitleId{} : read_subtitle_id(tree.attribute(own.subtitle, Name::id));
  const std::optional<Permalink> permalink = permalink_at(tree, own.time);

  Metadata metadata;
  metadata.era = Era::legacy;
  metadata.ad_id = ad_id_in_header(tree, landmarks);
  const std::string feedback_id = read_feedback(page, landmarks, metadata);
  metadata.nature = nature_of(page, landmarks, subtitle, metadata);
  read_source(tree, own, actors, metadata);
  if (metadata.source_id.empty()) metadata.source_id = subtitle.publisher_id;
  metadata.reason = reason_of(tree, landmarks);
  metadata.post_id = post_id_of(feedback_id, subtitle, permalink, metadata.evidence);
  if (permalink) {
    metadata.perma_link = permalink->perma_link;
    metadata.fblinktype = permalink->type;
  }
  metadata.publication_time = time_of(page, landmarks, subtitle, metadata.evidence);
  metadata.text = message_of(tree, own.text);
  if (!metadata.text.empty()) metadata.truncated = is_truncated(tree, own.text);
  metadata.card = read_card(page, landmarks);
  metadata.images = read_images(page, landmarks);
  metadata.video = landmarks.video != kNoNode;
  if (landmarks.video != kNoNode) metadata.video_autoplay = plays_by_itself(tree, landmarks.video);
  metadata.shared = original_of(page, landmarks, actors);
  return metadata;
}

std::optional<Impression> read(const Page& page, NodeIndex post) {
  const Landmarks landmarks = survey(page.tree(), post);
  if (is_no_post(page, landmarks)) return std::nullopt;
  const std::vector<Actor> actors = actors_in(page.tree(), landmarks.own.heading);
  Impression impression;
  impression.metadata = read_metadata(page, landmarks, actors);
  impression.visibility = visibility_of(page, landmarks, impression.metadata.evidence);
  impression.understanding = understanding_of(impression.metadata);
  return impression;
}

bool is_comment(const Tree& tree, NodeIndex node) { return (marks_of(tree, node) & kComment) != 0; }

}  // namespace
}  // namespace legacy

const Reader kLegacyReader{Era::legacy, legacy::recognises, legacy::posts, legacy::read, nullptr, legacy::is_comment};

}  // namespace feedwitness::parser
