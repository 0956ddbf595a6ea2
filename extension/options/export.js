// What is kept, as a file of the person's: in pieces from the host, so that a large store needs no large message.

/** @typedef {{ view: string, parameters: Record<string, string>, type: string, name: string }} Export */

/** @type {Record<"csv" | "everything", Export>} */
export const exports_ = {
  csv: { view: "fbtrex/csv", parameters: { paging: "10000000" }, type: "text/csv", name: "feedwitness-summary.csv" },
  everything: { view: "fbtrex/exporter", parameters: {}, type: "application/x-ndjson", name: "feedwitness-everything.jsonl" },
};

/** @param {Export} wanted @returns {Promise<Blob>} */
export function fetchExport({ view, parameters, type }) {
  return new Promise((resolve, reject) => {
    /** @type {string[]} */
    const pieces = [];
    const port = chrome.runtime.connect({ name: "export" });
    port.onDisconnect.addListener(() => reject(new Error(chrome.runtime.lastError?.message ?? "")));
    port.onMessage.addListener(({ rows, text, done, error }) => {
      if (error) reject(new Error(error));
      if (text) pieces.push(text);
      for (const row of rows ?? []) pieces.push(JSON.stringify(row), "\n");
      if (done) resolve(new Blob(pieces, { type }));
      if (done || error) port.disconnect();
    });
    port.postMessage({ view, parameters });
  });
}

/** Offers a file to the person; the browser asks where to. @param {Blob} blob @param {string} name */
export function offer(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
