// What the extension costs the page: the same scroll through 300 posts of about 60 KB each in Chromium, without and with
// it, A B A B ..., and the median of the ratios. The extension's own time is what its functions took on the page's main
// thread, layout that they caused included. Called by run.sh; alone: node bench/page_cost.mjs [ROUNDS]
//
// Needs: npm ci, chromium, a build of the host (FEEDWITNESS_BUILD, else build/dev).

import { Browser, scrollToEnd } from "../tests/e2e/browsers.mjs";
import { posts as invented } from "../tests/e2e/site/posts.mjs";
import { openSite } from "../tests/e2e/site/server.mjs";
import { World, until } from "../tests/e2e/world.mjs";

const posts = 300;
const feed = { era: /** @type {const} */ ("hashes"), count: posts, from: 1, batch: 10, keep: 1500, weight: 600 };
const wantedPublic = invented(posts).filter((post) => post.kind !== "private").length;
const rounds = Number(process.argv[2] ?? 3);

/** @typedef {import("puppeteer-core").Protocol.Profiler.Profile} Profile */
/** @typedef {{ busy: number, longest: number, ours: number, ourLongest: number, heap: number, lost: number, doubled: number }} Cost ms, and MB of heap */

/** The samples in which the extension's code was on the stack: how long in all, and without a break. @param {Profile} profile */
function ownTime(profile) {
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  /** @type {Map<number, number>} */
  const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => /** @type {[number, number]} */ ([child, node.id]))));
  const isOurs = (/** @type {number | undefined} */ id) => {
    for (let at = id; at !== undefined; at = parents.get(at)) if (byId.get(at)?.callFrame.url.startsWith("chrome-extension:")) return true;
    return false;
  };
  let [ours, ourLongest, running] = [0, 0, 0];
  for (const [at, id] of (profile.samples ?? []).entries()) {
    const took = (profile.timeDeltas?.[at + 1] ?? 0) / 1000; // until the next sample
    running = isOurs(id) ? running + took : 0;
    ours += isOurs(id) ? took : 0;
    ourLongest = Math.max(ourLongest, running);
  }
  return { ours, ourLongest };
}

/** Each post has words of its own. @param {World} world */
async function countOf(world) {
  const [row] = await world.ask("SELECT count(DISTINCT text) AS different, sum(is_public) AS open, count(*) AS n FROM impressions");
  const closed = row.n - row.open;
  return { lost: wantedPublic - row.different + Math.max(0, posts - wantedPublic - closed), doubled: row.open - row.different + Math.max(0, closed - (posts - wantedPublic)) };
}

/** @param {boolean} isCollecting @param {boolean} isProfiled which costs time by itself @returns {Promise<Cost>} */
async function scroll(isCollecting, isProfiled = false) {
  const world = new World();
  const site = await openSite(world.home);
  site.feed = feed;
  world.installHost();
  const browser = await new Browser("chromium", world, site).open();
  try {
    if (isCollecting) await browser.consent();
    const page = await browser.feed();
    const session = await page.createCDPSession();
    await session.send("Performance.enable", { timeDomain: "threadTicks" }); // of this thread alone, whatever else runs
    const busy = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
    const before = await busy();
    await page.evaluate(() => {
      globalThis.longest = 0;
      const note = (/** @type {PerformanceObserverEntryList} */ list) => list.getEntries().forEach(({ duration }) => (globalThis.longest = Math.max(globalThis.longest, duration)));
      new PerformanceObserver(note).observe({ type: "longtask" });
    });
    await session.send("Profiler.enable");
    await session.send("Profiler.setSamplingInterval", { interval: 500 });
    if (isProfiled) await session.send("Profiler.start");
    await scrollToEnd(page, { step: 400 });
    if (isCollecting) await until("all posts are kept", async () => (await world.count()) >= posts, 120_000);
    const profiled = isProfiled ? ownTime((await session.send("Profiler.stop")).profile) : { ours: 0, ourLongest: 0 };
    const spent = (await busy()) - before;
    const longest = await page.evaluate(() => globalThis.longest);
    await session.send("HeapProfiler.collectGarbage");
    const heap = (await page.metrics()).JSHeapUsedSize ?? 0;
    const counted = isCollecting ? await countOf(world) : { lost: 0, doubled: 0 };
    return { busy: spent * 1000, longest, ...profiled, ...counted, heap: heap / 1e6 };
  } finally {
    await browser.close();
    site.close();
    world.remove();
  }
}

/** How long it takes from a post's last change to its row on the disk. @returns {Promise<number[]>} ms */
async function latencies() {
  const world = new World();
  const site = await openSite(world.home);
  site.feed = { ...feed, count: 60, batch: 1, keep: 0 };
  world.installHost();
  const browser = await new Browser("chromium", world, site).open();
  try {
    await browser.consent();
    const page = await browser.feed();
    /** @type {number[]} */
    const times = [];
    for (let kept = await world.count(); times.length < 30; kept = await world.count()) {
      await until("all drawn posts are kept", async () => (await world.count()) === (await page.evaluate(() => globalThis.site.units.length)));
      kept = await world.count();
      const begin = performance.now();
      await page.evaluate(() => globalThis.site.append());
      await until("the new post is kept", async () => (await world.count()) > kept);
      times.push(performance.now() - begin);
    }
    return times;
  } finally {
    await browser.close();
    site.close();
    world.remove();
  }
}

const median = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const row = (/** @type {string} */ what, /** @type {string} */ value, floor = "-", detail = "") =>
  console.log(`${what.padEnd(62)} ${value.padStart(9)}   floor ${floor.padEnd(8)} ${detail}`);

/** @type {[Cost, Cost, Cost][]} */
const runs = [];
for (let round = 0; round < rounds; ++round) runs.push([await scroll(false), await scroll(true), await scroll(true, true)]);
const of = (/** @type {(without: Cost, with_: Cost, profiled: Cost) => number} */ value) => median(runs.map((run) => value(...run)));

row("page: main thread with / without the extension", `${of((a, b) => b.busy / a.busy).toFixed(2)}x`, "-", `${of((_, b) => b.busy).toFixed(0)} and ${of((a) => a.busy).toFixed(0)} ms for ${posts} posts`);
row("page: main thread for one post, more than without", `${of((a, b) => (b.busy - a.busy) / posts).toFixed(2)} ms`, "<= 5 ms", "CPU time");
row("page: the extension's own code for one post", `${of((_, __, c) => c.ours / posts).toFixed(2)} ms`, "<= 5 ms", "by the clock");
row("page: the extension's longest call", `${of((_, __, c) => c.ourLongest).toFixed(1)} ms`, "<= 50 ms", `longest task with ${of((_, b) => b.longest).toFixed(0)} ms, without ${of((a) => a.longest).toFixed(0)} ms`);
row("page: heap with / without the extension", `${of((a, b) => b.heap / a.heap).toFixed(2)}x`, "-", `${of((_, b) => b.heap).toFixed(1)} and ${of((a) => a.heap).toFixed(1)} MB`);
const all = (/** @type {(cost: Cost) => number} */ value) => runs.flat().reduce((sum, cost) => sum + value(cost), 0);
row("a scroll through 300 posts: lost and doubled", `${all((one) => one.lost)} and ${all((one) => one.doubled)}`, "0 and 0", `in ${2 * rounds} scrolls`);
const times = await latencies();
row("a post drawn, to its row on the disk", `${median(times).toFixed(0)} ms`, "-", `of which 250 ms are waited for it to settle; fastest ${Math.min(...times).toFixed(0)} ms`);
