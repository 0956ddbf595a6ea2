// Whom a post was shared with. Decided in the page and failing closed: what is not surely public is private.

/** @typedef {"public" | "private" | "unknown"} Audience */

const audience = (() => {
  // How the first path of an icon begins: the same in every language since 2022. A public group has the globe, too.
  /** @type {[string, Audience][]} */
  const icons = [
    ["M109.5 408.5c0 3.23-2.04 5.983-4.903", "public"],
    ["M459.75 551c-1.24 0-2.25-1.121", "private"], // friends
    ["M451 552c-.827 0-1.5-.784", "private"], // friends of friends
    ["M102 398.75a3 3 0 1 1 0-6", "private"], // custom
  ];

  /** So that capitals, invisible characters, spaces and kinds of apostrophe make no difference. @param {string} text */
  function fold(text) {
    return text
      .normalize("NFKC")
      .replace(/[\p{Cf}\u064b-\u0652]/gu, "")
      .replace(/[\u2018\u2019\u02bc]/g, "'")
      .replace(/\s+/gu, " ")
      .trim()
      .toLowerCase()
      .replace(/[.…。।]+$/u, "");
  }

  /** "Shared with: {}" as an expression whose group is what stands for {}. @param {string} phrase */
  function pattern(phrase) {
    const parts = phrase.split("{}").map((part) => fold(part).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(" ?(.+?) ?")}$`, "su");
  }

  const publicWords = new Set(audienceWords.publicWords.map(fold));
  const privateWords = new Set(audienceWords.privateWords.filter((word) => !word.includes("{}")).map(fold));
  const privatePatterns = audienceWords.privateWords.filter((word) => word.includes("{}")).map(pattern);
  const sharedWith = audienceWords.sharedWith.map(pattern);

  /** @param {string} phrase folded @returns {Audience} */
  function ofPhrase(phrase) {
    if (privateWords.has(phrase) || privatePatterns.some((one) => one.test(phrase))) return "private";
    return publicWords.has(phrase) ? "public" : "unknown";
  }

  /** @type {Map<string, Audience>} a page shows the same few labels over and over */
  const known = new Map();

  /** What a label says: "Public", "Shared with: Público", "Ana's friends". @param {string} label @returns {Audience} */
  function ofLabel(label) {
    if (label.length > 200) return "unknown";
    const before = known.get(label);
    if (before) return before;
    const phrase = fold(label);
    let says = ofPhrase(phrase);
    for (const one of says === "unknown" ? sharedWith : []) {
      const named = one.exec(phrase)?.[1];
      if (named) says = ofPhrase(named);
      if (says !== "unknown") break;
    }
    if (known.size > 500) known.clear();
    known.set(label, says);
    return says;
  }

  /** @param {string | null} path the `d` of an icon's path @returns {Audience} */
  function ofIcon(path) {
    return icons.find(([begin]) => path?.startsWith(begin))?.[1] ?? "unknown";
  }

  /**
   * One private voice is enough, and silence is not consent.
   * @param {Iterable<Audience>} voices @returns {Audience}
   */
  function verdict(voices) {
    let says = /** @type {Audience} */ ("unknown");
    for (const voice of voices) {
      if (voice === "private") return "private";
      if (voice === "public") says = "public";
    }
    return says;
  }

  /**
   * Where each of them is the audience of somebody's words: what cannot be read is taken to be narrower.
   * @param {Audience[]} voices @returns {Audience}
   */
  function agreed(voices) {
    if (voices.includes("private")) return "private";
    return voices.length > 0 && voices.every((voice) => voice === "public") ? "public" : "unknown";
  }

  return { ofLabel, ofIcon, verdict, agreed };
})();
