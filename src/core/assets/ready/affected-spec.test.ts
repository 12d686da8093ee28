import { expect, test } from "vitest";
import { type Changes, inputsOf, loraOf, SETTINGS, sketchOf } from "../../../../tests/support/records.ts";
import { inputDocuments, inputsDigestOf, type PlanInputs } from "../plan/inputs.ts";
import { type AffectedSpec, findAffectedSpec, readsSameRecords } from "./affected-spec.ts";

const BASE: Changes = { spec: { status: "ready", loras: [{ lora: "steel" }] }, loras: [loraOf("steel")] };
const inputsWith = (changes: Changes): PlanInputs => inputsOf(sketchOf({ ...BASE, ...changes }));
const FROZEN = inputsWith({});
const lockedDigest = inputsDigestOf(inputDocuments(FROZEN));

function affect(before: Changes, after: Changes): AffectedSpec | undefined {
  return findAffectedSpec({ before: inputsWith(before), after: inputsWith(after), lockedDigest }, SETTINGS);
}

test("[P56] a change of what the plan reads is named, digests last", () => {
  const found = affect({}, { checkpoint: { defaults: { steps: 30 } } });
  expect(found).toMatchObject({ spec: "sword", title: "Sword", status: "ready", wasStale: false, blockers: [] });
  expect(found?.differences.map(({ decision }) => decision)).toEqual(["parameter steps", "digest render", "digest recipe"]);
});

test("[P56] what decides nothing, or was read before already, affects nothing", () => {
  expect(affect({}, { checkpoint: { title: "Another name" } })).toBeUndefined();
  const stale = { checkpoint: { defaults: { steps: 30 } } };
  expect(affect(stale, stale)).toBeUndefined();
});

test("[P56] a change back to what is frozen makes nothing stale", () => {
  expect(affect({ checkpoint: { defaults: { steps: 30 } } }, {})).toBeUndefined();
});

test("[P56] of a spec that is stale already, only what the change adds is named", () => {
  const before: Changes = { checkpoint: { defaults: { steps: 30 } } };
  const found = affect(before, { checkpoint: { defaults: { steps: 30, cfg: 5 } } });
  expect(found?.wasStale).toBe(true);
  expect(found?.differences[0]?.decision).toBe("parameter cfg");
});

test("[P56] an input that decides nothing in this plan makes it stale without a difference", () => {
  expect(affect({}, { profile: { presets: { night: { positive: "moon" } } } })?.differences).toEqual([]);
});

test("[P56] only blockers that are new are named", () => {
  const unknownTag = { ...BASE.spec, tags: ["item:none"] };
  const found = affect({ spec: unknownTag }, { spec: unknownTag, loras: [] });
  expect(found?.blockers.map(({ code }) => code)).toEqual(["unknown_lora"]);
});

test("[P56] the very same records need no digest to be told equal", () => {
  const sketch = sketchOf(BASE);
  const before = inputsOf(sketch);
  expect(readsSameRecords(before, inputsOf(sketch))).toBe(true);
  expect(readsSameRecords(before, { ...before, loras: new Map() })).toBe(false);
  expect(readsSameRecords(before, { ...before, checkpoint: null })).toBe(false);
});
