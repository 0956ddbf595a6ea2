// Watches the feed, and captures each post once it has settled: when it stopped changing, or was taken away. Changes
// nothing in the page but the optional badge, and makes no request.

/**
 * A post that was met and not yet taken.
 * @typedef {object} Waiting
 * @property {Element} root
 * @property {Post} read when it was met
 * @property {Element | null} cutOff the post as the page took it away, whole
 * @property {Sight} sight
 * @property {number} met when it was drawn, in ms since 1970
 * @property {number} since the same as performance.now()
 * @property {number} changed when it changed last, performance.now(); -Infinity: it will not any more
 */

class Capture {
  static quiet = 250; // ms without a change: drawn
  static pace = 100; // ms between two looks at the page
  static portion = 10; // ms of work at a time
  static patience = 1500; // ms after which a post that never rests (a video) is taken as it is
  static grown = 1000; // ms without a change before a post is compared with its copy
  static between = 30_000; // ms from one update of a post's html to the next; one more when it leaves
  static feeds = new Set(["/", "/home.php"]);
  static adapters = [adapterLegacy, adapterMobile, adapterComet]; // the surest marks first
  static blindAfter = 12_000; // ms in which a feed must have shown something to read
  static blindPosts = 10;

  constructor() {
    this.outbox = new Outbox();
    this.showBadges = false;
    /** @type {Timeline | null} while a feed is collected */
    this.timeline = null;
    /** @type {Timeline | null} the one that was collected last */
    this.before = null;
    /** @type {Adapter | null} */
    this.adapter = null;
    /** @type {WeakMap<Element, FeedEntry>} */
    this.entryOf = new WeakMap();
    /** @type {WeakSet<Element>} posts of the page from which the person came */
    this.strangers = new WeakSet();
    /** @type {Waiting[]} posts that are still being drawn, in the order in which they were met */
    this.pending = [];
    /** @type {Set<Element>} captured posts that changed since */
    this.changed = new Set();
    this.watch = new Watch((root) => this.left(root));
    this.observer = new MutationObserver((records) => this.mutated(records));
    this.address = "";
    this.isOn = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.due = Infinity; // when the next work is, performance.now()
    this.scanned = -Infinity; // when, performance.now()
    this.hasGrown = true; // something was added to the page since it was last scanned
    this.onHide = () => document.visibilityState === "hidden" && this.hide();
    this.onLeave = () => this.hide();
  }

  // ---- Begin and end

  /** Begins, or goes on: posts that were met before are known again. */
  start() {
    if (this.isOn) return;
    this.isOn = true;
    this.observer.observe(document.documentElement, { childList: true, characterData: true, subtree: true });
    document.addEventListener("visibilitychange", this.onHide);
    addEventListener("pagehide", this.onLeave);
    this.watch.start();
    if (this.timeline && this.address === Capture.place() && this.timeline.isDrawn) this.goOn(this.timeline);
    else this.arrive();
    if (this.timeline) this.scan(); // at once: a quick scroll takes away what is there now
    this.schedule();
  }

  /** @param {Timeline} timeline that was collected when it was switched off */
  goOn(timeline) {
    this.hasGrown = true;
    for (const entry of timeline.all()) if (entry.root.isConnected) this.watch.add(entry.root, entry.sight);
  }

  /** What is still being drawn was not captured, and is not. How long posts were in view is told when it goes on. */
  stop() {
    if (!this.isOn) return;
    this.isOn = false;
    this.pending = [];
    this.changed.clear();
    clearTimeout(this.timer);
    this.due = Infinity;
    this.observer.disconnect();
    this.watch.stop();
    document.removeEventListener("visibilitychange", this.onHide);
    removeEventListener("pagehide", this.onLeave);
    badge.removeAll();
  }

  /** What tells one feed from another; the rest of an address comes and goes. */
  static place() {
    const { pathname, search } = location;
    if (!search) return pathname;
    const asked = new URLSearchParams(search);
    return [pathname, asked.get("sk"), asked.get("filter")].filter(Boolean).join("?");
  }

  /** An address was come to, by loading or by navigation inside of the page. @param {Set<Node>} [added] with it */
  arrive(added) {
    this.address = Capture.place();
    this.finish();
    if (!Capture.feeds.has(location.pathname)) return;
    this.hasGrown = true;
    if (this.before?.place === this.address && this.before.isDrawn) {
      this.timeline = this.before; // an overlay was closed: the same feed goes on
      return;
    }
    if (added) this.estrange((root) => !isWithin(added, root));
    this.timeline = new Timeline(this.address);
    viewer.look(document);
    const timeline = this.timeline;
    setTimeout(() => this.complainIfBlind(timeline), Capture.blindAfter);
  }

  /** Takes what is still being drawn, and forgets the timeline. */
  finish() {
    for (const waiting of this.pending.splice(0)) this.take(waiting);
    this.glance();
    this.before = this.timeline ?? this.before;
    this.timeline = null;
    this.changed.clear();
  }

  /** What is drawn belongs to the place from which the person came. @param {(root: Element) => boolean} which */
  estrange(which) {
    for (const adapter of Capture.adapters) {
      for (const root of adapter.candidates(document)) if (which(root)) this.strangers.add(root);
    }
  }

  /** What was kept is being deleted: nothing of it may come back. */
  forget() {
    this.outbox.clear();
    this.pending = [];
    this.changed.clear();
    this.estrange(() => true);
    this.entryOf = new WeakMap();
    this.watch.stop();
    this.watch = new Watch((root) => this.left(root));
    if (this.isOn) this.watch.start();
    this.before = null;
    if (this.timeline) this.timeline = new Timeline(this.address);
  }

  // ---- Meeting posts

  /** @param {MutationRecord[]} records */
  mutated(records) {
    if (!Outbox.isAlive()) return this.stop(); // the extension was updated: what is left of it must not go on
    const added = addedBy(records);
    if (Capture.place() !== this.address) this.arrive(added);
    if (!this.timeline) return;
    const now = performance.now();
    this.hasGrown ||= added.size > 0;
    if (!this.adapter) this.findAdapter();
    /** @type {Node | null} */
    let last = null;
    for (const record of records) {
      for (const node of record.removedNodes) {
        // What came and went at once was never painted, and what is still there was moved.
        if (node instanceof Element && !node.isConnected) this.removed(node, record.target, added.has(node) || isWithin(added, record.target));
      }
      if (record.target !== last && !Capture.isOwn(record)) this.touch((last = record.target), now);
    }
    this.schedule();
  }

  /** Our own badge is no change of the page. @param {MutationRecord} record */
  static isOwn(record) {
    const nodes = record.addedNodes.length > 0 ? record.addedNodes : record.removedNodes;
    const [node] = nodes;
    return nodes.length === 1 && node instanceof HTMLElement && node.dataset.feedwitness !== undefined;
  }

  /** @param {Node} target @param {number} now */
  touch(target, now) {
    for (let node = /** @type {Node | null} */ (target); node; node = node.parentNode) {
      if (!(node instanceof Element)) continue;
      const entry = this.entryOf.get(node);
      if (entry) {
        entry.changed = now;
        this.changed.add(node);
        return;
      }
      const waiting = this.pending.find((one) => one.root === node);
      if (waiting) {
        if (waiting.changed > -Infinity) waiting.changed = now;
        return;
      }
    }
  }

  /**
   * The page takes posts away that were scrolled far, perhaps before they were ever looked at. What was cut off is still
   * whole here, and those before it have had their time: so all of them are taken as soon as there is time for it.
   * @param {Element} node @param {Node} target @param {boolean} wasNeverShown
   */
  removed(node, target, wasNeverShown) {
    const gone = this.pending.findLastIndex((one) => node.contains(one.root) || node.contains(one.read.heading));
    if (gone >= 0) return this.end(gone);
    if (wasNeverShown || !this.adapter || this.entryOf.has(node) || !node.querySelector(this.adapter.headings)) return;
    if (target instanceof Element && this.entryWith(target)) return;
    for (const root of this.adapter.candidates(node)) {
      if (!this.entryOf.has(root) && !this.strangers.has(root) && this.meet(root)) this.end(this.pending.length - 1);
    }
  }

  /** Nothing is waited for any more. @param {number} last of those that wait */
  end(last) {
    for (const waiting of this.pending.slice(0, last + 1)) {
      waiting.changed = -Infinity;
      const { heading } = waiting.read;
      if (!heading.isConnected && !waiting.root.contains(heading)) waiting.cutOff ??= topOf(heading);
    }
  }

  /** @param {Element} element */
  entryWith(element) {
    for (let node = /** @type {Element | null} */ (element); node; node = node.parentElement) {
      const entry = this.entryOf.get(node);
      if (entry) return entry;
    }
    return null;
  }

  /** Begins to wait for a post to be drawn. @param {Element} root */
  meet(root) {
    const read = this.adapter?.read(root);
    if (!read) return null;
    const now = performance.now();
    /** @type {Waiting} */
    const waiting = { root, read, cutOff: null, sight: noSight(), met: Date.now(), since: now, changed: now };
    this.pending.push(waiting);
    if (root.isConnected) this.watch.add(root, waiting.sight);
    return waiting;
  }

  /** Work is done where the browser has time for it, and at the latest soon. @param {number} [wait] ms */
  schedule(wait = Capture.pace) {
    const due = performance.now() + wait;
    if (!this.timeline || !this.isOn || due >= this.due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => requestIdleCallback((deadline) => this.work(deadline), { timeout: 150 }), wait);
  }

  /** @param {IdleDeadline} deadline */
  work(deadline) {
    this.due = Infinity;
    if (!this.timeline || !this.isOn) return;
    const now = performance.now();
    const end = now + Math.min(deadline.timeRemaining(), Capture.portion);
    const isOver = () => performance.now() >= end; // one post at a time where the page is busy
    if (this.hasGrown && now - this.scanned >= Capture.pace) this.scan();
    while (this.pending.length > 0 && this.isDrawn(this.pending[0], now)) {
      const [waiting] = this.pending.splice(0, 1);
      this.take(waiting);
      if (isOver()) break;
    }
    let rest = Infinity;
    for (const root of this.changed) {
      const entry = this.entryOf.get(root);
      const wait = entry ? Capture.restOf(entry, now) : 0;
      if (wait > 0) {
        rest = Math.min(rest, wait);
        continue;
      }
      this.changed.delete(root);
      if (entry) this.compare(entry);
      if (isOver()) {
        rest = 0;
        break;
      }
    }
    if (this.pending.length > 0 || this.hasGrown) rest = 0;
    const isUrgent = this.pending[0]?.changed === -Infinity;
    if (rest < Infinity) this.schedule(isUrgent ? 0 : Math.max(rest, Capture.pace));
  }

  /** How long a changed post is left alone yet, in ms. @param {FeedEntry} entry @param {number} now */
  static restOf(entry, now) {
    return Math.max(entry.changed + Capture.grown, entry.updated + Capture.between) - now;
  }

  findAdapter() {
    this.adapter = Capture.adapters.find((one) => one.understands(document)) ?? null;
  }

  /** It rests and says for whom it is, or has had its time. @param {Waiting} one @param {number} now */
  isDrawn(one, now) {
    if (one.changed === -Infinity || now - one.since >= Capture.patience) return true;
    return now - one.changed >= Capture.quiet && (this.adapter?.read(one.root)?.audience ?? "unknown") !== "unknown";
  }

  scan() {
    this.hasGrown = false;
    this.scanned = performance.now();
    if (!this.adapter?.understands(document)) this.findAdapter();
    for (const root of this.adapter?.candidates(document) ?? []) {
      const isKnown = this.entryOf.has(root) || this.strangers.has(root) || this.pending.some((one) => one.root === root);
      if (!isKnown) this.meet(root);
    }
  }

  // ---- Taking posts

  /** @param {Waiting} waiting */
  take(waiting) {
    const { root, sight, met } = waiting;
    if (!this.timeline || !this.adapter) return;
    const { heading } = waiting.read;
    const cutOff = waiting.cutOff ?? (heading.isConnected || root.contains(heading) ? null : topOf(heading));
    const [first, second] = waiting.cutOff ? [waiting.cutOff, root] : [root, cutOff];
    /** @type {Post} */
    const read = this.adapter.read(first) ?? (second && this.adapter.read(second)) ?? { ...waiting.read, audience: "unknown" };
    if (this.timeline.isOver(read)) this.timeline = new Timeline(this.address);
    const known = this.timeline.find(read);
    const entry = known ?? this.timeline.add(read, sight, met);
    if (known) this.drawnAgain(known, root);
    this.entryOf.set(root, entry);
    if (known) return this.compare(known, read);
    this.complainIfClosed(this.timeline);
    this.send(entry, this.copyOf(entry, read));
    if (this.showBadges && root.isConnected) badge.show(root, entry.visibility);
  }

  /** @param {FeedEntry} entry @param {Element} root */
  drawnAgain(entry, root) {
    if (entry.root !== root) this.watch.drop(entry.root);
    entry.root = root;
    if (root.isConnected) this.watch.add(root, entry.sight);
    if (this.showBadges && root.isConnected) badge.show(root, entry.visibility);
  }

  /** The html of a public post, and what a person reads in its header. @param {FeedEntry} entry @param {Post} read @returns {Partial<CapturedImpression>} */
  copyOf(entry, read) {
    if (entry.visibility !== "public" || !this.adapter) return {};
    const { html, content } = clone.of(read, this.adapter);
    entry.content = extentOf(content);
    entry.drawn = extentOf(clone.contentOf(read.root, read));
    entry.changed = 0;
    const line = rendered.of(read);
    return line ? { html, rendered: line } : { html };
  }

  /** A post that grew (See more, more comments) is taken again; one that was folded or only redrawn is not. @param {FeedEntry} entry @param {Post} [again] */
  compare(entry, again) {
    const read = again ?? this.adapter?.read(entry.root);
    if (!read || !this.adapter || read.position !== entry.position) return;
    this.judge(entry, read.audience);
    if (entry.visibility !== "public" || read.audience !== "public") return;
    const drawn = extentOf(clone.contentOf(read.root, read));
    if (drawn.length === entry.drawn.length && drawn.digits === entry.drawn.digits) return void (entry.changed = 0);
    const before = entry.content;
    const copy = this.copyOf(entry, read);
    const now = entry.content;
    const grew = now.length > before.length || (now.length === before.length && now.digits !== before.digits);
    if (!grew) return void (entry.content = before);
    entry.updated = performance.now();
    this.send(entry, { ...copy, update: true });
  }

  /**
   * An icon may come late, or change: what turns out to be narrower is taken back; what nobody knew may become public. A
   * header that is being drawn anew says nothing.
   * @param {FeedEntry} entry @param {Audience} says
   */
  judge(entry, says) {
    if (says === "unknown") return;
    if (says === "public" && entry.isOpen) entry.visibility = "public";
    entry.isOpen = false;
    if (says === "public" || entry.visibility === "private") return;
    entry.visibility = "private";
    this.send(entry, { update: true });
  }

  /** @param {FeedEntry} entry @param {Partial<CapturedImpression>} what */
  send(entry, what) {
    const time = Timeline.timeOf(entry);
    /** @type {CapturedImpression} */
    const impression = { order: entry.order, time: new Date(time).toISOString(), visibility: entry.visibility, ...what };
    if (entry.visibility === "public") impression.seen = entry.sentSeen = seenOf(entry.sight);
    entry.sentTime = time;
    const language = document.documentElement.lang;
    this.outbox.add({
      timeline: entry.timeline,
      ...(language ? { language: language.slice(0, 64) } : {}),
      utcOffset: -new Date().getTimezoneOffset(),
      impression,
    });
  }

  // ---- What was seen

  /** A post left the viewport. @param {Element} root */
  left(root) {
    const entry = this.entryOf.get(root);
    if (!entry || !this.timeline) return;
    if (entry.changed > 0) {
      this.changed.delete(root);
      this.compare(entry);
    } else {
      const read = this.adapter?.read(entry.root);
      if (read?.audience === "private" && read.position === entry.position) this.judge(entry, "private");
    }
    this.sendSeen(entry);
  }

  /** How long it was in view, by itself: the html was sent before. @param {FeedEntry} entry */
  sendSeen(entry) {
    const seen = seenOf(entry.sight);
    const isNews = entry.visibility === "public"
      ? seen.ratio > entry.sentSeen.ratio || seen.milliseconds > entry.sentSeen.milliseconds
      : Timeline.timeOf(entry) !== entry.sentTime;
    if (isNews) this.send(entry, { update: true });
  }

  /** The page is hidden, and may never come back: what is still being drawn is taken as it is. */
  hide() {
    if (!this.timeline) return;
    for (const waiting of this.pending.splice(0)) this.take(waiting);
    for (const root of [...this.changed]) {
      const entry = this.entryOf.get(root);
      if (entry) this.compare(entry);
    }
    this.changed.clear();
    this.glance();
    this.outbox.flush();
  }

  /** What was seen so far of the posts in view. */
  glance() {
    for (const root of this.watch.inView) {
      const entry = this.entryOf.get(root);
      if (entry) this.sendSeen(entry);
    }
  }

  // ---- Saying that nothing is understood

  /** @param {Timeline} timeline */
  complainIfBlind(timeline) {
    if (timeline !== this.timeline || document.visibilityState !== "visible") return;
    if (!this.adapter && !Capture.isLoggedIn()) return; // the page on which one logs in is no feed
    const reason = !this.adapter ? "no-adapter" : timeline.length === 0 ? "no-posts" : null;
    if (reason) Capture.complain(reason);
  }

  /** Not one post said for whom it is: the site has moved the audience. @param {Timeline} timeline */
  complainIfClosed(timeline) {
    if (timeline.length === Capture.blindPosts && timeline.unknownAudiences === timeline.length) Capture.complain("no-audience");
  }

  /** Somebody is named, or there is a feed in the markup that is known not to be understood. */
  static isLoggedIn() {
    viewer.look(document);
    const isFeed = document.querySelector('[role="feed"],[data-tracking-duration-id]') !== null;
    return (viewer.isNamed() || isFeed) && !document.querySelector('input[type="password"]');
  }

  /** @param {string} reason */
  static complain(reason) {
    void chrome.runtime.sendMessage({ ask: "health", position: "feed", reason }).catch(() => {});
  }
}

/** @param {string} text @returns {Extent} */
function extentOf(text) {
  return { length: text.length, digits: text.replace(/\D+/gu, " ") };
}

/** @param {MutationRecord[]} records @returns {Set<Node>} */
function addedBy(records) {
  return new Set(records.flatMap((record) => [...record.addedNodes]));
}

/** @param {Set<Node>} nodes @param {Node | null} node */
function isWithin(nodes, node) {
  while (node && !nodes.has(node)) node = node.parentNode;
  return node !== null;
}

/** What the page cut off, with all that is in it. @param {Element} element */
function topOf(element) {
  let top = element;
  while (top.parentElement) top = top.parentElement;
  return top;
}

// Begins, pauses and ends as the background says in the extension's storage: so it is told even while it sleeps.
{
  /** @typedef {{ on: boolean, showBadges: boolean, sites: Record<string, boolean>, forget: boolean, deletions: number }} Collecting */

  /** @type {Capture | null} switched off, it still knows what it met */
  let capture = null;
  let deletions = 0;

  /** @param {Collecting | undefined} collecting */
  const follow = (collecting) => {
    const [site] = location.hostname.split(".");
    const isWanted = collecting?.on === true && collecting.sites[site] !== false;
    if (!isWanted) capture?.stop();
    if (collecting?.deletions !== deletions) capture?.forget();
    deletions = collecting?.deletions ?? deletions;
    if (collecting?.forget !== false) {
      capture?.outbox.clear();
      capture = null;
    }
    if (!isWanted) return;
    capture ??= new Capture();
    capture.showBadges = collecting.showBadges;
    if (!collecting.showBadges) badge.removeAll();
    capture.start();
  };

  chrome.storage.local.get("collecting").then(({ collecting }) => follow(/** @type {any} */ (collecting)));
  chrome.storage.local.onChanged.addListener((changes) => {
    if (changes.collecting) follow(/** @type {any} */ (changes.collecting.newValue));
  });
}
