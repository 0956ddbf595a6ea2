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
      void this.deliver(next.seq);
    }
  }

  /** Somebody looks: tries at once. */
  hurry() {
    clearTimeout(this.timer);
    this.isWaiting = false;
    this.run();
  }

  /** @param {number} seq */
  async deliver(seq) {
    let again = false;
    try {
      const captured = await this.queue.read(seq);
      if (captured) {
        const answer = await this.send(seq, captured);
        for (const { code } of answer.rejected) this.outside.onRefused(code);
        this.pause = shortestPause;
        this.outside.onDelivered();
      }
      await this.queue.remove(seq);
    } catch (error) {
      const code = error instanceof HostError ? error.code : "internal";
      again = passing.has(code);
      if (!again) {
        this.outside.onRefused(code);
        await this.queue.remove(seq);
      }
    }
    this.sent.delete(seq);
    if (!again) this.outside.onRemoved();
    if (again) this.wait();
    else this.run();
  }

  /** @param {number} seq @param {Captured} captured */
  async send(seq, captured) {
    const { impression, ...rest } = captured;
    const { html, ...facts } = impression;
    if (html === undefined || html.length <= partLength) {
      return this.host.ask({ type: "capture", ...rest, impressions: [impression] });
    }
    const name = `capture-${seq}`;
    const parts = partsOf(html);
    for (const [at, part] of parts.entries()) await this.host.ask({ type: "part", of: name, number: at + 1, html: part });
    return this.host.ask({ type: "capture", ...rest, impressions: [{ ...facts, htmlOf: { name, parts: parts.length } }] });
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
