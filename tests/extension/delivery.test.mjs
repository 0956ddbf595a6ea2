import assert from "node:assert/strict";
import test from "node:test";

import { Delivery, partsOf } from "../../extension/delivery.js";
import { HostError, HostLost } from "../../extension/port.js";

/** @param {{ key: string, html?: string }[]} captures */
function queueOf(captures) {
  const held = new Map(captures.map((one, at) => [at + 1, one]));
  return {
    held,
    sizes: new Map(captures.map(({ key }, at) => [at + 1, { seq: at + 1, bytes: 1, key, losses: 0 }])),
    async noteLoss(/** @type {number} */ seq) {
      const size = this.sizes.get(seq);
      if (size) ++size.losses;
    },
    read: async (/** @type {number} */ seq) => ({ timeline: { id: "t" }, utcOffset: 0, impression: { order: seq, time: "", visibility: "public", html: held.get(seq)?.html } }),
    async remove(/** @type {number} */ seq) {
      held.delete(seq);
      this.sizes.delete(seq);
    },
  };
}

/** @param {any} queue @param {(request: any) => Promise<any>} answer */
function deliver(queue, answer) {
  /** @type {any[]} */
  const asked = [];
  /** @type {{ refused: string[], waits: number[] }} */
  const told = { refused: [], waits: [] };
  const host = { ask: (/** @type {any} */ request) => (asked.push(request), answer(request)) };
  const delivery = new Delivery(queue, /** @type {any} */ (host), {
    onDelivered: () => {},
    onRemoved: () => {},
    onRefused: (code) => told.refused.push(code),
    onWait: (milliseconds) => told.waits.push(milliseconds),
  });
  delivery.run();
  return { asked, told, delivery };
}

const turn = () => new Promise((next) => setImmediate(next));
const stored = { rejected: [] };

test("a text is cut into parts that join to it, and never inside of a character", () => {
  const text = "ab\u{1F30A}cd\u{1F30A}".repeat(50);
  for (const length of [2, 3, 4, 5, 7]) {
    const parts = partsOf(text, length);
    assert.equal(parts.join(""), text);
    assert.ok(parts.every((part) => part.length <= length && !/[\ud800-\udbff]$/.test(part)), String(length));
  }
});

test("a capture leaves the queue when it is acknowledged, and at most four are on the way", async () => {
  const queue = queueOf(Array.from({ length: 9 }, (_, at) => ({ key: `t/${at}` })));
  /** @type {((answer: any) => void)[]} */
  const answers = [];
  const { asked } = deliver(queue, () => new Promise((answer) => answers.push(answer)));
  await turn();
  assert.equal(asked.length, 4);
  assert.equal(queue.held.size, 9);

  answers[0](stored);
  await turn();

  assert.equal(queue.held.size, 8);
  assert.equal(asked.length, 5);
});

test("an update waits for what it updates", async () => {
  const queue = queueOf([{ key: "t/1" }, { key: "t/1" }, { key: "t/2" }]);
  const { asked } = deliver(queue, () => new Promise(() => {}));
  await turn();
  assert.deepEqual(asked.map((one) => one.impressions[0].order), [1, 3]);
});

test("a long html goes in parts, and the capture names them", async () => {
  const html = "<p>æ</p>".repeat(30_000);
  const { asked } = deliver(queueOf([{ key: "t/1", html }]), async () => stored);
  await turn();
  const parts = asked.filter((one) => one.type === "part");
  assert.equal(parts.map((one) => one.html).join(""), html);
  assert.ok(parts.every((one) => Buffer.byteLength(JSON.stringify(one)) <= 256 * 1024));
  assert.deepEqual(asked.at(-1).impressions[0].htmlOf, { name: "capture-1", parts: parts.length });
});

test("what is cancelled while its parts are on the way is not sent any further, and does not come back", async () => {
  const queue = queueOf([{ key: "t/1", html: "<p>secret</p>".repeat(30_000) }]);
  /** @type {((answer: any) => void)[]} */
  const answers = [];
  const { asked, told, delivery } = deliver(queue, () => new Promise((answer) => answers.push(answer)));
  await turn();
  const ended = delivery.cancel();
  await queue.remove(1);
  answers[0]({ type: "ok" });
  await ended;
  assert.deepEqual([asked.length, queue.held.size, told.refused.length, told.waits.length, delivery.sent.size], [1, 0, 0, 0, 0]);
});

test("what is no answer of the host's drops no capture, and blocks no place", async () => {
  const queue = queueOf([{ key: "t/1" }]);
  const read = queue.read;
  queue.read = () => Promise.reject(new Error("the database was closed"));
  const { told, delivery } = deliver(queue, async () => stored);
  await turn();
  assert.deepEqual([queue.held.size, told.refused.length, told.waits.length, delivery.sent.size], [1, 0, 1, 0]);
  queue.read = read;
  delivery.hurry();
  await turn();
  assert.equal(queue.held.size, 0);
});

test("what may come right by itself is kept and tried later; what would fail again is dropped and said", async () => {
  for (const code of ["host_unavailable", "store_busy", "io_error", "store_damaged"]) {
    const queue = queueOf([{ key: "t/1" }]);
    const { told, delivery } = deliver(queue, () => Promise.reject(new HostError(code, "")));
    await turn();
    clearTimeout(delivery.timer);
    assert.deepEqual([queue.held.size, told.refused.length, told.waits.length], [1, 0, 1], code);
  }
  for (const code of ["bad_request", "unsafe_html", "too_large", "internal"]) {
    const queue = queueOf([{ key: "t/1" }]);
    const { told } = deliver(queue, () => Promise.reject(new HostError(code, "")));
    await turn();
    assert.deepEqual([queue.held.size, told.refused], [0, [code]], code);
  }
});

test("each failure waits longer than the one before, and a success begins anew", async () => {
  let fails = true;
  const queue = queueOf([{ key: "t/1" }, { key: "t/2" }]);
  const { told, delivery } = deliver(queue, () => (fails ? Promise.reject(new HostError("host_unavailable", "")) : Promise.resolve(stored)));
  for (let round = 0; round < 3; ++round) {
    await turn();
    delivery.hurry();
  }
  await turn();
  assert.deepEqual(told.waits.slice(0, 3), [500, 1000, 2000]);
  fails = false;
  delivery.hurry();
  await turn();
  clearTimeout(delivery.timer);
  assert.equal(queue.held.size, 0);
  assert.equal(delivery.pause, 500);
});

test("a capture that ends the host each time goes last, is tried once more, and holds nothing else up", async () => {
  const queue = queueOf([{ key: "t/1" }, { key: "t/2" }, { key: "t/3" }, { key: "t/4" }, { key: "t/5" }]);
  let connection = 1;
  const ends = (/** @type {any} */ request) => request.impressions[0].order === 2;
  const { asked, delivery } = deliver(queue, async (request) => {
    const mine = connection;
    await turn();
    if (ends(request)) ++connection;
    if (mine !== connection || ends(request)) throw new HostLost(mine);
    return stored;
  });
  for (let round = 0; round < 40; ++round) {
    await turn();
    delivery.hurry();
  }
  clearTimeout(delivery.timer);
  assert.deepEqual([...queue.held.keys()], [2]);
  assert.equal(delivery.aside, 1);
  const before = asked.length;
  delivery.hurry();
  await turn();
  assert.equal(asked.length, before, "it is not tried for ever");
});

test("a host that ends by itself, again and again, sets nothing aside for good", async () => {
  const queue = queueOf(Array.from({ length: 6 }, (_, at) => ({ key: `t/${at}` })));
  let losses = 0;
  const { delivery } = deliver(queue, async () => {
    await turn();
    if (++losses <= 12) throw new HostLost(losses);
    return stored;
  });
  for (let round = 0; round < 60; ++round) {
    await turn();
    delivery.hurry();
  }
  clearTimeout(delivery.timer);
  assert.deepEqual([queue.held.size, delivery.aside], [0, 0]);
});

test("what waits is sent before a deletion that only the host can decide, or the deletion fails", async () => {
  const queue = queueOf([{ key: "t/1" }, { key: "t/2" }, { key: "t/3" }]);
  const { delivery } = deliver(queue, async () => stored);
  await delivery.drained();
  assert.equal(queue.held.size, 0);

  const unsent = queueOf([{ key: "t/1" }]);
  const { delivery: other } = deliver(unsent, () => Promise.reject(new HostError("host_unavailable", "")));
  await assert.rejects(other.drained(), { code: "host_unavailable" });
  clearTimeout(other.timer);
});
