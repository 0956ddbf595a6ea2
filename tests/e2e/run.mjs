// The whole extension in real browsers, over the real host, into a real store.
//   node tests/e2e/run.mjs [chromium] [firefox] [--only WORDS]
// Ends with 'N passed, N failed'.

import { pathToFileURL } from "node:url";

import { Browser } from "./browsers.mjs";
import capture from "./cases/capture.mjs";
import consent from "./cases/consent.mjs";
import delivery from "./cases/delivery.mjs";
import pages from "./cases/pages.mjs";
import { openSite, shortFeed } from "./site/server.mjs";
import { World } from "./world.mjs";

/** @typedef {{ world: World, site: Awaited<ReturnType<typeof openSite>>, browser: Browser }} Arena */

/**
 * @typedef {object} Case
 * @property {string} name the promise
 * @property {(arena: Arena) => Promise<void>} run
 * @property {boolean} [hostless] the host is not installed
 * @property {boolean} [listens] with a copy of every frame
 * @property {boolean} [once] in Chromium alone: it opens both browsers itself, or is the same in both
 * @property {boolean} [restless] Firefox stops the background after two seconds
 * @property {string} [language] of the extension's words
 * @property {number} [patience] ms
 */

/** @type {Case[]} */
const cases = [...consent, ...capture, ...delivery, ...pages];

/** @param {Case} one @param {"chromium" | "firefox"} name */
async function runIn(one, name) {
  const world = new World();
  const site = await openSite(world.home);
  const browser = new Browser(name, world, site);
  browser.language = one.language ?? "en";
  browser.isRestless = one.restless ?? false;
  site.feed = shortFeed;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let bell;
  try {
    if (one.listens) world.installListener();
    else if (!one.hostless) world.installHost();
    await browser.open();
    const patience = one.patience ?? 150_000;
    const late = new Promise((_, reject) => (bell = setTimeout(() => reject(new Error(`took longer than ${patience} ms`)), patience)));
    await Promise.race([one.run({ world, site, browser }), late]);
  } finally {
    clearTimeout(bell);
    await browser.close().catch(() => browser.kill());
    site.close();
    world.remove();
  }
}

async function main() {
  const words = process.argv.slice(2);
  const at = words.indexOf("--only");
  const only = at < 0 ? "" : words.splice(at, 2)[1];
  const browsers = /** @type {("chromium" | "firefox")[]} */ (words.length > 0 ? words : ["chromium", "firefox"]);
  let [passed, failed] = [0, 0];
  // Side by side: each waits for itself most of the time.
  await Promise.all(browsers.map(async (name) => {
    for (const one of cases) {
      if (!one.name.includes(only) || (one.once && name !== "chromium")) continue;
      const begin = performance.now();
      const seconds = () => `${((performance.now() - begin) / 1000).toFixed(1)} s`;
      try {
        await runIn(one, name);
        ++passed;
        console.log(`ok      ${name}: ${one.name}, ${seconds()}`);
      } catch (error) {
        ++failed;
        console.log(`FAILED  ${name}: ${one.name}, ${seconds()}\n${error instanceof Error ? error.stack : error}`);
      }
    }
  }));
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main();
