// node peer.mjs jsdom|parse5 FOLDER ROUNDS: parses every file and reads what a scraper reads: text, link targets, labels.
// Prints the same JSON object as bench_parse.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [peer, folder, rounds] = process.argv.slice(2);
const files = readdirSync(folder).filter((name) => name.endsWith(".html")).sort().map((name) => readFileSync(join(folder, name), "utf8"));

async function readerOf(name) {
  if (name === "jsdom") {
    const { JSDOM } = await import("jsdom");
    return (html) => {
      const { window } = new JSDOM(html);
      const { document } = window;
      const found = [document.body.textContent];
      for (const link of document.querySelectorAll("a[href]")) found.push(link.getAttribute("href"));
      for (const labelled of document.querySelectorAll("[aria-label]")) found.push(labelled.getAttribute("aria-label"));
      window.close();
      return found.length;
    };
  }
  const { parse } = await import("parse5");
  return (html) => {
    const found = [];
    let text = "";
    const walk = (node) => {
      if (node.nodeName === "#text") text += node.value;
      for (const attribute of node.attrs ?? []) {
        if (attribute.name === "aria-label" || (attribute.name === "href" && node.tagName === "a")) found.push(attribute.value);
      }
      for (const child of node.childNodes ?? []) walk(child);
    };
    walk(parse(html));
    return found.length + (text ? 1 : 0);
  };
}

const read = await readerOf(peer);
let answered = 0;
for (const html of files) answered += read(html);
let bytes = 0;
const start = process.cpuUsage();
for (let round = 0; round < Number(rounds); round++) {
  for (const html of files) {
    read(html);
    bytes += Buffer.byteLength(html);
  }
}
const used = process.cpuUsage(start);
console.log(JSON.stringify({ bytes, seconds: (used.user + used.system) / 1e6, answered, rssKb: process.resourceUsage().maxRSS }));
