// The badge on the toolbar: how many posts this session kept, and in its colour whether all is well.

/** @typedef {"collecting" | "paused" | "attention"} Look */

/** @type {Record<Look, { colour: string, title: string }>} */
const looks = {
  collecting: { colour: "#0f766e", title: "titleCollecting" },
  paused: { colour: "#6b7280", title: "titlePaused" },
  attention: { colour: "#b45309", title: "titleAttention" },
};

/** Four characters are all that fits. @param {number} posts */
export function shortCount(posts) {
  if (posts < 10_000) return String(posts);
  return posts < 1_000_000 ? `${Math.floor(posts / 1000)}k` : `${Math.floor(posts / 1_000_000)}M`;
}

/** @param {Look} look @param {number} posts */
export async function showOnToolbar(look, posts) {
  const text = look === "attention" ? "!" : posts === 0 ? "" : shortCount(posts);
  const title = `${chrome.i18n.getMessage("name")}: ${chrome.i18n.getMessage(looks[look].title)}`;
  await Promise.all([
    chrome.action.setBadgeText({ text }),
    chrome.action.setBadgeBackgroundColor({ color: looks[look].colour }),
    chrome.action.setBadgeTextColor({ color: "#ffffff" }),
    chrome.action.setTitle({ title }),
  ]);
}
