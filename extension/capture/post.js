// What every adapter tells of a post, and the few questions about markup that they share.

/**
 * A post as an adapter read it. Elements belong to the page and are never changed.
 * @typedef {object} Post
 * @property {Element} root
 * @property {Element} heading who published it
 * @property {Element | null} header the line with label, time and audience
 * @property {Audience} audience
 * @property {string} audienceLabel as a person reads it, or empty
 * @property {string | null} position what the page itself numbers it, where it does
 * @property {string} fingerprint the same when the page draws the same post again; never leaves the page
 */

/**
 * One generation of one site's markup.
 * @typedef {object} Adapter
 * @property {string} era
 * @property {(page: Document) => boolean} understands
 * @property {(scope: ParentNode) => Element[]} candidates where posts may stand, outermost, in the order of the page
 * @property {(root: Element) => Post | null} read null: no post, or not drawn yet
 * @property {string} headings selects what every post has; a cheap first look
 * @property {string} cuts selects what is not the post's own: comments, composer, chat
 * @property {(copy: Element) => Iterable<Element>} alsoCut the same, where a selector cannot tell it
 */

const post = (() => {
  const identifying = ["fbid", "story_fbid", "id", "v", "u", "set"];

  /** The address without what changes from drawing to drawing. @param {Element} link */
  function addressOf(link) {
    const href = link.getAttribute("href") ?? "";
    let url;
    try {
      url = new URL(href, "https://www.facebook.com/");
    } catch {
      return "";
    }
    const query = identifying.map((name) => url.searchParams.get(name) ?? "").filter(Boolean);
    return [url.pathname, ...query].join("?");
  }

  /** The text with white space folded, at most `most` characters of it. @param {Element | null} element @param {number} most */
  function textOf(element, most) {
    return (element?.textContent ?? "").replace(/\s+/gu, " ").trim().slice(0, most);
  }

  /** @param {Element[]} elements in the order of the page */
  function outermost(elements) {
    /** @type {Element[]} */
    const kept = [];
    for (const element of elements) if (!kept.at(-1)?.contains(element)) kept.push(element);
    return kept;
  }

  /** All that `selector` finds, `scope` itself included. @param {ParentNode} scope @param {string} selector */
  function within(scope, selector) {
    const found = [...scope.querySelectorAll(selector)];
    if (scope instanceof Element && scope.matches(selector)) found.unshift(scope);
    return found;
  }

  const fingerprintText = 120;

  /**
   * Who, the beginning of what, and where it leads: enough to know a post again, whatever else was drawn anew.
   * @param {Element} heading @param {Element | null} message @param {Iterable<Element>} links
   */
  function fingerprint(heading, message, links) {
    /** @type {Set<string>} */
    const addresses = new Set();
    for (const link of links) {
      const address = addressOf(link);
      if (address.length > 1) addresses.add(address);
      if (addresses.size === 3) break;
    }
    return [textOf(heading, fingerprintText), textOf(message, fingerprintText), ...addresses].join("\n");
  }

  return { addressOf, textOf, outermost, within, fingerprint };
})();
