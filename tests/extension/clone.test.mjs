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

test("the viewer's name is cut out where it is written in several elements", () => {
  const [first, second] = viewerName.split(" ");
  const { html } = copyOf(cometPost(postOf(1), "hashes").replace("</h4>", `</h4><a href="/somewhere"><span>${first}</span> <span>${second}</span></a>`));
  assert.ok(!html.includes(second) && !html.includes("/somewhere"), html);
});

test("links to the viewer lose their address and every attribute its number, however the navigation was late", () => {
  const { document, run } = open(cometPage({ script: "x.js", data: "{}" }).replace(/<div role="banner">.*?<\/div><\/div>/, ""));
  run("viewer.look(document)");
  document.body.insertAdjacentHTML("afterbegin", `<div role="navigation"><a href="https://www.facebook.com/vera.vale.5"><svg><image xlink:href="/pictures/late_face_9.jpg"></image></svg>${viewerName}</a></div>`);
  const post = cometPost(postOf(1), "hashes").replace("</h4>", `</h4><a href="/vera.vale.5?x=1"></a><a href="/other.name"><span>${viewerName}</span></a>
    <img src="/a/late_face_9.jpg?y"><span data-gt='{"viewer":100077}' id="u_100077" ajaxify="/x?av=100077"></span>`);
  /** @type {Element} */ (document.querySelector("[role=feed]")).insertAdjacentHTML("beforeend", `<div>${post}</div>`);
  run("var read = adapterComet.candidates(document).map((root) => adapterComet.read(root)).find(Boolean)");
  const html = run("clone.of(read, adapterComet).html");
  assert.doesNotMatch(html, /vera\.vale|other\.name|late_face|100077/);
  assert.match(html, /harbour|ulvik|slate|ida\.lund|tram|moss|bo\.anker/, "other people's links stay");
});

test("a module that a script merely names does not hide who is looking", () => {
  const named = '<script>require(["CurrentUserInitialData"])</script>';
  const { run } = open(cometPage({ script: "x.js", data: "{}" }).replace("<body>", `<body>${named}`).replace(/<div role="banner">.*?<\/div><\/div>/, ""));
  run("viewer.look(document)");
  assert.equal(run(`viewer.without("with ${viewerName}")`), "with [viewer]");
});

test("a comment is cut by its address where nothing else tells it from the post", () => {
  const comment = `<div class="c"><div><a href="/ana.bell?comment_id=Y29t">Ana Bell</a><div dir="auto">${secrets.comment}</div></div></div>`;
  const { html } = copyOf(cometPost(postOf(4), "hashes").replace(/<\/div>$/, `${comment}</div>`));
  assert.ok(!html.includes(secrets.comment) && !html.includes("Ana Bell"), html);
  assert.match(html, /heron0004/);
});

test("no label is fetched from other people's words", () => {
  const label = (/** @type {string} */ id) => `<span aria-labelledby="${id}"></span>`;
  const { document, run } = copyOf(cometPost(postOf(1), "hashes").replace("All reactions:", `All reactions:${label("chat")}${label("post")}${label("name")}`));
  document.querySelector("[role=log]")?.insertAdjacentHTML("beforeend", `<span id="chat">${secrets.chat}</span>`);
  document.querySelector("main")?.insertAdjacentHTML("beforeend", '<span id="post">Ana Bell says</span>');
  document.body.insertAdjacentHTML("beforeend", `<span id="name">${viewerName}</span>`);
  const html = run("clone.of(read, adapterComet).html");
  assert.ok(!html.includes(secrets.chat) && !html.includes("Ana Bell says") && !html.includes(viewerName), html);
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
  assert.equal(run(`rendered.inReadingOrder(${JSON.stringify(runs)}, false).join("|")`), "Spon|second line");
  assert.equal(run(`rendered.inReadingOrder(${JSON.stringify(runs)}, true).join("|")`), "nopS|second line");
  assert.equal(run('rendered.itemsOf(" Sponsored\\u00a0 · \\u200bPaid for by X·").join("|")'), "Sponsored|Paid for by X");
});

test("a header line around the author's name gives label and time without the name, and nobody's own", () => {
  const { document, run } = open(cometPage({ script: "x.js", data: "{}" }));
  // A place for each text: the line it stands in.
  run(`Element.prototype.checkVisibility = () => true;
    Range.prototype.getBoundingClientRect = function () {
      const top = Number(this.startContainer.parentElement.closest("[data-line]")?.dataset.line ?? 0);
      return { top, bottom: top + 10, left: 0, right: 10, width: 10 };
    };
    Element.prototype.getBoundingClientRect = () => ({ top: 0, bottom: 50, left: 0, right: 50, width: 50 });`);
  const globe = '<svg><path d="M109.5 408.5c0 3.23-2.04 5.983-4.903 7.036"></path></svg>';
  const says = (/** @type {string} */ line) => {
    const feed = /** @type {Element} */ (document.querySelector("[role=feed]"));
    feed.innerHTML = `<div><div role="article" aria-posinset="1" aria-describedby="gone">
      <div><a aria-hidden="true" href="/ida.lund">Ida Lund</a><h4 data-line="0"><a href="/ida.lund">Ida Lund</a></h4><span data-line="14"><a href="#">${line}</a>${globe}</span></div>
      <div data-ad-preview="message">Fog again.</div></div></div>`;
    run("viewer.look(document)");
    return { ...run("rendered.of(adapterComet.read(adapterComet.candidates(document)[0]))") };
  };
  assert.equal(says("Sponsored").label, "Sponsored");
  assert.deepEqual(says("3 h"), { time: "3 h" });
  assert.equal(says(`${viewerName} · 3 h`).label, "[viewer]");
});
