import assert from "node:assert/strict";

import { scrollToEnd } from "../browsers.mjs";
import { keepPicture, pictures } from "../pictures.mjs";
import { posts } from "../site/posts.mjs";
import { until } from "../world.mjs";

/** @param {import("puppeteer-core").Page} page @param {string[]} ids @returns {Promise<string[]>} */
const textsOf = (page, ids) => page.evaluate((all) => all.map((id) => document.getElementById(id)?.textContent ?? ""), ids);

/** @type {import("../run.mjs").Case[]} */
export default [
  {
    name: "the popup's figures are those of feedwitness status",
    async run({ world, site, browser }) {
      site.feed = { ...site.feed, count: 30, batch: 30 };
      await browser.consent();
      await browser.feed();
      await until("all posts are kept", async () => (await world.count()) === 30);
      await until("nothing waits", async () => (await browser.ask({ ask: "state" })).queue.count === 0);

      const popup = await browser.ours("popup/popup.html");
      const [shown, { status }] = [await textsOf(popup, ["posts", "ads", "sources", "private"]), /** @type {any} */ (await world.status())];
      assert.deepEqual(shown.map(Number), [status.public, status.sponsored, status.sources, status.private]);
      await pictures(browser, popup, "popup");
    },
  },
  {
    name: "an export is what feedwitness gives: the summary as CSV, and everything",
    async run({ world, site, browser }) {
      await browser.consent();
      const feed = await browser.feed();
      await until("all posts are kept", async () => (await world.count()) === site.feed.count);
      await feed.close(); // what was seen is known now
      const options = await browser.ours("options/options.html");
      await until("nothing waits", async () => (await browser.ask({ ask: "state" })).queue.count === 0);

      const [csv, all] = await options.evaluate(async () => {
        const address = "/options/export.js";
        /** @type {typeof import("../../../extension/options/export.js")} */
        const { exports_, fetchExport } = await import(address);
        return Promise.all([exports_.csv, exports_.everything].map(async (one) => (await fetchExport(one)).text()));
      });

      assert.equal(csv, await world.feedwitness("csv", "10000000"));
      assert.deepEqual(all.trim().split("\n").map((line) => JSON.parse(line)), (await world.feedwitness("export", "--html")).trim().split("\n").map((line) => JSON.parse(line)));
      await options.click("#export-csv");
      await until("it is offered", async () => /feedwitness-summary\.csv/.test((await textsOf(options, ["exported"]))[0]));
    },
  },
  {
    name: "deletion counts first, asks for the word, erases everything and shows the receipt",
    async run({ world, site, browser }) {
      await browser.consent();
      const feed = await browser.feed();
      await scrollToEnd(feed);
      await until("all posts are kept", async () => (await world.count()) === site.feed.count);
      assert.ok(world.bytes().includes("harbour.museum"));
      const options = await browser.ours("options/options.html");

      await options.click("#preview");
      await until("the preview counts", async () => (await textsOf(options, ["counts"]))[0].includes(`impressions: ${site.feed.count}`));
      await options.type("#word", "delet");
      assert.equal(await options.evaluate(() => document.getElementById("delete-now")?.hasAttribute("disabled")), true);
      assert.equal(await world.count(), site.feed.count);
      await options.type("#word", "e");
      await options.click("#delete-now");

      await until("there is a receipt", async () => /^[0-9a-f]{40}$/.test((await textsOf(options, ["receipt-id"]))[0]));
      const [deleted, proof] = await textsOf(options, ["receipt-deleted", "receipt-proof"]);
      assert.ok(deleted.includes(`impressions: ${site.feed.count}`), deleted);
      assert.match(proof, /found 0 times/);
      assert.equal(await world.count(), 0);
      assert.ok(!world.bytes().includes("harbour.museum"), "not a byte is left");
      const state = await browser.ask({ ask: "state" });
      assert.equal(state.whyNot, "paused", "and it does not begin anew by itself");
      await pictures(browser, options, "receipt");
    },
  },
  {
    name: "the settings say where the data lies and for how long html is kept, and the store does as it is told",
    async run({ world, site, browser }) {
      await browser.consent();
      const feed = await browser.feed();
      await until("all posts are kept", async () => (await world.count()) === site.feed.count);
      await feed.close();
      await until("nothing waits", async () => (await browser.ask({ ask: "state" })).queue.count === 0);
      const day = 86_400_000;
      await world.change(`UPDATE impressions SET time = time - ${100 * day} WHERE "order" <= 6`);
      const options = await browser.ours("options/options.html");
      assert.deepEqual(await textsOf(options, ["folder"]), [world.store]);
      assert.equal((await world.status())?.status.htmlDays, null);

      await options.select("#keep", "90");
      assert.equal((await world.status())?.status.htmlDays, null, "nothing is erased by merely looking");
      await options.click("#keep-now");

      await until("the store knows", async () => (await world.status())?.status.htmlDays === 90);
      const young = posts(site.feed.count).filter((post) => post.kind !== "private" && post.number > 6).length;
      await until("old html is erased", async () => (await world.status())?.status.html === young);
      assert.equal(await world.count(), site.feed.count);
      assert.match(await world.feedwitness("status"), /erased after 90 days/);
    },
  },
  {
    name: "all pages can be read and used: by keyboard, with labels, in the dark",
    async run({ world, site, browser }) {
      await browser.consent();
      await browser.ask({ ask: "set-settings", settings: { showBadges: true } });
      const feed = await browser.feed();
      await until("all posts are kept", async () => (await world.count()) === site.feed.count);
      await pictures(browser, feed, "badge");
      await canBeRead(browser);
    },
  },
  ...["de", "es", "fr", "it"].map((language) => ({
    name: `all pages can be read and used in another language: ${language}`,
    once: true,
    language,
    run: async (/** @type {import("../run.mjs").Arena} */ { browser }) => {
      await browser.consent();
      await canBeRead(browser);
    },
  })),
  {
    name: "the folder is loaded as it is, and the browser's own page lists it",
    async run({ browser }) {
      await browser.door();
      const png = await browser.extensionsPage();
      assert.ok(png.length > 10_000);
      keepPicture(`load-${browser.name}`, png);
    },
  },
];

/** @param {import("../browsers.mjs").Browser} browser */
async function canBeRead(browser) {
  for (const [path, name] of [["popup/popup.html", "popup"], ["options/options.html", "options"], ["consent/consent.html", "consent"]]) {
    const page = await browser.ours(path);
    if (name !== "popup" || browser.language !== "en") await pictures(browser, page, name);
    if (name === "popup") await page.setViewport({ width: 344, height: 600 });
    assert.deepEqual(await page.evaluate(faultsOf), [], name);
    await page.close();
  }
}

/** Runs in the page: controls without a name, too little contrast, words that were not translated. @returns {string[]} */
function faultsOf() {
  /** @type {string[]} */
  const faults = [];
  const isShown = (/** @type {Element} */ element) => element.checkVisibility();
  for (const control of document.querySelectorAll("button,a[href],input,select")) {
    if (!isShown(control)) continue;
    const labels = /** @type {HTMLInputElement} */ (control).labels;
    const name = control.getAttribute("aria-label") || control.textContent?.trim() || [...(labels ?? [])].map((label) => label.textContent?.trim()).join("");
    if (!name) faults.push(`${control.id || control.outerHTML.slice(0, 60)} has no name`);
    if (/** @type {HTMLElement} */ (control).tabIndex < 0) faults.push(`${control.id} cannot be reached by keyboard`);
  }
  const channels = (/** @type {string} */ colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (/** @type {number[]} */ [r, g, b]) => {
    const [R, G, B] = [r, g, b].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  const ground = (/** @type {Element | null} */ element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = channels(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  for (const element of document.querySelectorAll("body *")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
    if (!hasText || !isShown(element) || element.matches("option,:disabled")) continue;
    const [a, b] = [light(channels(getComputedStyle(element).color)), light(ground(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faults.push(`${element.id || element.textContent?.trim().slice(0, 30)} has a contrast of ${contrast.toFixed(2)}`);
  }
  for (const element of document.querySelectorAll("[data-say]")) {
    if (!chrome.i18n.getMessage(element.getAttribute("data-say") ?? "")) faults.push(`${element.getAttribute("data-say")} has no words`);
  }
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) faults.push("it is wider than the window");
  return faults;
}
