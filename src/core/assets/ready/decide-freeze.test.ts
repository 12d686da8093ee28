import { expect, test } from "vitest";
import { inputsOf, SETTINGS, sketchOf } from "../../../../tests/support/records.ts";
import { planSpec } from "../plan/plan-spec.ts";
import { decideReady, decideRebind, type FreezeCandidate, type FreezeDecision } from "./decide-freeze.ts";

const PIN = { profile: "plain", profileVersion: 1, at: 1 };
const FRESH = { stale: false, unlocked: false };
const STALE = { stale: true, unlocked: false };
const UNLOCKED = { stale: false, unlocked: true };

type Written = NonNullable<NonNullable<Parameters<typeof sketchOf>[0]>["spec"]>;

function candidate(written: Written, state: FreezeCandidate["state"]): FreezeCandidate {
  const inputs = inputsOf(sketchOf({ spec: written }));
  return { spec: inputs.spec, state, plan: planSpec(inputs, SETTINGS) };
}

/** The decision in one word, or the codes of what stands in the way. */
function inWords(decision: FreezeDecision): string {
  return decision.kind === "refuse" ? decision.blockers.map(({ code }) => code).join(" ") : decision.kind;
}

interface Case {
  readonly of: string;
  readonly written: Written;
  readonly state: FreezeCandidate["state"];
  readonly ready: string;
  readonly rebind: string;
}

const BROKEN = { loras: [{ lora: "lost" }] };
const READY = { status: "ready" } as const;
const CASES: readonly Case[] = [
  { of: "a draft", written: {}, state: FRESH, ready: "freeze", rebind: "not_ready" },
  { of: "a draft with a blocker", written: BROKEN, state: FRESH, ready: "unknown_lora", rebind: "not_ready" },
  { of: "a deprecated spec", written: { status: "deprecated" }, state: FRESH, ready: "deprecated", rebind: "deprecated" },
  { of: "a ready spec that is up to date", written: { ...READY, pin: PIN }, state: FRESH, ready: "nothing", rebind: "nothing" },
  { of: "a stale one", written: { ...READY, pin: PIN }, state: STALE, ready: "stale", rebind: "freeze" },
  {
    of: "a stale one with a blocker",
    written: { ...READY, ...BROKEN, pin: PIN },
    state: STALE,
    ready: "stale",
    rebind: "unknown_lora",
  },
  { of: "one without a lock entry", written: { ...READY, pin: PIN }, state: UNLOCKED, ready: "freeze", rebind: "freeze" },
  {
    of: "one without a lock entry, with a blocker",
    written: { ...READY, ...BROKEN },
    state: UNLOCKED,
    ready: "unknown_lora",
    rebind: "unknown_lora",
  },
  { of: "one that was not finished", written: READY, state: FRESH, ready: "freeze", rebind: "freeze" },
  { of: "one that was not finished and is stale", written: READY, state: STALE, ready: "stale", rebind: "freeze" },
];

test.each(CASES)("[P68] of $of, ready says: $ready", ({ written, state, ready }) => {
  expect(inWords(decideReady(candidate(written, state)))).toBe(ready);
});

test.each(CASES)("[P69] of $of, rebind says: $rebind", ({ written, state, rebind }) => {
  expect(inWords(decideRebind(candidate(written, state)))).toBe(rebind);
});

test("[P68] who is refused for being stale is told how to adopt the files, and how to look first", () => {
  const decision = decideReady(candidate({ ...READY, pin: PIN }, STALE));
  const [blocker] = decision.kind === "refuse" ? decision.blockers : [];
  expect(blocker?.hint).toContain("`touchstone spec rebind sword`");
  expect(blocker?.hint).toContain("`touchstone spec show sword`");
});
