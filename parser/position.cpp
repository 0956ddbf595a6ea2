#include "parser/position.h"

#include <array>

#include "parser/grammar/links.h"

namespace feedwitness::parser {

namespace {

struct Sign {
  std::string_view start;
  std::string_view position;
};

// The first segments of a path. What is not listed is the name of a page or a profile, which look alike.
constexpr std::array<Sign, 11> kPaths{{{"/home.php", "feed"},
                                       {"/groups/feed", "feed"},
                                       {"/groups/", "group"},
                                       {"/search/", "search"},
                                       {"/hashtag/", "search"},
                                       {"/profile.php", "profile"},
                                       {"/people/", "profile"},
                                       {"/pages/", "page"},
                                       {"/pg/", "page"},
                                       {"/watch", ""},
                                       {"/marketplace", ""}}};

// <meta property="al:android:url">, for the app that opens the page instead.
constexpr std::array<Sign, 5> kApps{{{"fb://feed", "feed"},
                                     {"fb://page/", "page"},
                                     {"fb://profile/", "profile"},
                                     {"fb://group/", "group"},
                                     {"fb://photo/", "permalink"}}};

constexpr std::array<Sign, 8> kIds{{{"topnews_main_stream", "feed"},
                                    {"m_newsfeed_stream", "feed"},
                                    {"pagelet_timeline_main_column", "profile"},
                                    {"pagelet_group_mall", "group"},
                                    {"m_group_stories_container", "group"},
                                    {"m_story_permalink_view", "permalink"},
                                    {"MPhotoContent", "permalink"},
                                    {"BrowseResultsContainer", "search"}}};

constexpr std::array<Sign, 4> kPagelets{
    {{"FeedUnit", "feed"}, {"ProfileTimeline", "profile"}, {"ProfileTilesFeed", "profile"}, {"GroupFeed", "group"}}};

template <std::size_t kSize>
const Sign* find_sign(const std::array<Sign, kSize>& signs, std::string_view text) {
  for (const Sign& sign : signs) {
    if (text.starts_with(sign.start)) return &sign;
  }
  return nullptr;
}

// "/groups/4411/" of "https://www.facebook.com/groups/4411/?ref=x#y".
std::string_view path_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    const std::size_t slash = url.find('/', scheme + 3);
    url = slash == std::string_view::npos ? "/" : url.substr(slash);
  }
  return url.substr(0, url.find_first_of("?#"));
}

const Sign* sign_of_address(std::string_view url) {
  static constexpr Sign kFeed{"/", "feed"};
  static constexpr Sign kPermalink{"", "permalink"};
  if (url.empty() || !is_site_address(url)) return nullptr;
  const std::string_view path = path_of(url);
  if (path.empty() || path == "/") return &kFeed;
  if (read_permalink(url)) return &kPermalink;
  return find_sign(kPaths, path);
}

const Sign* sign_of_element(const Tree& tree, NodeIndex node) {
  for (const Attribute& attribute : tree.attributes(node)) {
    const Sign* sign = nullptr;
    if (attribute.name == Name::id) sign = find_sign(kIds, attribute.value);
    if (attribute.name == Name::data_pagelet) sign = find_sign(kPagelets, attribute.value);
    if (sign != nullptr) return sign;
  }
  return nullptr;
}

}  // namespace

std::string_view position_of(const Page& page) {
  if (const Sign* sign = sign_of_address(page.url()); sign != nullptr) return sign->position;
  const Tree& tree = page.tree();
  for (NodeIndex node = 0; node < tree.size(); ++node) {
    const bool names_app = tree.tag(node) == Tag::meta && tree.attribute(node, "property") == "al:android:url";
    const Sign* sign = names_app ? find_sign(kApps, tree.attribute(node, Name::content)) : sign_of_element(tree, node);
    if (sign != nullptr) return sign->position;
  }
  return {};
}

}  // namespace feedwitness::parser
