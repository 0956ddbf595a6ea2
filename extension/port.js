// The connection to the native host: hello, one request at a time per slot, answers by id, and why it failed when it did.
// docs/protocol.md is the contract.

export const hostName = "org.feedwitness.host";
const protocol = 1;
const slots = 4; // requests without an answer; the browsers have no back-pressure
const patience = 60_000; // ms without any answer after which a host that hangs is given up
const patienceWithDeletion = 60 * 60_000; // which ends with a search through every byte of the store

/** @typedef {"never" | "connecting" | "connected" | "idle" | "missing" | "forbidden" | "crashed" | "refused"} HostState */
/** @typedef {{ type: string, id?: number, code?: string, message?: string, more?: boolean, [field: string]: any }} Answer */

/** An answer of the host that says no, or a connection that ended before the answer. */
export class HostError extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** The connection ended while the host had the request: it may have been the request that ended it. */
export class HostLost extends HostError {
  /** @param {number} connection its number, the same for all requests that ended with it */
  constructor(connection) {
    super("host_unavailable", "the host is gone");
    this.connection = connection;
  }
}

/** What browsers say when a host cannot be started. Firefox does not tell a missing one from a forbidden one. */
const causes = [
  { state: "forbidden", says: /forbidden/i },
  { state: "missing", says: /not found|No such native application|Invalid native messaging host name/i },
];

/** The command that mends each state; nothing but an update mends an old program. @type {Record<string, string>} */
const mends = {
  missing: "feedwitness install-host",
  forbidden: "feedwitness install-host",
  crashed: "feedwitness doctor",
  refused: "feedwitness doctor",
};
const codesOfOld = new Set(["unknown_protocol", "store_newer"]);

/** @param {string} why @returns {HostState} */
export function causeOf(why) {
  return /** @type {HostState} */ (causes.find(({ says }) => says.test(why))?.state ?? "crashed");
}

export class Host {
  /** @param {{ browser: string, version: string, onChange: () => void, onWelcome: (welcome: Answer) => Promise<void> }} outside */
  constructor(outside) {
    this.outside = outside;
    /** @type {HostState} */
    this.state = "never";
    this.message = "";
    this.connections = 0;
    /** @type {string | null} the code with which it refused */
    this.code = null;
    /** @type {Answer | null} */
    this.welcome = null;
    /** @type {chrome.runtime.Port | null} */
    this.port = null;
    /** @type {Map<number, { patience: number, onPage: (answer: Answer) => void, resolve: (answer: Answer) => void, reject: (error: Error) => void }>} */
    this.waiting = new Map();
    /** @type {(() => void)[]} */
    this.inLine = [];
    this.used = 0;
    this.nextId = 1;
    /** @type {Promise<void> | null} */
    this.connecting = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.watchdog = undefined;
  }

  /** Resolves when the host has said welcome; rejects with the cause. */
  connect() {
    if (this.state === "connected") return Promise.resolve();
    this.connecting ??= this.begin().finally(() => (this.connecting = null));
    return this.connecting;
  }

  async begin() {
    this.become("connecting", "");
    const port = this.open();
    this.port = port;
    ++this.connections;
    port.onMessage.addListener((answer) => this.receive(port, answer));
    port.onDisconnect.addListener(() => {
      const error = /** @type {{ error?: { message?: string } }} */ (/** @type {unknown} */ (port)).error;
      this.lost(port, error?.message ?? chrome.runtime.lastError?.message ?? "");
    });
    try {
      const hello = { type: "hello", protocol, extension: this.outside.version, browser: this.outside.browser };
      this.welcome = await this.send(hello, () => {});
      await this.outside.onWelcome(this.welcome);
      this.become("connected", "");
    } catch (error) {
      if (this.port === port) this.refuse(port, error);
      throw error;
    }
  }

  /** @returns {chrome.runtime.Port} */
  open() {
    try {
      return chrome.runtime.connectNative(hostName);
    } catch (error) {
      const why = error instanceof Error ? error.message : "";
      this.become(causeOf(why), why);
      throw error;
    }
  }

  /** The host is there and says no: another protocol, another caller, a store that it cannot open. @param {chrome.runtime.Port} port @param {unknown} error */
  refuse(port, error) {
    this.close(port);
    this.code = error instanceof HostError ? error.code : null;
    this.become("refused", error instanceof Error ? error.message : "");
  }

  /** It works with none of this extension's messages, or not with the store of a newer one. */
  get isOld() {
    return this.state === "refused" && codesOfOld.has(this.code ?? "");
  }

  /** The command that mends what is wrong; null: nothing is, or no command does. */
  get mend() {
    return this.isOld ? null : mends[this.state] ?? null;
  }

  /**
   * One request. Pages of an answer go to `onPage` as they come; the last answer is the result.
   * @param {{ type: string, [field: string]: any }} request @param {(answer: Answer) => void} [onPage] @returns {Promise<Answer>}
   */
  async ask(request, onPage = () => {}) {
    await this.connect().catch((error) => {
      throw new HostError("host_unavailable", error.message); // whatever failed, it was not this request
    });
    return this.send(request, onPage);
  }

  /** @param {{ type: string, [field: string]: any }} request @param {(answer: Answer) => void} onPage @returns {Promise<Answer>} */
  async send(request, onPage) {
    while (this.used >= slots) await new Promise((free) => this.inLine.push(() => free(undefined)));
    const port = this.port;
    if (!port) throw new HostError("host_unavailable", this.message);
    ++this.used;
    const id = this.nextId++;
    try {
      return await new Promise((resolve, reject) => {
        this.waiting.set(id, { patience: request.type === "delete" ? patienceWithDeletion : patience, onPage, resolve, reject });
        port.postMessage({ ...request, id });
        this.watchFor(port);
      });
    } finally {
      this.waiting.delete(id);
      --this.used;
      this.inLine.shift()?.();
    }
  }

  /** @param {chrome.runtime.Port} port @param {Answer} answer */
  receive(port, answer) {
    if (port !== this.port) return;
    const waiting = this.waiting.get(answer.id ?? -1);
    // An error without an id belongs to a message that could not be read; the host answers in order, so to the oldest.
    const meant = waiting ?? (answer.type === "error" ? this.waiting.values().next().value : undefined);
    if (!meant) return;
    if (answer.type === "error") meant.reject(new HostError(answer.code ?? "internal", answer.message ?? ""));
    else meant.onPage(answer);
    if (answer.type !== "error" && !answer.more) meant.resolve(answer);
    this.watchFor(port);
  }

  /** A host that hangs is no better than one that is gone. @param {chrome.runtime.Port} port */
  watchFor(port) {
    clearTimeout(this.watchdog);
    if (this.waiting.size === 0) return;
    const longest = Math.max(...[...this.waiting.values()].map((one) => one.patience));
    this.watchdog = setTimeout(() => {
      if (this.waiting.size === 0 || port !== this.port) return;
      port.disconnect();
      this.lost(port, "the host does not answer");
    }, longest);
  }

  /** @param {chrome.runtime.Port} port @param {string} why */
  lost(port, why) {
    if (port !== this.port) return;
    this.close(port);
    this.become(this.state === "connected" ? "crashed" : causeOf(why), why);
  }

  /** @param {chrome.runtime.Port} port */
  close(port) {
    this.port = null;
    port.disconnect();
    for (const { reject } of [...this.waiting.values()]) reject(new HostLost(this.connections));
    this.waiting.clear();
    for (const free of this.inLine.splice(0)) free();
  }

  /** Lets the host go while nothing is to be done; nothing may be on its way. */
  rest() {
    if (this.state !== "connected" || this.waiting.size > 0 || !this.port) return;
    this.close(this.port);
    this.become("idle", "");
  }

  /** @param {HostState} state @param {string} message */
  become(state, message) {
    this.state = state;
    this.message = message;
    this.outside.onChange();
  }
}
