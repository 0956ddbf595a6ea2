import assert from "node:assert/strict";
import test from "node:test";

import { open } from "./page.mjs";

const { run } = open("");
const ofLabel = (/** @type {string} */ label) => run(`audience.ofLabel(${JSON.stringify(label)})`);
const verdict = (/** @type {string[]} */ voices) => run(`audience.verdict(${JSON.stringify(voices)})`);

test("a public audience is known in the words of many languages, whatever their dress", () => {
  for (const label of ["Public", "Shared with Public", "Shared with: Public", "Compartido con: Público", "PÚBLICO", "  Public. ", "Public\u200b", "Öffentlich"]) {
    assert.equal(ofLabel(label), "public", label);
  }
});

test("friends, lists and names are private, and so is a person called like the public", () => {
  for (const label of ["Friends", "Shared with: Ana Bell's friends", "Shared with: Ana Bell’s friends", "Only me", "Custom", "Members of Public"]) {
    assert.equal(ofLabel(label), "private", label);
  }
});

test("what no language knows is unknown, however much it holds of a word that one knows", () => {
  for (const label of ["", "Publicity", "John Public", "not Public", "Zinnober", "x".repeat(5000)]) {
    assert.equal(ofLabel(label), "unknown", label.slice(0, 20));
  }
});

test("one private voice outweighs any number of public ones, and silence is no consent", () => {
  assert.equal(verdict(["public", "private", "public"]), "private");
  assert.equal(verdict(["public", "unknown"]), "public");
  assert.equal(verdict(["unknown"]), "unknown");
  assert.equal(verdict([]), "unknown");
});
