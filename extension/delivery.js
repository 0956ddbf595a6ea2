// From the queue to the host: in order, at most four at a time, again until each is acknowledged.

import { HostError } from "./port.js";

/** @typedef {{ order: number, time: string, visibility: "public" | "private", html?: string, htmlOf?: { name: string, parts: number }, [field: string]: unknown }} Impression */
/** @typedef {{ timeline: { id: string, [field: string]: unknown }, language?: string, utcOffset: number, impression: Impression }} Captured */
/** @typedef {import("./queue.js").Queue} Queue */
/** @typedef {import("./port.js").Host} Host */

const atOnce = 4;
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
    this.pause = shortestPause;
    this.isWaiting = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** The oldest that may go: not before an earlier one of the same timeline and order. */
  next() {
    const blocked = new Set(this.sent.values());
    for (const { seq, key } of this.queue.sizes.values()) {
      if (!this.sent.has(seq) && !blocked.has(key)) return { seq, key };
    }
    return null;
  }

  /** Sends what waits, as far as there is room on the way. */
  run() {
    while (!this.isWaiting && this.sent.size < atOnce) {
      const next = this.next();
      if (!next) return;
      this.sent.set(next.seq, next.key);
      const flight = this.deliver(next.seq).finally(() => this.flights.delete(flight));
      this.flights.add(flight);
    }
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

  /** @param {number} seq */
  async deliver(seq) {
    const { cancelled } = this;
    let again = false;
    try {
      const captured = await this.queue.read(seq);
      if (captured) {
        const answer = await this.send(seq, captured, cancelled);
        for (const { code } of answer.rejected) this.outside.onRefused(code);
        this.pause = shortestPause;
        this.outside.onDelivered();
      }
      await this.queue.remove(seq);
    } catch (error) {
      // What is no answer of the host's says nothing against the capture.
      again = !(error instanceof HostError) || passing.has(error.code);
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

  /** Longer each time, until something is delivered. */
  wait() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.outside.onWait(this.pause);
    this.timer = setTimeout(() => this.hurry(), this.pause);
    this.pause = Math.min(this.pause * 2, longestPause);
  }
}
