import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

import { unzipSync } from "fflate";

import { consentKeys } from "../../extension/consent.js";
import { pack } from "../../extension/tools/pack.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (/** @type {string} */ name) => readFileSync(root + name, "utf8");
const manifest = JSON.parse(read("extension/manifest.json"));
const languages = readdirSync(`${root}extension/_locales`);
/** @type {Record<string, Record<string, { message: string, placeholders?: Record<string, unknown> }>>} */
const words = Object.fromEntries(languages.map((language) => [language, JSON.parse(read(`extension/_locales/${language}/messages.json`))]));

/** @param {"chromium" | "firefox"} browser */
const packed = (browser) => unzipSync(pack(browser));
/** @param {Record<string, Uint8Array>} files */
const manifestOf = (files) => JSON.parse(new TextDecoder().decode(files["manifest.json"]));

test("the host knows the extension by its ids", () => {
  const known = read("manifest/extension_ids.h");
  const hash = createHash("sha256").update(Buffer.from(manifest.key, "base64")).digest("hex").slice(0, 32);
  const id = [...hash].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join("");
  assert.ok(known.includes(`"${id}"`));
  assert.ok(known.includes(`"${manifest.browser_specific_settings.gecko.id}"`));
  assert.equal(manifest.key, read("manifest/extension-key.pub").trim());
});

test("it asks for these permissions and no other, and runs no code but its own", () => {
  assert.deepEqual(manifest.permissions, ["nativeMessaging", "storage", "unlimitedStorage", "alarms"]);
  assert.equal(manifest.host_permissions, undefined);
  assert.equal(manifest.web_accessible_resources, undefined);
  assert.match(manifest.content_security_policy.extension_pages, /^default-src 'none'; script-src 'self';/);
  assert.doesNotMatch(manifest.content_security_policy.extension_pages, /unsafe|https?:/);
});

test("each store gets a manifest that it takes, and nothing that is only for building", () => {
  const [chromium, firefox] = [packed("chromium"), packed("firefox")];
  assert.equal(manifestOf(chromium).key, undefined);
  assert.deepEqual(manifestOf(chromium).background, { service_worker: "background.js", type: "module" });
  assert.deepEqual(manifestOf(firefox).background, { scripts: ["background.js"], type: "module" });
  assert.equal(manifestOf(firefox).browser_specific_settings.gecko.id, "feedwitness@feedwitness.org");
  for (const files of [chromium, firefox]) {
    assert.ok(Object.keys(files).every((name) => !name.startsWith("tools/")));
    for (const script of manifest.content_scripts[0].js) assert.ok(files[script], script);
  }
  assert.deepEqual(Buffer.from(pack("firefox")), Buffer.from(pack("firefox")), "the same sources make the same bytes");
});

test("every language says everything, with the same values in it", () => {
  assert.deepEqual(languages.sort(), ["de", "en", "es", "fr", "it"]);
  for (const language of languages) {
    assert.deepEqual(Object.keys(words[language]), Object.keys(words.en), language);
    for (const [key, { message, placeholders }] of Object.entries(words[language])) {
      assert.ok(message.trim(), `${language} ${key}`);
      assert.deepEqual(Object.keys(placeholders ?? {}), Object.keys(words.en[key].placeholders ?? {}), `${language} ${key}`);
    }
  }
  for (const key of consentKeys) assert.ok(words.en[key], key);
});

test("what a page says is written in the words, and no word is left over", () => {
  const files = ["background.js", "toolbar.js", "ui.js", "consent.js", "capture/badge.js", "popup/popup.html", "popup/popup.js", "options/options.html",
    "options/options.js", "consent/consent.html", "consent/consent_page.js"].map((name) => read(`extension/${name}`)).join("\n") + JSON.stringify(manifest);
  const asked = new Set([...files.matchAll(/data-say(?:-label)?="(\w+)"|say\("(\w+)"|getMessage\("(\w+)"/g)].map((match) => match[1] ?? match[2] ?? match[3]));
  for (const key of asked) assert.ok(words.en[key], `${key} has no words`);
  const families = /^(reason|host|why)_/;
  for (const key of Object.keys(words.en)) {
    assert.ok(families.test(key) || files.includes(`"${key}"`) || files.includes(`__MSG_${key}__`), `${key} is never said`);
  }
});
