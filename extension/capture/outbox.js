// Hands what was captured to the background, which answers when it is safely in the extension's storage. What could not
// be handed over waits here and is offered again.

/**
 * @typedef {object} CapturedImpression
 * @property {number} order
 * @property {string} time
 * @property {"public" | "private"} visibility
 * @property {string} [html]
 * @property {Rendered} [rendered]
 * @property {Seen} [seen]
 * @property {boolean} [update]
 */

/** @typedef {{ id: string, startTime: string, location: string, platform: "facebook", position: "feed" }} TimelineFacts */
/** @typedef {{ timeline: TimelineFacts, language?: string, utcOffset: number, impression: CapturedImpression }} Captured */

class Outbox {
  constructor() {
    /** @type {Captured[]} in the order in which they were captured */
    this.waiting = [];
    this.isSending = false;
    /** @type {Promise<unknown> | null} what a page that is left hands over all at once */
    this.leaving = null;
    this.pause = 1000; // ms until the next try; doubles up to a minute
  }

  /** @param {Captured} captured */
  add(captured) {
    this.waiting.push(captured);
    void this.send();
  }

  /** Whatever waits is dropped: the person took the consent back. */
  clear() {
    this.waiting = [];
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    for (;;) {
      if (this.leaving) await this.leaving; // or it would go twice, and out of order
      const [first] = this.waiting;
      if (!first || !(await this.handOver(first))) break;
      this.drop(first);
      this.pause = 1000;
    }
    this.isSending = false;
    if (this.waiting.length === 0 || !Outbox.isAlive()) return;
    setTimeout(() => void this.send(), this.pause);
    this.pause = Math.min(this.pause * 2, 60_000);
  }

  /** The page may end at once: nothing of it waits for an answer. */
  flush() {
    const rest = this.waiting.slice(this.isSending ? 1 : 0);
    const all = Promise.all(rest.map(async (one) => (await this.handOver(one)) && this.drop(one)));
    this.leaving = all.finally(() => (this.leaving = null));
  }

  /** @param {Captured} captured */
  drop(captured) {
    this.waiting = this.waiting.filter((one) => one !== captured);
  }

  /** @param {Captured} captured @returns {Promise<boolean>} false: to be offered again */
  async handOver(captured) {
    try {
      const answer = await chrome.runtime.sendMessage({ ask: "capture", ...captured });
      return answer?.ok === true || answer?.error?.code === "not_collecting";
    } catch {
      return false; // the background is being started, or the extension was updated
    }
  }

  /** False once the extension was updated or removed: this script is what is left of it. */
  static isAlive() {
    return chrome.runtime?.id !== undefined;
  }
}
