#include "tests/support/post.h"

namespace feedwitness::tests {
namespace {

constexpr std::string_view kPost =
    R"(<article data-ft='{"top_level_post_id":"810004","content_owner_id_new":"820001","tn":"-R"}'>)"
    R"(<div><header><table><tbody><tr><td><header><h3><strong><a href="/harbour.news/?refid=8">Harbour News</a>)"
    R"(</strong></h3></header></td></tr></tbody></table></header>)"
    R"(<div data-ft='{"tn":"*s"}'><p>TEXT</p></div><div data-ft='{"tn":"H"}'></div></div>)"
    R"(<footer data-ft='{"tn":"*W"}'><div><abbr>2 hrs</abbr> · <span><div><span><span>AUDIENCE</span></span></div>)"
    R"(</span></div><div><span id="like_810004"><a href="/a/like.php?ul&amp;ft_ent_identifier=810004">Like</a></span> · )"
    R"(<a href="/story.php?story_fbid=810004&amp;id=820001&amp;refid=8">Full Story</a></div></footer></article>)";

std::string filled(std::string_view form, std::string_view name, std::string_view value) {
  std::string text(form);
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size())) {
    text.replace(at, name.size(), value);
  }
  return text;
}

}  // namespace

std::string post(std::string_view text, std::string_view audience) {
  return filled(filled(kPost, "AUDIENCE", audience), "TEXT", text);
}

std::string page(std::string_view posts) {
  return R"(<!DOCTYPE html><html lang="en"><head><title>Feed</title></head><body>)" + std::string(posts) +
         "</body></html>";
}

}  // namespace feedwitness::tests
