import assert from "node:assert/strict";

import { scrollToEnd } from "../browsers.mjs";
import { keyOf, posts, secrets, viewerName } from "../site/posts.mjs";
import { until } from "../world.mjs";

/** @param {Record<string, any>[]} kept */
const contents = (kept) => kept.filter((one) => one.metadata).map((one) => one.metadata).sort((a, b) => a.impressionOrder - b.impressionOrder);

/** @param {import("../site/server.mjs").Feed["era"]} era @param {"www" | "m"} site */
function readsEra(era, site = "www") {
  return {
    name: `${era} markup is captured: order, publishers, times, advertisements, and nothing of private posts`,
    /** @param {import("../run.mjs").Arena} arena */
    async run({ world, site: played, browser }) {
      played.feed = { ...played.feed, era };
      const wanted = posts(played.feed.count);
      await browser.consent();
      const page = await browser.feed("/", { site });
      await scrollToEnd(page);
      await until("all posts are kept", async () => (await world.count()) === wanted.length);

      const kept = await world.kept();
      const read = contents(kept);
      const open = wanted.filter((post) => post.kind !== "private");
      assert.deepEqual(read.map((one) => one.impressionOrder), open.map((post) => post.number));
      assert.deepEqual(read.map((one) => one.source), open.map((post) => post.name));
      for (const [at, post] of open.entries()) assert.ok(read[at].texts.join(" ").includes(post.key), post.key);
      assert.deepEqual(read.map((one) => one.nature), open.map((post) => (post.kind === "ad" ? "sponsored" : "organic")));
      assert.ok(read.filter((one) => one.nature === "organic").every((one) => one.publicationTime), "each time was read");
      const closed = kept.filter((one) => one.visibility === "private").map((one) => one.impressionOrder);
      assert.deepEqual(closed.sort((a, b) => a - b), wanted.filter((post) => post.kind === "private").map((post) => post.number));
    },
  };
}

/** @type {import("../run.mjs").Case[]} */
export default [
  readsEra("hashes"),
  readsEra("words"),
  readsEra("legacy"),
  readsEra("mobile", "m"),
  {
    name: "what is private, written by others or about the viewer never leaves the page",
    listens: true,
    async run({ world, site, browser }) {
      site.feed = { ...site.feed, count: 30, batch: 30 };
      await browser.consent();
      const page = await browser.feed();
      await scrollToEnd(page);
      await until("all posts are kept", async () => (await world.count()) === 30);
      await until("what was seen of them, too", async () => (await world.ask("SELECT 1 FROM impressions WHERE seen_ratio > 0")).length > 10);

      const drawn = await page.evaluate(() => document.documentElement.outerHTML);
      const places = { "the frames": world.frames(), "the store": world.bytes(), "the kept html": Buffer.from(JSON.stringify(await world.kept())) };
      assert.ok(places["the frames"].includes("heron0001"), "the listener listens");
      for (const word of [...Object.values(secrets), viewerName, "viewer_face_77", "Ana Bell"]) {
        assert.ok(drawn.includes(word), `${word} was on the page`);
        for (const [place, bytes] of Object.entries(places)) assert.ok(!bytes.includes(word), `${word} is in ${place}`);
      }
      const html = (await world.kept()).map((one) => one.html ?? "").join("");
      assert.doesNotMatch(html, /<script|<style|<form|data:image\/svg\+xml,x{100}|Facebook<\/span><\/blockquote>.*comment_id=Y/);
    },
  },
  {
    name: "what is loaded is not yet seen: share and duration in the viewport are told apart",
    async run({ world, site, browser }) {
      await browser.consent();
      const page = await browser.feed();
      const start = Date.now();
      await until("all posts are kept", async () => (await world.count()) === site.feed.count);
      const loaded = await world.impressions();
      assert.equal(loaded.at(-1)?.seen_ratio, 0, "the last post was never in view");

      await until("the first post was in view for half a second", () => Date.now() - start > 1200);
      await scrollToEnd(page);
      await until("the last post was seen", async () => ((await world.impressions()).at(-1)?.seen_ratio ?? 0) > 0 || (await page.evaluate(() => scrollTo(0, 0)), false));

      const [first, second, , ...rest] = await world.impressions();
      assert.ok(first.seen_ratio >= 0.9, `first ${first.seen_ratio}`);
      assert.ok(first.seen_milliseconds >= 500 && first.seen_milliseconds < Date.now() - start + 1000, `first ${first.seen_milliseconds} ms`);
      assert.ok(second.seen_milliseconds > 0);
      const seen = rest.filter((one) => one.seen_ratio > 0);
      assert.ok(seen.every((one) => one.seen_ratio <= 1));
      assert.ok(rest.every((one) => one.time >= first.start_time && one.time <= Date.now()), "no time lies outside of the visit");
    },
  },
  {
    name: "a text that is opened and a count that grows are updates, not new impressions",
    async run({ world, site, browser }) {
      await browser.consent();
      const page = await browser.feed();
      await until("all posts are kept", async () => (await world.count()) === site.feed.count);
      const textOf = async (/** @type {number} */ order) => contents(await world.kept()).find((one) => one.impressionOrder === order);
      assert.ok(!(await textOf(5))?.texts.join(" ").includes("boots"));

      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("[data-unit='5'] [data-more]")).click());
      await page.evaluate(() => globalThis.site.countComment(6));

      await until("the opened text is kept", async () => (await textOf(5))?.texts.join(" ").includes("boots, a lamp"));
      await until("the new count is kept", async () => (await textOf(6))?.comments === 3);
      assert.equal(await world.count(), site.feed.count);
      assert.equal((await world.ask("SELECT 1 FROM timelines")).length, 1);
    },
  },
  {
    name: "navigation inside of the page ends a timeline, and coming back begins another",
    async run({ world, site, browser }) {
      await browser.consent();
      const page = await browser.feed();
      await until("all posts are kept", async () => (await world.count()) === site.feed.count);

      await page.evaluate(() => globalThis.site.goTo("/harbour.museum"));
      await page.evaluate(() => globalThis.site.goTo("/"));

      await until("the second load is kept", async () => (await world.count()) === 2 * site.feed.count);
      const orders = (await world.impressions()).map((one) => `${one.timeline}/${one.order}`);
      assert.equal(new Set(orders).size, 2 * site.feed.count);
      assert.equal((await world.ask("SELECT 1 FROM timelines")).length, 2);
    },
  },
  {
    name: "pages that are no feed are left alone",
    async run({ world, browser }) {
      await browser.consent();
      const other = await browser.feed("/harbour.museum");
      await scrollToEnd(other);
      const feed = await browser.feed("/");
      await until("the feed is kept", async () => (await world.count()) === 12);
      assert.deepEqual((await world.ask("SELECT location, position FROM timelines")).map((one) => [new URL(one.location).pathname, one.position]), [["/", "feed"]]);
      await feed.close();
    },
  },
  {
    name: "no request is made and no element changed, unless the person asks for the note on posts",
    async run({ world, site, browser }) {
      const bare = await browser.feed();
      const before = await bare.evaluate(() => document.documentElement.outerHTML);
      await bare.close();
      await browser.consent();
      site.requests.length = 0;
      const page = await browser.feed();
      await scrollToEnd(page);
      await until("all posts are kept", async () => (await world.count()) === site.feed.count);
      assert.equal(await page.evaluate(() => document.documentElement.outerHTML), before);
      const foreign = site.requests.filter((request) => !/^GET \/(feed\.js|favicon\.ico|pictures\/\S*)?$/.test(request));
      assert.deepEqual(foreign, []);
      assert.ok(site.requests.filter((request) => request === "GET /").length === 1);

      await browser.ask({ ask: "set-settings", settings: { showBadges: true } });
      await page.reload({ waitUntil: "load" });
      await until("each post has its note", () => page.evaluate((count) => document.querySelectorAll("[data-feedwitness]").length === count, site.feed.count));
      const notes = await page.evaluate(() => [...document.querySelectorAll("[data-feedwitness]")].map((note) => /** @type {HTMLElement} */ (note).dataset.feedwitness));
      assert.deepEqual(notes.map((note) => note === "private"), posts(site.feed.count).map((post) => post.kind === "private"));
    },
  },
  {
    name: "a feed whose audiences cannot be found is reported, and none of it kept",
    async run({ world, site, browser }) {
      site.feed = { ...site.feed, era: "closed" };
      await browser.consent();
      await browser.feed();
      await until("it is said", async () => (await browser.ask({ ask: "state" })).health.reason === "no-audience");
      await until("order and time are there", async () => (await world.count()) === site.feed.count);
      assert.ok((await world.impressions()).every((one) => one.is_public === 0));
    },
  },
  {
    name: "a page that is not understood is reported, and not guessed at",
    patience: 150_000,
    async run({ world, site, browser }) {
      site.feed = { ...site.feed, era: "unknown" };
      await browser.consent();
      const page = await browser.feed();
      await until("it is said", async () => (await browser.ask({ ask: "state" })).health.reason === "no-adapter", 40_000);
      assert.equal(await world.count(), 0);
      await page.close();
    },
  },
  {
    name: "the page on which one logs in is no feed, and raises no alarm",
    async run({ site, browser }) {
      site.feed = { ...site.feed, era: "login" };
      await browser.consent();
      const page = await browser.feed();
      await page.evaluate(() => new Promise((later) => setTimeout(later, 14_000))); // longer than a feed has to show something
      const { health } = await browser.ask({ ask: "state" });
      assert.deepEqual(health, { needsAttention: false, reason: "" });
    },
  },
  {
    name: "posts that are still being drawn when the page is left are not lost",
    async run({ world, site, browser }) {
      await browser.consent();
      const page = await browser.feed("/harbour.museum"); // no feed, yet in the same document
      await page.evaluate(() => {
        globalThis.site.goTo("/"); // draws all posts
        requestAnimationFrame(() => (location.href = "/bo.anker"));
      });
      await until("the page was left", () => site.requests.some((request) => request === "GET /bo.anker"));
      await until("all posts are kept", async () => (await world.count()) === site.feed.count);
      const kept = contents(await world.kept());
      assert.ok(kept.length > 0 && kept.every((one) => one.texts.join(" ").includes(keyOf(one.impressionOrder))));
    },
  },
];
