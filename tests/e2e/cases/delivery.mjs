import assert from "node:assert/strict";

import { Browser, scrollToEnd } from "../browsers.mjs";
import { keyOf, postOf } from "../site/posts.mjs";
import { until } from "../world.mjs";

/** @typedef {import("../world.mjs").World} World */

const long = { era: /** @type {const} */ ("hashes"), count: 300, from: 1, batch: 10, keep: 1500 };

/** Each post once, in its order, with its own words. @param {World} world @param {number} count @param {number} from */
async function nothingMissing(world, count, from = 1) {
  const kept = await world.kept();
  const orders = kept.map((one) => one.metadata?.impressionOrder ?? one.impressionOrder).sort((a, b) => a - b);
  assert.deepEqual(orders, Array.from({ length: count }, (_, at) => at + 1));
  for (const { metadata } of kept) {
    if (!metadata) continue;
    const words = metadata.texts.join(" ").match(/heron\d{4}/g);
    assert.deepEqual(words, [keyOf(metadata.impressionOrder + from - 1)]);
  }
  const closed = kept.filter((one) => one.visibility === "private").length;
  assert.equal(closed, Array.from({ length: count }, (_, at) => postOf(at + from)).filter((post) => post.kind === "private").length);
}

/** @type {import("../run.mjs").Case[]} */
export default [
  {
    name: "a scroll through 300 posts that come and go loses none and doubles none",
    patience: 240_000,
    async run({ world, site, browser }) {
      site.feed = long;
      await browser.consent();
      const page = await browser.feed();
      await scrollToEnd(page, { step: 900 });
      await page.evaluate(() => scrollTo(0, 0)); // posts that were taken away are drawn anew
      await scrollToEnd(page, { step: 3000 });
      await until("all are kept", async () => (await world.count()) >= long.count);
      await until("nothing waits", async () => (await browser.ask({ ask: "state" })).queue.count === 0);
      await nothingMissing(world, long.count);
    },
  },
  {
    name: "posts that are taken away again before they were looked at are not lost",
    async run({ world, site, browser }) {
      site.feed = { ...long, count: 80, rush: 800 };
      await browser.consent();
      await browser.feed();
      await until("all are kept", async () => (await world.count()) >= 80);
      await nothingMissing(world, 80);
    },
  },
  {
    name: "a host that is killed 20 times during a scroll loses nothing",
    patience: 300_000,
    async run({ world, site, browser }) {
      site.feed = { ...long, count: 200 };
      await browser.consent();
      const page = await browser.feed();
      let kills = 0;
      await scrollToEnd(page, { step: 500, each: () => void (kills < 20 && (kills += world.killHosts())) });
      while (kills < 20) {
        kills += await until("there is a host again", async () => {
          await browser.ask({ ask: "state" }); // somebody looks: the host is started at once
          return world.killHosts();
        });
      }
      await until("all are kept", async () => {
        const { queue } = await browser.ask({ ask: "state" });
        return queue.count === 0 && (await world.count()) >= 200;
      }, 60_000);
      assert.ok(kills >= 20);
      await nothingMissing(world, 200);
    },
  },
  {
    name: "a host that is installed after the extension gets all that waited, and until then the cause is named",
    hostless: true,
    async run({ world, site, browser }) {
      await browser.consent();
      const page = await browser.feed();
      await until("the posts wait", async () => (await browser.ask({ ask: "state" })).queue.count >= site.feed.count);
      const before = await until("the cause is known", async () => {
        const state = await browser.ask({ ask: "state" });
        return state.host.state === "missing" ? state : null;
      });
      assert.equal(before.host.mend, "feedwitness install-host");
      assert.equal(before.health.needsAttention, true);
      const popup = await browser.ours("popup/popup.html");
      await until("the popup names the command", () => popup.evaluate(() => document.getElementById("command")?.textContent === "feedwitness install-host"));
      await popup.close();

      world.installHost();

      await until("all are kept", async () => {
        await browser.ask({ ask: "state" });
        return (await world.count()) === site.feed.count;
      });
      await nothingMissing(world, site.feed.count);
      const [consent] = await world.ask("SELECT version FROM consents");
      assert.equal(consent.version, "1");
      await page.close();
    },
  },
  {
    name: "a browser that is killed while captures wait sends them after its next start",
    hostless: true,
    async run({ world, site, browser }) {
      await browser.consent();
      await browser.feed();
      await until("the posts wait", async () => (await browser.ask({ ask: "state" })).queue.count >= site.feed.count);

      await browser.kill();
      world.installHost();
      await browser.open();

      await until("all are kept", async () => (await world.count()) === site.feed.count);
      await nothingMissing(world, site.feed.count);
    },
  },
  {
    name: "a background that is stopped again and again during a scroll loses nothing and doubles nothing",
    restless: true,
    patience: 240_000,
    async run({ world, site, browser }) {
      site.feed = { ...long, count: 120 };
      await browser.consent();
      const page = await browser.feed();
      let steps = 0;
      let stops = 0;
      await scrollToEnd(page, {
        step: 700,
        each: async () => {
          if (++steps % 8 === 0 && stops < 5) stops += await browser.stopBackground();
        },
      });
      await until("all are kept", async () => (await world.count()) >= 120);
      await until("nothing waits", async () => (await browser.ask({ ask: "state" })).queue.count === 0);
      assert.ok(stops >= 5, `it was stopped ${stops} times`);
      await nothingMissing(world, 120);
    },
  },
  {
    name: "a capture that ends the host each time is set aside and told of, and everything else is kept",
    patience: 240_000,
    async run({ world, site, browser }) {
      world.installPoisoned(keyOf(2));
      await browser.consent();
      await browser.feed();
      await until("all the others are kept", async () => {
        await browser.ask({ ask: "state" }); // somebody looks: it is tried at once
        return (await world.count()) === site.feed.count - 1;
      }, 120_000);
      const state = await until("it is said", async () => {
        const told = await browser.ask({ ask: "state" });
        return told.health.reason === "set-aside" ? told : null;
      }, 120_000);
      assert.equal(state.queue.count > 0, true, "it still waits");
      assert.ok(!(await world.impressions()).some((one) => one.order === 2));
    },
  },
  {
    name: "a browser that is closed in the middle of a scroll has lost nothing of what it had counted",
    async run({ world, site, browser }) {
      site.feed = long;
      await browser.consent();
      const page = await browser.feed();
      for (let step = 0; step < 25; ++step) await page.evaluate(() => new Promise((drawn) => (scrollBy(0, 500), setTimeout(drawn, 60))));
      const { session } = await browser.ask({ ask: "state" });
      const counted = session.posts + session.private;
      assert.ok(counted > 10, `${counted} were counted`);

      await browser.close();
      await browser.open();

      await until("all are kept", async () => (await world.count()) >= counted);
      await nothingMissing(world, await world.count());
    },
  },
  {
    name: "two windows at once are two timelines, and both are whole",
    async run({ world, site, browser }) {
      site.feed = { ...long, count: 40 };
      await browser.consent();
      const [one, two] = [await browser.feed("/", { window: true }), await browser.feed("/", { window: true })];
      await one.bringToFront();
      await Promise.all([scrollToEnd(one), scrollToEnd(two)]);
      await until("all are kept", async () => (await world.count()) === 80);
      const impressions = await world.impressions();
      for (const timeline of new Set(impressions.map((impression) => impression.timeline))) {
        const orders = impressions.filter((impression) => impression.timeline === timeline).map((impression) => impression.order);
        assert.deepEqual(orders, Array.from({ length: 40 }, (_, at) => at + 1));
      }
    },
  },
  {
    name: "Chromium and Firefox write to one store at the same time, and both are whole",
    once: true,
    patience: 240_000,
    async run({ world, site, browser }) {
      site.feed = { ...long, count: 60 };
      const other = await new Browser(browser.name === "chromium" ? "firefox" : "chromium", world, site).open();
      try {
        await Promise.all([browser, other].map(async (each) => {
          await each.consent();
          await scrollToEnd(await each.feed());
        }));
        await until("all are kept", async () => (await world.count()) === 120);
        const impressions = await world.impressions();
        assert.equal(new Set(impressions.map((impression) => impression.timeline)).size, 2);
        assert.equal(new Set(impressions.map((impression) => `${impression.timeline}/${impression.order}`)).size, 120);
      } finally {
        await other.close();
      }
    },
  },
];
