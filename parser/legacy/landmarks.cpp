#include "parser/legacy/landmarks.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "parser/grammar/data_ft.h"

namespace feedwitness::parser::legacy {
namespace {

struct Named {
  std::string_view name;
  std::uint32_t marks;
};

// Class names that the site kept for years. Sorted, for the search. The generated names of 2018 to 2020
// ("l_hkkpo-8u8") mean nothing and are never asked for.
constexpr std::array kClasses = std::to_array<Named>({
    {"PageLikeButton", kClutter},
    {"UFIAddComment", kComment},
    {"UFIComment", kComment},
    {"UFICommentContentBlock", kComment},
    {"UFIContainer", kFeedback},
    {"UFIReplyList", kComment},
    {"_150c", kVideo},
    {"_29ee", kAudience},
    {"_43f9", kClutter},
    {"_5jmm", kUnit},
    {"_5pb8", kAvatar},
    {"_5pbw", kHeading},
    {"_5pbx", kText},
    {"_5pco", kText},
    {"_5pcp", kSubtitle},
    {"_5pcr", kBody},
    {"_5r69", kAttachment},
    {"actorName", kHeading},
    {"commentable_item", kFeedback},
    {"ego_section", kAside},
    {"ego_unit", kAside},
    {"fbDockWrapper", kAside},
    {"fbPrivacyAudienceIndicator", kAudience},
    {"fbStreamPrivacy", kAudience},
    {"fbTimelineUnit", kUnit},
    {"fbUserContent", kWrapper | kBody},
    {"home_right_column", kAside},
    {"swfObject", kVideo},
    {"uiStreamHeadline", kHeading},
    {"uiStreamPrivacy", kAudience},
    {"uiStreamSponsoredLink", kLabel},
    {"uiStreamStory", kUnit},
    {"uiUnifiedStory", kUnit},
    {"userContent", kText},
    {"userContentWrapper", kWrapper | kBody},
});
static_assert(std::ranges::is_sorted(kClasses, {}, &Named::name));

// The letters with which data-ft names a part.
constexpr std::array kParts = std::to_array<Named>({
    {"-R", kWrapper},
    {"C", kHeading},
    {"F", kVideo},
    {"H", kAttachment},
    {"K", kText},
    {"V", kClutter},
    {"[", kComment},
    {"\\u003C", kAvatar},
    {"]", kFeedback},
    {"j", kLabel},
    {"m", kAvatar},
});
static_assert(std::ranges::is_sorted(kParts, {}, &Named::name));

// How ids and test ids begin. The subtitle's own were misspelt now and then.
constexpr std::array kBeginnings = std::to_array<Named>({
    {"hyperfeed_story_id_", kUnit},
    {"mall_post_", kUnit},
    {"fbfeed_story", kUnit},
    {"feed_subtitle_", kSubtitle},
    {"feed_sub", kSubtitle},
    {"feedsub", kSubtitle},
    {"fbfeed_sub_header_id", kSubtitle},
    {"fb-testid_feed-sub", kSubtitle},
    {"story-sub", kSubtitle},
    {"storysub", kSubtitle},
    {"story-label", kSubtitle},
    {"post_message", kText},
    {"privacy_selector_", kAudience},
    {"fbFeedStoryUFI", kFeedback},
    {"UFI2Comment/", kComment},
    {"UFI2CommentsList/", kComment},
    {"UFI2Composer", kComment},
});

// Which letters a name of the table begins with: most class names of a page need no search.
constexpr std::array<bool, 256> kInitials = [] {
  std::array<bool, 256> initials{};
  for (const Named& name : kClasses) initials[static_cast<unsigned char>(name.name.front())] = true;
  return initials;
}();

std::uint32_t marks_of_classes(std::string_view classes) {
  std::uint32_t marks = 0;
  while (!classes.empty()) {
    const std::size_t end = std::min(classes.find_first_of(" \t\n"), classes.size());
    const std::string_view name = classes.substr(0, end);
    classes.remove_prefix(std::min(end + 1, classes.size()));
    if (name.empty() || !kInitials[static_cast<unsigned char>(name.front())]) continue;
    const auto* const found = std::ranges::lower_bound(kClasses, name, {}, &Named::name);
    if (found != kClasses.end() && found->name == name) marks |= found->marks;
  }
  return marks;
}

std::uint32_t marks_of_part(std::string_view data_ft) {
  const std::string_view part = part_of(data_ft);
  if (part.starts_with('R')) return kComment;  // R0, R1 ...: one letter and a number for each comment
  const auto* const found = std::ranges::lower_bound(kParts, part, {}, &Named::name);
  return found != kParts.end() && found->name == part ? found->marks : 0;
}

std::uint32_t marks_of_beginning(std::string_view id) {
  const auto* const found =
      std::ranges::find_if(kBeginnings, [id](const Named& beginning) { return id.starts_with(beginning.name); });
  return found != kBeginnings.end() ? found->marks : 0;
}

// Of the attributes that the tree does not know by name.
std::uint32_t marks_of_other(const Attribute& attribute) {
  if (attribute.raw_name == "data-dedup") return kUnit;
  return attribute.raw_name == "data-hover" && attribute.value == "tooltip" ? kTooltip : 0U;
}

std::uint32_t marks_of_role(std::string_view role) {
  return role == "navigation" || role == "complementary" || role == "banner" ? kAside : 0U;
}

bool is_message_tag(Tag tag) { return tag != Tag::a && tag != Tag::img && tag != Tag::i; }

// Names that mean something else on some elements: in 2013 a message stood in <h5 class="userContentWrapper">, and the
// heading links to a shared video with the video's own letter.
std::uint32_t without_homonyms(std::uint32_t marks, Tag tag) {
  const bool is_headline = tag == Tag::h5 || tag == Tag::h6 || tag == Tag::span;
  if (is_headline) marks &= ~static_cast<std::uint32_t>(kWrapper | kBody);
  if (tag == Tag::a) marks &= ~static_cast<std::uint32_t>(kHeading | kVideo | kAttachment);
  if (!is_message_tag(tag)) marks &= ~static_cast<std::uint32_t>(kText);
  return marks;
}

// Walks one post in document order and knows how far it has come.
class Surveyor {
 public:
  Surveyor(const Tree& tree, NodeIndex post) : tree_(tree) {
    found_.root = post;
    found_.body = post;
  }

  Landmarks walk() {
    const NodeIndex end = tree_.end(found_.root);
    for (NodeIndex node = found_.root; node < end;) node = visit(node);
    if (found_.header_end == kNoNode) found_.header_end = found_.feedback != kNoNode ? found_.feedback : end;
    return std::move(found_);
  }

 private:
  enum class Stage : std::uint8_t { header, attachments, feedback };

  // Takes note of one node and says which one comes next.
  NodeIndex visit(NodeIndex node) {
    if (!tree_.is_element(node)) return node + 1;
    const std::uint32_t marks = marks_of(tree_, node);
    if ((marks & (kComment | kClutter)) != 0) return tree_.end(node);
    if ((marks & kFeedback) != 0 && found_.own.heading != kNoNode) return enter_feedback(node);
    if (stage_ == Stage::feedback) return visit_feedback(node);
    if ((marks & kWrapper) != 0 && node != found_.root) return enter_wrapper(node);
    if (stage_ == Stage::header) return visit_header(node, marks);
    return visit_attachments(node, marks);
  }

  NodeIndex enter_feedback(NodeIndex node) {
    if (found_.feedback == kNoNode) found_.feedback = node;
    if (stage_ == Stage::header) found_.header_end = node;
    stage_ = Stage::feedback;
    return own_header_is_read() ? tree_.end(found_.root) : node + 1;
  }

  // Until 2013 time, label and audience stood at the foot, among the buttons.
  NodeIndex visit_feedback(NodeIndex node) {
    if (!tree_.has_class(node, "uiStreamFooter")) return node + 1;
    const NodeIndex end = tree_.end(node);
    for (NodeIndex inner = node; inner < end; ++inner) {
      if (tree_.is_element(inner)) note_subtitle(found_.own, inner, marks_of(tree_, inner));
    }
    return end;
  }

  bool own_header_is_read() const {
    return found_.own.time != kNoNode || found_.own.label != kNoNode || found_.own.subtitle != kNoNode;
  }

  bool has_message() const {
    const NodeIndex text = found_.own.text;
    return text != kNoNode && tree_.end(text) > text + 1;
  }

  // A story inside a story. Around it stood either no more than a reason ("Ana likes this"), then it is the post; or a
  // whole header, then it is the original that the post shares.
  NodeIndex enter_wrapper(NodeIndex node) {
    if (own_header_is_read()) {
      if (!tree_.contains(found_.body, node)) return tree_.end(node);
      stage_ = Stage::attachments;
      if (found_.header_end == kNoNode) found_.header_end = node;
      return node + 1;
    }
    begin_again_in(node);
    return node + 1;
  }

  // What was read so far was the reason; the post itself begins here.
  void begin_again_in(NodeIndex body) {
    Landmarks inner;
    inner.root = found_.root;
    inner.body = body;
    inner.reason = found_.own.heading;
    found_ = std::move(inner);
    stage_ = Stage::header;
  }

  NodeIndex visit_header(NodeIndex node, std::uint32_t marks) {
    Story& own = found_.own;
    if ((marks & kHeading) != 0 || is_plain_heading(node)) return enter_heading(node);
    if ((marks & kText) != 0) return enter_text(node);
    if ((marks & kAttachment) != 0 && own.heading != kNoNode) return enter_attachments(node);
    if ((marks & kAvatar) != 0 && own.avatar == kNoNode) own.avatar = node;
    note_subtitle(own, node, marks);
    return node + 1;
  }

  // An h5 or h6 with a link, where nothing else names the heading.
  bool is_plain_heading(NodeIndex node) const {
    const Tag tag = tree_.tag(node);
    if ((tag != Tag::h5 && tag != Tag::h6) || found_.own.heading != kNoNode) return false;
    const NodeIndex end = tree_.end(node);
    return tree_.find(node, end, [this](NodeIndex inner) { return tree_.tag(inner) == Tag::a; }) != kNoNode;
  }

  void note_subtitle(Story& story, NodeIndex node, std::uint32_t marks) {
    if (story.heading == kNoNode) return;
    if ((marks & kSubtitle) != 0 && story.subtitle == kNoNode) story.subtitle = node;
    if ((marks & kLabel) != 0 && story.label == kNoNode) story.label = node;
    if ((marks & kTime) != 0 && story.time == kNoNode) story.time = node;
    note_audience(story, node, marks);
  }

  void note_audience(Story& story, NodeIndex node, std::uint32_t marks) {
    if ((marks & (kAudience | kTooltip)) == 0) return;
    const bool is_known = story.audience != kNoNode && (marks_of(tree_, story.audience) & kAudience) != 0;
    if (!is_known) story.audience = node;
  }

  // The second heading of a header makes the first one the reason, unless the publisher's picture stood before that.
  NodeIndex enter_heading(NodeIndex node) {
    Story& own = found_.own;
    if (own.heading == kNoNode) {
      own.heading = node;
    } else if (!own_header_is_read() && own.avatar > own.heading) {
      found_.reason = own.heading;
      own.heading = node;
    } else {
      return enter_attachments(node);
    }
    return tree_.end(node);
  }

  NodeIndex enter_text(NodeIndex node) {
    found_.own.text = node;
    found_.header_end = node;
    stage_ = Stage::attachments;
    return tree_.end(node);
  }

  NodeIndex enter_attachments(NodeIndex node) {
    found_.header_end = node;
    stage_ = Stage::attachments;
    return visit_attachments(node, marks_of(tree_, node));
  }

  NodeIndex visit_attachments(NodeIndex node, std::uint32_t marks) {
    Story& original = found_.original;
    if ((marks & kHeading) != 0 && original.heading == kNoNode) {
      if (!own_header_is_read() && !has_message()) {
        begin_again_in(found_.body);
        return enter_heading(node);
      }
      original.heading = node;
      return tree_.end(node);
    }
    if ((marks & kText) != 0) {
      if (original.text == kNoNode) original.text = node;
      return tree_.end(node);
    }
    if ((marks & kAvatar) != 0) {
      if (original.avatar == kNoNode) original.avatar = node;
      return tree_.end(node);
    }
    note_subtitle(original, node, marks);
    if ((marks & kVideo) != 0 && found_.video == kNoNode) found_.video = node;
    const Tag tag = tree_.tag(node);
    if (tag == Tag::a) found_.links.push_back(node);
    if (tag == Tag::img) found_.pictures.push_back(node);
    return node + 1;
  }

  const Tree& tree_;
  Landmarks found_;
  Stage stage_ = Stage::header;
};

}  // namespace

std::uint32_t marks_of(const Tree& tree, NodeIndex node) {
  const Tag tag = tree.tag(node);
  if (tag == Tag::noscript || tag == Tag::script || tag == Tag::style) return kClutter;
  std::uint32_t marks = tag == Tag::video ? kVideo : tag == Tag::abbr ? kTime : 0U;
  for (const Attribute& attribute : tree.attributes(node)) {
    switch (attribute.name) {
      case Name::class_: marks |= marks_of_classes(attribute.value); break;
      case Name::data_ft: marks |= marks_of_part(attribute.value); break;
      case Name::id:
      case Name::data_testid: marks |= marks_of_beginning(attribute.value); break;
      case Name::role: marks |= marks_of_role(attribute.value); break;
      case Name::data_video_id: marks |= kVideo; break;
      case Name::data_dedupekey: marks |= kUnit; break;
      case Name::other: marks |= marks_of_other(attribute); break;
      default: break;
    }
  }
  return without_homonyms(marks, tag);
}

Landmarks survey(const Tree& tree, NodeIndex post) { return Surveyor(tree, post).walk(); }

}  // namespace feedwitness::parser::legacy
