import assert from "node:assert/strict";
import test from "node:test";

import { consentVersion, tellConsent } from "../../extension/consent.js";
import { State, isWithin, nextTurn } from "../../extension/state.js";
import { shortCount } from "../../extension/toolbar.js";

const at = (/** @type {string} */ clock) => new Date(`2026-11-22T${clock}:00`);
const night = { from: "22:00", to: "07:00" };

test("hours may reach over midnight", () => {
  assert.deepEqual(["21:59", "22:00", "03:00", "06:59", "07:00"].map((clock) => isWithin(night, at(clock))), [false, true, true, true, false]);
  assert.deepEqual(["08:59", "09:00", "16:59", "17:00"].map((clock) => isWithin({ from: "09:00", to: "17:00" }, at(clock))), [false, true, true, false]);
  assert.equal(nextTurn(night, at("23:00")).getHours(), 7);
  assert.equal(nextTurn(night, at("08:00")).getHours(), 22);
});

test("nothing is collected without consent, while paused, in the hours of rest, or while the queue is full", () => {
  const state = new State();
  assert.equal(state.whyNot(at("12:00")), "consent");
  state.consent = { version: consentVersion, textHash: "", locale: "en", acceptedAt: "x", withdrawnAt: null, told: true };
  assert.equal(state.whyNot(at("12:00")), null);
  state.isFull = true;
  assert.equal(state.whyNot(at("12:00")), "full");
  state.settings = { ...state.settings, schedule: night };
  assert.equal(state.whyNot(at("23:00")), "schedule");
  state.pause = { until: at("23:30").toISOString(), reason: "person" };
  assert.equal(state.whyNot(at("23:00")), "paused");
  assert.equal(state.nextChange(at("23:00"))?.getTime(), at("23:30").getTime());
  state.consent = { ...state.consent, withdrawnAt: "y" };
  assert.equal(state.whyNot(at("23:00")), "consent");
});

test("a yes to other words is no yes", () => {
  const state = new State();
  state.consent = { version: `${consentVersion}-before`, textHash: "", locale: "en", acceptedAt: "x", withdrawnAt: null, told: true };
  assert.equal(state.whyNot(at("12:00")), "consent");
});

test("a consent that is taken back while the host is told stays taken back, and the host is told so", async () => {
  const given = { version: consentVersion, textHash: "", locale: "en", acceptedAt: "x", withdrawnAt: /** @type {string | null} */ (null), told: false };
  const state = { consent: given, keep: async (/** @type {any} */ changes) => void Object.assign(state, changes) };
  /** @type {any[]} */
  const told = [];
  const host = {
    send: async (/** @type {any} */ message) => {
      if (told.push(message) === 1) state.consent = { ...given, withdrawnAt: "y" };
    },
  };
  await tellConsent(/** @type {any} */ (state), /** @type {any} */ (host));
  assert.deepEqual([state.consent.withdrawnAt, state.consent.told], ["y", true]);
  assert.equal(told.at(-1).withdrawnAt, "y");
});

test("a count fits on the toolbar", () => {
  assert.deepEqual([7, 9999, 12_345, 3_400_000].map(shortCount), ["7", "9999", "12k", "3M"]);
});
