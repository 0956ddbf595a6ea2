// From the queue to the host: in order, at most four at a time, again until each is acknowledged.

import { HostError, HostLost } from "./port.js";

/** @typedef {{ order: number, time: string, visibility: "public" | "private", html?: string, htmlOf?: { name: string, parts: number }, [field: string]: unknown }} Impression */
/** @typedef {{ timeline: { id: string, [field: string]: unknown }, language?: string, utcOffset: number, impression: Impression }} Captured */
/** @typedef {import("./queue.js").Queue} Queue */
/** @typedef {import("./port.js").Host} Host */

const atOnce = 4;
const suspicious = 3; // losses of the host in a row after which captures go one at a time, to see whose fault it is
const setAside = 3; // losses of the host with one capture alone after which that one goes last, and once
const partLength = 80 * 1024; // UTF-16 units: at most 240 KiB as UTF-8, and as a rule some 100 KiB with JSON's escapes
const shortestPause = 500;
const longestPause = 5 * 60_000;

/** What may come right by itself. Everything else would fail again. */
const passing = new Set(["host_unavailable", "store_busy", "io_error", "store_damaged", "store_newer", "unknown_protocol", "forbidden_caller"]);

/** Cuts a text, and never inside of a character. @param {string} text @param {number} length @returns {string[]} */
export function partsOf(text, length = partLength) {
  const parts = [];
  for (let at = 0; at < text.length;) {
    let end = Math.min(at + length, text.length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) --end;
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

export class Delivery {
  /**
   * @param {Queue} queue @param {Host} host
   * @param {{ onDelivered: () => void, onRemoved: () => void, onRefused: (code: string) => void, onWait: (milliseconds: number) => void }} outside
   */
  constructor(queue, host, outside) {
    this.queue = queue;
    this.host = host;
    this.outside = outside;
    /** @type {Map<number, string>} seq and key of what is on its way */
    this.sent = new Map();
    /** @type {Set<Promise<void>>} */
    this.flights = new Set();
    this.cancelled = 0;
    this.losses = 0; // of the host in a row, with captures on their way
    this.lastLost = 0; // the connection that was lost last
    /** @type {Set<number>} of those set aside, what was tried again in this life of the background */
    this.triedAgain = new Set();
    this.pause = shortestPause;
    this.isWaiting = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** The oldest that may go: not before an earlier one of the same timeline and order. What was set aside goes last, and alone. */
  next() {
    const blocked = new Set(this.sent.values());
    let aside = null;
    for (const { seq, key, losses = 0 } of this.queue.sizes.values()) {
      const isFree = !this.sent.has(seq) && !blocked.has(key);
      if (isFree && losses < setAside) return { seq, key };
      if (isFree && !this.triedAgain.has(seq)) aside ??= { seq, key };
    }
    if (this.sent.size > 0 || !aside) return null;
    this.triedAgain.add(aside.seq);
    return aside;
  }

  /** How many captures the host was tried with in vain: it ended each time. */
  get aside() {
    return [...this.queue.sizes.values()].filter(({ losses = 0 }) => losses > setAside).length;
  }

  /** Sends what waits, as far as there is room on the way. */
  run() {
    const room = this.losses >= suspicious ? 1 : atOnce;
    while (!this.isWaiting && this.sent.size < room) {
      const next = this.next();
      if (!next) return;
      this.sent.set(next.seq, next.key);
      const flight = this.deliver(next.seq, room === 1 || this.isAside(next.seq)).finally(() => this.flights.delete(flight));
      this.flights.add(flight);
      if (this.isAside(next.seq)) return;
    }
  }

  /** @param {number} seq */
  isAside(seq) {
    return (this.queue.sizes.get(seq)?.losses ?? 0) >= setAside;
  }

  /** Somebody looks: tries at once. */
  hurry() {
    clearTimeout(this.timer);
    this.isWaiting = false;
    this.run();
  }

  /** Nothing of what is on its way is sent any further. Resolves when the host has answered what it was asked. */
  async cancel() {
    ++this.cancelled;
    await Promise.all(this.flights);
  }

  /** Resolves when nothing waits any more but what was set aside; rejects when the host does not take it. */
  async drained() {
    this.hurry();
    while (this.flights.size > 0) await Promise.all(this.flights);
    if (this.isWaiting) throw new HostError("host_unavailable", "the host takes nothing now");
  }

  /** @param {number} seq @param {boolean} isAlone */
  async deliver(seq, isAlone) {
    const { cancelled } = this;
    let again = false;
    try {
      const captured = await this.queue.read(seq);
      if (captured) {
        const answer = await this.send(seq, captured, cancelled);
        for (const { code } of answer.rejected) this.outside.onRefused(code);
        this.pause = shortestPause;
        this.losses = 0;
        this.outside.onDelivered();
      }
      await this.queue.remove(seq);
    } catch (error) {
      // What is no answer of the host's says nothing against the capture.
      again = !(error instanceof HostError) || passing.has(error.code);
      if (error instanceof HostLost) await this.noteLoss(seq, error.connection, isAlone).catch(() => {});
      if (!again && error instanceof HostError) {
        this.outside.onRefused(error.code);
        await this.queue.remove(seq).catch(() => (again = true));
      }
    } finally {
      this.sent.delete(seq);
    }
    if (cancelled !== this.cancelled) return;
    if (again) return this.wait();
    this.outside.onRemoved();
    this.run();
  }

  /** @param {{ type: string, [field: string]: any }} request @param {number} cancelled how often, when its capture set out */
  ask(request, cancelled) {
    if (cancelled !== this.cancelled) throw new HostError("host_unavailable", "it was cancelled");
    return this.host.ask(request);
  }

  /** @param {number} seq @param {Captured} captured @param {number} cancelled */
  async send(seq, captured, cancelled) {
    const { impression, ...rest } = captured;
    const { html, ...facts } = impression;
    if (html === undefined || html.length <= partLength) {
      return this.ask({ type: "capture", ...rest, impressions: [impression] }, cancelled);
    }
    const name = `capture-${seq}`;
    const parts = partsOf(html);
    for (const [at, part] of parts.entries()) await this.ask({ type: "part", of: name, number: at + 1, html: part }, cancelled);
    return this.ask({ type: "capture", ...rest, impressions: [{ ...facts, htmlOf: { name, parts: parts.length } }] }, cancelled);
  }

  /** @param {number} seq @param {number} connection @param {boolean} isAlone */
  async noteLoss(seq, connection, isAlone) {
    if (connection !== this.lastLost) ++this.losses;
    this.lastLost = connection;
    if (isAlone) await this.queue.noteLoss(seq);
  }

  /** Longer each time, until something is delivered. */
  wait() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.outside.onWait(this.pause);
    this.timer = setTimeout(() => this.hurry(), this.pause);
    this.pause = Math.min(this.pause * 2, longestPause);
  }
}
