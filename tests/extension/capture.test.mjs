import assert from "node:assert/strict";
import test from "node:test";

import { cometPage, cometPost } from "../e2e/site/comet.mjs";
import { keyOf, postOf } from "../e2e/site/posts.mjs";
import { open } from "./page.mjs";

/** A feed that is being watched, by a clock that is faster. @param {import("node:test").TestContext} t */
function watched(t) {
  const { document, run } = open(cometPage({ script: "x.js", data: "{}" }));
  const feed = /** @type {Element} */ (document.querySelector("[role=feed]"));
  run("Capture.quiet = 5; Capture.pace = 1; Capture.patience = 80; Capture.grown = 5; Capture.blindAfter = 1; var capture = new Capture(); capture.start()");
  t.after(() => run("capture.stop()"));
  /** @returns {any[]} what was captured, without what was only seen */
  const captured = () => JSON.parse(run('JSON.stringify(sent.filter(({ ask }) => ask === "capture"))'));
  const draw = (/** @type {number} */ number, html = cometPost(postOf(number), "hashes")) => feed.insertAdjacentHTML("beforeend", `<div data-unit="${number}">${html}</div>`);
  const unit = (/** @type {number} */ number) => /** @type {Element} */ (document.querySelector(`[data-unit="${number}"]`));
  return { document, run, feed, captured, draw, unit };
}

/** Waits for a state. @param {() => boolean} ask */
async function until(ask) {
  for (const end = Date.now() + 4000; !ask();) {
    assert.ok(Date.now() < end, "waited in vain");
    await new Promise((next) => setTimeout(next, 5));
  }
}
const aWhile = () => new Promise((next) => setTimeout(next, 150));
const keyIn = (/** @type {any} */ { impression }) => /heron\d+/.exec(impression.html ?? "")?.[0];
const icon = /<svg viewBox="0 0 16 16".*?<\/svg>/;

test("a photo that is opened and closed is no new load, and what comes after it goes on in its order", async (t) => {
  const { run, captured, draw } = watched(t);
  draw(1);
  draw(2);
  await until(() => captured().length === 2);
  run('history.pushState({}, "", "/photo/?fbid=7"); document.body.append("overlay")');
  await aWhile();
  run('history.pushState({}, "", "/"); document.body.append("closed")');
  draw(5);
  await until(() => captured().some((one) => keyIn(one) === keyOf(5)));
  const all = captured();
  assert.equal(new Set(all.map((one) => one.timeline.id)).size, 1);
  assert.deepEqual(all.map((one) => one.impression.order), [1, 2, 3]);
});

test("a post of an earlier timeline is told under that one, whatever is collected now", async (t) => {
  const { run, captured, draw, unit } = watched(t);
  draw(1);
  await until(() => captured().length === 1);
  const old = unit(1);
  run('var old = [...document.querySelectorAll("[aria-posinset]")][0].parentElement; history.pushState({}, "", "/harbour.museum"); old.remove()');
  await aWhile();
  run('history.pushState({}, "", "/")');
  draw(2);
  await until(() => captured().length === 2);
  old.querySelector("[data-ad-preview]")?.append(" and a word more");
  run("capture.compare(capture.entryOf.get(old))");
  await until(() => captured().length === 3);
  const [first, second, again] = captured();
  assert.notEqual(first.timeline.id, second.timeline.id);
  assert.equal(again.timeline.id, first.timeline.id);
});

test("an address that only loses a part nobody needs keeps the posts that were drawn and not yet met", async (t) => {
  const { run, captured, draw } = watched(t);
  draw(1);
  run('history.replaceState({}, "", "/?ref=logo#top"); document.body.append(" ")');
  await until(() => captured().length === 1);
  assert.equal(keyIn(captured()[0]), keyOf(1));
});

test("an icon that comes late is waited for, and one that comes later still makes the post public by an update", async (t) => {
  const { captured, draw, unit } = watched(t);
  const html = cometPost(postOf(1), "hashes");
  const globe = icon.exec(html)?.[0] ?? "";
  const show = () => unit(1).querySelector("#p1b")?.insertAdjacentHTML("beforeend", globe);
  draw(1, html.replace(icon, ""));
  await new Promise((next) => setTimeout(next, 40));
  assert.equal(captured().length, 0, "it waits");
  await until(() => captured().length === 1);
  assert.deepEqual([captured()[0].impression.visibility, captured()[0].impression.html], ["private", undefined]);
  show();
  await until(() => captured().length === 2);
  assert.deepEqual([captured()[1].impression.visibility, captured()[1].impression.update, keyIn(captured()[1])], ["public", true, keyOf(1)]);
});

test("a header that is drawn anew erases nothing; an audience that turns narrower does, and stays so", async (t) => {
  const { captured, draw, unit } = watched(t);
  draw(1);
  await until(() => captured().length === 1);
  const line = /** @type {Element} */ (unit(1).querySelector("#p1b"));
  const before = line.innerHTML;
  line.innerHTML = "";
  await aWhile();
  assert.equal(captured().length, 1);
  line.innerHTML = before.replaceAll("Public", "Friends").replace(/ d="[^"]*"/, ' d="M459.75 551c-1.24 0-2.25-1.121"');
  await until(() => captured().length === 2);
  assert.deepEqual([captured()[1].impression.visibility, captured()[1].impression.html], ["private", undefined]);
  line.innerHTML = before;
  await aWhile();
  assert.equal(captured().length, 2);
});

test("a heading that is replaced while the post is drawn leaves the post whole", async (t) => {
  const { captured, draw, unit } = watched(t);
  draw(1);
  await new Promise((next) => setTimeout(next, 3));
  const heading = /** @type {Element} */ (unit(1).querySelector("h4"));
  heading.replaceWith(heading.cloneNode(true));
  await until(() => captured().length === 1);
  assert.equal(keyIn(captured()[0]), keyOf(1));
});

test("what is on the page while something is deleted does not come back", async (t) => {
  const { run, captured, draw, unit } = watched(t);
  draw(1);
  await until(() => captured().length === 1);
  run("capture.forget()");
  unit(1).querySelector("[data-ad-preview]")?.append(" and a word more");
  await aWhile();
  draw(2);
  await until(() => captured().length === 2);
  assert.equal(keyIn(captured()[1]), keyOf(2));
});

test("a pause keeps the timeline: what was met is known again, and what came meanwhile goes on in its order", async (t) => {
  const { run, captured, draw, unit } = watched(t);
  draw(1);
  await until(() => captured().length === 1);
  run("capture.stop()");
  draw(2);
  unit(1).querySelector("[data-ad-preview]")?.append(" and a word more");
  await aWhile();
  assert.equal(captured().length, 1);
  run("capture.start()");
  await until(() => captured().length === 2);
  await aWhile();
  const all = captured();
  assert.deepEqual(all.map((one) => [keyIn(one), one.impression.order]), [[keyOf(1), 1], [keyOf(2), 2]]);
  assert.equal(new Set(all.map((one) => one.timeline.id)).size, 1);
});

test("what is still being drawn when the page is left is taken as it is, and handed over at once", async (t) => {
  const { run, captured, draw } = watched(t);
  run("Capture.quiet = 60_000; Capture.patience = 60_000; chrome.runtime.sendMessage = (message) => (sent.push(message), new Promise(() => {}))");
  for (const number of [1, 2, 5]) draw(number);
  await aWhile();
  assert.equal(captured().length, 0);
  run('dispatchEvent(new Event("pagehide"))');
  assert.deepEqual(captured().map(keyIn), [1, 2, 5].map(keyOf));
});

test("a script whose extension was updated stops by itself", async (t) => {
  const { run, captured, draw } = watched(t);
  draw(1);
  await until(() => captured().length === 1);
  run("chrome.runtime.id = undefined");
  draw(2);
  await until(() => run("capture.isOn") === false);
  await aWhile();
  assert.equal(captured().length, 1);
});

test("the clock of a player is no change, and what changes all the time is sent again once, and once more when it leaves", async (t) => {
  const { run, captured, draw, unit } = watched(t);
  draw(1);
  await until(() => captured().length === 1);
  const text = /** @type {Element} */ (unit(1).querySelector("[data-ad-preview]"));
  const clock = document(unit(1)).createElement("span");
  unit(1).querySelector("[aria-posinset]")?.append(clock);
  for (let second = 10; second < 20; ++second) {
    clock.textContent = `0:${second} / 1:25`;
    await new Promise((next) => setTimeout(next, 15));
  }
  await aWhile();
  assert.equal(captured().length, 1);
  for (let words = 0; words < 5; ++words) {
    text.append(" and a word more");
    await aWhile();
  }
  assert.equal(captured().length, 2, "the first change at once, the others not within half a minute");
  run("capture.left(document.querySelector('[data-unit=\"1\"]'))");
  assert.equal(captured().length, 3);
  assert.match(captured()[2].impression.html, /( and a word more){5}/);
});

test("time in view is counted for what is in view, not for what once was", (t) => {
  const { run } = watched(t);
  run(`var sight = noSight(); var root = document.body; capture.watch.add(root, sight);
    var at = (ratio) => capture.watch.note({ target: root, isIntersecting: ratio > 0, intersectionRatio: ratio, rootBounds: null, intersectionRect: { height: 1 } });
    at(0.9); at(0.2); capture.watch.turn(false); capture.watch.turn(true)`);
  assert.deepEqual([run("sight.ratio"), run("sight.since")], [0.9, null]);
  run("at(0.8); capture.watch.turn(false); capture.watch.turn(true)");
  assert.notEqual(run("sight.since"), null);
});

/** @param {Element} element */
function document(element) {
  return element.ownerDocument;
}
