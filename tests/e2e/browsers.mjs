// The two browsers, each with the extension, a profile of its own, and the site at its real address.

import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import puppeteer from "puppeteer-core";

import { root, until } from "./world.mjs";

/** @typedef {import("./world.mjs").World} World */
/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {"chromium" | "firefox"} Name */

/** The extension unpacked, as it would be for somebody whose browser speaks this language: these speak English alone. @param {World} world @param {string} language */
function extensionIn(world, language) {
  const folder = join(world.home, "feedwitness/extension");
  cpSync(join(root, "extension"), folder, { recursive: true });
  const words = (/** @type {string} */ of) => join(folder, `_locales/${of}/messages.json`);
  if (language !== "en") cpSync(words(language), words("en"));
  return folder;
}

const uuid = "5d1c2f0a-4e0b-4f6e-9a51-0f1e2d3c4b5a"; // of the extension in Firefox, which else makes up one for each profile
const geckoId = "feedwitness@feedwitness.org";
const view = { width: 1000, height: 900 };

/** @param {string[]} places */
const first = (places) => places.find((place) => existsSync(place)) ?? places[0];
const programs = {
  chromium: first(["/usr/lib/chromium/chromium", "/usr/bin/chromium"]),
  firefox: first(["/usr/lib/firefox-esr/firefox-esr", "/usr/bin/firefox-esr"]),
};

/** @param {World} world @param {number} port @param {string} language */
async function launchChromium(world, port, language) {
  const browser = await puppeteer.launch({
    executablePath: programs.chromium,
    headless: true,
    pipe: true,
    enableExtensions: true,
    acceptInsecureCerts: true,
    userDataDir: join(world.home, ".config/chromium"),
    env: world.env,
    defaultViewport: view,
    protocolTimeout: 120_000,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--ignore-certificate-errors", "--lang=en-US", `--window-size=${view.width},${view.height}`,
      `--host-resolver-rules=MAP *.facebook.com 127.0.0.1:${port}`,
    ],
  });
  await browser.installExtension(extensionIn(world, language));
  return browser;
}

const firefoxPreferences = {
  "xpinstall.signatures.required": false,
  "extensions.autoDisableScopes": 0,
  "extensions.enabledScopes": 15,
  "extensions.startupScanScopes": 15,
  "extensions.webextensions.uuids": JSON.stringify({ [geckoId]: uuid }),
  "network.dns.forceResolve": "127.0.0.1",
  "network.stricttransportsecurity.preloadlist": false,
  "security.cert_pinning.enforcement_level": 0,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "app.update.enabled": false,
  "intl.accept_languages": "en-US",
};

/** A background ends after two seconds in place of half a minute; what holds it, a host on its port, holds it as ever. */
const restless = { "extensions.background.idle.timeout": 2000 };

/** @param {World} world @param {boolean} isRestless */
async function launchFirefox(world, isRestless) {
  const profile = join(world.home, "firefox-profile");
  mkdirSync(join(profile, "extensions"), { recursive: true });
  const { pack } = await import("../../extension/tools/pack.mjs");
  writeFileSync(join(profile, "extensions", `${geckoId}.xpi`), pack("firefox"));
  return puppeteer.launch({
    browser: "firefox",
    executablePath: programs.firefox,
    headless: true,
    acceptInsecureCerts: true,
    userDataDir: profile,
    env: world.env,
    defaultViewport: view,
    protocolTimeout: 120_000,
    extraPrefsFirefox: { ...firefoxPreferences, ...(isRestless ? restless : {}) },
    args: ["--no-remote", "--remote-allow-system-access"], // opens about:debugging
  });
}

function chromiumId() {
  return /kChromiumIds\{"([a-p]{32})"/.exec(readFileSync(join(root, "manifest/extension_ids.h"), "utf8"))?.[1];
}

export class Browser {
  /** @param {Name} name @param {World} world @param {{ port: number }} site */
  constructor(name, world, site) {
    this.name = name;
    this.world = world;
    this.site = site;
    this.own = name === "chromium" ? `chrome-extension://${chromiumId()}/` : `moz-extension://${uuid}/`;
    this.language = "en";
    this.isRestless = false;
    /** @type {import("puppeteer-core").Browser | null} */
    this.browser = null;
  }

  /** On a busy machine a browser may end while it is being started, which is no fault of the extension's. */
  async open() {
    const launch = () => (this.name === "chromium" ? launchChromium(this.world, this.site.port, this.language) : launchFirefox(this.world, this.isRestless));
    this.browser = await launch().catch(launch);
    return this;
  }

  get running() {
    if (!this.browser) throw new Error("the browser is not open");
    return this.browser;
  }

  /** The page that the extension opens by itself when it is installed. From here the others are reached. @returns {Promise<Page>} */
  async door() {
    return until("the consent page is open", async () => {
      for (const page of await this.running.pages()) {
        if (page.url().startsWith(this.own) && (await page.evaluate(() => document.body?.dataset.consent).catch(() => null))) return page;
      }
      return null;
    });
  }

  /** Firefox lets nobody but the extension itself go to its pages. @param {string} path of the extension, "popup/popup.html" */
  async ours(path) {
    const door = await this.door();
    const known = new Set(await this.running.pages());
    await door.evaluate((url) => void chrome.tabs.create({ url }), `/${path}`);
    const page = await until(`${path} is open`, async () => {
      const opened = (await this.running.pages()).find((one) => !known.has(one));
      return opened && (await opened.evaluate(() => document.body?.dataset.ready ?? document.body?.dataset.consent).catch(() => null)) ? opened : null;
    });
    await page.bringToFront(); // a page in the background is not drawn
    return page;
  }

  /** @param {string} [path] @param {{ site?: "www" | "web" | "m", window?: boolean }} [where] */
  async feed(path = "/", { site = "www", window = false } = {}) {
    const page = await this.running.newPage(window ? { type: "window" } : undefined);
    const port = this.name === "firefox" ? `:${this.site.port}` : "";
    await page.goto(`https://${site}.facebook.com${port}${path}`, { waitUntil: "domcontentloaded", timeout: 60_000 });
    await page.bringToFront();
    return page;
  }

  /** Asks the background, as the extension's own pages do. @param {object} message @returns {Promise<any>} */
  async ask(message) {
    const door = await this.door();
    return door.evaluate((asked) => chrome.runtime.sendMessage(asked), message);
  }

  /** Says yes, as a person does. */
  async consent() {
    const page = await this.door();
    await page.bringToFront();
    await page.click("#accept");
    await until("consent is given", () => page.evaluate(() => document.body.dataset.consent === "given"));
  }

  /** As the browser does when nothing seems to happen. @returns {Promise<number>} how many were stopped */
  async stopBackground() {
    if (this.name === "firefox") return this.letBackgroundEnd();
    const worker = this.running.targets().find((target) => target.type() === "service_worker" && target.url().startsWith(this.own));
    if (!worker) return 0;
    await (await worker.worker())?.close();
    return 1;
  }

  /** Firefox stops it by itself, once no host holds it any more. */
  async letBackgroundEnd() {
    const door = await this.door();
    const isThere = () => door.evaluate(() => chrome.extension.getViews({}).some((view) => view.location.pathname.includes("background")));
    await this.ask({ ask: "state" });
    await until("the background is there", isThere);
    await until("the background has ended", async () => {
      this.world.killHosts();
      return !(await isThere());
    });
    return 1;
  }

  /** With the unpacked folder in it, as a person loads it. */
  async openDebugging() {
    await this.running.installExtension(extensionIn(this.world, "en"));
    const page = await this.running.newPage();
    page.goto("about:debugging#/runtime/this-firefox").catch(() => {}); // of whose end nobody is told
    const isListed = () => page.evaluate(() => document.querySelector(".qa-temporary-extension-reload-button") !== null).catch(() => false);
    await until("it lists the extension", isListed);
    return page;
  }

  /** The browser's own page of its extensions, where one is loaded, as a PNG. @returns {Promise<Uint8Array>} */
  async extensionsPage() {
    const page = await (this.name === "firefox" ? this.openDebugging() : this.openExtensions());
    await page.setViewport({ width: 900, height: this.name === "firefox" ? 660 : 440 });
    await page.bringToFront();
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    return page.screenshot();
  }

  async openExtensions() {
    const page = await this.running.newPage();
    await page.goto("chrome://extensions/");
    await page.bringToFront();
    await until("it can load folders", () => page.evaluate(() => {
      const manager = document.querySelector("extensions-manager")?.shadowRoot;
      const toggle = /** @type {any} */ (manager?.querySelector("extensions-toolbar")?.shadowRoot?.querySelector("#devMode"));
      if (toggle && !toggle.checked) toggle.click();
      return toggle?.checked === true && manager?.querySelector("extensions-item-list")?.shadowRoot?.querySelector("extensions-item") !== null;
    }));
    return page;
  }

  async close() {
    await this.browser?.close();
    this.browser = null;
  }

  /** As a crash or a power cut would end it. */
  async kill() {
    const process_ = this.running.process();
    const ended = new Promise((end) => process_?.once("exit", end));
    try {
      process.kill(-(process_?.pid ?? 0), "SIGKILL");
    } catch {
      process_?.kill("SIGKILL");
    }
    await ended;
    this.browser = null;
    await until("its hosts have ended", () => this.world.hosts().length === 0);
  }
}

/** Scrolls to the end of the feed as a person does, a part of the window at a time. @param {Page} page @param {{ step?: number, each?: () => void | Promise<void> }} [how] */
export async function scrollToEnd(page, { step = 700, each } = {}) {
  for (let still = 0; still < 3;) {
    if (each) await each();
    const moved = await page.evaluate((by) => new Promise((done) => {
      const before = scrollY;
      const height = document.documentElement.scrollHeight;
      scrollBy(0, by);
      requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY !== before || document.documentElement.scrollHeight !== height)));
    }), step);
    still = moved ? 0 : still + 1;
  }
}
