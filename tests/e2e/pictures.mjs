// Pictures of the pages as the test sees them: an artefact to look at, in build/pictures/. With
// FEEDWITNESS_PICTURES=docs/images those of the documentation are drawn anew, and no others.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./world.mjs";

const folder = join(root, process.env.FEEDWITNESS_PICTURES ?? "build/pictures");

/** @type {Record<string, { width: number, height: number }>} */
const sizes = {
  popup: { width: 344, height: 380 },
  options: { width: 900, height: 900 },
  consent: { width: 760, height: 900 },
  receipt: { width: 940, height: 900 },
  badge: { width: 620, height: 760 },
};

/** @param {string} name @param {Uint8Array} png */
export function keepPicture(name, png) {
  const file = join(folder, `${name}.png`);
  if (process.env.FEEDWITNESS_PICTURES && !existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, png);
}

/** In light and in the dark. @param {{ name: string, language: string }} browser @param {import("puppeteer-core").Page} page @param {string} name */
export async function pictures(browser, page, name) {
  await page.bringToFront();
  await page.setViewport(sizes[name]);
  if (name === "receipt") await page.evaluate(() => document.getElementById("delete")?.scrollIntoView());
  for (const shade of browser.name === "chromium" ? ["light", "dark"] : ["light"]) {
    if (browser.name === "chromium") await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: shade }]);
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    const words = browser.language === "en" ? "" : `-${browser.language}`;
    keepPicture(`${name}-${shade}-${browser.name}${words}`, await page.screenshot());
  }
}
