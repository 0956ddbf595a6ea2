// What the extension knows between two lives of its background: consent, settings and a few figures, in storage.local;
// what belongs to one session of the browser, in storage.session. Posts are never kept here.

import { consentVersion } from "./consent.js";

/** @typedef {{ version: string, textHash: string, locale: string, acceptedAt: string, withdrawnAt: string | null, told: boolean }} Consent */
/** @typedef {{ from: string, to: string }} Hours "22:00" to "07:00", of the browser's own clock */
/** @typedef {{ showBadges: boolean, schedule: Hours | null, sites: Record<string, boolean> }} Settings */
/** @typedef {{ until: string | null, reason: "person" | "deleted" }} Pause */
/** @typedef {{ reason: string, since: string }} Attention */
/** @typedef {{ posts: number, private: number }} Session */

/** @type {Settings} */
export const defaultSettings = { showBadges: false, schedule: null, sites: { www: true, web: true, m: true } };

/** @param {Hours} hours @param {Date} now */
export function isWithin(hours, now) {
  const minute = now.getHours() * 60 + now.getMinutes();
  const [from, to] = [hours.from, hours.to].map(minutesOf);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** @param {string} clock */
function minutesOf(clock) {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** When the hours begin or end next. @param {Hours} hours @param {Date} now */
export function nextTurn(hours, now) {
  const times = [hours.from, hours.to].map((clock) => {
    const time = new Date(now);
    time.setHours(0, minutesOf(clock), 0, 0);
    if (time <= now) time.setDate(time.getDate() + 1);
    return time;
  });
  return times[0] < times[1] ? times[0] : times[1];
}

const keptFields = /** @type {const} */ (["consent", "settings", "pause", "lastCapture", "attention", "hostAttention", "refused", "deletions", "isFull"]);

export class State {
  constructor() {
    /** @type {Consent | null} */
    this.consent = null;
    /** @type {Settings} */
    this.settings = defaultSettings;
    /** @type {Pause | null} */
    this.pause = null;
    /** @type {string | null} */
    this.lastCapture = null;
    /** @type {Attention | null} */
    this.attention = null;
    /** @type {string | null} what the host says when it can read far less than before */
    this.hostAttention = null;
    /** @type {{ count: number, code: string } | null} captures that the host will never take */
    this.refused = null;
    /** How often something was deleted: pages forget what they hold when it grows. */
    this.deletions = 0;
    /** The queue was full, and has not half of its room again. */
    this.isFull = false;
    /** @type {Session} */
    this.session = { posts: 0, private: 0 };
  }

  async load() {
    Object.assign(this, await chrome.storage.local.get([...keptFields]));
    this.settings = { ...defaultSettings, ...this.settings };
    const { session } = await chrome.storage.session.get("session");
    if (session) this.session = /** @type {Session} */ (session);
    return this;
  }

  /** @param {Partial<Pick<State, typeof keptFields[number]>>} changes */
  async keep(changes) {
    Object.assign(this, changes);
    await chrome.storage.local.set(changes);
  }

  /** @param {Partial<Session>} changes */
  async count(changes) {
    this.session = { ...this.session, ...changes };
    await chrome.storage.session.set({ session: this.session });
  }

  /** Whether the person has said yes to what is asked now, and has not taken it back. */
  hasConsent() {
    return this.consent !== null && this.consent.version === consentVersion && this.consent.withdrawnAt === null;
  }

  /** Why nothing is collected now; null while it is. @param {Date} now @returns {"consent" | "paused" | "schedule" | "full" | null} */
  whyNot(now) {
    if (!this.hasConsent()) return "consent";
    if (this.pause && !(this.pause.until && new Date(this.pause.until) <= now)) return "paused";
    if (this.settings.schedule && isWithin(this.settings.schedule, now)) return "schedule";
    return this.isFull ? "full" : null;
  }

  /** When whyNot() will answer otherwise by itself. @param {Date} now @returns {Date | null} */
  nextChange(now) {
    const times = [];
    if (this.pause?.until && new Date(this.pause.until) > now) times.push(new Date(this.pause.until));
    if (this.settings.schedule) times.push(nextTurn(this.settings.schedule, now));
    return times.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
  }

  /** Tells every page, and those that are opened later. @param {Date} now */
  async publish(now) {
    const why = this.whyNot(now);
    const collecting = {
      on: why === null,
      showBadges: this.settings.showBadges,
      sites: this.settings.sites,
      forget: why === "consent",
      deletions: this.deletions,
    };
    await chrome.storage.local.set({ collecting });
    return why;
  }
}
