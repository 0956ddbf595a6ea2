// What all pages of the extension share: their words, and how they ask the background.

/** @param {string} key @param {(string | number)[]} values @returns {string} */
export function say(key, ...values) {
  return chrome.i18n.getMessage(key, values.map(String)) || key;
}

/** Puts the words of the person's language where the page asks for them. */
export function translate() {
  document.documentElement.lang = chrome.i18n.getUILanguage();
  document.documentElement.dir = say("@@bidi_dir");
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.getAttribute("data-say") ?? "");
  for (const element of document.querySelectorAll("[data-say-label]")) element.setAttribute("aria-label", say(element.getAttribute("data-say-label") ?? ""));
}

/** @param {string} question @param {object} [fields] @returns {Promise<any>} */
export async function ask(question, fields = {}) {
  const answer = await chrome.runtime.sendMessage({ ask: question, ...fields });
  if (!answer?.ok) throw new Error(answer?.error?.message ?? say("noAnswer"));
  return answer;
}

/** @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
export function at(id) {
  return /** @type {T} */ (document.getElementById(id));
}

const numbers = new Intl.NumberFormat(chrome.i18n.getUILanguage());

/** Unknown is not zero. @param {number | null | undefined} value */
export function number(value) {
  return value === null || value === undefined ? "–" : numbers.format(value);
}

/** @param {number} bytes */
export function size(bytes) {
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "kilobyte"] : [bytes / 1024 / 1024, "megabyte"];
  return new Intl.NumberFormat(chrome.i18n.getUILanguage(), { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** "3 minutes ago" @param {string | null} time @param {number} now */
export function ago(time, now = Date.now()) {
  if (!time) return say("never");
  const seconds = Math.round((new Date(time).getTime() - now) / 1000);
  const format = new Intl.RelativeTimeFormat(chrome.i18n.getUILanguage(), { numeric: "auto" });
  const unit = /** @type {[number, Intl.RelativeTimeFormatUnit][]} */ ([[86_400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]])
    .find(([length]) => Math.abs(seconds) >= length) ?? [1, "second"];
  return format.format(Math.round(seconds / unit[0]), unit[1]);
}

/** @param {string} time */
export function moment(time) {
  return new Intl.DateTimeFormat(chrome.i18n.getUILanguage(), { dateStyle: "long", timeStyle: "short" }).format(new Date(time));
}

/** The words of one state, each a key. What the person should do follows from it. @param {string} reason */
export function reasonOf(reason) {
  const key = `reason_${reason.replaceAll("-", "_")}`;
  return chrome.i18n.getMessage(key) || say("reason_other");
}
