// The feed of m.facebook.com until about 2023.

import { secrets } from "./posts.mjs";

/** @typedef {import("./posts.mjs").Post} Post */

/** @param {Post} post */
export function mobilePost(post) {
  const story = `7100000000${String(post.number).padStart(4, "0")}`;
  const word = post.kind === "private" ? "Friends" : "Public";
  const note = post.kind === "ad" ? `<span>Sponsored</span>` : `<a href="/story.php?story_fbid=${story}&amp;id=88${post.number}"><abbr>${post.time}rs</abbr></a>`;
  const comments = post.comments > 0 ? `<div data-sigil="m-comments"><div data-sigil="comment"><h3>Ana Bell</h3><div data-sigil="comment-body">${secrets.comment}</div></div></div>` : "";
  return `<article class="_55wo" data-store="{&quot;linkdata&quot;:&quot;qid.1&quot;,&quot;feedback_target&quot;:${story}}" data-ft="{&quot;top_level_post_id&quot;:&quot;${story}&quot;,&quot;content_owner_id_new&quot;:&quot;88${post.number}&quot;,&quot;tn&quot;:&quot;-R&quot;}" data-sigil="story-div story-popup-metadata feed-ufi-metadata">
<div class="story_body_container"><header><div><h3 data-gt="{&quot;tn&quot;:&quot;C&quot;}"><strong><a href="/${post.slug}?refid=7&amp;__tn__=C-R">${post.name}</a></strong></h3>
<div data-sigil="m-feed-voice-subtitle">${note}<span aria-hidden="true"> · </span><span><div><span data-sigil="audience-icon"><i class="img" aria-label="${word}" role="img"></i></span></div></span></div></div></header>
<div data-ft="{&quot;tn&quot;:&quot;*s&quot;}" data-gt="{&quot;tn&quot;:&quot;*s&quot;}"><span><p>${post.text} ${post.more}</p></span></div></div>
<footer data-ft="{&quot;tn&quot;:&quot;*W&quot;}"><div data-sigil="reactions-bling-bar"><div data-sigil="reactions-sentence-container"><div aria-label="${post.likes} reactions left">${post.likes}</div></div><span data-sigil="comments-token">${post.comments} Comments</span></div>
<div data-sigil="ufi-inline-actions"><a role="button" data-sigil="touchable ufi-inline-like" data-uri="/ufi/reaction/?ft_ent_identifier=${story}&amp;reaction_type=1">Like</a></div>${comments}</footer></article>`;
}

/** @param {{ script: string, data: string }} page */
export function mobilePage({ script, data }) {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Feed</title><style>body{font:14px sans-serif;margin:0}article{border-bottom:8px solid #ddd;padding:12px;min-height:220px}</style></head>
<body><div id="root" role="feed"></div><script type="application/json" id="data">${data}</script><script src="${script}"></script></body></html>`;
}
