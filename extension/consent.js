// What the person agrees to: the words that are shown, their version and their hash. A change of meaning is a new version.

export const consentVersion = "1";

/** Every word of the agreement, in the order of the page. */
export const consentKeys = [
  "consentTitle", "consentLead", "consentKeeps", "consentKeepsText", "consentPrivate", "consentPrivateText",
  "consentStays", "consentStaysText", "consentYours", "consentYoursText", "consentNever",
];

/** @param {(key: string) => string} say @returns {Promise<string>} SHA-256, 64 hex digits */
export async function hashOfConsent(say) {
  const text = [consentVersion, ...consentKeys.map(say)].join("\n");
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Before anything else goes to the host: what the person said last, also when they say it while the host is being told.
 * @param {import("./state.js").State} state @param {import("./port.js").Host} host @returns {Promise<void>}
 */
export async function tellConsent(state, host) {
  const consent = state.consent;
  if (!consent || consent.told) return;
  const { version, textHash, locale, acceptedAt, withdrawnAt } = consent;
  const same = { type: "consent", version, textHash, locale };
  await host.send({ ...same, acceptedAt }, () => {});
  if (withdrawnAt) await host.send({ ...same, withdrawnAt }, () => {});
  if (state.consent !== consent) return tellConsent(state, host);
  await state.keep({ consent: { ...consent, told: true } });
}
