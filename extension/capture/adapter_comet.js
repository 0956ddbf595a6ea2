// facebook.com on a desktop, May 2020 to today. Class names are hashes and tell nothing; roles, ARIA and icons do.

const adapterComet = (() => {
  const roots = '[aria-posinset],[data-pagelet^="FeedUnit"],[role="feed"]>div,[role="article"]';
  const headings = '[data-ad-rendering-role="profile_name"],h2,h3,h4';
  const message = '[data-ad-rendering-role="story_message"],[data-ad-comet-preview="message"],[data-ad-preview="message"]';
  const elsewhere = '[role="complementary"],[role="navigation"],[role="banner"],[role="log"],[data-pagelet^="ChatTab"]';
  const highest = 8; // how far above the author's name its header line may end

  /** @param {Document} page */
  function understands(page) {
    const mark = '[role="main"] [aria-posinset],[role="feed"],[data-pagelet^="FeedUnit"],[id^="mount_0_0_"] [role="main"]';
    return page.querySelector(mark) !== null;
  }

  /** @param {ParentNode} scope */
  function candidates(scope) {
    const main = scope instanceof Document ? (scope.querySelector('[role="main"]') ?? scope.body) : scope;
    const found = post.within(main, roots).filter((element) => !element.closest(elsewhere));
    return post.outermost(found);
  }

  /** A comment is an article inside of the post's own, or names one in its address. @param {Element} root @param {Element} element */
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

  /** What is said of an audience below `scope`. @param {Element} scope @returns {Generator<[Audience, string]>} */
  function* voices(scope) {
    for (const path of scope.querySelectorAll("svg path[d]")) {
      const says = audience.ofIcon(path.getAttribute("d"));
      if (says !== "unknown") yield [says, ""];
    }
    const labels = 'svg[title],svg>title,i[aria-label],img[alt],[role="img"][aria-label],[role="button"][aria-label]';
    for (const element of scope.querySelectorAll(labels)) {
      const label = element.getAttribute("title") ?? element.getAttribute("aria-label") ??
        element.getAttribute("alt") ?? element.textContent ?? "";
      const says = audience.ofLabel(label);
      if (says !== "unknown") yield [says, label];
    }
  }

  /**
   * The smallest frame around the author's name in which an audience is spoken of. It ends before the message, and before
   * a second author: the audience of a shared original is not that of the share.
   * @param {Element} root @param {Element} heading @param {Element | null} text
   */
  function headerOf(root, heading, text) {
    const own = byId(root, described(root)?.getAttribute("aria-describedby")?.split(" ")[0]);
    if (own && own !== text && !own.contains(heading)) return own;
    let frame = heading.parentElement;
    for (let up = 0; frame && root.contains(frame) && up < highest; ++up, frame = frame.parentElement) {
      if (text && frame.contains(text)) return null;
      const others = [...frame.querySelectorAll(headings)];
      if (others.some((other) => !other.contains(heading) && !heading.contains(other))) return null;
      if (!voices(frame).next().done) return frame;
      if (frame === root) return null;
    }
    return null;
  }

  /** Icons of a shared original count, too: what is narrower than public stays out. @param {Element} root */
  function* everyIcon(root) {
    for (const path of root.querySelectorAll("svg path[d]")) {
      const says = audience.ofIcon(path.getAttribute("d"));
      if (says === "private" && !isInComment(root, path)) yield says;
    }
    for (const title of root.querySelectorAll("svg[title],svg>title")) {
      const says = audience.ofLabel(title.getAttribute("title") ?? title.textContent ?? "");
      if (says === "private" && !isInComment(root, title)) yield says;
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
    const said = header ? [...voices(header)] : [];
    const says = audience.verdict([...said.map(([voice]) => voice), ...everyIcon(root)]);
    return {
      root,
      heading,
      header,
      audience: says,
      audienceLabel: said.find(([voice, label]) => voice === says && label)?.[1] ?? "",
      position: numbered(root)?.getAttribute("aria-posinset") ?? null,
      fingerprint: post.fingerprint(heading, text, links(root, heading, header)),
    };
  }

  const cuts = [
    "form", "textarea", '[contenteditable="true"]', '[role="textbox"]', '[role="dialog"]', '[role="menu"]', elsewhere,
  ].join(",");

  /** The comments, and the row of the composer with the viewer's picture. @param {Element} copy */
  function* alsoCut(copy) {
    const heading = headingOf(copy);
    for (const article of copy.querySelectorAll('[role="article"]')) {
      if (!heading || !article.contains(heading)) yield article;
    }
    for (const form of copy.querySelectorAll('form,[role="textbox"],[contenteditable="true"]')) {
      let row = form;
      while (row.parentElement && row.parentElement !== copy && !belongs(row.parentElement, heading)) row = row.parentElement;
      yield row;
    }
  }

  /** Has a part of the post itself. @param {Element} element @param {Element | null} heading */
  function belongs(element, heading) {
    return element.contains(heading) || element.querySelector(`[role="toolbar"],${message},[data-ad-rendering-role],[id]`) !== null;
  }

  /** @type {Adapter} */
  const adapter = { era: "comet", understands, candidates, read, headings, cuts, alsoCut };
  return adapter;
})();
