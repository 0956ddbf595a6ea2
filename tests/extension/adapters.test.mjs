import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

import { cometPage, cometPost } from "../e2e/site/comet.mjs";
import { postOf } from "../e2e/site/posts.mjs";
import { open } from "./page.mjs";

const pages = fileURLToPath(new URL("../parser/pages/", import.meta.url));
const adapters = { comet: "adapterComet", legacy: "adapterLegacy", touch: "adapterMobile" };
const globe = '<svg viewBox="0 0 16 16"><path d="M109.5 408.5c0 3.23-2.04 5.983-4.903 7.036"></path></svg>';
const friends = '<svg viewBox="0 0 16 16"><path d="M459.75 551c-1.24 0-2.25-1.121-2"></path></svg>';

/** @param {string} inner of a post @returns {string | undefined} the audience that is read */
function audienceOf(inner) {
  const { run } = open(`<div role="main"><div role="feed"><div><div role="article" aria-posinset="1">${inner}</div></div></div></div>`);
  return run("adapterComet.candidates(document).map((root) => adapterComet.read(root)?.audience)")[0];
}
const author = (/** @type {string} */ icon, name = "Ida Lund") => `<div><h4><strong><a href="/ida.lund">${name}</a></strong></h4><span><a href="#">3 h</a>${icon}</span></div>`;
const message = '<div data-ad-preview="message">Fog again.</div>';

for (const [era, adapter] of Object.entries(adapters)) {
  test(`${era}: no page on which the second lock finds something narrower is public here`, () => {
    let compared = 0;
    for (const file of readdirSync(pages + era).filter((name) => name.endsWith(".html"))) {
      const expected = JSON.parse(readFileSync(`${pages}${era}/${file.replace(/html$/, "json")}`, "utf8"));
      /** @type {{ visibility?: string }[]} */
      const found = expected.posts ?? [];
      // What scripts hold or a browser rendered is not in the markup of the page.
      if (expected.context?.rendered || JSON.stringify(found).includes('"story":"private"')) continue;
      if (found.length === 0 || !found.every(({ visibility }) => visibility === "private" || visibility === "unknown")) continue;
      const { run } = open(readFileSync(`${pages}${era}/${file}`, "utf8"));
      const said = run(`${adapter}.candidates(document).map((root) => ${adapter}.read(root)?.audience)`);
      assert.ok(!said.includes("public"), file);
      ++compared;
    }
    assert.ok(compared > 0, "there are such pages");
  });
}

test("the globe beside the time is public, in a group too; friends are private", () => {
  assert.equal(audienceOf(author(globe) + message), "public");
  assert.equal(audienceOf(author(friends) + message), "private");
});

test("an audience that cannot be read is unknown, which is private for all who ask", () => {
  assert.equal(audienceOf(author('<svg><path d="M1 2 3 4"></path></svg>') + message), "unknown");
  assert.equal(audienceOf(author("") + message), "unknown");
});

test("the audience of a shared original is not that of the share, and a narrower one closes both", () => {
  const original = (/** @type {string} */ icon) => `<div>${author(icon, "Bo Anker")}<div dir="auto">The first words.</div></div>`;
  assert.equal(audienceOf(author("") + original(globe)), "unknown");
  assert.equal(audienceOf(author(globe) + message + original(friends)), "private");
});

test("an original that is labelled in words, or by an icon that nobody knows, keeps the share closed", () => {
  const original = (/** @type {string} */ icon) => `<div>${author(icon, "Bo Anker")}<div dir="auto">The first words.</div></div>`;
  const lock = '<svg viewBox="0 0 16 16"><path d="M7 1 2 3"></path></svg>';
  assert.equal(audienceOf(author(globe) + message + original(globe)), "public");
  for (const icon of ['<i role="img" aria-label="Shared with Friends"></i>', '<img alt="Shared with Friends">']) {
    assert.equal(audienceOf(author(globe) + message + original(icon)), "private", icon);
  }
  for (const icon of [lock, '<svg title="Zinnober"></svg>', '<i role="img" aria-label="Zinnober"></i>', '<img alt="Zinnober">', ""]) {
    assert.equal(audienceOf(author(globe) + message + original(icon)), "unknown", icon);
  }
});

test("a globe, a picture or a name further down says nothing of an author whose own icon nobody knows", () => {
  const words = '<div dir="auto">Only for us.</div>';
  const lock = '<svg viewBox="0 0 16 16"><path d="M7 1 2 3"></path></svg>';
  const newspaper = '<a href="/l.php"><img alt="Público"></a>';
  assert.equal(audienceOf(author(lock) + words + `<div>An evening ${globe}</div>`), "unknown");
  assert.equal(audienceOf(author(lock) + words + newspaper), "unknown");
  assert.equal(audienceOf(author("") + words + newspaper), "unknown");
});

test("a badge of the author's and a button with words are no audience", () => {
  const badge = '<svg title="Verified account"><path d="m106.853 922.354-3.5 3.5"></path></svg>';
  const follow = '<div role="button" aria-label="Follow"><span>Follow</span></div>';
  assert.equal(audienceOf(`<div><div><h4><a href="/ida.lund">Ida Lund</a></h4>${badge}${follow}</div><span><a href="#">3 h</a>${globe}</span></div>${message}`), "public");
});

test("legacy: an original in words that no language knows keeps the share closed; a tooltip elsewhere does not", () => {
  const story = (/** @type {string} */ inner) => open(`<div class="_5pcr userContentWrapper"><h5><a href="/ida.lund">Ida Lund</a></h5>${inner}</div>`)
    .run("adapterLegacy.read(adapterLegacy.candidates(document)[0]).audience");
  const icon = (/** @type {string} */ label) => `<div class="_5pcp"><a class="fbPrivacyAudienceIndicator" aria-label="${label}" href="#"></a></div>`;
  assert.equal(story(icon("Public")), "public");
  assert.equal(story(icon("Public") + icon("Només jo")), "unknown");
  assert.equal(story(icon("Public") + '<a role="button" data-tooltip-content="Turn it round"></a>'), "public");
});

test("a globe in a comment or in the message says nothing of the post", () => {
  const comment = `<div role="article" aria-label="Comment by Ana Bell"><h4><a href="/ana.bell">Ana Bell</a></h4>${globe}</div>`;
  assert.equal(audienceOf(author("") + message + comment), "unknown");
  assert.equal(audienceOf(author("") + `<div data-ad-preview="message">Look ${globe}</div>`), "unknown");
});

test("an own post is read by its button, and a word that nobody knows keeps it closed", () => {
  const button = (/** @type {string} */ label) => `<div role="button" aria-label="${label}"><i></i></div>`;
  assert.equal(audienceOf(author(button("Only me")) + message), "private");
  assert.equal(audienceOf(author(button("Zinnober")) + message), "unknown");
});

test("contacts, chat and the composer are no posts", () => {
  const { run } = open(cometPage({ script: "x.js", data: "{}" }));
  assert.equal(run("adapterComet.understands(document)"), true);
  assert.equal(run("adapterComet.candidates(document).filter((root) => adapterComet.read(root)).length"), 0);
});

test("a post that is drawn anew has the same fingerprint, whatever of it moved on; another post has another", () => {
  const drawn = (/** @type {number} */ number, /** @type {(html: string) => string} */ change) =>
    open(change(cometPost(postOf(number), "hashes"))).run("adapterComet.read(adapterComet.candidates(document.body)[0]).fingerprint");
  const first = drawn(2, (html) => html);
  assert.equal(drawn(2, (html) => html.replaceAll(/AZX\w+/g, "AZXother").replaceAll("2 comments", "9 comments")), first);
  assert.notEqual(drawn(9, (html) => html), first);
});
