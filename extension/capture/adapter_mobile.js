// m.facebook.com until about 2023: stories with data-ft and data-sigil. Its successor, drawn by the server from
// data-mcomponent, says nothing that could be read; it is reported and not guessed.

const adapterMobile = (() => {
  const roots = "article[data-ft],article[data-store]";
  const headings = "header h3,h3";
  const icons = '[data-sigil~="audience-icon"] [aria-label],[data-sigil~="audience-icon"][aria-label]';
  const comments = '[data-sigil~="comment"],[data-sigil*="comment-body"],[data-sigil*="comment-inline"],[data-sigil~="m-comments"]';

  /** @param {Document} page */
  function understands(page) {
    return page.querySelector("article[data-ft] .story_body_container,article[data-store] .story_body_container") !== null;
  }

  /** @param {ParentNode} scope */
  function candidates(scope) {
    return post.outermost(post.within(scope, roots)).filter((element) => element.querySelector(".story_body_container"));
  }

  /** @param {Element} root @returns {Post | null} */
  function read(root) {
    const heading = root.querySelector(headings);
    if (!heading?.querySelector("a[href],strong")) return null;
    const said = [...root.querySelectorAll(icons)].filter((icon) => !icon.closest(comments)).map((icon) => icon.getAttribute("aria-label") ?? "");
    // An audience in words that no language here knows is narrower than public.
    const voices = said.map(audience.ofLabel).map((voice) => (voice === "unknown" ? "private" : voice));
    const links = [...root.querySelectorAll("a[href]")].filter((link) => !heading.contains(link) && !link.closest(comments));
    const text = [...root.querySelectorAll(".story_body_container [data-ft]")].find((one) => one.getAttribute("data-ft")?.includes('"*s"'));
    return {
      root,
      heading,
      header: root.querySelector('[data-sigil~="m-feed-voice-subtitle"]'),
      audience: audience.verdict(voices),
      audienceLabel: said[0] ?? "",
      position: null,
      fingerprint: post.fingerprint(heading, text ?? null, links),
    };
  }

  const cuts = [comments, "form", "textarea", '[contenteditable="true"]', '[role="textbox"]', '[role="dialog"]'].join(",");

  /** @type {Adapter} */
  const adapter = { era: "mobile", understands, candidates, read, headings, cuts, alsoCut: () => [] };
  return adapter;
})();
