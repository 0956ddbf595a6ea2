// The feed in the markup of Comet, in two generations of its classes: the words of 2020 to 2022 with labelled icons, and
// the hashes from mid-2022 on with drawn ones, rendering roles, decoys and scrambled letters.

import { secrets, viewerName } from "./posts.mjs";

/** @typedef {import("./posts.mjs").Post} Post */
/** @typedef {"words" | "hashes"} Generation */

const globe = "M109.5 408.5c0 3.23-2.04 5.983-4.903 7.036";
const friends = "M459.75 551c-1.24 0-2.25-1.121-2.25-2.5";
const tracking = "__cft__[0]=AZXinventedinventedinventedinvented&amp;__tn__=%2CO%2CP-R";

/** Letters in the order of a style sheet that no parser knows, among decoys that stand out of sight. @param {string} word */
function scrambled(word) {
  const letters = [...word].map((letter, at) => ({ order: at, html: `<span class="zo${at}">${letter}</span>` }));
  const decoys = [..."Sponsored"].map((letter, at) => ({ order: 50 + at, html: `<span class="zo${at} zx">${letter}</span>` }));
  const mixed = [...letters, ...decoys].sort((a, b) => ((a.order * 7) % 11) - ((b.order * 7) % 11));
  return `<span class="zf">${mixed.map(({ html }) => html).join("")}</span>`;
}

/** @param {Post} post @param {Generation} generation */
function audience(post, generation) {
  const word = post.kind === "private" ? "Friends" : "Public";
  if (generation === "words") return `<i class="hu5pjgll" role="img" aria-label="Shared with ${word}"></i>`;
  const path = post.kind === "private" ? friends : globe;
  return `<svg viewBox="0 0 16 16" title="Shared with ${word}"><title>Shared with ${word}</title><path d="${path}"></path></svg>`;
}

/** @param {Post} post @param {Generation} generation */
function subtitle(post, generation) {
  const dot = '<span><span> </span><span aria-hidden="true"> · </span></span>';
  const line = (/** @type {string} */ href, /** @type {string} */ text) => `<a href="${href}${tracking}" role="link">${text}</a>${dot}${audience(post, generation)}`;
  if (post.kind === "ad") return line("?", generation === "words" ? "<span>Sponsored</span>" : scrambled("Sponsored"));
  const address = `/${post.slug}/posts/7100000000${String(post.number).padStart(4, "0")}?`;
  return line(address, generation === "words" ? `<span>${post.time}</span>` : scrambled(post.time));
}

/** @param {Post} post */
function comments(post) {
  if (post.comments === 0) return "";
  const article = `<div role="article" aria-label="Comment by Ana Bell 2 h"><a href="/ana.bell?comment_id=Y29tbWVudA"><span>Ana Bell</span></a>
    <div dir="auto">${secrets.comment} ${post.key}</div><a href="/${post.slug}/posts/7100000000${String(post.number).padStart(4, "0")}?comment_id=55501">2 h</a></div>`;
  return `<ul><li>${article}</li></ul>
    <div class="row"><div><a href="/me/" aria-label="${viewerName}"><svg><image xlink:href="/pictures/viewer_face_77.jpg"></image></svg></a></div>
    <form role="presentation"><div role="textbox" contenteditable="true" aria-label="Comment as ${viewerName}">${secrets.composer}</div></form></div>`;
}

/** The frames within frames of which the site's posts consist. @param {number} weight */
function ballast(weight) {
  const frame = '<div class="x9f619 x1n2onr6 x1ja2u2z x78zum5 xdt5ytf x2lah0s x193iq5w xeuugli x1iyjqo2 xs83m0k">';
  return Array.from({ length: Math.ceil(weight / 8) }, () => frame.repeat(8) + "</div>".repeat(8)).join("");
}

/** @param {Post} post @param {Generation} generation @param {number} [weight] */
export function cometPost(post, generation, weight = 0) {
  const id = (/** @type {string} */ part) => `p${post.number}${part}`;
  const isNew = generation === "hashes";
  const name = `<h4 id="${id("a")}"><span><strong><a href="/${post.slug}?${tracking}" role="link"><span>${post.name}</span></a></strong></span></h4>`;
  const decoy = isNew ? `<div data-0="0" data-1="1" aria-hidden="true"><blockquote><span dir="auto">Facebook</span></blockquote></div>` : "";
  const more = post.more ? `<div role="button" tabindex="0" data-more="${post.more}">See more</div>` : "";
  const message = `<div data-ad-comet-preview="message" data-ad-preview="message" id="${id("c")}"><span dir="auto"><div dir="auto" style="text-align:start">${post.text}${more}</div></span></div>`;
  const photo = post.photo
    ? `<div id="${id("d")}"><a href="/photo/?fbid=7200000000${post.number}&amp;set=a.73&amp;${tracking}" role="link"><img alt="May be an image of sea" src="data:image/svg+xml,${"x".repeat(1500)}" width="480" height="220"></a></div>`
    : "";
  return `<div role="article" aria-posinset="${post.number}" aria-labelledby="${id("a")}" aria-describedby="${id("b")} ${id("c")} ${id("d")} ${id("f")} ${id("e")}" class="${isNew ? "x1n2onr6 x78zum5" : "oajrlxb2 rq0escxv"}">
${decoy}<style>.noise{color:red}</style><script type="application/json">{"noise":${post.number}}</script>
<div class="header"><a href="/${post.slug}?${tracking}" aria-hidden="true" role="link"><svg role="none" width="40" height="40"></svg></a>
<div><div><span dir="auto">${isNew ? `<div data-ad-rendering-role="profile_name">${name}</div>` : name}</span></div>
<div><span dir="auto"><span id="${id("b")}">${subtitle(post, generation)}</span></span></div></div></div>
${isNew ? `<div data-ad-rendering-role="story_message">${message}</div>` : message}
${photo}${ballast(weight)}
<div><div><span role="toolbar" aria-label="See who reacted to this"><span id="${id("f")}"><div role="button" aria-label="Like: ${post.likes} people"></div></span></span><div>All reactions:</div><span aria-hidden="true"><span>${post.likes}</span></span></div>
<div><div role="button" id="${id("e")}"><div><span dir="auto" class="comment-count">${post.comments} comments</span></div></div></div>
<div role="button" aria-label="Like"><span data-ad-rendering-role="like_button">Like</span></div></div>
${comments(post)}</div>`;
}

/** The page around the feed. @param {{ lang?: string, script: string, data: string }} page */
export function cometPage({ lang = "en", script, data }) {
  const orders = Array.from({ length: 12 }, (_, at) => `.zo${at}{order:${at}}`).join("");
  return `<!DOCTYPE html><html id="facebook" lang="${lang}"><head><meta charset="utf-8"><title>Feed</title>
<style>body{margin:0;font:15px/1.4 sans-serif;background:#f0f2f5}main{display:block;width:520px;margin:0 auto}[role=article]{background:#fff;border-radius:8px}
[role=feed]>div{margin-bottom:16px}[role=feed]>div>[role=article]{padding:16px;position:relative}.header{display:flex;gap:8px}h3,h4{margin:0;font-size:15px}.zf{display:inline-flex;position:relative;overflow:hidden;vertical-align:bottom;white-space:pre}.zx{position:absolute;top:3em}svg{width:12px;height:12px}a{color:#1c1e21;text-decoration:none}ul{list-style:none;padding:0}blockquote{margin:0;font-size:0}[role=banner],[role=complementary],[data-pagelet]{padding:8px 16px}.zf{color:#65676b}i.hu5pjgll{display:inline-block;width:12px;height:12px;background:#888}${orders}</style></head>
<body><script>window.data={"require":[["CurrentUserInitialData",[],{"x":1}]],"define":[["CurrentUserInitialData",[],{"ACCOUNT_ID":"100077","USER_ID":"100077","NAME":"${viewerName}","SHORT_NAME":"Vera"},270]]}</script>
<div role="banner"><div role="navigation"><a href="/me/"><svg><image xlink:href="/pictures/viewer_face_77.jpg"></image></svg><span>${viewerName}</span></a></div></div>
<div id="mount_0_0_x1"><main role="main"><div aria-label="Create a post" role="region"><a href="/me/">${viewerName}</a><div role="button">What's on your mind? ${secrets.composer}</div></div>
<div role="feed"><h3 dir="auto">News Feed posts</h3></div></main>
<div role="complementary"><h3>Contacts</h3><span>Ana Bell</span></div><div data-pagelet="ChatTab1" role="log"><div role="article"><h3><a href="/ana.bell">Ana Bell</a></h3>${secrets.chat}</div></div></div>
<script type="application/json" id="data">${data}</script><script src="${script}"></script></body></html>`;
}
