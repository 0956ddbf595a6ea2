// Runs the benchmark programs in turn, A B A B ..., and prints the median of the ratios pair by pair: a ratio measured so
// survives a machine whose speed drifts. Called by run.sh.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = dirname(dirname(fileURLToPath(import.meta.url)));
const build = join(source, "build", "bench");
const rows = process.argv[2] === "--rows" ? Number(process.argv[3]) : 1_000_000;
const work = mkdtempSync(join(tmpdir(), "feedwitness-bench-"));
const big = { maxBuffer: 1 << 30, encoding: "utf8" };

const program = (name) => join(build, "bench", `bench_${name}`);
const run = (file, ...parameters) => JSON.parse(execFileSync(file, parameters.map(String), { ...big, stdio: ["ignore", "pipe", "inherit"] }));
const peer = (name, folder, rounds) => run(process.execPath, join(source, "bench", "peer.mjs"), name, folder, rounds);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const speed = (measured) => measured.bytes / 1e6 / measured.seconds;
const pairs = (count, ours, theirs) => {
  const measured = Array.from({ length: count }, () => [ours(), theirs()]);
  return { ratio: median(measured.map(([a, b]) => speed(a) / speed(b))), ours: median(measured.map(([a]) => speed(a))), theirs: median(measured.map(([, b]) => speed(b))) };
};
const seconds = (command) => {
  const start = process.hrtime.bigint();
  command();
  return Number(process.hrtime.bigint() - start) / 1e9;
};

const row = (what, value, floor, detail = "") =>
  console.log(`${what.padEnd(62)} ${value.padStart(9)}   floor ${floor.padEnd(8)} ${detail}`);
const times = (number) => `${number.toFixed(2)}x`;

try {
  const posts = join(work, "posts");
  execFileSync(program("write_posts"), [posts, "200"]);

  const pipeline = () => run(program("pipeline"), join(build, "host", "feedwitness-host"), posts, 5, 4);
  const gumbo = () => run(program("gumbo"), posts, 3);
  let p = pairs(5, pipeline, gumbo);
  row("pipeline, frame to committed row / bare Gumbo parse", times(p.ratio), ">= 0.8x", `${p.ours.toFixed(1)} and ${p.theirs.toFixed(1)} MB/s of html, CPU`);

  const parse = () => run(program("parse"), posts, 3);
  p = pairs(5, parse, gumbo);
  row("parse / bare Gumbo parse", times(p.ratio), "-", `${p.ours.toFixed(1)} and ${p.theirs.toFixed(1)} MB/s`);
  p = pairs(5, parse, () => peer("parse5", posts, 3));
  row("parse / parse5", times(p.ratio), ">= 1.2x", `${p.ours.toFixed(1)} and ${p.theirs.toFixed(1)} MB/s`);
  p = pairs(3, parse, () => peer("jsdom", posts, 1));
  row("parse / jsdom", times(p.ratio), ">= 25x", `${p.ours.toFixed(1)} and ${p.theirs.toFixed(2)} MB/s`);

  const whole = pipeline();
  row("peak memory of the host, 33 KB frames", `${(whole.rssKb / 1024).toFixed(1)} MB`, "<= 32 MB");
  row("bytes of the store / bytes of html", times(whole.storeBytes / whole.bytes), "<= 0.45x", `${Math.round(whole.storeBytes / whole.answered)} bytes an impression, everything included`);
  const single = run(program("pipeline"), join(build, "host", "feedwitness-host"), posts, 3, 1);
  row("one post, frame to durable answer", `${single.p50.toFixed(2)} ms`, "-", `p50; p99 ${single.p99.toFixed(2)} ms`);

  const data = join(work, "data");
  const folder = join(data, "feedwitness");
  execFileSync(program("generate"), [folder, String(rows)], { stdio: "inherit" });
  const database = join(folder, "feedwitness.db");
  const environment = { ...process.env, XDG_DATA_HOME: data };
  const ours = () => seconds(() => execFileSync("sh", ["-c", `"$0" csv ${rows}-0 >/dev/null`, join(build, "cli", "feedwitness")], { env: environment }));
  const theirs = () => seconds(() => execFileSync("sh", ["-c", `sqlite3 -readonly -csv -header "$0" <"$1" >/dev/null`, database, join(source, "bench", "csv.sql")]));
  const measured = Array.from({ length: 3 }, () => [ours(), theirs()]);
  row(`CSV of ${rows.toLocaleString("en")} rows / sqlite3 -csv`, times(median(measured.map(([a, b]) => b / a))), ">= 1.2x", `${median(measured.map(([a]) => a)).toFixed(1)} and ${median(measured.map(([, b]) => b)).toFixed(1)} s`);

  const depth = Math.floor(rows * 0.99);
  const page = run(program("paging"), folder, depth);
  row(`page of 100 at depth ${depth.toLocaleString("en")} / first page`, times(page.deep / page.first), "-", `${page.deep.toFixed(2)} and ${page.first.toFixed(2)} ms`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
