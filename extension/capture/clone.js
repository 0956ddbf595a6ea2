// The copy of a public post that may leave the page: the post's own markup and nothing beside it.

const clone = (() => {
  // A document that is never shown: no image is loaded in it and no script runs, so copying makes no request.
  const inert = document.implementation.createHTMLDocument("");
  const always = "script,style,noscript,template,link,meta,iframe,object[data],embed,[data-feedwitness]";
  const postAddress = /\/(posts|permalink|videos|photos|reel)\/|[?&](story_fbid|fbid|v|multi_permalinks)=/;
  const longestInline = 1024;
  const longestLabel = 1024;

  /** @param {Element} copy */
  function dropInline(copy) {
    for (const element of copy.querySelectorAll('[src^="data:"],[href^="data:"],[srcset*="data:"],image')) {
      for (const name of ["src", "href", "xlink:href", "srcset"]) {
        const value = element.getAttribute(name);
        if (value && value.length > longestInline && value.includes("data:")) element.removeAttribute(name);
      }
    }
    for (const element of copy.querySelectorAll('[style*="data:"]')) {
      if ((element.getAttribute("style")?.length ?? 0) > longestInline) element.removeAttribute("style");
    }
  }

  /** The address of a comment names the post it stands below; who commented goes. @param {Element} comment */
  function addressOfPost(comment) {
    const addresses = [...comment.querySelectorAll('a[href*="comment_id="]')].map((link) => link.getAttribute("href") ?? "");
    const href = addresses.find((address) => postAddress.test(address)); // the others lead to people
    if (!href) return null;
    const link = inert.createElement("a");
    link.setAttribute("href", href.replace(/([?&]comment_id=)[^&#]*.*/, "$10"));
    return link;
  }

  /** @param {Element} copy @param {Adapter} adapter */
  function cut(copy, adapter) {
    for (const element of copy.querySelectorAll(always)) element.remove();
    let address = null;
    for (const element of [...adapter.alsoCut(copy)]) {
      address ??= addressOfPost(element);
      element.remove();
    }
    for (const element of copy.querySelectorAll(adapter.cuts)) element.remove();
    if (address) copy.append(address);
  }

  const foreign = '[role="main"],[role="feed"],[role="article"],[role="dialog"]'; // words of other posts, or of comments

  /** Labels may stand elsewhere in the page, and be named by id. @param {Element} copy @param {Post} read @param {Adapter} adapter */
  function labelsOf(copy, read, adapter) {
    /** @type {Map<string, string>} */
    const labels = new Map();
    for (const element of copy.querySelectorAll("span[aria-labelledby],use")) {
      const id = element.getAttribute("aria-labelledby") ?? (element.getAttribute("xlink:href") ?? element.getAttribute("href") ?? "").replace(/^#/, "");
      if (!id || labels.has(id) || copy.querySelector(`#${CSS.escape(id)}`)) continue;
      const label = document.getElementById(id);
      const text = label?.textContent ?? "";
      if (label?.closest(`${foreign},${adapter.cuts}`) || read.root.contains(label)) continue;
      if (label && text.length <= longestLabel && label.childElementCount <= 8) labels.set(id, viewer.without(text));
    }
    return [...labels].map(([id, text]) => {
      const frame = inert.createElement("div");
      frame.hidden = true;
      const label = inert.createElement("span");
      label.id = id;
      label.textContent = text;
      frame.append(label);
      return frame.outerHTML;
    });
  }

  /**
   * What could have changed since: words and numbers of the post without its header line, whose time moves on, and without
   * the clock of a player.
   * @param {Element} element the post, or its copy @param {Post} read
   */
  function contentOf(element, read) {
    const header = (read.header?.textContent ?? "").replace(/\s+/gu, " ");
    return (element.textContent ?? "").replace(/\s+/gu, " ").replace(header, "").replace(/\d+(?::\d\d){1,2}(?: ?\/ ?)?/gu, "");
  }

  /**
   * @param {Post} read @param {Adapter} adapter
   * @returns {{ html: string, content: string }} `content` is to be compared with that of a later copy
   */
  function of(read, adapter) {
    const copy = inert.importNode(read.root, true);
    cut(copy, adapter);
    dropInline(copy);
    if (!viewer.isKnown()) viewer.look(document);
    let html = copy.outerHTML;
    if (viewer.mayBeIn(html, copy.textContent ?? "")) {
      viewer.cutFrom(copy);
      html = copy.outerHTML;
    }
    html = [html, ...labelsOf(copy, read, adapter)].join("").toWellFormed();
    return { html, content: contentOf(copy, read) };
  }

  return { of, contentOf };
})();
