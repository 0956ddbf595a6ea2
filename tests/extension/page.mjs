// A page with the content scripts in it, as the browser would run them, and nothing else of a browser.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

import { JSDOM } from "jsdom";

const extension = fileURLToPath(new URL("../../extension/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${extension}manifest.json`, "utf8"));
/** @type {string[]} */
const files = manifest.content_scripts[0].js;

/** What the fake page lacks and browsers have. What is sent is kept in `sent`. */
const missing = `
  globalThis.CSS ??= { escape: (text) => String(text).replace(/[^\\w-]/g, (c) => "\\\\" + c) };
  globalThis.sent = [];
  globalThis.chrome = {
    runtime: { id: "ours", sendMessage: async (message) => (sent.push(message), { ok: true }) },
    storage: { local: { get: async () => ({}), onChanged: { addListener: () => {} } } },
  };
  globalThis.IntersectionObserver = class { observe() {} unobserve() {} disconnect() {} };
  globalThis.requestIdleCallback = (work) => setTimeout(() => work({ timeRemaining: () => 50 }));
  Element.prototype.checkVisibility ??= () => true;
  Range.prototype.getBoundingClientRect ??= () => ({ top: 0, bottom: 0, left: 0, right: 0, width: 0 });
  String.prototype.toWellFormed ??= function () { return String(this); };
`;

/** @param {string} html @param {string} [url] */
export function open(html, url = "https://www.facebook.com/") {
  const dom = new JSDOM(html, { url, runScripts: "outside-only" });
  const context = dom.getInternalVMContext();
  const run = (/** @type {string} */ code) => new Script(code).runInContext(context);
  run(missing);
  for (const file of files) run(readFileSync(extension + file, "utf8"));
  return { document: dom.window.document, run };
}
