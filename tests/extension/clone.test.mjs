import assert from "node:assert/strict";
import test from "node:test";

import { cometPage, cometPost } from "../e2e/site/comet.mjs";
import { postOf, secrets, viewerName } from "../e2e/site/posts.mjs";
import { open } from "./page.mjs";

/** The copy of a post, among what stands around it on a page. @param {string} markup */
function copyOf(markup) {
  const { document, run } = open(cometPage({ script: "x.js", data: "{}" }));
  /** @type {Element} */ (document.querySelector("[role=feed]")).insertAdjacentHTML("beforeend", `<div>${markup}</div>`);
  run("viewer.look(document)");
  run("var read = adapterComet.candidates(document).map((root) => adapterComet.read(root)).find(Boolean)");
  return { ...run("({ ...clone.of(read, adapterComet) })"), document, run };
}

test("the copy holds the post and neither comments, composer, script, style nor large inline images", () => {
  const { html } = copyOf(cometPost(postOf(2), "hashes"));
  assert.match(html, /heron0002/);
  assert.match(html, /data-ad-preview="message"/);
  assert.match(html, /Like: 12 people/);
  for (const word of [secrets.comment, secrets.composer, "Ana Bell", "<script", "<style", "<form", "xxxx", "noise"]) assert.ok(!html.includes(word), word);
});

test("the viewer's name, number and picture are cut out wherever they stand", () => {
  const post = cometPost(postOf(1), "hashes").replace("Fog again", `${viewerName} says: fog again`)
    .replace("</h4>", `</h4><img alt="${viewerName}" src="/a/viewer_face_77.jpg?x=1"><a href="/profile.php?id=100077">with ${viewerName}</a>`);
  const { html } = copyOf(post);
  assert.ok(!html.includes(viewerName) && !html.includes("viewer_face_77") && !html.includes("100077"), html);
  assert.match(html, /\[viewer\] says: fog again/);
});

test("the address of a comment is left as that of the post, without who wrote it", () => {
  const { html } = copyOf(cometPost(postOf(2), "hashes"));
  assert.match(html, /posts\/71000000000002\?comment_id=0"/);
  assert.doesNotMatch(html, /comment_id=(55501|Y29)/);
});

test("a label that stands elsewhere in the page goes with the post", () => {
  const post = cometPost(postOf(1), "hashes").replace("All reactions:", 'All reactions: <span aria-labelledby="far"><canvas></canvas></span>');
  const { document, run } = copyOf(post);
  document.body.insertAdjacentHTML("beforeend", '<div hidden><span id="far">2 hrs</span></div>');
  assert.match(run("clone.of(read, adapterComet).html"), /<div hidden=""><span id="far">2 hrs<\/span><\/div>$/);
});

test("the page itself is left as it was", () => {
  const { document, run } = copyOf(cometPost(postOf(2), "words"));
  const before = document.documentElement.outerHTML;
  run("clone.of(read, adapterComet)");
  assert.equal(document.documentElement.outerHTML, before);
});

test("letters are read in the order in which they stand, line by line, in either direction", () => {
  const { run } = open("");
  const runs = [["n", 30], ["S", 0], ["o", 20], ["p", 10]].map(([text, left]) => ({ text, left, top: 0, bottom: 10 }));
  runs.push({ text: "second line", left: 0, top: 14, bottom: 24 });
  assert.equal(run(`rendered.inReadingOrder(${JSON.stringify(runs)}, false).join("")`), "Sponsecond line");
  assert.equal(run(`rendered.inReadingOrder(${JSON.stringify(runs)}, true).join("")`), "nopSsecond line");
  assert.equal(run('rendered.itemsOf(" Sponsored\\u00a0 · \\u200bPaid for by X·").join("|")'), "Sponsored|Paid for by X");
});
