import { ago, ask, at, number, reasonOf, say, size, translate } from "../ui.js";

translate();

/** @param {any} state */
function lookOf({ whyNot, health }) {
  if (whyNot !== "consent" && health.needsAttention) return { look: "attention", text: say("lookAttention") };
  return whyNot === null ? { look: "collecting", text: say("lookCollecting") } : { look: "paused", text: say(`why_${whyNot}`) };
}

/** @param {any} state */
function hostLine({ host }) {
  return host.state === "connected" ? say("hostConnected", host.version) : say(`host_${host.state}`);
}

/** @param {any} state */
function show(state) {
  const hasConsent = state.whyNot !== "consent";
  const { look, text } = lookOf(state);
  at("pill").dataset.look = look;
  at("pill").textContent = text;

  at("notice").hidden = !hasConsent || !state.health.needsAttention;
  at("reason").textContent = reasonOf(state.health.reason);
  at("mend").hidden = !state.host.mend;
  at("command").textContent = state.host.mend ?? "";
  at("understood").hidden = state.health.reason !== "refused";

  at("invite").hidden = hasConsent;
  at("today").hidden = !hasConsent && state.all === null;
  at("posts").textContent = number(state.today?.posts);
  at("ads").textContent = number(state.today?.ads);
  at("sources").textContent = number(state.today?.sources);
  at("private").textContent = number(state.today?.private);
  at("all").textContent = state.all ? say("inAll", number(state.all.posts), number(state.session.posts)) : "";

  at("last").textContent = ago(state.lastCapture);
  at("host").textContent = hostLine(state);
  at("waiting-line").hidden = state.queue.count === 0;
  at("waiting").textContent = say("waitingText", number(state.queue.count), size(state.queue.bytes));

  const isPaused = state.whyNot === "paused";
  at("switch").hidden = !hasConsent;
  at("resume").hidden = !isPaused;
  at("pause").hidden = isPaused;
  at("until").hidden = isPaused;
  document.body.dataset.ready = "true";
}

let isAsking = false;
let isDue = false;

/** Many changes at once are one look. */
async function refresh() {
  isDue = true;
  if (isAsking) return;
  isAsking = true;
  try {
    while (isDue) {
      isDue = false;
      show(await ask("state"));
    }
  } finally {
    isAsking = false;
  }
}

/** @param {string} choice */
function untilOf(choice) {
  const time = new Date();
  if (choice === "hour") time.setHours(time.getHours() + 1);
  if (choice === "tomorrow") time.setHours(24, 0, 0, 0);
  return choice ? time.toISOString() : null;
}

at("pause").addEventListener("click", async () => {
  await ask("pause", { until: untilOf(/** @type {HTMLSelectElement} */ (at("until")).value) });
  await refresh();
});
at("resume").addEventListener("click", async () => {
  await ask("resume");
  await refresh();
});
at("understood").addEventListener("click", async () => {
  await ask("seen-refused");
  await refresh();
});
at("read-consent").addEventListener("click", () => chrome.tabs.create({ url: chrome.runtime.getURL("consent/consent.html") }));
at("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(at("command").textContent ?? "");
  at("copy").textContent = say("copied");
});

await refresh();
chrome.storage.onChanged.addListener(() => void refresh());
