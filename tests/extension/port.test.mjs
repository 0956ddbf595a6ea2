import assert from "node:assert/strict";
import test from "node:test";

import { Host, causeOf } from "../../extension/port.js";

/** A browser whose native port is played by `play`. @param {(message: any, port: any) => void} play */
function browser(play) {
  const listeners = { message: (/** @type {any} */ _) => {}, end: () => {} };
  const port = {
    sent: /** @type {any[]} */ ([]),
    onMessage: { addListener: (/** @type {any} */ listener) => (listeners.message = listener) },
    onDisconnect: { addListener: (/** @type {any} */ listener) => (listeners.end = listener) },
    postMessage(/** @type {any} */ message) {
      this.sent.push(message);
      queueMicrotask(() => play(message, this));
    },
    disconnect() {},
    answer: (/** @type {any} */ message) => listeners.message(message),
    end(/** @type {string} */ message) {
      runtime.lastError = { message };
      listeners.end();
    },
  };
  const runtime = { lastError: /** @type {any} */ (null), connectNative: () => port };
  /** @type {any} */ (globalThis).chrome = { runtime };
  const host = new Host({ browser: "chromium", version: "0.1.0", onChange: () => {}, onWelcome: async () => {} });
  return { host, port };
}

const welcome = (/** @type {any} */ { type, id }, /** @type {any} */ port) => type === "hello" && port.answer({ type: "welcome", id, host: "0.1.0" });

test("the causes that browsers name are told apart", () => {
  assert.equal(causeOf("Specified native messaging host not found."), "missing");
  assert.equal(causeOf("No such native application org.feedwitness.host"), "missing");
  assert.equal(causeOf("Access to the specified native messaging host is forbidden."), "forbidden");
  assert.equal(causeOf("Native host has exited."), "crashed");
  assert.equal(causeOf(""), "crashed");
});

test("hello comes first, and no more than four requests are without an answer", async (t) => {
  const { host, port } = browser((message, one) => welcome(message, one));
  t.after(() => clearTimeout(host.watchdog));
  const answers = Array.from({ length: 6 }, () => host.ask({ type: "ping" }));
  await host.connect();
  await new Promise((next) => setImmediate(next));
  assert.equal(port.sent[0].type, "hello");
  assert.equal(port.sent.length, 5);
  port.answer({ type: "pong", id: port.sent[1].id });
  await answers[0];
  await new Promise((next) => setImmediate(next));
  assert.equal(port.sent.length, 6);
});

test("when the host is gone every request fails, with the cause to be shown", async (t) => {
  const { host, port } = browser((message, one) => welcome(message, one));
  t.after(() => clearTimeout(host.watchdog));
  await host.connect();
  const asked = host.ask({ type: "ping" });
  await new Promise((next) => setImmediate(next));
  port.end("Native host has exited.");
  await assert.rejects(asked, { code: "host_unavailable" });
  assert.equal(host.state, "crashed");
});

test("a host that is not there, and one that says no", async () => {
  const missing = browser((_, port) => port.end("Specified native messaging host not found."));
  await assert.rejects(missing.host.connect());
  assert.equal(missing.host.state, "missing");
  clearTimeout(missing.host.watchdog);

  const refusing = browser(({ id }, port) => port.answer({ type: "error", id, code: "store_newer", message: "update feedwitness" }));
  await assert.rejects(refusing.host.connect(), { code: "store_newer" });
  assert.deepEqual([refusing.host.state, refusing.host.message], ["refused", "update feedwitness"]);
  assert.deepEqual([refusing.host.isOld, refusing.host.mend], [true, null], "no command mends it but an update");
  clearTimeout(refusing.host.watchdog);

  const broken = browser(({ id }, port) => port.answer({ type: "error", id, code: "store_damaged", message: "" }));
  await assert.rejects(broken.host.connect(), { code: "store_damaged" });
  assert.deepEqual([broken.host.isOld, broken.host.mend], [false, "feedwitness doctor"]);
  clearTimeout(broken.host.watchdog);
});

test("what fails before the host takes a request is no fault of the request", async () => {
  const refusing = browser(({ id }, port) => port.answer({ type: "error", id, code: "bad_request", message: "" }));
  await assert.rejects(refusing.host.ask({ type: "capture" }), { code: "host_unavailable" });
  clearTimeout(refusing.host.watchdog);

  const { host } = browser(() => {});
  /** @type {any} */ (globalThis).chrome.runtime.connectNative = () => {
    throw new Error("Access to the specified native messaging host is forbidden.");
  };
  await assert.rejects(host.ask({ type: "capture" }), { code: "host_unavailable" });
  assert.equal(host.state, "forbidden");
});

test("an answer in pages comes page by page and ends with the last", async (t) => {
  const { host, port } = browser((message, one) => {
    welcome(message, one);
    if (message.type === "query") for (const [at, rows] of [[1], [2, 3]].entries()) one.answer({ type: "rows", id: message.id, rows, more: at === 0 });
  });
  t.after(() => clearTimeout(host.watchdog));
  /** @type {number[]} */
  const rows = [];
  await host.ask({ type: "query" }, (page) => rows.push(...page.rows));
  assert.deepEqual(rows, [1, 2, 3]);
  assert.equal(port.sent.length, 2);
});

test("a host that hangs is given up after a minute; a deletion may take its time", async (t) => {
  t.mock.timers.enable(/** @type {any} */ ({ apis: ["setTimeout"] }));
  const { host, port } = browser((message, one) => welcome(message, one));
  await host.connect();
  const turn = () => new Promise((next) => setImmediate(next));
  const deleted = host.ask({ type: "delete" });
  await turn();
  t.mock.timers.tick(5 * 60_000);
  assert.equal(host.state, "connected");
  port.answer({ type: "deleted", id: port.sent.at(-1).id });
  await deleted;

  const asked = host.ask({ type: "ping" });
  await turn();
  t.mock.timers.tick(61_000);
  await assert.rejects(asked, { code: "host_unavailable" });
  assert.equal(host.state, "crashed");
});
