import { ask, at, moment, number, say, size, translate } from "../ui.js";
import { exports_, fetchExport, offer } from "./export.js";

translate();
document.title = say("optionsPageTitle");

/** @typedef {HTMLInputElement} Input */

const badges = /** @type {Input} */ (at("badges"));
const scheduled = /** @type {Input} */ (at("scheduled"));
const from = /** @type {Input} */ (at("from"));
const to = /** @type {Input} */ (at("to"));
const what = /** @type {HTMLSelectElement} */ (at("what"));
const word = /** @type {Input} */ (at("word"));
const sites = /** @type {Input[]} */ ([...document.querySelectorAll("[data-site]")]);

/** @param {unknown} error */
function complain(error) {
  at("problem").hidden = false;
  at("problem").textContent = error instanceof Error ? error.message : String(error);
}

/** Runs what a control does, and says when it went wrong. @param {() => Promise<void>} act @returns {() => void} */
function acting(act) {
  return () => {
    at("problem").hidden = true;
    act().catch(complain);
  };
}

// ---- What is

/** @param {any} state */
function showData(state) {
  at("posts").textContent = number(state.all?.posts);
  at("ads").textContent = number(state.all?.ads);
  at("sources").textContent = number(state.all?.sources);
  at("private").textContent = number(state.all?.private);
  at("host").textContent = state.host.state === "connected"
    ? say("hostLine", state.host.version, state.host.supporter)
    : `${say(`host_${state.host.state}`)} ${state.host.mend ?? ""}`;
}

const spans = [null, 365, 90, 30]; // days for which html may be kept
const keep = /** @type {HTMLSelectElement} */ (at("keep"));
/** @type {number | null} */
let keptDays = null;

/** @param {number | null} days */
function spanText(days) {
  return days === null ? say("keepForGood") : say("keepDays", number(days));
}

/** The host may have been told another span than those offered. @param {any} state */
function showRetention({ all }) {
  at("folder").hidden = !all?.folder;
  at("folder").textContent = all?.folder ?? "";
  keep.disabled = all === null;
  keptDays = all?.htmlDays ?? null;
  const offered = spans.includes(keptDays) ? spans : [...spans, keptDays];
  keep.replaceChildren(...offered.map((days) => new Option(spanText(days), String(days ?? ""), false, days === keptDays)));
  at("keep-now").toggleAttribute("disabled", true);
}

/** @returns {number | null} */
function chosenDays() {
  return keep.value === "" ? null : Number(keep.value);
}

keep.addEventListener("change", () => at("keep-now").toggleAttribute("disabled", chosenDays() === keptDays));
at("retention").addEventListener("submit", (event) => {
  event.preventDefault();
  acting(async () => {
    await ask("keep-html", { days: chosenDays() });
    at("kept").textContent = say("saved");
    await refresh();
  })();
});

/** @param {any} state */
function showConsent({ consent }) {
  const isGiven = consent !== null && consent.withdrawnAt === null;
  at("withdraw").hidden = !isGiven;
  at("consent-state").textContent = isGiven
    ? say("consentSince", moment(consent.acceptedAt))
    : consent ? say("consentWithdrawn", moment(consent.withdrawnAt)) : say("consentMissing");
}

/** @param {any} state */
function showSettings({ settings }) {
  badges.checked = settings.showBadges;
  for (const site of sites) site.checked = settings.sites[site.dataset.site ?? ""] !== false;
  scheduled.checked = settings.schedule !== null;
  from.value = settings.schedule?.from ?? "22:00";
  to.value = settings.schedule?.to ?? "07:00";
  at("hours").hidden = !scheduled.checked;
}

async function refresh() {
  const state = await ask("state");
  showData(state);
  showRetention(state);
  showConsent(state);
  showSettings(state);
  document.body.dataset.ready = "true";
}

// ---- Settings

/** @param {object} settings */
async function save(settings) {
  await ask("set-settings", { settings });
  at("saved").textContent = say("saved");
}

const saveSchedule = acting(async () => {
  at("hours").hidden = !scheduled.checked;
  const isWhole = from.value && to.value && from.value !== to.value;
  if (scheduled.checked && !isWhole) return;
  await save({ schedule: scheduled.checked ? { from: from.value, to: to.value } : null });
});

badges.addEventListener("change", acting(() => save({ showBadges: badges.checked })));
for (const control of [scheduled, from, to]) control.addEventListener("change", saveSchedule);
for (const site of sites) {
  site.addEventListener("change", acting(() => save({ sites: Object.fromEntries(sites.map((one) => [one.dataset.site, one.checked])) })));
}

at("withdraw").addEventListener("click", acting(async () => {
  await ask("withdraw-consent");
  await refresh();
}));

// ---- Export

/** @param {"csv" | "everything"} kind */
async function exportAs(kind) {
  at("exported").textContent = say("exporting");
  const blob = await fetchExport(exports_[kind]);
  offer(blob, exports_[kind].name);
  at("exported").textContent = say("exportedText", exports_[kind].name, size(blob.size));
}

at("export-csv").addEventListener("click", acting(() => exportAs("csv")));
at("export-all").addEventListener("click", acting(() => exportAs("everything")));

// ---- Deletion: what would go, the word that confirms it, and the receipt

/** @returns {object} */
function selection() {
  const begin = new Date();
  if (what.value === "everything") return { everything: true };
  if (what.value === "hour") begin.setHours(begin.getHours() - 1);
  else begin.setHours(0, 0, 0, 0);
  return { from: begin.toISOString() };
}

/** Counted once; what is then deleted is what was shown. @type {object | null} */
let selected = null;

/** @param {Record<string, number>} counts */
function countsText(counts) {
  return say("countsText", number(counts.impressions), number(counts.timelines), number(counts.html));
}

at("preview").addEventListener("click", acting(async () => {
  selected = selection();
  const { counts } = await ask("delete-preview", { what: selected });
  at("counts").textContent = say("previewText", countsText(counts));
  at("word-label").textContent = say("typeToConfirm", say("confirmationWord"));
  at("confirmation").hidden = false;
  at("receipt").hidden = true;
  word.value = "";
  word.focus();
}));

what.addEventListener("change", () => (at("confirmation").hidden = true));
word.addEventListener("input", () => at("delete-now").toggleAttribute("disabled", word.value.trim().toLowerCase() !== say("confirmationWord").toLowerCase()));

at("confirmation").addEventListener("submit", (event) => {
  event.preventDefault();
  acting(async () => {
    if (!selected || at("delete-now").hasAttribute("disabled")) return;
    at("delete-now").toggleAttribute("disabled", true);
    const { receipt } = await ask("delete", { what: selected });
    showReceipt(receipt, "everything" in selected);
    selected = null;
    at("confirmation").hidden = true;
    await refresh();
  })();
});

/** @param {any} receipt @param {boolean} isEverything */
function showReceipt(receipt, isEverything) {
  at("receipt-id").textContent = receipt.id;
  at("receipt-time").textContent = moment(receipt.time);
  at("receipt-deleted").textContent = countsText(receipt.deleted);
  at("receipt-proof").textContent = say("proofText", number(receipt.sampled), number(receipt.found), receipt.scanned.join(", "));
  at("receipt-text").textContent = isEverything ? say("deletedAllText") : "";
  at("receipt").hidden = false;
}

await refresh();
