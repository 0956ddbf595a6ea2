// The extension's centre: takes captures in, keeps them until the host has them, and answers its own pages. It may be
// stopped at any moment and is started again by the next event; so listeners are registered at once, and nothing that
// matters is in memory alone.

import { tellConsent } from "./consent.js";
import { Delivery } from "./delivery.js";
import { Host, HostError } from "./port.js";
import { Queue } from "./queue.js";
import { State } from "./state.js";
import { showOnToolbar } from "./toolbar.js";

/** @typedef {import("./port.js").Answer} Answer */
/** @typedef {{ ask: string, [field: string]: any }} Ask */

const restAfter = 60_000; // ms without work after which the host may go
const unfitHosts = new Set(["missing", "forbidden", "crashed", "refused"]);

/** What everything below shares; made once per life of the background. */
const ready = begin();

async function begin() {
  const [state, queue] = await Promise.all([new State().load(), Queue.open()]);
  const manifest = chrome.runtime.getManifest();
  const browser = chrome.runtime.getURL("").startsWith("moz-") ? "firefox" : "chromium";
  /** @type {Host} */
  const host = new Host({
    browser,
    version: manifest.version,
    onChange: () => void look(),
    onWelcome: () => tellConsent(state, host),
  });
  const delivery = new Delivery(queue, host, {
    onDelivered: () => {
      restLater();
      void askHealth(state, host);
    },
    onRemoved: () => void mayGoOn(),
    onRefused: (code) => void state.keep({ refused: { count: (state.refused?.count ?? 0) + 1, code } }).then(look),
    onWait: (milliseconds) => void wakeLater(milliseconds),
  });
  state.isFull &&= !queue.hasRoom;
  void publish(state).then(seeAccess);
  if (state.hasConsent()) delivery.run();
  return { state, queue, host, delivery };
}

/** @param {State} state @param {Host} host */
async function tellSoon(state, host) {
  try {
    await host.connect(); // the welcome tells it, or
    await tellConsent(state, host); // the host has been there for long
  } catch {
    await wakeLater(30_000);
  }
}

// ---- What is going on

/** @param {State} state */
async function publish(state) {
  const now = new Date();
  await state.publish(now);
  const next = state.nextChange(now);
  if (next) await chrome.alarms.create("turn", { when: next.getTime() });
  else await chrome.alarms.clear("turn");
}

/** An alarm outlives the background, whose own timer is lost when it is stopped. @param {number} milliseconds */
function wakeLater(milliseconds) {
  return chrome.alarms.create("retry", { delayInMinutes: Math.max(0.5, milliseconds / 60_000) });
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let resting;

function restLater() {
  clearTimeout(resting);
  resting = setTimeout(async () => {
    const { queue, host, delivery } = await ready;
    if (queue.count <= delivery.aside) host.rest();
  }, restAfter);
}

const healthEvery = 5 * 60_000;
let healthAsked = 0;

/** The host sees first when the site has changed. @param {State} state @param {Host} host */
async function askHealth(state, host) {
  if (Date.now() - healthAsked < healthEvery) return;
  healthAsked = Date.now();
  const { status } = await host.ask({ type: "status" }).catch(() => ({ status: null }));
  if (status) await noteHealth(state, status.attention ?? null);
}

/** @param {State} state @param {string | null} text */
async function noteHealth(state, text) {
  if (text === state.hostAttention) return;
  await state.keep({ hostAttention: text });
  await look();
}

/** Firefox lets a person take the access to a site back. */
let hasAccess = true;

async function seeAccess() {
  const origins = chrome.runtime.getManifest().content_scripts?.[0].matches ?? [];
  hasAccess = await chrome.permissions.contains({ origins });
  await look();
}

/** What the person should know about, the most urgent first; "" when all is well. @param {Awaited<typeof ready>} all */
function attentionOf({ state, host, delivery }) {
  if (!hasAccess) return "no-site-access";
  if (host.isOld) return "host-old";
  if (unfitHosts.has(host.state)) return `host-${host.state}`;
  if (state.isFull) return "queue-full";
  if (state.attention) return state.attention.reason;
  if (state.hostAttention) return "site-changed";
  if (delivery.aside > 0) return "set-aside";
  return state.refused ? "refused" : "";
}

async function look() {
  const all = await ready;
  const why = all.state.whyNot(new Date());
  const isUrgent = attentionOf(all) !== "" && all.state.hasConsent();
  await showOnToolbar(isUrgent ? "attention" : why === null ? "collecting" : "paused", all.state.session.posts);
}

// ---- What is asked

/** Capturing goes one after the other, so that its count and its limit are right. @type {Promise<unknown>} */
let capturing = Promise.resolve();

/** @param {Ask} message */
async function takeCapture({ timeline, language, utcOffset, impression }) {
  const { state, queue, delivery } = await ready;
  const why = state.whyNot(new Date());
  if (why !== null && why !== "full") return no("not_collecting", "collecting is off");
  const captured = { timeline, ...(language ? { language } : {}), utcOffset, impression };
  if (!(await queue.add(captured))) {
    if (!state.isFull) {
      await state.keep({ isFull: true });
      await publish(state);
      await look();
    }
    return no("queue_full", "the host must take what waits before more can be captured");
  }
  delivery.run();
  if (!impression.update) {
    const isPublic = impression.visibility === "public";
    await state.count(isPublic ? { posts: state.session.posts + 1 } : { private: state.session.private + 1 });
    await state.keep({ lastCapture: new Date().toISOString(), ...(isPublic ? { attention: null } : {}) });
    await look();
  }
  return yes();
}

/** There is room again in the queue: capturing goes on. */
async function mayGoOn() {
  const { state, queue } = await ready;
  if (!state.isFull || !queue.hasRoom) return;
  await state.keep({ isFull: false });
  await publish(state);
  await look();
}

/** What the host counts since midnight, and in all; null while there is no host. @param {State} state @param {Host} host */
async function figures(state, host) {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  try {
    const [today, all] = await Promise.all([host.ask({ type: "status", from: midnight.toISOString() }), host.ask({ type: "status" })]);
    restLater();
    await noteHealth(state, all.status.attention ?? null);
    return { today: countsOf(today.status), all: { ...countsOf(all.status), htmlDays: all.status.htmlDays, folder: all.folder } };
  } catch {
    return { today: null, all: null };
  }
}

/** @param {Record<string, number>} status */
function countsOf(status) {
  return {
    impressions: status.impressions,
    posts: status.public,
    ads: status.sponsored,
    private: status.private,
    sources: status.sources,
    unknown: status.unknownNature,
  };
}

/** @type {Record<string, (message: Ask) => Promise<object>>} */
const asks = {
  capture: (message) => {
    const taken = capturing.then(() => takeCapture(message));
    capturing = taken.catch(() => {});
    return taken;
  },

  health: async ({ reason }) => {
    const { state } = await ready;
    if (!state.hasConsent()) return yes();
    await state.keep({ attention: { reason: String(reason).slice(0, 40), since: new Date().toISOString() } });
    await look();
    return yes();
  },

  state: async () => {
    const all = await ready;
    const { state, queue, host, delivery } = all;
    if (state.hasConsent()) delivery.hurry();
    const counted = await figures(state, host);
    await seeAccess();
    const reason = attentionOf(all);
    return yes({
      consent: state.consent,
      whyNot: state.whyNot(new Date()),
      pause: state.pause,
      settings: state.settings,
      host: {
        state: host.state,
        message: host.message,
        mend: host.mend,
        version: host.welcome?.host ?? null,
        supporter: host.welcome?.supporter ?? null,
      },
      today: counted.today,
      all: counted.all,
      session: state.session,
      lastCapture: state.lastCapture,
      queue: { count: queue.count, bytes: queue.bytes, full: state.isFull },
      refused: state.refused ?? { count: 0, code: "" },
      health: { needsAttention: reason !== "", reason },
    });
  },

  "accept-consent": async ({ version, textHash, locale }) => {
    const { state, host, delivery } = await ready;
    await state.keep({ consent: { version, textHash, locale, acceptedAt: new Date().toISOString(), withdrawnAt: null, told: false }, pause: null });
    await publish(state);
    await look();
    void tellSoon(state, host).then(() => delivery.hurry());
    return yes();
  },

  "withdraw-consent": async () => {
    const { state, queue, host, delivery } = await ready;
    if (!state.consent || state.consent.withdrawnAt) return yes();
    await state.keep({ consent: { ...state.consent, withdrawnAt: new Date().toISOString(), told: false } });
    const ended = delivery.cancel();
    await publish(state);
    await capturing;
    await queue.clear();
    await look();
    void ended.then(() => tellSoon(state, host));
    return yes();
  },

  pause: async ({ until = null }) => {
    const { state } = await ready;
    await state.keep({ pause: { until, reason: "person" } });
    await publish(state);
    await look();
    return yes();
  },

  resume: async () => {
    const { state } = await ready;
    await state.keep({ pause: null });
    await publish(state);
    await look();
    return yes();
  },

  "set-settings": async ({ settings }) => {
    const { state } = await ready;
    await state.keep({ settings: { ...state.settings, ...settings } });
    await publish(state);
    await look();
    return yes();
  },

  "keep-html": async ({ days }) => {
    const { host } = await ready;
    await host.ask({ type: "retention", htmlDays: days });
    restLater();
    return yes();
  },

  "seen-refused": async () => {
    const { state } = await ready;
    await state.keep({ refused: null });
    await look();
    return yes();
  },

  status: async () => {
    const { host } = await ready;
    return yes({ status: (await host.ask({ type: "status" })).status });
  },

  query: async ({ view, parameters = {} }) => {
    const { host } = await ready;
    /** @type {object[]} */
    const rows = [];
    await host.ask({ type: "query", view, parameters }, (page) => rows.push(...(page.rows ?? [])));
    restLater();
    return yes({ rows });
  },

  "delete-preview": async ({ what }) => {
    const { host } = await ready;
    return yes({ counts: (await host.ask({ type: "delete", what, dryRun: true })).counts });
  },

  // What waits to be sent goes first, or it would come back behind the deletion's back.
  delete: async ({ what }) => {
    const { state, queue, host, delivery } = await ready;
    const ended = delivery.cancel();
    await state.keep({ deletions: state.deletions + 1, ...(what.everything ? { pause: { until: null, reason: "deleted" } } : {}) });
    await publish(state);
    await capturing;
    await ended;
    if (what.everything) await queue.clear();
    else if (what.from || what.to) await queue.removeWithin(what);
    else await delivery.drained(); // the host alone knows to which post, source or timeline it belongs
    const { receipt } = await host.ask({ type: "delete", what }).finally(() => delivery.hurry());
    if (what.everything) {
      await state.count({ posts: 0, private: 0 });
      if (state.consent) await state.keep({ consent: { ...state.consent, told: false }, lastCapture: null, attention: null, hostAttention: null, refused: null });
      host.rest(); // the supporter is a new one: hello again
      void tellSoon(state, host);
    }
    await look();
    return yes({ receipt });
  },
};

const asksOfPages = new Set(["capture", "health"]);

/** @param {object} [fields] */
function yes(fields = {}) {
  return { ok: true, ...fields };
}

/** @param {string} code @param {string} message */
function no(code, message) {
  return { ok: false, error: { code, message } };
}

/** A page of the site may hand over captures and nothing else. @param {chrome.runtime.MessageSender} sender @param {string} ask */
function mayAsk(sender, ask) {
  const isOurs = sender.id === chrome.runtime.id;
  return isOurs && (asksOfPages.has(ask) || (sender.url ?? "").startsWith(chrome.runtime.getURL("")));
}

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  const answer = mayAsk(sender, message?.ask) ? asks[message.ask] : undefined;
  if (!answer) {
    reply(no("bad_request", "nobody answers this"));
    return false;
  }
  answer(message).then(reply, (error) => reply(no(error instanceof HostError ? error.code : "internal", error.message)));
  return true;
});

// An export is as long as what was kept: it goes to the page in pieces, over a port.
chrome.runtime.onConnect.addListener((port) => {
  if (port.name !== "export" || !(port.sender?.url ?? "").startsWith(chrome.runtime.getURL(""))) return port.disconnect();
  port.onMessage.addListener(async ({ view, parameters }) => {
    try {
      const { host } = await ready;
      await host.ask({ type: "query", view, parameters }, ({ rows, text }) => port.postMessage(rows ? { rows } : { text }));
      port.postMessage({ done: true });
      restLater();
    } catch (error) {
      port.postMessage({ error: error instanceof Error ? error.message : String(error) });
    }
  });
});

chrome.alarms.onAlarm.addListener(async ({ name }) => {
  const { state, host, delivery } = await ready;
  if (name === "turn") await publish(state).then(look);
  if (name !== "retry") return;
  if (state.consent && !state.consent.told) await tellSoon(state, host);
  if (state.hasConsent()) delivery.hurry();
});

/** Asks for the consent; again as long as the browser, which is just being started, has no window for it. */
async function invite() {
  const { state } = await ready;
  if (state.consent) return;
  await chrome.tabs.create({ url: chrome.runtime.getURL("consent/consent.html") }).catch(() => setTimeout(invite, 1000));
}

chrome.runtime.onInstalled.addListener(({ reason }) => void (reason === "install" && invite()));

chrome.runtime.onStartup.addListener(() => void ready);
chrome.permissions.onAdded.addListener(() => void seeAccess());
chrome.permissions.onRemoved.addListener(() => void seeAccess());
