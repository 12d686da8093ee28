import { expect, test } from "vitest";
import type { SnapshotMeta } from "../generation/snapshot.ts";
import { chooseTarget, type TargetFacts } from "./choose-target.ts";

function snapshot(id: string, generation: number, envId = `env-${generation}`): SnapshotMeta {
  return { format: "touchstone.snapshot/1", id, createdAtMs: 0, reason: "init", ref: null, generation, envId, files: {} };
}

const NEWEST = snapshot("0190f-newest", 4);
const SECOND = snapshot("0190e-second", 2);
const SECOND_OLDER = snapshot("0190d-older", 2);
const FIRST = snapshot("0190c-first", 1);

function choose(facts: Partial<TargetFacts> = {}) {
  const kept = new Map([3, 4, 5].map((number) => [number, `env-${number}`]));
  return chooseTarget({
    target: undefined,
    current: 5,
    base: 4,
    kept,
    snapshots: [NEWEST, SECOND, SECOND_OLDER, FIRST],
    ...facts,
  });
}

test("[EM16] without a target it goes to what the current generation was derived from", () => {
  expect(choose()).toEqual({ kind: "kept", number: 4, ref: null });
  expect(choose({ base: 2 })).toEqual({ kind: "rebuild", snapshot: SECOND, ref: SECOND.id });
});

test("[EM16] before the first generation there is nothing", () => {
  expect(() => choose({ base: null })).toThrowError(expect.objectContaining({ code: "STATE_CONFLICT" }));
});

test("[EM17] a number means its generation where that is kept, else its newest snapshot", () => {
  expect(choose({ target: "3" })).toEqual({ kind: "kept", number: 3, ref: "3" });
  expect(choose({ target: "2" })).toEqual({ kind: "rebuild", snapshot: SECOND, ref: "2" });
});

test("[EM17] a snapshot, or the beginning of its id, means its generation only where that has its identity", () => {
  expect(choose({ target: "0190F" })).toEqual({ kind: "kept", number: 4, ref: NEWEST.id });
  const other = new Map([[4, "another"]]);
  expect(choose({ target: "0190f", kept: other })).toEqual({ kind: "rebuild", snapshot: NEWEST, ref: NEWEST.id });
  expect(choose({ target: FIRST.id })).toEqual({ kind: "rebuild", snapshot: FIRST, ref: FIRST.id });
});

test("[EM18] what is current, what nothing fits and what several fit is refused", () => {
  const code = (facts: Partial<TargetFacts>) => {
    try {
      return choose(facts).kind;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(code({ target: "5" })).toBe("STATE_CONFLICT");
  expect(code({ target: NEWEST.id, current: 4 })).toBe("STATE_CONFLICT");
  expect(code({ target: "9" })).toBe("SNAPSHOT_NOT_FOUND");
  expect(code({ target: "0191" })).toBe("SNAPSHOT_NOT_FOUND");
  expect(code({ target: "0190" })).toBe("SNAPSHOT_NOT_FOUND");
  // A nought before it makes it no number.
  expect(code({ target: "03" })).toBe("SNAPSHOT_NOT_FOUND");
});
