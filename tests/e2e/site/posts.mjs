// Invented posts: people, pages, words and numbers that exist nowhere. Everything follows from the number of the post.

const publishers = [
  ["Harbour Museum", "harbour.museum"],
  ["Ulvik Ferry Notes", "ulvik.ferry"],
  ["The Slate Bakery", "slate.bakery"],
  ["Ida Lund", "ida.lund"],
  ["Northern Tram Club", "northern.tram"],
  ["Moss and Lichen Society", "moss.lichen"],
  ["Bo Anker", "bo.anker"],
];
const sentences = [
  "The tide table for the week is on the door.",
  "Fog again, and the ferry waits for nobody.",
  "Rye loaves at nine, and the last seeds go with them.",
  "We found a lantern behind the third wall.",
  "Tram seven is back from the paint shop, greener than before.",
  "Forty kinds of lichen on one stone, and a beetle that likes none of them.",
  "The choir needs a second tenor and a longer rope for the bell.",
];
const rest = "Whoever wants to come along brings boots, a lamp and patience; the path is steep behind the mill.";

/** What the person at the screen is called. */
export const viewerName = "Vera Quillfeather";
/** Words that no store and no frame may ever hold. */
export const secrets = {
  private: "zinnoberwal", // in the text of each private post
  comment: "kastanienwirt", // in each comment
  chat: "mondscheinzug",
  composer: "federkielnest",
};

/**
 * @typedef {{ number: number, key: string, kind: "organic" | "ad" | "private", name: string, slug: string, time: string,
 *   text: string, more: string, likes: number, comments: number, shares: number, photo: boolean }} Post
 */

/** A word that only this post has. @param {number} number */
export const keyOf = (number) => `heron${String(number).padStart(4, "0")}`;

/** Every tenth an advertisement, every seventh private. @param {number} number from 1 @returns {Post} */
export function postOf(number) {
  const kind = number % 10 === 4 ? "ad" : number % 7 === 3 ? "private" : "organic";
  const [name, slug] = publishers[(number * 3) % publishers.length];
  const secret = kind === "private" ? ` ${secrets.private}` : "";
  return {
    number,
    key: keyOf(number),
    kind,
    name,
    slug,
    time: `${1 + (number % 22)} h`,
    text: `${sentences[number % sentences.length]} ${keyOf(number)}${secret}`,
    more: number % 5 === 0 ? rest : "",
    likes: 10 + number,
    comments: number % 4,
    shares: number % 3,
    photo: number % 2 === 0,
  };
}

/** @param {number} count @param {number} from */
export function posts(count, from = 1) {
  return Array.from({ length: count }, (_, at) => postOf(from + at));
}
