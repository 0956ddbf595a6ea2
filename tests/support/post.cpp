#include "tests/support/post.h"

namespace feedwitness::tests {
namespace {

constexpr std::string_view kPost =
    R"(<div class="_5jmm _5pat _3lb4" id="hyperfeed_story_id_5a01" data-testid="fbfeed_story">)"
    R"(<div class="_5pcr userContentWrapper" data-ft='{"tn":"-R"}'>)"
    R"(<h5 class="_5pbw _5vra" data-ft='{"tn":"C"}'><span class="fwn fcg"><span class="fwb fcg" data-ft='{"tn":"k"}'>)"
    R"(<a href="https://www.facebook.com/harbournews/?fref=nf" data-hovercard="/ajax/hovercard/page.php?id=410410410">)"
    R"(Harbour News</a></span></span></h5><div class="_5pcp _5lel"><span class="_5paw _14zs" data-ft='{"tn":"j"}'>)"
    R"(<a class="_3e_2 _14zr" href="#"></a></span><span class="fsm fwn fcg"><a class="_5pcq" )"
    R"(href="/harbournews/posts/7000000033"><abbr title="Monday, 2 April 2018 at 20:08" data-utime="1522696112" )"
    R"(class="_5ptz timestamp livetimestamp"><span class="timestampContent">1 hr</span></abbr></a></span>)"
    R"(<a class="uiStreamPrivacy inlineBlock fbStreamPrivacy fbPrivacyAudienceIndicator _5pcq" aria-label="AUDIENCE" )"
    R"(href="#" role="button" data-hover="tooltip" data-tooltip-content="AUDIENCE"><i class="lock img"></i></a></div>)"
    R"(<div class="_5pbx userContent" data-ft='{"tn":"K"}'><p>TEXT</p></div><form rel="async" )"
    R"(class="commentable_item" method="post" data-ft='{"tn":"]"}' action="/ajax/ufi/modify.php"><input type="hidden" )"
    R"(name="ft_ent_identifier" value="7000000033"></form></div></div>)";

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
  return R"(<!DOCTYPE html><html lang="en" id="facebook"><head><title>Feed</title></head><body>)" + std::string(posts) +
         "</body></html>";
}

}  // namespace feedwitness::tests
