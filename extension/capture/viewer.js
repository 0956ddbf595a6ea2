// Who is looking: name, number and picture of the person at the screen, so that they can be cut out of every copy.
// Read from the page that is there anyway; kept in memory alone.

const viewer = (() => {
  /** @type {{ names: string[], id: string, pictures: string[] }} */
  let known = { names: [], id: "", pictures: [] };

  /** @param {string} text @param {string} key */
  function valueOf(text, key) {
    const found = new RegExp(`"${key}":("(?:[^"\\\\]|\\\\.)*")`).exec(text)?.[1];
    try {
      return found ? String(JSON.parse(found)) : "";
    } catch {
      return "";
    }
  }

  /** The last part of an image's path; the rest of its address changes. @param {string | null} address */
  function pictureOf(address) {
    const name = (address ?? "").split("?")[0].split("/").at(-1) ?? "";
    return name.length > 4 ? name : "";
  }

  /** @param {Document} page */
  function look(page) {
    /** @type {Set<string>} */
    const names = new Set();
    let id = "";
    for (const script of page.scripts) {
      const text = script.textContent ?? "";
      const at = text.indexOf('"CurrentUserInitialData"');
      if (at < 0) continue;
      const data = text.slice(at, at + 4000);
      names.add(valueOf(data, "NAME"));
      id = valueOf(data, "USER_ID");
      break;
    }
    const own = page.querySelectorAll(
      '[role="navigation"] a[href^="/me/"],[role="navigation"] a[href$="/me"],[data-testid="blue_bar_profile_link"],a._2s25[title],a[data-sigil~="profile-link"]');
    const pictures = [...own].flatMap((link) => [...link.querySelectorAll("image,img")]);
    for (const link of own) names.add(post.textOf(link, 100) || (link.getAttribute("aria-label") ?? ""));
    known = {
      // A single letter or digit would cut up every text.
      names: [...names].filter((name) => name.length > 2).sort((a, b) => b.length - a.length),
      id,
      pictures: pictures.map((picture) => pictureOf(picture.getAttribute("src") ?? picture.getAttribute("xlink:href"))).filter(Boolean),
    };
  }

  const stand = "[viewer]";

  /** @param {string} text */
  function without(text) {
    return known.names.reduce((left, name) => left.replaceAll(name, stand), text);
  }

  /** Cuts the person at the screen out of a copy. @param {Element} copy */
  function cutFrom(copy) {
    for (const name of known.names) {
      const quoted = CSS.escape(name);
      for (const attribute of ["aria-label", "alt", "title"]) {
        for (const element of copy.querySelectorAll(`[${attribute}*="${quoted}"]`)) {
          element.setAttribute(attribute, without(element.getAttribute(attribute) ?? ""));
        }
      }
    }
    if (known.names.some((name) => copy.textContent?.includes(name))) {
      const walker = copy.ownerDocument.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) node.nodeValue = without(node.nodeValue ?? "");
    }
    if (known.id) for (const link of copy.querySelectorAll(`a[href*="${CSS.escape(known.id)}"]`)) link.removeAttribute("href");
    for (const picture of known.pictures.length > 0 ? copy.querySelectorAll("img,image") : []) {
      const address = picture.getAttribute("src") ?? picture.getAttribute("xlink:href");
      if (known.pictures.includes(pictureOf(address))) picture.remove();
    }
  }

  return { look, cutFrom, without };
})();
