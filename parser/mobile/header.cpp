#include "parser/mobile/header.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "parser/grammar/dates.h"
#include "parser/text.h"

namespace feedwitness::parser {
namespace {

bool contains(std::string_view text, std::string_view piece) { return text.find(piece) != std::string_view::npos; }

// One of the things that a line of small print lists between "·": the time, the audience, a place, an app.
struct LineItem {
  NodeIndex begin = kNoNode;  // its first text or labelled picture
  NodeIndex end = kNoNode;
  std::string text;       // folded; the label of a picture
  bool is_time = false;   // it stands in <abbr>
  bool is_boxed = false;  // it stands in an element of its own, as audiences do
};

constexpr std::array<std::string_view, 3> kSeparators{"·", "⋅", "•"};

std::vector<LineItem> line_items(const Tree& tree, NodeIndex line) {
  std::vector<LineItem> items;
  if (line == kNoNode) return items;
  bool open = false;
  const auto add = [&](NodeIndex node, std::string_view text) {
    if (!open) items.push_back({.begin = node, .end = node, .text = {}});
    open = true;
    LineItem& item = items.back();
    item.end = tree.end(node);
    if (!item.text.empty() && !text.empty()) item.text += ' ';
    item.text += text;
    for (NodeIndex outer = tree.parent(node); outer > line && outer != kNoNode; outer = tree.parent(outer)) {
      item.is_time = item.is_time || tree.tag(outer) == Tag::abbr;
      item.is_boxed = item.is_boxed || tree.tag(outer) == Tag::div;
    }
  };
  for (NodeIndex node = line; node < tree.end(line); ++node) {
    if (tree.tag(node) == Tag::abbr && visible_text(tree, node).empty()) {
      add(node, "");
      items.back().is_time = true;
    }
    const bool picture = tree.tag(node) == Tag::i || tree.tag(node) == Tag::img;
    const std::string_view label = tree.attribute(node, tree.tag(node) == Tag::img ? Name::alt : Name::aria_label);
    if (picture && !label.empty()) {
      add(node, folded(label));
      items.back().is_boxed = true;
    }
    if (tree.tag(node) != Tag::text) continue;
    std::string_view rest = tree[node].text;
    while (!rest.empty()) {
      std::size_t cut = rest.size();
      std::size_t width = 0;
      for (const std::string_view separator : kSeparators) {
        const std::size_t at = rest.find(separator);
        if (at < cut) {
          cut = at;
          width = separator.size();
        }
      }
      if (const std::string text = folded(rest.substr(0, cut)); !text.empty()) add(node, text);
      if (width > 0) open = false;
      rest.remove_prefix(cut + width);
    }
  }
  return items;
}

// What an audience selector of the viewer's own posts says: its link, without "Privacy:".
std::string audience_selector(const Tree& tree, const LineItem& item) {
  const NodeIndex link =
      tree.find(item.begin, item.end, [&tree](NodeIndex node) { return contains(address_of(tree, node), "/privacy"); });
  return link == kNoNode ? std::string() : folded(visible_text(tree, link));
}

void hear_audience(const Page& page, const std::vector<LineItem>& line, Testimony<Visibility>& testimony) {
  const Tree& tree = page.tree();
  for (auto item = line.rbegin(); item != line.rend(); ++item) {
    if (item->is_time || item->text.empty()) continue;
    const std::string selected = audience_selector(tree, *item);
    const std::string& label = selected.empty() ? item->text : selected;
    const bool is_slot = item->is_boxed || !selected.empty();
    const Visibility told = visibility_of_label(label, page.locale());
    if (told == Visibility::unknown && !is_slot) continue;
    // An audience that is not a word for "Public" is narrower: friends, a group's members, somebody's own list.
    const bool by_exclusion = told == Visibility::unknown;
    testimony.hear(by_exclusion ? "audience-slot" : "audience-label", by_exclusion ? Visibility::private_post : told,
                   by_exclusion ? Weight::hint : Weight::label);
    return;
  }
}

// What the links below and above a story give away: where the label leads, and what a click on Like reports.
void hear_links(const Page& page, const MobileStory& story, Testimony<Nature>& testimony) {
  constexpr std::string_view kFlag = "is_sponsored=";
  const Tree& tree = page.tree();
  bool labelled = false;
  bool flagged = false;
  for (NodeIndex node = story.root; node < tree.end(story.root); ++node) {
    const std::string_view href = address_of(tree, node);
    if (!labelled && contains(href, "/ads/about") && !stands_in(tree, story.messages, node)) {
      testimony.hear("ads-about-link", Nature::sponsored, Weight::label);
      labelled = true;
    }
    for (const std::string_view address : {href, tree.attribute(node, "data-uri")}) {
      const std::size_t flag = address.find(kFlag);
      if (flagged || flag == std::string_view::npos) continue;
      const bool sponsored = address.substr(flag + kFlag.size()).starts_with('1');
      testimony.hear("reaction-link", sponsored ? Nature::sponsored : Nature::organic,
                     sponsored ? Weight::proof : Weight::label);
      flagged = true;
    }
  }
}

// The label may stand in the header, beside the name.
bool header_bears_label(const Page& page, const MobileStory& story) {
  const Tree& tree = page.tree();
  if (story.heading == kNoNode) return false;
  const NodeIndex header = tree.closest(
      story.heading, [&](NodeIndex outer) { return outer <= story.root || tree.tag(outer) == Tag::header; });
  if (header == kNoNode || tree.tag(header) != Tag::header) return false;
  return tree.find(header, tree.end(header), [&](NodeIndex node) {
    return tree.tag(node) == Tag::text && !tree.contains(story.heading, node) &&
           is_sponsored_label(tree[node].text, page.locale());
  }) != kNoNode;
}

void hear_nature(const Page& page, const MobileStory& story, const std::vector<LineItem>& line, const StoryData& notes,
                 Testimony<Nature>& testimony) {
  if (notes.sponsored) {
    testimony.hear("story-notes", *notes.sponsored ? Nature::sponsored : Nature::organic,
                   *notes.sponsored ? Weight::proof : Weight::label);
  }
  const auto is_label = [&page](const LineItem& item) { return is_sponsored_label(item.text, page.locale()); };
  if (std::ranges::any_of(line, is_label) || header_bears_label(page, story)) {
    testimony.hear("label-text", Nature::sponsored, Weight::label);
  }
  const auto names_payer = [&page](const LineItem& item) { return is_paid_for_label(item.text, page.locale()); };
  if (std::ranges::any_of(line, names_payer)) testimony.hear("paid-for-label", Nature::sponsored, Weight::label);
  // Advertisements show no time.
  if (std::ranges::any_of(line, &LineItem::is_time)) testimony.hear("time-label", Nature::organic, Weight::label);
  if (is_sponsored_label(page.context().rendered.label, page.locale())) {
    testimony.hear("rendered-label", Nature::sponsored, Weight::label);
  }
  hear_links(page, story, testimony);
}

}  // namespace

MobileHeader read_mobile_header(const Page& page, const MobileStory& story, NodeIndex small_print,
                                const StoryData& notes, std::vector<Evidence>& evidence) {
  const std::vector<LineItem> line = line_items(page.tree(), small_print);
  const Context& context = page.context();
  MobileHeader header;

  Testimony<Nature> nature("nature");
  hear_nature(page, story, line, notes, nature);
  header.nature = verdict(nature, evidence);

  Testimony<Visibility> visibility("visibility");
  hear_audience(page, line, visibility);
  visibility.hear("rendered-audience", visibility_of_label(context.rendered.audience, page.locale()), Weight::label);
  header.visibility = verdict(visibility, evidence);

  Testimony<PublicationTime> time("publicationTime");
  if (notes.published) time.hear("story-notes", PublicationTime{*notes.published}, Weight::proof);
  const auto hear_label = [&](std::string_view signal, std::string_view label) {
    if (label.empty()) return;
    time.hear(signal, read_date(label, page.locale(), context.captured_at, context.utc_offset), Weight::label);
  };
  const auto shown = std::ranges::find_if(line, [](const LineItem& item) { return item.is_time; });
  if (shown != line.end()) hear_label("time-label", shown->text);
  hear_label("rendered-time", context.rendered.time);
  header.publication_time = verdict(time, evidence);
  return header;
}

}  // namespace feedwitness::parser
