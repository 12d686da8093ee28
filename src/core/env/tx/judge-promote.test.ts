import { expect, test } from "vitest";
import { judgePromote, type PromoteFacts, type PromoteWishes } from "./judge-promote.ts";
import { TX_STATUSES, type Tx } from "./tx.ts";
import { txOf } from "./tx.fixture.ts";

const NONE: PromoteWishes = { approveCore: false, reason: "", allowFailedRun: false, discardEdits: false };

function codes(tx: Partial<Tx>, wishes: Partial<PromoteWishes> = {}, facts: Partial<PromoteFacts> = {}): readonly string[] {
  const judged = judgePromote({ tx: txOf(tx), current: 4, isComplete: true, edits: [], ...facts }, { ...NONE, ...wishes });
  return judged.map(({ code }) => code);
}

const failure = { code: "CANDIDATE_FAILED", message: "it crashed" };
const torch = { name: "torch", before: "2.5.1", after: "2.6.0" };

test("[EM5] only what is completed or resolved is promoted, and what failed when that is allowed", () => {
  const open = TX_STATUSES.filter((status) => codes({ status }).length === 0);
  expect(open).toEqual(["completed", "resolved"]);
  expect(codes({ status: "failed", failure })).toEqual(["CANDIDATE_FAILED"]);
  expect(codes({ status: "failed", failure }, { allowFailedRun: true })).toEqual([]);
  expect(codes({ status: "aborted" }, { allowFailedRun: true })).toEqual(["STATE_CONFLICT"]);
});

test("[EM5] without a candidate that lies there whole nothing is promoted, whatever is allowed", () => {
  const failed = { status: "failed", failure, generation: null } as const;
  expect(codes(failed, { allowFailedRun: true })).toEqual(["STATE_CONFLICT"]);
  expect(codes({}, {}, { isComplete: false })).toEqual(["ENV_DAMAGED"]);
});

test("[EM6] a base that is not current any more is refused, whatever else was approved", () => {
  const all = { approveCore: true, reason: "tried", allowFailedRun: true, discardEdits: true };
  expect(codes({}, all, { current: 6 })).toEqual(["BASE_MOVED"]);
  expect(codes({}, all, { current: 6, isComplete: false })).toEqual(["BASE_MOVED"]);
});

test("[EM6] a core change needs approval and a reason that is not blank", () => {
  const core = { coreImpact: [torch] };
  expect(codes(core)).toEqual(["CORE_APPROVAL_NEEDED"]);
  expect(codes(core, { approveCore: true, reason: "  " })).toEqual(["CORE_APPROVAL_NEEDED"]);
  expect(codes(core, { reason: "tried" })).toEqual(["CORE_APPROVAL_NEEDED"]);
  expect(codes(core, { approveCore: true, reason: "tried on all workflows" })).toEqual([]);
});

test("[EM7] edits are named and refuse the move, unless they are left behind", () => {
  const edits = Array.from({ length: 12 }, (_, at) => `glow/${at}.py`);
  const [problem] = judgePromote({ tx: txOf(), current: 4, isComplete: true, edits }, NONE);
  expect(problem).toMatchObject({ code: "NODE_EDITED", message: expect.stringContaining("`glow/9.py` and 2 more") });
  expect(codes({}, { discardEdits: true }, { edits })).toEqual([]);
});

test("[EM7] a person hears of all gates at once", () => {
  expect(codes({ coreImpact: [torch] }, {}, { current: 6, edits: ["glow/a.py"] })).toEqual([
    "BASE_MOVED",
    "CORE_APPROVAL_NEEDED",
    "NODE_EDITED",
  ]);
});

test("[EM5] what to do with a transaction that cannot be promoted depends on where it stands", () => {
  const hint = (status: Tx["status"]) =>
    judgePromote({ tx: txOf({ status }), current: 4, isComplete: true, edits: [] }, NONE)[0]?.hint ?? "";
  expect(hint("needs_resolution")).toContain("env resolve");
  expect(hint("promote_failed")).toContain("env resolve");
  expect(hint("promoted")).toContain("env status");
  expect(hint("aborted")).toContain("env tx run glow");
  expect(hint("promoting")).toContain("env recover");
});
