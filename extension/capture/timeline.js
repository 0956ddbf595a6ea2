// One load of the feed: which posts were met in it, in which order, and which of them is met again.

/** @typedef {{ length: number, digits: string }} Extent what tells whether a text grew */

/**
 * @typedef {object} FeedEntry
 * @property {TimelineFacts} timeline in which it was met
 * @property {number} order
 * @property {Element} root where it is drawn now, or was last
 * @property {string | null} position
 * @property {"public" | "private"} visibility
 * @property {boolean} isOpen nobody said yet for whom it is
 * @property {Sight} sight
 * @property {number} met when it was drawn first, in ms since 1970
 * @property {number} sentTime
 * @property {Seen} sentSeen
 * @property {Extent} content of its copy
 * @property {Extent} drawn of what is drawn, comments and all
 * @property {number} changed when it was drawn anew since the last copy, performance.now(); 0: it was not
 * @property {number} updated when its html was sent again last, performance.now()
 */

class Timeline {
  /** @param {string} place */
  constructor(place) {
    this.place = place;
    /** @type {TimelineFacts} */
    this.facts = {
      id: crypto.randomUUID(),
      startTime: new Date().toISOString(),
      location: location.origin + location.pathname,
      platform: "facebook",
      position: "feed",
    };
    /** @type {Map<string, FeedEntry[]>} by fingerprint */
    this.entries = new Map();
    /** @type {FeedEntry | null} */
    this.first = null;
    this.length = 0;
    this.unknownAudiences = 0;
  }

  /**
   * The entry of a post that was met before. The site takes posts away that were scrolled far, and draws them anew when
   * one comes back; the same post shown a second time further down is another impression.
   * @param {Post} read
   */
  find(read) {
    const alike = this.entries.get(read.fingerprint) ?? [];
    if (read.position !== null) return alike.find((entry) => entry.position === read.position);
    return alike.find((entry) => entry.root === read.root || !entry.root.isConnected);
  }

  /** The feed was loaded anew below the same address: another post stands where the first one stood. @param {Post} read */
  isOver(read) {
    const first = this.first;
    return first !== null && first.position !== null && read.position === first.position && !first.root.isConnected &&
      !this.find(read);
  }

  /** @param {Post} read @param {Sight} sight @param {number} met */
  add(read, sight, met) {
    /** @type {FeedEntry} */
    const entry = {
      timeline: this.facts,
      order: ++this.length,
      root: read.root,
      position: read.position,
      visibility: read.audience === "public" ? "public" : "private",
      isOpen: read.audience === "unknown",
      sight,
      met,
      sentTime: 0,
      sentSeen: { ratio: -1, milliseconds: -1 },
      content: { length: -1, digits: "" },
      drawn: { length: -1, digits: "" },
      changed: 0,
      updated: -Infinity,
    };
    if (read.audience === "unknown") ++this.unknownAudiences;
    this.first ??= entry;
    const alike = this.entries.get(read.fingerprint);
    if (alike) alike.push(entry);
    else this.entries.set(read.fingerprint, [entry]);
    return entry;
  }

  /** Something of it is still on the page: an overlay may have covered it. */
  get isDrawn() {
    return [...this.all()].some((entry) => entry.root.isConnected);
  }

  *all() {
    for (const alike of this.entries.values()) yield* alike;
  }

  /** When the post came into view first; until it does, when it was drawn. @param {FeedEntry} entry */
  static timeOf(entry) {
    return entry.sight.first ?? entry.met;
  }
}
