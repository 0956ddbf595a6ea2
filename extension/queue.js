// Captures that the host has not acknowledged, in IndexedDB, so that they outlive the background, the browser and a host
// that is not there yet. Two stores, written together: what is to be sent, and how large it is, so that starting need not
// read it all.

/**
 * @typedef {{ seq: number, bytes: number, key: string, losses?: number }} Size `key` names timeline and order, `losses` is
 *   how often the host ended while it had this one capture and no other
 */

const database = "feedwitness";
export const queueLimit = 64 * 1024 * 1024;

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

/** @param {unknown} captured */
function bytesOf(captured) {
  return new TextEncoder().encode(JSON.stringify(captured)).length;
}

/** @param {import("./delivery.js").Captured} captured */
function keyOf(captured) {
  return `${captured.timeline.id}/${captured.impression.order}`;
}

/** @param {() => void} onClose the browser closed it, or took it away @returns {Promise<IDBDatabase>} */
async function openDatabase(onClose) {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("captures", { autoIncrement: true });
    opening.result.createObjectStore("sizes", { keyPath: "seq" });
  };
  const store = await answered(opening);
  store.onclose = onClose;
  return store;
}

export class Queue {
  /** @param {number} limit */
  constructor(limit) {
    /** @type {Map<number, Size>} in the order of capture */
    this.sizes = new Map();
    this.limit = limit;
    this.bytes = 0;
    /** @type {Promise<IDBDatabase> | null} */
    this.store = null;
  }

  static async open(limit = queueLimit) {
    const queue = new Queue(limit);
    const transaction = await queue.begin("sizes", "readonly");
    for (const size of /** @type {Size[]} */ (await answered(transaction.objectStore("sizes").getAll()))) {
      queue.sizes.set(size.seq, size);
      queue.bytes += size.bytes;
    }
    return queue;
  }

  /** A database that was closed in the meantime is opened again. @param {string | string[]} stores @param {IDBTransactionMode} mode @returns {Promise<IDBTransaction>} */
  async begin(stores, mode) {
    for (const isLast of [false, true]) {
      const forget = () => (this.store = null);
      this.store ??= openDatabase(forget);
      try {
        return (await this.store).transaction(stores, mode, { durability: "strict" });
      } catch (error) {
        forget();
        if (isLast) throw error;
      }
    }
    throw new Error("no database");
  }

  get count() {
    return this.sizes.size;
  }

  /** Half of the room must be free again before capturing goes on: it should not flicker. */
  get hasRoom() {
    return this.bytes < this.limit / 2;
  }

  write() {
    return this.begin(["captures", "sizes"], "readwrite");
  }

  /** Resolves when it is on the disk; false: there is no room. @param {import("./delivery.js").Captured} captured */
  async add(captured) {
    const bytes = bytesOf(captured);
    if (this.bytes + bytes > this.limit) return false;
    this.bytes += bytes; // at once: others are being added beside this one
    try {
      const transaction = await this.write();
      const done = committed(transaction);
      const seq = Number(await answered(transaction.objectStore("captures").add(captured)));
      const size = { seq, bytes, key: keyOf(captured) };
      transaction.objectStore("sizes").add(size);
      await done;
      this.sizes.set(seq, size);
      return true;
    } catch (error) {
      this.bytes -= bytes;
      if (error instanceof DOMException && error.name === "QuotaExceededError") return false;
      throw error;
    }
  }

  /** @param {number} seq @returns {Promise<import("./delivery.js").Captured | undefined>} */
  async read(seq) {
    return answered((await this.begin("captures", "readonly")).objectStore("captures").get(seq));
  }

  /** @param {number} seq */
  async noteLoss(seq) {
    const size = this.sizes.get(seq);
    if (!size) return;
    size.losses = (size.losses ?? 0) + 1;
    const transaction = await this.write();
    transaction.objectStore("sizes").put(size);
    await committed(transaction);
  }

  /** @param {number} seq */
  async remove(seq) {
    const size = this.sizes.get(seq);
    if (!size) return;
    const transaction = await this.write();
    transaction.objectStore("captures").delete(seq);
    transaction.objectStore("sizes").delete(seq);
    await committed(transaction);
    this.sizes.delete(seq);
    this.bytes -= size.bytes;
  }

  /** Removes what was met in a span of time. @param {{ from?: string, to?: string }} span */
  async removeWithin({ from, to }) {
    const [begin, end] = [from ? Date.parse(from) : -Infinity, to ? Date.parse(to) : Infinity];
    for (const seq of [...this.sizes.keys()]) {
      const time = Date.parse((await this.read(seq))?.impression.time ?? "");
      if (time >= begin && time < end) await this.remove(seq);
    }
  }

  async clear() {
    const transaction = await this.write();
    transaction.objectStore("captures").clear();
    transaction.objectStore("sizes").clear();
    await committed(transaction);
    this.sizes.clear();
    this.bytes = 0;
  }
}
