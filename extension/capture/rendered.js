// The header line as a person reads it: by where the browser drew each letter, not by where the markup holds it. The
// site scrambles "Sponsored" and the time, and moves the decoy letters out of sight.

/** @typedef {{ label?: string, time?: string, audience?: string }} Rendered */

const rendered = (() => {
  const mostRuns = 400; // letters and words of one line
  const mostText = 200;

  /** @typedef {{ text: string, top: number, bottom: number, left: number }} Run */

  /** @param {Element} element */
  function isShown(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  }

  /** Each text below `header` but the author's own name, with the place where it stands. @param {Element} header @param {Element} heading */
  function runsOf(header, heading) {
    const frame = header.getBoundingClientRect();
    const range = document.createRange();
    const walker = document.createTreeWalker(header, NodeFilter.SHOW_TEXT);
    /** @type {Run[]} */
    const runs = [];
    for (let node = walker.nextNode(); node && runs.length < mostRuns; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.nodeValue ?? "";
      if (!text || !parent || heading.contains(parent) || parent.closest('title,desc,a[aria-hidden="true"]') || !isShown(parent)) continue;
      range.selectNodeContents(node);
      const place = range.getBoundingClientRect();
      const middle = (place.top + place.bottom) / 2;
      const isOutside = place.width === 0 || middle < frame.top || middle > frame.bottom || place.right < frame.left || place.left > frame.right;
      if (!isOutside) runs.push({ text, top: place.top, bottom: place.bottom, left: place.left });
    }
    return runs;
  }

  /** Lines from top to bottom, each in the direction of reading. @param {Run[]} runs @param {boolean} rightToLeft */
  function inReadingOrder(runs, rightToLeft) {
    const middle = (/** @type {Run} */ run) => (run.top + run.bottom) / 2;
    const sorted = runs.map((run, at) => ({ run, at })).sort((a, b) => middle(a.run) - middle(b.run));
    /** @type {{ run: Run, at: number }[][]} */
    const lines = [];
    for (const one of sorted) {
      const line = lines.at(-1);
      const isSame = line && middle(one.run) - middle(line[0].run) < (line[0].run.bottom - line[0].run.top) / 2;
      if (isSame) line.push(one);
      else lines.push([one]);
    }
    const sign = rightToLeft ? -1 : 1;
    return lines.map((line) => line.sort((a, b) => sign * (a.run.left - b.run.left) || a.at - b.at).map(({ run }) => run.text).join(""));
  }

  /** What stands between the dots. @param {string} line */
  function itemsOf(line) {
    return line.split("·").map((item) => item.replace(/[\s\u00a0]+/gu, " ").replace(/\p{Cf}/gu, "").trim()).filter(Boolean);
  }

  /**
   * A time has a digit, or is one of the few that have none ("Just now"): such a first item is given as both, and the
   * parser, who knows the words of all languages, takes the one that it is.
   * @param {Post} read @returns {Rendered | undefined}
   */
  function of(read) {
    /** @type {Rendered} */
    const says = {};
    if (read.audienceLabel) says.audience = read.audienceLabel.slice(0, mostText);
    if (read.header?.isConnected) {
      const rightToLeft = getComputedStyle(read.header).direction === "rtl";
      const items = itemsOf(viewer.without(inReadingOrder(runsOf(read.header, read.heading), rightToLeft).join("·")));
      const [first] = items;
      const dated = items.find((item) => /\p{Nd}/u.test(item));
      if (first && !/\p{Nd}/u.test(first)) says.label = first.slice(0, mostText);
      const time = dated ?? first;
      if (time) says.time = time.slice(0, mostText);
    }
    return Object.keys(says).length > 0 ? says : undefined;
  }

  return { of, itemsOf, inReadingOrder };
})();
