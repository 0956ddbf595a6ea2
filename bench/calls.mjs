// The calls of the fbtrex interface over a store of invented impressions, each beside the SQL that a person would type
// into the sqlite3 shell for the same numbers. Both are whole programs, in turn, A B A B ...; what is printed is the
// median of the ratios pair by pair. Then the same over HTTP: time, and the server's peak memory. Called by run.sh.
//
//   node bench/calls.mjs [--rows N] [--store FOLDER]     FOLDER: a data folder that holds feedwitness/, kept
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = dirname(dirname(fileURLToPath(import.meta.url)));
const build = join(source, "build", "bench");
const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const rows = Number(option("--rows", 1_000_000));
const work = mkdtempSync(join(tmpdir(), "feedwitness-calls-"));
const data = option("--store", join(work, "data"));
const database = join(data, "feedwitness", "feedwitness.db");
const environment = { ...process.env, XDG_DATA_HOME: data };
const feedwitness = join(build, "cli", "feedwitness");
const deep = Math.floor(rows * 0.9);

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const seconds = (command) => {
  const start = process.hrtime.bigint();
  command();
  return Number(process.hrtime.bigint() - start) / 1e9;
};
const shell = (line, ...words) => execFileSync("sh", ["-c", line, ...words], { env: environment });

const columns = "impressions.*, timelines.pseudonym, supporters.pseudonym";
const joined = "FROM impressions JOIN timelines ON timelines.key = timeline JOIN supporters ON supporters.key = supporter";
const page = (skip) => `SELECT ${columns} ${joined} WHERE is_public = 1 ORDER BY time DESC, impressions.key DESC LIMIT 200 OFFSET ${skip};`;
const calls = [
  ["summary/200-0", "personal/me/summary/200-0", page(0), 9],
  [`summary/200-${deep}`, `personal/me/summary/200-${deep}`, page(deep), 9],
  ["stats/20-0", "personal/me/stats/20-0",
    `SELECT ${columns} FROM (SELECT key FROM timelines ORDER BY start_time DESC, key DESC LIMIT 20) AS page JOIN impressions ON timeline = page.key JOIN timelines ON timelines.key = timeline JOIN supporters ON supporters.key = supporter ORDER BY start_time DESC, "order"; SELECT count(*) FROM timelines;`, 9],
  ["daily/365-0", "personal/me/daily/365-0",
    `SELECT date(time / 1000, 'unixepoch') AS day, sum(is_public), sum(nature = 1), sum(nature = 2), count(DISTINCT source) FROM impressions GROUP BY day ORDER BY day DESC LIMIT 365;
     SELECT day, sum(spent) FROM (SELECT date(time / 1000, 'unixepoch') AS day, max(time) - min(time) AS spent FROM impressions GROUP BY day, timeline) GROUP BY day ORDER BY day DESC LIMIT 365;
     SELECT date(start_time / 1000, 'unixepoch') AS day, count(*) FROM timelines GROUP BY day ORDER BY day DESC LIMIT 365;`, 3],
  ["csv of everything", `personal/me/csv/${rows * 2}-0`, readFileSync(join(source, "bench", "csv.sql"), "utf8"), 3],
  ["statistics/counter", "statistics/counter",
    `SELECT count(*), sum(time >= unixepoch() * 1000 - 604800000), sum(is_public), sum(is_public AND time >= unixepoch() * 1000 - 604800000) FROM impressions; SELECT count(*) FROM timelines; SELECT count(*) FROM html; SELECT sum(unknown) FROM health; SELECT count(*) FROM supporters;`, 5],
  ["statistics/sources/100-0", "statistics/sources/100-0",
    "SELECT source, source_link, count(*), count(DISTINCT post_id), sum(nature = 2), min(time), max(time) FROM impressions WHERE is_public = 1 GROUP BY source_link ORDER BY 3 DESC LIMIT 100;", 3],
  ["statistics/repetition/100-0", "statistics/repetition/100-0",
    'SELECT post_id, count(*), count(DISTINCT timeline), min(time), max(time), min("order"), max("order"), avg("order") FROM impressions WHERE post_id IS NOT NULL GROUP BY post_id ORDER BY 2 DESC, 1 LIMIT 100;', 3],
  ["statistics/impressions/day/365", "statistics/impressions/day/365",
    "SELECT time / 86400000 AS day, sum(NOT is_public), sum(is_public), count(*) FROM impressions GROUP BY day ORDER BY day DESC LIMIT 365;", 3],
];
// The newest impression of each post.
const feed = (where, limit) =>
  `SELECT ${columns} ${joined} WHERE is_public = 1 ${where} AND NOT EXISTS (SELECT 1 FROM impressions AS later WHERE later.post_id = impressions.post_id AND (later.time, later.key) > (impressions.time, impressions.key)) ORDER BY time DESC, impressions.key DESC ${limit};`;
// What no SQL says: languages and topics of the newest texts.
const semantic = ["languages", "keywords/en", "en/labels/100-0", "en/loud/13-0"];

const line = (what, value, detail) => console.log(`${what.padEnd(46)} ${value.padStart(9)}   ${detail}`);
const milliseconds = (value) => (value < 10 ? `${(value * 1e3).toFixed(0)} ms` : `${value.toFixed(1)} s`);

// Reads an answer to its end and gives its seconds and bytes.
const fetched = (port, path, token) =>
  new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    get({ host: "127.0.0.1", port, path, headers: { authorization: `Bearer ${token}` } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk) => (bytes += chunk.length));
      response.on("end", () => resolve({ status: response.statusCode, bytes, seconds: Number(process.hrtime.bigint() - start) / 1e9 }));
      response.on("error", reject);
    }).on("error", reject);
  });
const peak = (pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

try {
  if (!existsSync(database)) {
    execFileSync(join(build, "bench", "bench_generate"), [join(data, "feedwitness"), String(rows)], { stdio: "inherit" });
  }
  const old = execFileSync("sqlite3", ["-readonly", database,
    `SELECT time FROM impressions WHERE is_public = 1 ORDER BY time LIMIT 1 OFFSET (SELECT count(*) / 10 FROM impressions WHERE is_public = 1)`], { encoding: "utf8" }).trim();
  calls.push(
    ["feed, a page", "/feed", feed("", "LIMIT 50"), 9],
    ["feed, a page at 90 %", `/feed?after=${old}.1.0.${rows * 2}`, feed(`AND time < ${old}`, "LIMIT 50"), 9],
    ["whole feed", "/feed?complete=true", feed("", ""), 3],
  );
  for (const [name, path, sql, rounds] of calls) {
    const typed = join(work, "typed.sql");
    writeFileSync(typed, sql);
    const ours = () => seconds(() => shell('"$0" get "$1" >/dev/null', feedwitness, path));
    const theirs = () => seconds(() => shell('sqlite3 -readonly -csv "$0" <"$1" >/dev/null', database, typed));
    ours();  // both begin with a warm cache
    theirs();
    const measured = Array.from({ length: rounds }, () => [ours(), theirs()]);
    line(`${name} / sqlite3 shell`, `${median(measured.map(([a, b]) => b / a)).toFixed(2)}x`,
      `${milliseconds(median(measured.map(([a]) => a)))} and ${milliseconds(median(measured.map(([, b]) => b)))}`);
  }

  const token = execFileSync(feedwitness, ["token"], { env: environment, encoding: "utf8" }).trim();
  const server = spawn(join(build, "server", "feedwitness-server"), ["0"], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise((resolve) => server.stdout.once("data", (text) => resolve(Number(/127\.0\.0\.1:(\d+)/.exec(text)[1]))));
  const small = calls.filter(([name]) => !name.startsWith("csv") && !name.startsWith("whole")).map(([name, path]) => [name, path]);
  for (const [name, path] of [...small, ...semantic.map((path) => [path, path])]) {
    const times = [];
    for (let round = 0; round < 5; ++round) times.push((await fetched(port, path.startsWith("/") ? path : `/api/v2/${path}`, token)).seconds);
    line(`${name} over HTTP`, milliseconds(median(times)), "");
  }
  const before = peak(server.pid);
  const all = await fetched(port, `/api/v2/personal/me/csv/${rows * 2}-0`, token);
  line("csv of everything over HTTP", milliseconds(all.seconds), `${(all.bytes / 1e6).toFixed(0)} MB, ${(all.bytes / 1e6 / all.seconds).toFixed(0)} MB/s`);
  line("peak memory of the server", `${peak(server.pid).toFixed(1)} MB`, `${before.toFixed(1)} MB before that`);
  server.kill("SIGTERM");
} finally {
  rmSync(work, { recursive: true, force: true });
}
