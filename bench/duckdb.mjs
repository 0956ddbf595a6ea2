// The reports over a store of invented impressions, each beside the same computed by DuckDB over the rows of the store,
// exported once into its own file: what an analyst would do instead. Neither that nor the start of DuckDB is counted,
// and it names no languages, which cost feedwitness most of its time: the comparison favours DuckDB. Whole programs in
// turn, A B A B ...; what is printed is the median of the ratios pair by pair, and the peak memory of each. Before
// anything is timed, both must have computed the same. Called by run.sh.
//
//   node bench/duckdb.mjs [--rows N] [--store FOLDER]     FOLDER: a data folder that holds feedwitness/, kept
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = dirname(dirname(fileURLToPath(import.meta.url)));
const build = join(source, "build", "bench");
const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const rows = Number(option("--rows", 1_000_000));
const work = mkdtempSync(join(tmpdir(), "feedwitness-duckdb-"));
const data = option("--store", join(work, "data"));
const database = join(data, "feedwitness", "feedwitness.db");
const environment = { ...process.env, XDG_DATA_HOME: data };
const feedwitness = join(build, "cli", "feedwitness");

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const milliseconds = (value) => (value < 10 ? `${(value * 1e3).toFixed(0)} ms` : `${value.toFixed(1)} s`);
const line = (what, value, detail) => console.log(`${what.padEnd(46)} ${value.padStart(9)}   ${detail}`);

// Runs a program to its end: seconds, and the largest memory that was seen, in MB.
const measured = (file, words, output) =>
  new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(file, words, { env: environment, stdio: ["ignore", openSync(output, "w"), "inherit"] });
    let peak = 0;
    const look = setInterval(() => {
      try {
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0));
      } catch {
        // It has just ended.
      }
    }, 2);
    child.on("exit", (code) => {
      clearInterval(look);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      code === 0 ? resolve({ seconds, megabytes: peak / 1024 }) : reject(new Error(`${file} ended with ${code}`));
    });
  });

// ---- What DuckDB is asked. Times are milliseconds, natures numbers, as in the store.

const texts = ["impression_id", "post_id", "source", "source_link", "source_id", "ad_id", "fblinktype", "card_type", "card_link", "text"];
const columns =
  'impressions.key, timeline, "order", time, is_public, nature, lower(hex(impression_id)) AS impression_id, post_id, source, source_link, source_id, ad_id, publication_time, publication_precision, video, images_count, fblinktype, card_type, card_link, reaction_like, shares, comments, reaction_love, reaction_wow, reaction_haha, reaction_sad, reaction_angry, reaction_care, reactions_total, text';

const neighbours = ["above", "below"]
  .map((side) => `${side}.post_id AS ${side}_id, ${side}.source_id AS ${side}_owner, CASE ${side}.is_public WHEN 1 THEN 'public' WHEN 0 THEN 'private' END AS ${side}_privacy`)
  .join(", ");
const report = (from, to) => `
  SELECT strftime(make_timestamp(ad.time * 1000), '%Y-%m-%dT%H:00') AS time_key, ad.ad_id, ad.impression_id, ${neighbours}
  FROM impressions ad
  LEFT JOIN impressions above ON above.timeline = ad.timeline AND above."order" = ad."order" - 1
  LEFT JOIN impressions below ON below.timeline = ad.timeline AND below."order" = ad."order" + 1
  WHERE ad.nature = 2 AND ad.time >= ${from} AND ad.time < ${to} ORDER BY ad.time // 3600000, ad.timeline, ad."order"`;

// The steps of docs/crowdtangle.md, of an age in minutes.
const timestep = (age) => `CASE WHEN ${age} < 0 OR ${age} >= 28800 THEN NULL WHEN ${age} < 90 THEN ${age} // 15
  WHEN ${age} < 720 THEN 6 + (${age} - 90) // 30 WHEN ${age} < 1440 THEN 27 + (${age} - 720) // 60
  WHEN ${age} < 2880 THEN 39 + (${age} - 1440) // 180 WHEN ${age} < 5760 THEN 47 + (${age} - 2880) // 360
  WHEN ${age} < 8640 THEN 55 + (${age} - 5760) // 720 ELSE 59 + (${age} - 8640) // 1440 END`;
const metrics = ["reactions_total", "reaction_like", "shares", "comments", "reaction_love", "reaction_wow", "reaction_haha", "reaction_sad", "reaction_angry", "reaction_care"];
const past = metrics.map((metric) => `list(${metric}) FILTER (${metric} IS NOT NULL) OVER past AS past_${metric}`).join(", ");
// CrowdTangle's mean of the middle: floor(n / 4) away at each end, from four values on.
const middle = (list) => `CASE WHEN len(${list}) >= 4 AND step IS NOT NULL AND type IS NOT NULL THEN
  CAST(round(list_avg(list_sort(${list})[len(${list}) // 4 + 1 : len(${list}) - len(${list}) // 4])) AS BIGINT) END`;
const posts = `
  WITH newest AS (
    SELECT * FROM impressions WHERE post_id IS NOT NULL AND publication_time IS NOT NULL
    AND coalesce(${metrics.join(", ")}) IS NOT NULL QUALIFY row_number() OVER (PARTITION BY post_id ORDER BY time DESC, key DESC) = 1),
  aged AS (
    SELECT *, (time - publication_time - 1) // 60000 AS oldest,
      greatest(time - publication_time - publication_precision * 1000, 0) // 60000 AS youngest,
      CASE WHEN card_link SIMILAR TO '[a-z]+://(youtu\\.be|([^/]*\\.)?youtube\\.com)([/?#:].*)?' THEN 'youtube'
        WHEN video = 1 OR fblinktype = 'videos' THEN 'native_video' WHEN fblinktype = 'album' THEN 'album'
        WHEN card_type IS NOT NULL THEN 'link' WHEN images_count > 0 OR fblinktype = 'photo' THEN 'photo'
        WHEN images_count = 0 AND video = 0 THEN 'status' END AS type FROM newest),
  stepped AS (SELECT *, CASE WHEN ${timestep("oldest")} = ${timestep("youngest")} THEN ${timestep("oldest")} END AS step FROM aged),
  compared AS (
    SELECT *, ${past} FROM stepped
    WINDOW past AS (PARTITION BY source_link, type, step ORDER BY publication_time, key ROWS BETWEEN 100 PRECEDING AND 1 PRECEDING))
  SELECT source, source_link, source_id, publication_time, type, ${metrics.join(", ")}, post_id, text, card_link, step,
    ${metrics.map((metric) => `${middle(`past_${metric}`)} AS benchmark_${metric}`).join(", ")} FROM compared ORDER BY publication_time DESC`;

// ---- DuckDB as a program of its own: this file again. Prints the seconds of the query; starting is not counted.

if (process.argv[2] === "--ask") {
  const [file, query, output] = process.argv.slice(3);
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(file, { access_mode: "READ_ONLY" })).connect();
  const start = process.hrtime.bigint();
  await connection.run(`COPY (${query}) TO '${output}' (FORMAT csv, HEADER)`);
  console.log(Number(process.hrtime.bigint() - start) / 1e9);
  process.exit(0);
}

// ---- The comparison

const duckdb = join(work, "rows.duckdb");
const theirs = async (query, output) => {
  const said = join(work, "said");
  const run = await measured(process.execPath, [fileURLToPath(import.meta.url), "--ask", duckdb, query, output], said);
  return { seconds: Number(readFileSync(said, "utf8")), megabytes: run.megabytes };
};

// Both answers as what they have in common, so that they can be compared.
const parsed = (file, query) => JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", `
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  console.log(JSON.stringify((await connection.runAndReadAll(${JSON.stringify(query).replaceAll("FILE", file)})).getRowsJson()));`],
  { cwd: join(source, "bench"), encoding: "utf8", maxBuffer: 1 << 28 }));

const sum = (name) => `sum(TRY_CAST("${name}" AS BIGINT))`;
const workloads = (from, hour, end) => {
  const same = (fields) => `SELECT count(*), bit_xor(hash(${fields.join(", ")})) FROM `;
  const told = same(["impression_id", "above_id", "above_privacy", "below_id", "below_privacy"]);
  const lines = (file) => `(SELECT impression_id, above_content_id AS above_id, above_content_privacy AS above_privacy, below_content_id AS below_id, below_content_privacy AS below_privacy FROM read_json('${file}', format = 'newline_delimited', columns = {impression_id: 'VARCHAR', above_content_id: 'VARCHAR', above_content_privacy: 'VARCHAR', below_content_id: 'VARCHAR', below_content_privacy: 'VARCHAR'}))`;
  const csv = (file) => `read_csv('${file}', all_varchar = true, header = true)`;
  const ours = (words) => ["adjacency", "report", "--from", new Date(words[0]).toISOString(), "--to", new Date(words[1]).toISOString()];
  return [
    { name: "adjacency report of one hour", rounds: 9, ours: ours([from, hour]), theirs: report(from, hour), check: [told + lines("FILE"), told + csv("FILE")] },
    { name: "adjacency report of everything", rounds: 3, ours: ours([from, end]), theirs: report(from, end), check: [told + lines("FILE"), told + csv("FILE")] },
    {
      name: "post table with benchmarks", rounds: 3, ours: ["crowdtangle", "--benchmarks", "--sort", "date"], theirs: posts,
      check: [
        `SELECT count(*), ${["Likes", "Comments", "Shares", "Reactions", "Timestep", "Benchmark Likes", "Benchmark Comments", "Benchmark Shares", "Benchmark Haha", "Benchmark Reactions"].map(sum).join(", ")} FROM ${csv("FILE")}`,
        `SELECT count(*), ${["reaction_like", "comments", "shares", "reactions_total", "step", "benchmark_reaction_like", "benchmark_comments", "benchmark_shares", "benchmark_reaction_haha", "benchmark_reactions_total"].map(sum).join(", ")} FROM ${csv("FILE")}`,
      ],
    },
  ];
};

try {
  if (!existsSync(database)) {
    execFileSync(join(build, "bench", "bench_generate"), [join(data, "feedwitness"), String(rows)], { stdio: "inherit" });
  }
  const exported = join(work, "rows.csv");
  // Every column has its type: one that is NULL in all rows would be read as a text.
  const types = columns.split(", ").map((name) => name.replace(/^impressions\.|^.* AS |"/g, "")).map((name) => `'${name}': '${texts.includes(name) ? "VARCHAR" : "BIGINT"}'`).join(", ");
  execFileSync("sh", ["-c", 'sqlite3 -readonly -csv -header "$0" "$1" >"$2"', database, `SELECT ${columns} FROM impressions`, exported]);
  execFileSync(process.execPath, ["--input-type=module", "-e", `
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const connection = await (await DuckDBInstance.create("${duckdb}")).connect();
    await connection.run("CREATE TABLE impressions AS SELECT * FROM read_csv('${exported}', header = true, types = {${types}})");`], { cwd: join(source, "bench") });
  rmSync(exported);
  const [first, last] = execFileSync("sqlite3", ["-readonly", "-separator", " ", database, "SELECT min(time), max(time) + 1 FROM impressions"], { encoding: "utf8" }).trim().split(" ").map(Number);
  const hour = Math.floor((first + last) / 2 / 3_600_000) * 3_600_000;
  for (const workload of workloads(first, first, last)) {
    const one = workload.name.endsWith("one hour") ? workloads(hour, hour + 3_600_000, 0)[0] : workload;
    const [a, b] = [join(work, "ours"), join(work, "theirs")];
    await measured(feedwitness, one.ours, a);  // both begin with a warm cache
    await theirs(one.theirs, b);
    const [mine, duck] = [parsed(a, one.check[0]), parsed(b, one.check[1])].map((answer) => JSON.stringify(answer));
    if (mine !== duck) throw new Error(`${one.name}: feedwitness has ${mine}, DuckDB ${duck}`);
    const pairs = [];
    for (let round = 0; round < one.rounds; ++round) pairs.push([await measured(feedwitness, one.ours, a), await theirs(one.theirs, b)]);
    const of = (side, what) => median(pairs.map((pair) => pair[side][what]));
    line(`${one.name} / DuckDB`, `${median(pairs.map(([x, y]) => y.seconds / x.seconds)).toFixed(2)}x`,
      `${milliseconds(of(0, "seconds"))} and ${milliseconds(of(1, "seconds"))}; ${of(0, "megabytes").toFixed(0)} and ${of(1, "megabytes").toFixed(0)} MB; the same ${JSON.parse(mine)[0][0]} rows`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
