// Who is looking: name, number and picture of the person at the screen, so that they can be cut out of every copy.
// Read from the page that is there anyway; kept in memory alone.

const viewer = (() => {
  const module = '"CurrentUserInitialData"';
  const profiles = '[role="navigation"] a[href^="/me/"],[role="navigation"] a[href$="/me"],[data-testid="blue_bar_profile_link"],' +
    'a._2s25[title],a[data-sigil~="profile-link"]';
  /** @type {{ names: string[], id: string, pictures: string[], addresses: string[] }} */
  let known = { names: [], id: "", pictures: [], addresses: [] };

  /** @param {string} text @param {string} key */
  function valueOf(text, key) {
    const found = new RegExp(`"${key}":("(?:[^"\\\\]|\\\\.)*")`).exec(text)?.[1];
    try {
      return found ? String(JSON.parse(found)) : "";
    } catch {
      return "";
    }
  }

  /** @param {Element} picture */
  function addressOf(picture) {
    return picture.getAttribute("src") ?? picture.getAttribute("xlink:href");
  }

  /** The last part of an image's path; the rest of its address changes. @param {string | null} address */
  function pictureOf(address) {
    const name = (address ?? "").split("?")[0].split("/").at(-1) ?? "";
    return name.length > 4 ? name : "";
  }

  /** What the site's own data say, wherever their module is not just named. @param {Document} page */
  function inScripts(page) {
    for (const script of page.scripts) {
      const text = script.textContent ?? "";
      for (let at = text.indexOf(module); at >= 0; at = text.indexOf(module, at + 1)) {
        const data = text.slice(at, at + 4000);
        const [name, id] = [valueOf(data, "NAME"), valueOf(data, "USER_ID")];
        if (name && /^\d{5,}$/.test(id)) return { name, id };
      }
    }
    return null;
  }

  /** Adds what the page tells by now: the navigation is drawn late. @param {Document} page */
  function look(page) {
    const data = known.id ? null : inScripts(page);
    if (data) {
      known.id = data.id;
      known.names.push(data.name);
    }
    const own = [...page.querySelectorAll(profiles)];
    for (const link of page.querySelectorAll('[role="navigation"] a[href],[role="banner"] a[href]')) {
      if (known.names.includes(post.textOf(link, 100))) own.push(link);
    }
    const names = own.map((link) => post.textOf(link, 100) || (link.getAttribute("aria-label") ?? ""));
    const pictures = own.flatMap((link) => [...link.querySelectorAll("image,img")]).map(addressOf);
    const addresses = own.map(post.addressOf).filter((address) => !/^\/(me\/?)?$/.test(address));
    known = {
      id: known.id,
      // A single letter or digit would cut up every text.
      names: [...new Set([...known.names, ...names])].filter((name) => name.length > 2).sort((a, b) => b.length - a.length),
      pictures: [...new Set([...known.pictures, ...pictures.map(pictureOf)])].filter(Boolean),
      addresses: [...new Set([...known.addresses, ...addresses])],
    };
  }

  /** Whether all is known that a page tells. */
  function isKnown() {
    return known.names.length > 0 && known.pictures.length > 0;
  }

  /** Whether somebody is logged in, as far as the page tells. */
  function isNamed() {
    return known.id !== "" || known.names.length > 0;
  }

  const stand = "[viewer]";

  /** @param {string} text */
  function without(text) {
    return known.names.reduce((left, name) => left.replaceAll(name, stand), text);
  }

  /** @param {Element} link @returns {boolean} by what it leads to, what it says, or what is written on it */
  function leadsToViewer(link) {
    const labels = [link, ...link.querySelectorAll("[aria-label],[alt]")].flatMap((one) => [one.getAttribute("aria-label"), one.getAttribute("alt")]);
    const words = [link.textContent, ...labels].join("\n");
    return known.addresses.includes(post.addressOf(link)) || known.names.some((name) => words.includes(name));
  }

  /** What of the viewer may stand in markup, as it would be written there. @returns {string[]} */
  function marks() {
    const addresses = known.addresses.flatMap((address) => [address, decoded(address)]).flatMap((address) => address.split("?"));
    return [...known.names, known.id, ...known.pictures, ...addresses].filter((mark) => mark.length > 1).map(written);
  }

  /** @param {string} address */
  function decoded(address) {
    try {
      return decodeURI(address);
    } catch {
      return address;
    }
  }

  /** Until the first sign that is written otherwise in markup. @param {string} text */
  function written(text) {
    return text.split(/[&<>"\u00a0]/u)[0];
  }

  /** Whether there may be something of the viewer in it: most posts have nothing, and looking at each element takes long. @param {string} html @param {string} text of it */
  function mayBeIn(html, text) {
    return known.names.some((name) => text.includes(name)) || marks().some((mark) => html.includes(mark));
  }

  /** Cuts the person at the screen out of a copy. @param {Element} copy */
  function cutFrom(copy) {
    for (const link of copy.querySelectorAll("a[href]")) {
      if (leadsToViewer(link)) link.removeAttribute("href");
    }
    for (const picture of known.pictures.length > 0 ? copy.querySelectorAll("img,image") : []) {
      if (known.pictures.includes(pictureOf(addressOf(picture)))) picture.remove();
    }
    const named = [...known.names, known.id].filter(Boolean);
    for (const element of [copy, ...copy.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (!named.some((mark) => value.includes(mark))) continue;
        if (name === "href") element.removeAttribute(name);
        else element.setAttribute(name, without(value).replaceAll(known.id || stand, stand));
      }
    }
    if (known.names.some((name) => copy.textContent?.includes(name))) {
      const walker = copy.ownerDocument.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) node.nodeValue = without(node.nodeValue ?? "");
    }
    // A name may be written in several elements.
    for (const link of copy.querySelectorAll("a,strong,h2,h3,h4,h5,h6")) {
      const text = link.textContent ?? "";
      if (known.names.some((name) => text.includes(name))) link.textContent = without(text);
    }
  }

  return { look, isKnown, isNamed, mayBeIn, cutFrom, without };
})();
