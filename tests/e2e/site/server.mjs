// Plays the site on the loopback, under its own name and a certificate made for this run.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { cometPage, cometPost } from "./comet.mjs";
import { legacyPage, legacyPost } from "./legacy.mjs";
import { mobilePage, mobilePost } from "./mobile.mjs";
import { posts, viewerName } from "./posts.mjs";

const feedScript = readFileSync(fileURLToPath(new URL("feed.js", import.meta.url)));

/**
 * @typedef {{ era: "hashes" | "words" | "legacy" | "mobile" | "closed" | "unknown" | "login", count: number, from: number, batch: number, keep: number, weight?: number, rush?: number }} Feed
 *   `era`: closed: as hashes, with audiences that nobody can read; unknown: of somebody who is logged in; login: of nobody
 *   `keep`: pixels beyond the viewport in which posts stay drawn; 0: all stay
 *   `rush`: pixels by which it scrolls in each frame, from its load to its end
 *   `weight`: how many empty elements stand in a post of Comet besides its own
 */

/** @type {Feed} */
export const shortFeed = { era: "hashes", count: 12, from: 1, batch: 12, keep: 0 };

/** Who is logged in, as the site's pages tell their own scripts. @param {string} name @param {string} id */
const currentUser = (name, id) => `<script>window.data=["CurrentUserInitialData",[],${JSON.stringify({ USER_ID: id, NAME: name })},270]</script>`;

/** @param {Feed} feed */
function pageOf(feed) {
  const drawn = posts(feed.count, feed.from).map((post) => {
    if (feed.era === "legacy") return legacyPost(post);
    if (feed.era === "mobile") return mobilePost(post);
    if (feed.era === "closed") return cometPost(post, "hashes").replaceAll(/<svg viewBox.*?<\/svg>/gs, "<svg></svg>");
    return cometPost(post, feed.era === "words" ? "words" : "hashes", feed.weight);
  });
  const data = JSON.stringify({ posts: drawn, batch: feed.batch, keep: feed.keep, rush: feed.rush }).replaceAll("<", "\\u003c");
  const page = { script: "/feed.js", data };
  if (feed.era === "login") return `<!DOCTYPE html><title>Log in</title>${currentUser("", "0")}<form><input name="email"><input type="password"></form>`;
  if (feed.era === "unknown") return `<!DOCTYPE html><title>Feed</title>${currentUser(viewerName, "100077")}<p>Nothing that anybody knows.</p>`;
  return feed.era === "legacy" ? legacyPage(page) : feed.era === "mobile" ? mobilePage(page) : cometPage(page);
}

/** @param {string} folder for the key and the certificate */
function makeCertificate(folder) {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=www.facebook.com", "-addext", "subjectAltName=DNS:www.facebook.com,DNS:web.facebook.com,DNS:m.facebook.com"];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync("openssl", ["req", "-x509", ...kind, "-keyout", key, "-out", cert, ...subject], { stdio: "ignore" });
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

/** @param {string} folder */
export async function openSite(folder) {
  const site = {
    /** @type {Feed} what the feed shows from the next load on */
    feed: shortFeed,
    /** @type {string[]} every address that anybody asked for */
    requests: /** @type {string[]} */ ([]),
    port: 0,
    close: () => server.close(),
  };
  const server = createServer(makeCertificate(folder), (request, response) => {
    site.requests.push(`${request.method} ${request.url}`);
    const [path] = (request.url ?? "").split("?");
    if (path === "/feed.js") return void response.setHeader("content-type", "text/javascript").end(feedScript);
    if (path.startsWith("/pictures/") || path === "/favicon.ico") return void response.writeHead(204).end();
    response.setHeader("content-type", "text/html; charset=utf-8");
    // As strict as the site's own: nothing of the extension may depend on the page's leave.
    response.setHeader("content-security-policy", "default-src 'self' data: 'unsafe-inline'");
    response.end(pageOf(site.feed));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  site.port = /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  return site;
}
