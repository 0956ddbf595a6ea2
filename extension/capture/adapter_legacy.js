// facebook.com on a desktop until September 2020, in its test ids and in class names that stayed for years.

const adapterLegacy = (() => {
  const roots = '[id^="hyperfeed_story_id_"],[data-testid="fbfeed_story"],[id^="mall_post_"],div._5jmm[data-ft],' +
    ".userContentWrapper,.fbUserContent,._5pcr";
  const headings = "h5,h6";
  const slots = ".fbPrivacyAudienceIndicator,.uiStreamPrivacy,.fbStreamPrivacy,._29ee";
  const icons = `${slots},[data-tooltip-content][role="img"],[data-tooltip-content][role="button"]`;
  const subtitles = '[id^="feed_subtitle_"],[id^="feedsubtitle"],[id^="fbfeed_sub_header_id"],[data-testid*="subtitle"],' +
    '[data-testid*="subtilte"],._5pcp';
  const bodies = '.userContent,[data-testid="post_message"]';
  const feedback = 'form.commentable_item,[data-testid^="UFI2"],.UFIContainer,.uiUfi';

  /** @param {Document} page */
  function understands(page) {
    return page.querySelector(`[id^="hyperfeed_story_id_"],[data-testid="fbfeed_story"],.userContentWrapper,div._5jmm[data-ft]`) !== null;
  }

  /** @param {ParentNode} scope */
  function candidates(scope) {
    const found = post.within(scope, roots).filter((element) => !element.closest('#rightCol,#pagelet_dock,[role="complementary"]'));
    return post.outermost(found);
  }

  /** The author stands behind the line that gives the reason, where there is one. @param {Element} root */
  function headingOf(root) {
    const inner = [...root.querySelectorAll(".userContentWrapper,._5pcr,.fbUserContent")].at(-1) ?? root;
    for (const scope of [inner, root]) {
      for (const heading of scope.querySelectorAll(headings)) {
        if (heading.querySelector("a[href]") && !heading.closest(feedback)) return heading;
      }
    }
    return null;
  }

  /** @param {Element} icon */
  function labelOf(icon) {
    const own = icon.getAttribute("aria-label") ?? icon.getAttribute("data-tooltip-content");
    if (own) return own;
    const inner = icon.querySelector("[aria-label],[data-tooltip-content]");
    return inner?.getAttribute("aria-label") ?? inner?.getAttribute("data-tooltip-content") ?? "";
  }

  /** All audiences named in it, the post's own first; elsewhere than in their slots just those that are known. @param {Element} root */
  function* audiences(root) {
    for (const icon of root.querySelectorAll(icons)) {
      if (icon.closest(`${feedback},h5,h6`)) continue;
      const label = labelOf(icon);
      const says = audience.ofLabel(label);
      if (says !== "unknown" || icon.closest(`${slots},${subtitles}`)) yield { says, label };
    }
  }

  /** @param {Element} root @param {Element} heading */
  function* links(root, heading) {
    for (const link of root.querySelectorAll("a[href]")) {
      if (!heading.contains(link) && !link.closest(feedback) && link.getAttribute("href") !== "#") yield link;
    }
  }

  /** @param {Element} root @returns {Post | null} */
  function read(root) {
    const heading = headingOf(root);
    if (!heading) return null;
    const said = [...audiences(root)];
    const header = [...root.querySelectorAll(subtitles)].find((one) => !one.closest(feedback)) ?? null;
    return {
      root,
      heading,
      header,
      audience: audience.agreed(said.map(({ says }) => says)),
      audienceLabel: said[0]?.label ?? "",
      position: root.getAttribute("aria-posinset") ?? root.getAttribute("data-dedupekey"),
      fingerprint: post.fingerprint(heading, root.querySelector(bodies), links(root, heading)),
    };
  }

  // The form keeps the post's id and its counts; what others wrote below it goes.
  const cuts = [
    ".UFIComment", ".UFIReplyList", ".UFIAddComment", ".UFILastCommentComponent", ".UFIRow.UFIComponent", ".UFICommentActorAndBody",
    '[data-testid^="UFI2Comment/"]', '[data-testid^="UFI2CommentsList"]', '[data-testid^="UFI2Composer"]', '[aria-label="Comment"]',
    '[aria-label="Comment reply"]', "textarea", '[contenteditable="true"]', '[role="textbox"]', '[role="dialog"]',
  ].join(",");

  /** @type {Adapter} */
  const adapter = { era: "legacy", understands, candidates, read, headings, cuts, alsoCut: () => [] };
  return adapter;
})();
