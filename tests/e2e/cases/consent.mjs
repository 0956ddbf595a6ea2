import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { consentKeys, consentVersion } from "../../../extension/consent.js";
import { scrollToEnd } from "../browsers.mjs";
import { root, until } from "../world.mjs";

/** The hash of the words as a person is shown them. */
function hashOfEnglish() {
  const messages = JSON.parse(readFileSync(`${root}extension/_locales/en/messages.json`, "utf8"));
  return createHash("sha256").update([consentVersion, ...consentKeys.map((key) => messages[key].message)].join("\n")).digest("hex");
}

/** @type {import("../run.mjs").Case[]} */
export default [
  {
    name: "nothing is captured before the person says yes, and everything on the page after it",
    async run({ world, site, browser }) {
      const page = await browser.feed();
      await scrollToEnd(page);
      const before = await browser.ask({ ask: "state" });
      assert.equal(before.consent, null);
      assert.equal(before.session.posts, 0);
      assert.equal(before.queue.count, 0);
      const refused = await browser.ask({ ask: "capture", timeline: { id: "x" }, utcOffset: 0, impression: { order: 1 } });
      assert.equal(refused.error.code, "not_collecting");
      assert.equal(await world.count(), 0);

      await browser.consent();
      await page.bringToFront();

      await until("all posts of the open page are kept", async () => (await world.count()) === site.feed.count);
      const [consent] = await world.ask("SELECT version, text_hash, locale, withdrawn_at FROM consents");
      assert.equal(consent.version, consentVersion);
      assert.equal(consent.text_hash, hashOfEnglish());
      assert.equal(consent.withdrawn_at, null);
    },
  },
  {
    name: "withdrawing is one click, stops at once and is noted by the host",
    async run({ world, site, browser }) {
      await browser.consent();
      const page = await browser.feed();
      await until("all posts are kept", async () => (await world.count()) === site.feed.count);

      const options = await browser.ours("options/options.html");
      await options.click("#withdraw");
      await until("the host knows", async () => (await world.ask("SELECT 1 FROM consents WHERE withdrawn_at IS NOT NULL")).length === 1);

      site.feed = { ...site.feed, from: 101 };
      await page.bringToFront();
      await page.reload({ waitUntil: "load" });
      await scrollToEnd(page);
      const state = await browser.ask({ ask: "state" });
      assert.equal(state.whyNot, "consent");
      assert.equal(state.queue.count, 0);
      assert.equal(await world.count(), site.feed.count);
    },
  },
  {
    name: "a paused extension captures nothing, and goes on when it is told to",
    async run({ world, site, browser }) {
      await browser.consent();
      const popup = await browser.ours("popup/popup.html");
      await popup.click("#pause");
      await until("it is paused", () => popup.evaluate(() => document.getElementById("pill")?.dataset.look === "paused"));
      const page = await browser.feed();
      await scrollToEnd(page);
      assert.equal((await browser.ask({ ask: "state" })).session.posts, 0);

      await popup.bringToFront();
      await popup.click("#resume");
      await page.bringToFront();

      await until("the posts are kept", async () => (await world.count()) === site.feed.count);
    },
  },
  {
    name: "a site that is left out is left alone, and so is every site in the hours of rest",
    async run({ world, site, browser }) {
      await browser.consent();
      await browser.ask({ ask: "set-settings", settings: { sites: { www: false, web: true, m: true } } });
      await scrollToEnd(await browser.feed());
      site.feed = { ...site.feed, from: 101 };
      await browser.feed("/", { site: "web" });
      await until("the other site is kept", async () => (await world.count()) === site.feed.count);
      assert.deepEqual((await world.ask("SELECT location FROM timelines")).map((one) => new URL(one.location).hostname), ["web.facebook.com"]);

      const clock = (/** @type {number} */ minutes) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16); // the browser's zone is UTC
      await browser.ask({ ask: "set-settings", settings: { schedule: { from: clock(-60), to: clock(60) } } });
      assert.equal((await browser.ask({ ask: "state" })).whyNot, "schedule");
      await scrollToEnd(await browser.feed("/", { site: "web" }));
      assert.equal(await world.count(), site.feed.count);
    },
  },
  {
    name: "the toolbar counts the posts of the session, and its colour tells collecting, paused and in need of attention",
    async run({ world, site, browser }) {
      await browser.consent();
      const door = await browser.door();
      const badge = () => door.evaluate(async () => [await chrome.action.getBadgeText({}), String(await chrome.action.getBadgeBackgroundColor({}))]);
      const shows = (/** @type {string} */ what, /** @type {string} */ text) => until(what, async () => {
        const [shown, colour] = await badge();
        return shown === text ? colour : null;
      });
      await browser.feed();
      await until("all posts are kept", async () => (await world.count()) === site.feed.count);
      const [row] = await world.ask("SELECT sum(is_public) AS n FROM impressions");
      const collecting = await shows("it counts", String(row.n));
      await browser.ask({ ask: "pause" });
      await until("it is paused", async () => (await badge())[1] !== collecting);
      const [count, paused] = await badge();
      await browser.ask({ ask: "health", position: "feed", reason: "no-posts" });
      const attention = await shows("it asks for attention", "!");
      assert.equal(count, String(row.n));
      assert.equal(new Set([collecting, paused, attention]).size, 3);
    },
  },
  {
    name: "a pause in the middle doubles nothing: what was met before is known again",
    async run({ world, site, browser }) {
      await browser.consent();
      const page = await browser.feed();
      await until("all posts are kept", async () => (await world.count()) === site.feed.count);

      await browser.ask({ ask: "pause" });
      await scrollToEnd(page);
      await browser.ask({ ask: "resume" });
      await page.bringToFront();
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("[data-unit='5'] [data-more]")).click());

      await until("what changes after it is kept", async () => JSON.stringify(await world.kept()).includes("boots, a lamp"));
      assert.equal(await world.count(), site.feed.count);
      assert.equal((await world.ask("SELECT 1 FROM timelines")).length, 1);
    },
  },
];
