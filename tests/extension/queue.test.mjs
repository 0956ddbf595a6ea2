import "fake-indexeddb/auto";

import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";

import { IDBFactory } from "fake-indexeddb";

import { Queue } from "../../extension/queue.js";

beforeEach(() => (globalThis.indexedDB = new IDBFactory()));

/** @param {number} order @param {string} html @returns {import("../../extension/delivery.js").Captured} */
const captured = (order, html = "") => ({ timeline: { id: "one" }, utcOffset: 0, impression: { order, time: "2026-11-22T09:00:00.000Z", visibility: "public", html } });

test("what was added is there after a restart, in its order", async () => {
  const queue = await Queue.open();
  for (const order of [1, 2, 3]) assert.equal(await queue.add(captured(order)), true);
  await queue.remove([...queue.sizes.keys()][0]);
  const bytes = queue.bytes;

  const again = await Queue.open();

  assert.equal(again.count, 2);
  assert.equal(again.bytes, bytes);
  const orders = await Promise.all([...again.sizes.keys()].map(async (seq) => (await again.read(seq))?.impression.order));
  assert.deepEqual(orders, [2, 3]);
});

test("nothing is taken above the limit and nothing dropped for it, even when all comes at once", async () => {
  const queue = await Queue.open(3000);
  const taken = await Promise.all([1, 2, 3, 4].map((order) => queue.add(captured(order, "x".repeat(1000)))));
  assert.deepEqual(taken, [true, true, false, false]);
  assert.equal(queue.count, 2);
  assert.equal(queue.hasRoom, false);
  await queue.remove([...queue.sizes.keys()][0]);
  assert.equal(queue.hasRoom, true);
  assert.equal(await queue.add(captured(3, "x".repeat(1000))), true);
});

test("a cleared queue holds nothing, and takes no room", async () => {
  const queue = await Queue.open();
  await queue.add(captured(1, "secret"));
  await queue.clear();
  assert.deepEqual([queue.count, queue.bytes, (await Queue.open()).count], [0, 0, 0]);
});

test("what was met in a span of time is removed, and nothing beside it", async () => {
  const queue = await Queue.open();
  for (const [at, time] of ["08:59", "09:00", "09:59", "10:00"].entries()) {
    const one = captured(at + 1);
    await queue.add({ ...one, impression: { ...one.impression, time: `2026-11-22T${time}:00.000Z` } });
  }
  await queue.removeWithin({ from: "2026-11-22T09:00:00Z", to: "2026-11-22T10:00:00Z" });
  const orders = await Promise.all([...queue.sizes.keys()].map(async (seq) => (await queue.read(seq))?.impression.order));
  assert.deepEqual(orders, [1, 4]);
});

test("a database that the browser has closed is opened again", async () => {
  const queue = await Queue.open();
  await queue.add(captured(1));
  (await queue.store)?.close();
  assert.equal(await queue.add(captured(2)), true);
  const orders = await Promise.all([...queue.sizes.keys()].map(async (seq) => (await queue.read(seq))?.impression.order));
  assert.deepEqual(orders, [1, 2]);
});

test("how often the host ended with one capture is known after a restart", async () => {
  const queue = await Queue.open();
  await queue.add(captured(1));
  const [seq] = queue.sizes.keys();
  await queue.noteLoss(seq);
  await queue.noteLoss(seq);
  assert.equal((await Queue.open()).sizes.get(seq)?.losses, 2);
});
