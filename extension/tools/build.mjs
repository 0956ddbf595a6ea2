// npm run build: dist/feedwitness-chromium.zip and dist/feedwitness-firefox.xpi

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { pack } from "./pack.mjs";

const output = fileURLToPath(new URL("../../dist/", import.meta.url));
mkdirSync(output, { recursive: true });
for (const [browser, name] of /** @type {const} */ ([["chromium", "feedwitness-chromium.zip"], ["firefox", "feedwitness-firefox.xpi"]])) {
  const bytes = pack(browser);
  writeFileSync(output + name, bytes);
  console.log(`dist/${name}: ${Math.round(bytes.length / 1024)} KiB`);
}
