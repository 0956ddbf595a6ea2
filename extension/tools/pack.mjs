// The extension as the stores take it.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { zipSync } from "fflate";

const folder = fileURLToPath(new URL("../", import.meta.url));
const notShipped = /^tools\//;
const epoch = new Date(2020, 0, 1); // the same sources make the same bytes

/** @param {string} under @returns {string[]} */
function filesOf(under) {
  return readdirSync(under, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(join(under, entry.name)) : [join(under, entry.name)]);
}

/** Each browser gets its own keys of the manifest alone; Chrome's store refuses one with `key`. @param {"chromium" | "firefox"} browser */
function manifestFor(browser) {
  const { key: _, ...manifest } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const { service_worker, scripts, type } = manifest.background;
  if (browser === "chromium") {
    delete manifest.browser_specific_settings;
    manifest.background = { service_worker, type };
  } else {
    delete manifest.minimum_chrome_version;
    manifest.background = { scripts, type };
  }
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** @param {"chromium" | "firefox"} browser @returns {Uint8Array} a zip */
export function pack(browser) {
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const file of filesOf(folder).sort()) {
    const name = relative(folder, file).replaceAll("\\", "/");
    if (!notShipped.test(name)) files[name] = name === "manifest.json" ? manifestFor(browser) : readFileSync(file);
  }
  return zipSync(files, { mtime: epoch, level: 9 });
}
