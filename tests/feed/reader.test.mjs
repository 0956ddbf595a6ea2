// The feed in the hands of a reader that is not ours: rss-parser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { fileURLToPath } from "node:url";

import Parser from "rss-parser";

const root = fileURLToPath(new URL("../../", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "feedwitness-reader-"));
after(() => rmSync(home, { recursive: true }));

/** @param {string[]} words @param {string} input */
const feedwitness = (words, input = "") =>
  execFileSync(process.env.FEEDWITNESS ?? join(root, "build/dev/cli/feedwitness"), words, {
    encoding: "utf8",
    input,
    env: { ...process.env, HOME: home, XDG_DATA_HOME: join(home, "data") },
  });
feedwitness(["import", "--captured-at", "2026-11-22T18:30:00Z", join(root, "installer/sample-timeline.html")]);

test("a reader finds every public post with its title, its address, its author and its time", async () => {
  const feed = await new Parser().parseString(feedwitness(["feed"]));

  assert.equal(feed.title, "feedwitness: the public posts that you were shown");
  assert.equal(feed.items.length, 6);
  for (const item of feed.items) {
    assert.ok(item.title);
    assert.match(item.id, /^urn:uuid:[0-9a-f-]{36}$/);
    assert.equal(item.isoDate, item.pubDate && new Date(item.pubDate).toISOString());
    assert.ok(item.author);
    assert.ok(item.content);
  }
  assert.equal(new Set(feed.items.map((item) => item.id)).size, 6);
  assert.ok(feed.items.some((item) => item.link?.startsWith("https://www.facebook.com/")));
});

test("a reader keeps its items by their ids, and finds the tombstone of one that is gone", async () => {
  const before = await new Parser().parseString(feedwitness(["feed"]));
  const gone = before.items.find((item) => item.link?.includes("/posts/"));
  assert.ok(gone);
  const notice = `<entry><id>${gone.link}</id><activity:verb>http://activitystrea.ms/schema/1.0/delete/</activity:verb></entry>`;
  const answer = JSON.parse(feedwitness(["removals", "apply", "--json", "-"], notice));

  /** @type {any} The types of rss-parser know options for fields of items alone. */
  const fields = { feed: [["at:deleted-entry", "tombstones", { keepArray: true }]] };
  const reader = new Parser({ customFields: fields });
  const after = /** @type {any} */ (await reader.parseString(feedwitness(["feed"])));

  assert.equal(answer.removed, 1);
  assert.deepEqual(
    after.items.map((/** @type {any} */ item) => item.id),
    before.items.filter((item) => item.id !== gone.id).map((item) => item.id),
  );
  assert.deepEqual(after.tombstones.map((/** @type {any} */ tombstone) => tombstone.$.ref), [gone.id]);
});

test("the twin is Activity Streams 2.0", () => {
  const page = JSON.parse(feedwitness(["feed", "--json"]));

  assert.equal(page["@context"], "https://www.w3.org/ns/activitystreams");
  assert.equal(page.type, "OrderedCollection");
  for (const item of page.orderedItems) {
    assert.ok(["Create", "Announce", "Tombstone"].includes(item.type));
    assert.match((item.object ?? item).id, /^urn:uuid:/);
  }
});
