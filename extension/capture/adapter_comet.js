// facebook.com on a desktop, May 2020 to today. Class names are hashes and tell nothing; roles, ARIA and icons do.

const adapterComet = (() => {
  const roots = '[aria-posinset],[data-pagelet^="FeedUnit"],[role="feed"]>div,[role="article"]';
  const headings = '[data-ad-rendering-role="profile_name"],h2,h3,h4';
  const message = '[data-ad-rendering-role="story_message"],[data-ad-comet-preview="message"],[data-ad-preview="message"]';
  const elsewhere = '[role="complementary"],[role="navigation"],[role="banner"],[role="log"],[data-pagelet^="ChatTab"]';
  const icons = 'svg,i[aria-label],img[alt]:not([alt=""]),[role="img"][aria-label]';
  const verified = 'path[d^="m106.853 922.354"]';
  const highest = 8; // how far above the author's name its header line may end

  /** @param {Document} page */
  function understands(page) {
    const mark = '[role="main"] [aria-posinset],[role="feed"],[data-pagelet^="FeedUnit"],[id^="mount_0_0_"] [role="main"]';
    return page.querySelector(mark) !== null;
  }

  /** @param {ParentNode} scope */
  function candidates(scope) {
    const main = scope instanceof Document ? (scope.querySelector('[role="main"]') ?? scope.body) : scope;
    const found = post.within(main, roots).filter((element) => !element.closest(`${elsewhere},[role="dialog"]`));
    return post.outermost(found);
  }

  /** A comment is an article inside of the post's own. @param {Element} root @param {Element} element */
  function isInComment(root, element) {
    const article = element.closest('[role="article"]');
    if (!article || article === root || !root.contains(article)) return false;
    return !holdsHeading(root, article);
  }

  /** @param {Element} root @param {Element} article */
  function holdsHeading(root, article) {
    const heading = headingOf(root);
    return heading !== null && article.contains(heading);
  }

  /** @param {Element} root */
  function described(root) {
    return root.hasAttribute("aria-labelledby") ? root : root.querySelector("[aria-posinset][aria-labelledby],[role=article][aria-labelledby]");
  }

  /** @param {Element} root */
  function numbered(root) {
    return root.matches("[aria-posinset]") ? root : root.querySelector("[aria-posinset]");
  }

  /** @param {Element} root @param {string | null | undefined} id */
  function byId(root, id) {
    return id ? root.querySelector(`#${CSS.escape(id)}`) : null;
  }

  /** @param {Element} root */
  function headingOf(root) {
    const labelled = byId(root, described(root)?.getAttribute("aria-labelledby")?.split(" ")[0]);
    if (labelled) return labelled;
    for (const heading of root.querySelectorAll(headings)) {
      if (heading.querySelector("a[href],strong,b")) return heading;
    }
    return null;
  }

  /** @param {Element} root */
  function messageOf(root) {
    return root.querySelector(message) ?? byId(root, described(root)?.getAttribute("aria-describedby")?.split(" ")[1]);
  }

  /** @param {Element} root @param {Element | null} text */
  function authorsOf(root, text) {
    return [...root.querySelectorAll(headings)].filter((heading) =>
      heading.querySelector("a[href]") && !text?.contains(heading) && !isInComment(root, heading));
  }

  /** @param {Element} element */
  function labelOf(element) {
    const title = element.matches("svg") ? element.getAttribute("title") ?? element.querySelector("title")?.textContent : null;
    return title ?? element.getAttribute("aria-label") ?? element.getAttribute("alt") ?? "";
  }

  /** What one icon says, drawn and in words. @param {Element} icon @param {string} label */
  function voiceOf(icon, label) {
    const drawn = [...icon.querySelectorAll("path[d]")].map((path) => audience.ofIcon(path.getAttribute("d")));
    return audience.verdict([...drawn, audience.ofLabel(label)]);
  }

  /**
   * Where an audience may be told: the icons beside an author, known or not, and no badge, picture or button with words.
   * @param {Element} frame @param {Element} heading @returns {Generator<{ says: Audience, label: string }>}
   */
  function* slots(frame, heading) {
    for (const icon of frame.querySelectorAll(`${icons},[role="button"][aria-label]`)) {
      if (heading.contains(icon) || icon.closest("a") || icon.parentElement?.closest("svg") || icon.querySelector(verified)) continue;
      const label = labelOf(icon);
      const isDrawn = icon.querySelector("path[d]") !== null;
      if (!label && !isDrawn) continue;
      if (icon.matches('[role="button"]') && post.textOf(icon, 1) && !icon.querySelector("svg>title")) continue;
      yield { says: voiceOf(icon, label), label };
    }
  }

  /**
   * The smallest frame around an author's name with a slot for an audience, whatever it says.
   * @param {Element} root @param {Element} heading @param {Element[]} ends what it may not reach: the message, other authors
   */
  function frameOf(root, heading, ends) {
    let frame = heading.parentElement;
    for (let up = 0; frame && root.contains(frame) && up < highest; ++up, frame = frame.parentElement) {
      const reached = frame;
      if (ends.some((end) => reached.contains(end))) return null;
      if (!slots(frame, heading).next().done) return frame;
    }
    return null;
  }

  /** @param {Element} heading @param {Element[]} authors */
  function othersOf(heading, authors) {
    return authors.filter((other) => !other.contains(heading) && !heading.contains(other));
  }

  /** The line below the author's name. @param {Element} root @param {Element} heading @param {Element | null} text */
  function headerOf(root, heading, text) {
    const own = byId(root, described(root)?.getAttribute("aria-describedby")?.split(" ")[0]);
    if (own && own !== text && !own.contains(heading)) return own;
    return frameOf(root, heading, [...othersOf(heading, authorsOf(root, text)), ...(text ? [text] : [])]);
  }

  /** Each author's words have an audience of their own, and all must be public. @param {Element} root @param {Element} heading @param {Element | null} text */
  function* originals(root, heading, text) {
    const authors = authorsOf(root, text);
    for (const other of othersOf(heading, authors)) {
      const frame = frameOf(root, other, othersOf(other, [...authors, heading]));
      yield audience.agreed(frame ? [...slots(frame, other)].map(({ says }) => says) : []);
    }
  }

  /** Whatever narrower audience is shown anywhere in the post. @param {Element} root @returns {Generator<Audience>} */
  function* narrower(root) {
    for (const icon of root.querySelectorAll(icons)) {
      if (voiceOf(icon, labelOf(icon)) === "private" && !isInComment(root, icon)) yield "private";
    }
  }

  /** @param {Element} root @param {Element} heading @param {Element | null} header */
  function* links(root, heading, header) {
    for (const link of root.querySelectorAll("a[href]")) {
      if (!header?.contains(link) && !heading.contains(link) && !/comment_id=/.test(link.getAttribute("href") ?? "") &&
          !link.closest('[aria-hidden="true"]') && !isInComment(root, link)) yield link;
    }
  }

  /** @param {Element} root @returns {Post | null} */
  function read(root) {
    const heading = headingOf(root);
    if (!heading || heading.closest('[aria-busy="true"]')) return null;
    const text = messageOf(root);
    const header = headerOf(root, heading, text);
    const isPost = header || text || numbered(root) || root.querySelector('[role="toolbar"]');
    if (!isPost) return null;
    const said = header ? [...slots(header, heading)] : [];
    const own = audience.agreed(said.map((slot) => slot.says));
    const says = audience.agreed([own, ...originals(root, heading, text), ...narrower(root)]);
    return {
      root,
      heading,
      header,
      audience: says,
      audienceLabel: said.find((slot) => slot.says === says && slot.label)?.label ?? "",
      position: numbered(root)?.getAttribute("aria-posinset") ?? null,
      fingerprint: post.fingerprint(heading, text, links(root, heading, header)),
    };
  }

  const cuts = [
    "form", "textarea", '[contenteditable="true"]', '[role="textbox"]', '[role="dialog"]', '[role="menu"]', elsewhere,
  ].join(",");

  /** The comments, in articles or known by their address, and the row of the composer with the viewer's picture. @param {Element} copy */
  function* alsoCut(copy) {
    const heading = headingOf(copy);
    const header = heading && headerOf(copy, heading, messageOf(copy));
    for (const article of copy.querySelectorAll('[role="article"]')) {
      if (!heading || !article.contains(heading)) yield article;
    }
    for (const link of copy.querySelectorAll('a[href*="comment_id="]')) {
      if (!header?.contains(link) && !heading?.contains(link) && !isInComment(copy, link)) yield rowOf(copy, link, heading);
    }
    for (const form of copy.querySelectorAll('form,[role="textbox"],[contenteditable="true"]')) yield rowOf(copy, form, heading);
  }

  /** The largest frame around it without a part of the post itself. @param {Element} copy @param {Element} element @param {Element | null} heading */
  function rowOf(copy, element, heading) {
    const ids = described(copy)?.getAttribute("aria-describedby")?.split(" ") ?? [];
    const parts = [heading, ...ids.map((id) => byId(copy, id)), ...copy.querySelectorAll(`[role="toolbar"],${message},[data-ad-rendering-role]`)];
    let row = element;
    for (let up = row.parentElement; up && up !== copy && !parts.some((part) => part && up?.contains(part)); up = up.parentElement) row = up;
    return row;
  }

  /** @type {Adapter} */
  const adapter = { era: "comet", understands, candidates, read, headings, cuts, alsoCut };
  return adapter;
})();
