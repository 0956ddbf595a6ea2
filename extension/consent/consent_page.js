import { consentVersion, hashOfConsent } from "../consent.js";
import { ask, at, moment, say, translate } from "../ui.js";

translate();
document.title = say("consentPageTitle");
at("version").textContent = say("consentVersion", consentVersion);

/** @param {{ version: string, acceptedAt: string, withdrawnAt: string | null } | null} consent */
function show(consent) {
  const isGiven = consent !== null && consent.version === consentVersion && consent.withdrawnAt === null;
  document.body.dataset.consent = isGiven ? "given" : "asked";
  at("asking").hidden = isGiven;
  at("given").hidden = !isGiven;
  if (isGiven) at("since").textContent = say("consentSince", moment(consent.acceptedAt));
  at("accept").toggleAttribute("disabled", isGiven);
}

/** @param {unknown} error */
function complain(error) {
  at("problem").hidden = false;
  at("problem").textContent = error instanceof Error ? error.message : String(error);
}

async function refresh() {
  const { consent } = await chrome.storage.local.get("consent");
  show(/** @type {any} */ (consent ?? null));
}

at("accept").addEventListener("click", async () => {
  const textHash = await hashOfConsent((key) => say(key));
  await ask("accept-consent", { version: consentVersion, textHash, locale: chrome.i18n.getUILanguage() }).then(refresh, complain);
});

at("decline").addEventListener("click", async () => {
  const tab = await chrome.tabs.getCurrent();
  if (tab?.id !== undefined) await chrome.tabs.remove(tab.id);
});

await refresh();
