// How much of a post was in the viewport, and for how long: what is loaded is not yet seen.

/** @typedef {{ ratio: number, milliseconds: number }} Seen */

/**
 * @typedef {object} Sight
 * @property {number} ratio the largest share of the post that was in the viewport
 * @property {number} milliseconds how long at least half of it was, or it filled half of the viewport
 * @property {number | null} since when it began to be, while it is
 * @property {boolean} inView
 * @property {boolean} counts enough of it was in the viewport at its last change of place
 * @property {number | null} first when it came into the viewport first
 */

/** @returns {Sight} */
function noSight() {
  return { ratio: 0, milliseconds: 0, since: null, inView: false, counts: false, first: null };
}

class Watch {
  /** @param {(root: Element) => void} onLeave a post has left the viewport */
  constructor(onLeave) {
    /** @type {WeakMap<Element, Sight>} */
    this.sights = new WeakMap();
    /** @type {Set<Element>} */
    this.inView = new Set();
    this.onLeave = onLeave;
    const steps = Array.from({ length: 11 }, (_, step) => step / 10);
    this.observer = new IntersectionObserver((changes) => changes.forEach((change) => this.note(change)), { threshold: steps });
    this.onVisibility = () => this.turn(document.visibilityState === "visible");
  }

  start() {
    document.addEventListener("visibilitychange", this.onVisibility);
  }

  /** @param {Element} root @param {Sight} sight that goes on counting */
  add(root, sight) {
    this.sights.set(root, sight);
    this.observer.observe(root);
  }

  /** @param {Element} root */
  drop(root) {
    const sight = this.sights.get(root);
    if (sight) this.leave(root, sight);
    this.observer.unobserve(root);
    this.inView.delete(root);
    this.sights.delete(root);
  }

  /** @param {IntersectionObserverEntry} change */
  note(change) {
    const sight = this.sights.get(change.target);
    if (!sight) return;
    if (!change.isIntersecting) return this.leave(change.target, sight);
    sight.inView = true;
    sight.first ??= Date.now();
    this.inView.add(change.target);
    sight.ratio = Math.max(sight.ratio, change.intersectionRatio);
    const fills = change.rootBounds !== null && change.intersectionRect.height >= change.rootBounds.height / 2;
    sight.counts = change.intersectionRatio >= 0.5 || fills;
    Watch.count(sight, sight.counts && document.visibilityState === "visible");
  }

  /** @param {Sight} sight @param {boolean} goesOn */
  static count(sight, goesOn) {
    const now = performance.now();
    if (sight.since !== null) sight.milliseconds += now - sight.since;
    sight.since = goesOn ? now : null;
  }

  /** @param {Element} root @param {Sight} sight */
  leave(root, sight) {
    Watch.count(sight, false);
    if (!sight.inView) return;
    sight.inView = sight.counts = false;
    this.inView.delete(root);
    this.onLeave(root);
  }

  /** A page in the background is not seen; coming back, what is where it was counts on. @param {boolean} visible */
  turn(visible) {
    for (const root of this.inView) {
      const sight = this.sights.get(root);
      if (sight) Watch.count(sight, visible && sight.counts);
    }
  }

  stop() {
    this.turn(false);
    for (const root of this.inView) {
      const sight = this.sights.get(root);
      if (sight) sight.inView = false;
    }
    this.inView.clear();
    this.observer.disconnect();
    document.removeEventListener("visibilitychange", this.onVisibility);
  }
}

/** What is known by now. @param {Sight} sight @returns {Seen} */
function seenOf(sight) {
  const running = sight.since === null ? 0 : performance.now() - sight.since;
  return { ratio: Math.round(sight.ratio * 100) / 100, milliseconds: Math.round(sight.milliseconds + running) };
}
