// The feed as the desktop site wrote it until 2020.

import { secrets } from "./posts.mjs";

/** @typedef {import("./posts.mjs").Post} Post */

/** @param {Post} post */
export function legacyPost(post) {
  const story = `7100000000${String(post.number).padStart(4, "0")}`;
  const word = post.kind === "private" ? "Shared with: Ana&#39;s friends" : "Shared with: Public";
  const audience = `<a class="uiStreamPrivacy inlineBlock fbStreamPrivacy fbPrivacyAudienceIndicator _5pcq" data-hover="tooltip" data-tooltip-content="${word}" role="button" aria-label="${word}" href="#"><i class="lock img"></i></a>`;
  const slot = post.kind === "ad"
    ? `<span class="_5paw" data-ft='{"tn":"j"}'><a class="_3e_2 _m8c" href="/ads/about/?entry=x" role="link">Sponsored</a></span>`
    : `<span class="fsm fwn fcg"><a class="_5pcq" href="/${post.slug}/posts/${story}"><abbr title="x" data-utime="1522696112" class="_5ptz timestamp livetimestamp"><span class="timestampContent">${post.time}rs</span></abbr></a></span>`;
  const comments = post.comments > 0
    ? `<div class="UFIContainer"><ul class="UFIList"><li class="UFIRow UFIComment"><a href="/ana.bell">Ana Bell</a> <span>${secrets.comment}</span></li><li class="UFIRow UFIAddComment"><textarea>${secrets.composer}</textarea></li></ul></div>`
    : "";
  return `<div class="_5jmm _5pat _3lb4" id="hyperfeed_story_id_5a${story}" data-testid="fbfeed_story" data-dedupekey="${story}" role="article" aria-posinset="${post.number}">
<div class="_5pcr userContentWrapper" data-ft='{"tn":"-R"}'>
<h5 class="_5pbw _5vra" data-ft='{"tn":"C"}'><span class="fwn fcg"><span class="fwb fcg" data-ft='{"tn":";"}'><a href="/${post.slug}?fref=nf" data-hovercard="/ajax/hovercard/page.php?id=88${post.number}">${post.name}</a></span></span></h5>
<div class="_5pcp _5lel" id="feed_subtitle_1;88${post.number};;9">${slot}<span role="presentation" aria-hidden="true"> · </span>${audience}</div>
<div class="_5pbx userContent" data-ft='{"tn":"K"}'><p>${post.text}</p>${post.more ? `<div class="text_exposed_show"><p>${post.more}</p></div>` : ""}</div>
<form rel="async" class="commentable_item" method="post" data-ft='{"tn":"]"}' action="/ajax/ufi/modify.php"><input type="hidden" name="ft_ent_identifier" value="${story}">${comments}</form>
</div></div>`;
}

/** @param {{ script: string, data: string }} page */
export function legacyPage({ script, data }) {
  return `<!DOCTYPE html><html lang="en" id="facebook"><head><meta charset="utf-8"><title>Feed</title><style>body{font:14px sans-serif}#contentArea{width:500px;margin:auto}._5jmm{border:1px solid #ccc;margin:10px 0;padding:12px;min-height:220px}</style></head>
<body><div id="contentArea"><div role="feed" id="stream"></div></div><div id="rightCol"><div class="ego_section">${secrets.chat}</div></div>
<script type="application/json" id="data">${data}</script><script src="${script}"></script></body></html>`;
}
