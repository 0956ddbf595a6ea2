// The small note below a post, where the person asked for it: the one thing that is ever added to the page.

const badge = (() => {
  // Set through the object model, which the page's content security policy leaves alone.
  const line = "display:block;margin:4px 16px 8px;font:12px/1.5 system-ui,sans-serif;text-align:start";
  const note = "display:inline-block;padding:1px 9px;border:1px solid currentcolor;border-radius:10px";
  const colours = { light: { public: "#0f766e", private: "#4b5563" }, dark: { public: "#5eead4", private: "#b6bfcc" } };

  /** @param {Element} root @param {"public" | "private"} visibility */
  function show(root, visibility) {
    if (root.querySelector(":scope > [data-feedwitness]")) return;
    const host = document.createElement("div");
    host.dataset.feedwitness = visibility;
    host.style.cssText = line;
    const text = document.createElement("span");
    const shade = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    text.style.cssText = `${note};color:${colours[shade][visibility]}`;
    text.textContent = chrome.i18n.getMessage(visibility === "public" ? "badgeKept" : "badgePrivate");
    host.attachShadow({ mode: "closed" }).append(text);
    root.append(host);
  }

  function removeAll() {
    for (const host of document.querySelectorAll("[data-feedwitness]")) host.remove();
  }

  return { show, removeAll };
})();
