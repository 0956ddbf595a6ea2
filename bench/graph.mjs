// The graph over a store of invented impressions, beside the SQL that a person would type into the sqlite3 shell for the
// same rows: the first page of the feed, a page nine tenths down, posts with their impressions with their notes. Both are
// whole programs, in turn, A B A B ...; what is printed is the median of the ratios pair by pair. Called by run.sh.
//
//   node bench/graph.mjs [--rows N] [--store FOLDER]     FOLDER: a data folder that holds feedwitness/, kept
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = dirname(dirname(fileURLToPath(import.meta.url)));
const build = join(source, "build", "bench");
const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const rows = Number(option("--rows", 1_000_000));
const work = mkdtempSync(join(tmpdir(), "feedwitness-graph-"));
const data = option("--store", join(work, "data"));
const database = join(data, "feedwitness", "feedwitness.db");
const environment = { ...process.env, XDG_DATA_HOME: data };
const feedwitness = join(build, "cli", "feedwitness");

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const seconds = (command) => {
  const start = process.hrtime.bigint();
  command();
  return Number(process.hrtime.bigint() - start) / 1e9;
};
const shell = (line, ...words) => execFileSync("sh", ["-c", line, ...words], { env: environment });
const sqlite = (sql) => execFileSync("sqlite3", ["-readonly", database, sql], { encoding: "utf8" }).trim();

const created = "coalesce(publication_time, time)";
const posts = (more) =>
  `SELECT key, post_id, source, source_link, source_id, ${created} AS created, text FROM impressions AS i WHERE post_id IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM impressions AS n WHERE n.post_id = i.post_id AND (n.time, n.key) > (i.time, i.key))
   ORDER BY ${created} DESC, key DESC ${more}`;
const milliseconds = (value) => (value < 10 ? `${(value * 1e3).toFixed(0)} ms` : `${value.toFixed(1)} s`);

try {
  if (!existsSync(database)) {
    execFileSync(join(build, "bench", "bench_generate"), [join(data, "feedwitness"), String(rows)], { stdio: "inherit" });
  }
  const count = Number(sqlite("SELECT count(DISTINCT post_id) FROM impressions"));
  const deep = Math.floor(count * 0.9);
  const then = Math.floor(Number(sqlite(posts(`LIMIT 1 OFFSET ${deep}`)).split("|")[5]) / 1000);
  console.log(`${rows} impressions of ${count} posts`);
  const workloads = [
    ["me/feed, the first page", "/graph/me/feed?limit=100&fields=created_time,message,from", posts("LIMIT 100;"), 9],
    [`me/feed, a page after ${deep} posts`, `/graph/me/feed?limit=100&fields=created_time,message,from&until=${then}`,
      posts(`LIMIT 100 OFFSET ${deep};`), 5],
    ["100 posts, impressions, notes",
      "/graph/me/feed?limit=100&fields=message,impressions.limit(30){order,annotations.limit(2){value}}",
      `WITH posts AS (${posts("LIMIT 100")}) SELECT posts.post_id, posts.text, s.key, s."order", s.timeline, a.value FROM posts
       JOIN impressions AS s ON s.post_id = posts.post_id LEFT JOIN annotations AS a ON a.kind = 5 AND a.node = CAST(s.key AS TEXT)
       ORDER BY posts.created DESC, s.time DESC;`, 9],
  ];
  for (const [name, path, sql, rounds] of workloads) {
    const typed = join(work, "typed.sql");
    writeFileSync(typed, sql);
    const ours = () => seconds(() => shell('"$0" get "$1" >/dev/null', feedwitness, path));
    const theirs = () => seconds(() => shell('sqlite3 -readonly -json "$0" <"$1" >/dev/null', database, typed));
    ours();  // both begin with a warm cache
    theirs();
    const measured = Array.from({ length: rounds }, () => [ours(), theirs()]);
    console.log(`${`${name} / sqlite3 shell`.padEnd(52)} ${`${median(measured.map(([a, b]) => b / a)).toFixed(2)}x`.padStart(9)}   ` +
      `${milliseconds(median(measured.map(([a]) => a)))} and ${milliseconds(median(measured.map(([, b]) => b)))}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
