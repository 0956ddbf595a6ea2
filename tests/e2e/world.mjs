// One test's own world: a home, a store, the built programs, and the site. Nothing of the person who runs it is touched.

import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const built = join(root, process.env.FEEDWITNESS_BUILD ?? "build/dev");
const program = join(built, "cli/feedwitness");
const host = join(built, "host/feedwitness-host");
const run = promisify(execFile);

/** Waits for a state, never for a time. @template T @param {string} what @param {() => T | Promise<T>} ask @param {number} patience ms @returns {Promise<NonNullable<T>>} */
export async function until(what, ask, patience = 60_000) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return /** @type {NonNullable<T>} */ (answer);
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((next) => setTimeout(next, 15));
  }
}

export class World {
  constructor() {
    this.home = mkdtempSync(join(tmpdir(), "feedwitness-e2e-"));
    this.store = join(this.home, "data", "feedwitness");
    mkdirSync(join(this.home, "data"));
    this.env = { ...process.env, HOME: this.home, XDG_DATA_HOME: join(this.home, "data"), XDG_CONFIG_HOME: join(this.home, ".config"), LANG: "C.UTF-8", TZ: "UTC" };
    if (!existsSync(host)) throw new Error(`${host} is not built`);
  }

  /** @param {string[]} words */
  async feedwitness(...words) {
    const { stdout } = await run(program, words, { env: this.env, maxBuffer: 1 << 28 });
    return stdout;
  }

  installHost() {
    execFileSync(program, ["install-host"], { env: this.env });
  }

  /** Installed, with a copy of every byte that a browser sends to it. */
  installListener() {
    this.installHost();
    const script = join(this.home, "listen.sh");
    writeFileSync(script, `#!/bin/sh\ntee -a "${join(this.home, "frames")}" | "${host}" "$@"\n`, { mode: 0o755 });
    this.installInstead(script);
  }

  /** @param {string} script that the browsers start in place of the host */
  installInstead(script) {
    for (const folder of [".config/chromium/NativeMessagingHosts", ".mozilla/native-messaging-hosts"]) {
      const file = join(this.home, folder, "org.feedwitness.host.json");
      const manifest = JSON.parse(readFileSync(file, "utf8"));
      writeFileSync(file, JSON.stringify({ ...manifest, path: script }));
    }
  }

  /** Installed, and ending whenever a word comes. @param {string} word */
  installPoisoned(word) {
    const script = join(this.home, "poisoned.py");
    const program = `#!/usr/bin/env python3
import os, subprocess, sys, threading
host = subprocess.Popen([${JSON.stringify(host)}] + sys.argv[1:], stdin=subprocess.PIPE)
threading.Thread(target=lambda: os._exit(host.wait()), daemon=True).start()
while True:
    head = sys.stdin.buffer.read(4)
    if len(head) < 4: break
    body = sys.stdin.buffer.read(int.from_bytes(head, sys.byteorder))
    if ${JSON.stringify(word)}.encode() in body:
        host.kill()
    host.stdin.write(head + body)
    host.stdin.flush()
host.stdin.close()
host.wait()
`;
    writeFileSync(script, program, { mode: 0o755 });
    this.installInstead(script);
  }

  /** Every byte that went from the browser to the host. */
  frames() {
    const file = join(this.home, "frames");
    return existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  }

  uninstallHost() {
    execFileSync(program, ["uninstall-host"], { env: this.env });
  }

  /** What `feedwitness status --json` says; null while there is no store. @returns {Promise<Record<string, any> | null>} */
  async status() {
    try {
      return JSON.parse(await this.feedwitness("status", "--json"));
    } catch {
      return null;
    }
  }

  /** Everything that is kept, as `feedwitness export` gives it. @returns {Promise<Record<string, any>[]>} */
  async kept() {
    const lines = (await this.feedwitness("export", "--html")).split("\n").filter(Boolean);
    return lines.map((line) => JSON.parse(line)).filter((line) => line.kind === "impression");
  }

  /** Rows of the store itself, for what no command prints. @param {string} sql @returns {Promise<Record<string, any>[]>} */
  async ask(sql) {
    if (!existsSync(join(this.store, "feedwitness.db"))) return [];
    const answered = run("sqlite3", ["-readonly", "-json", "-cmd", ".timeout 5000", join(this.store, "feedwitness.db"), sql], { maxBuffer: 1 << 28 });
    const { stdout } = await answered.catch((error) => {
      if (/no such table/.test(error.stderr)) return { stdout: "" }; // the store is just being made
      throw error;
    });
    return stdout.trim() ? JSON.parse(stdout) : [];
  }

  /** Makes the store look as if it were another day. @param {string} sql */
  async change(sql) {
    await run("sqlite3", ["-cmd", ".timeout 5000", join(this.store, "feedwitness.db"), sql]);
  }

  /** Orders, times and what was seen, of every impression. */
  impressions() {
    return this.ask(`SELECT t.start_time, i.timeline, i."order", i.time, i.is_public, i.seen_ratio, i.seen_milliseconds FROM impressions i JOIN timelines t ON t.key = i.timeline ORDER BY i.timeline, i."order"`);
  }

  async count() {
    const [row] = await this.ask("SELECT count(*) AS n FROM impressions");
    return row?.n ?? 0;
  }

  /** The hosts that browsers of this world have started. @returns {number[]} */
  hosts() {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/exe`) === host && readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`HOME=${this.home}`);
      } catch {
        return false; // it has ended, or belongs to somebody else
      }
    });
  }

  /** Kills each of them without a word. */
  killHosts() {
    const hosts = this.hosts();
    for (const pid of hosts) process.kill(pid, "SIGKILL");
    return hosts.length;
  }

  /** Every file of the store, as bytes. */
  bytes() {
    if (!existsSync(this.store)) return Buffer.alloc(0);
    return Buffer.concat(readdirSync(this.store).map((name) => readFileSync(join(this.store, name))));
  }

  remove() {
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
