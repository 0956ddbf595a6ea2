// Writes capture/audience_words.js from the parser's languages, so that both locks read the same words.
//   node extension/tools/audience_words.mjs [--check]

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const languages = fileURLToPath(new URL("../../parser/locale/", import.meta.url));
const target = fileURLToPath(new URL("../capture/audience_words.js", import.meta.url));
const keys = new Map([
  ["public", "publicWords"],
  ["private", "privateWords"],
  ["shared-with", "sharedWith"],
]);

/** @type {Record<string, Set<string>>} */
const words = { publicWords: new Set(), privateWords: new Set(), sharedWith: new Set() };
for (const file of readdirSync(languages).sort()) {
  if (!file.endsWith(".txt")) continue;
  for (const line of readFileSync(languages + file, "utf8").split("\n")) {
    const [key, phrases] = line.replace(/#.*/, "").split(/:(.*)/s);
    const name = keys.get(key.trim());
    if (!name) continue;
    for (const phrase of phrases.split("|")) words[name].add(phrase.trim());
  }
}

const lists = Object.entries(words).map(([name, phrases]) => {
  const sorted = [...phrases].sort();
  return `  ${name}: ${JSON.stringify(sorted, null, 2).replaceAll("\n", "\n  ")},`;
});
const text = `// Made by extension/tools/audience_words.mjs from parser/locale/; do not edit.

/** What audiences are called, in every language that the parser knows. \`{}\` stands for some text. */
const audienceWords = {
${lists.join("\n")}
};
`;

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") === text) process.exit(0);
  console.error("extension/capture/audience_words.js is old: npm run words");
  process.exit(1);
}
writeFileSync(target, text);
