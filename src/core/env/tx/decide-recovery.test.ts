import { expect, test } from "vitest";
import { decideRecovery, type RecoveryFacts, type RecoveryStep } from "./decide-recovery.ts";
import { intentOf } from "./tx.fixture.ts";
import type { TxStatus } from "./tx.ts";

type Facts = Partial<Omit<RecoveryFacts, "tx">> & { readonly status?: TxStatus | null; readonly generation?: number | null };

function decide({ status = "promoting", generation = 5, ...facts }: Facts = {}) {
  const tx = status === null ? null : { status, generation };
  return decideRecovery({ intent: intentOf(), pointer: 4, complete: [4, 5], ...facts, tx });
}

/** Steps in few words, e.g. `move_tx promoted`. */
function wordsOf(steps: readonly RecoveryStep[]): readonly string[] {
  return steps.map((step) => {
    switch (step.kind) {
      case "point":
      case "move_tx":
        return `${step.kind} ${step.to}`;
      case "remove_generation":
        return `${step.kind} ${step.number}`;
      case "take_snapshot":
        return `${step.kind} ${step.snapshot.reason} ${step.snapshot.generation}`;
      case "drop_snapshot":
        return `${step.kind} ${step.id}`;
      case "unstage":
        return `${step.kind} ${step.nodeId}`;
      case "tell":
        return `${step.kind} ${step.type}`;
    }
  });
}

function settle(facts: Facts = {}): readonly string[] {
  const decision = decide(facts);
  return decision.outcome === "damaged" ? ["damaged"] : [decision.outcome, ...wordsOf(decision.steps)];
}

const FINISHED = [
  "finished",
  "take_snapshot pre-promote 4",
  "take_snapshot post-promote 5",
  "move_tx promoted",
  "unstage glow",
  "tell promoted",
  "tell recovered",
];
const BACK = ["taken_back", "drop_snapshot before", "drop_snapshot after", "move_tx completed", "tell recovered"];

test("[EM8] on what it moved to, and that is whole, a move is finished; on what it came from it is taken back", () => {
  expect(settle({ pointer: 5 })).toEqual(FINISHED);
  expect(settle({ pointer: 4 })).toEqual(BACK);
});

test("[EM9] a finished move leaves what the command would have: its line has the intent's id, and a promoted transaction stays", () => {
  const decision = decide({ pointer: 5, status: "promoted" });
  expect(settle({ pointer: 5, status: "promoted" })).toEqual(FINISHED.filter((word) => word !== "move_tx promoted"));
  const told = decision.outcome === "damaged" ? [] : decision.steps.filter((step) => step.kind === "tell");
  expect(told).toMatchObject([
    { id: intentOf().id, detail: "Promoted glow: generation 4 to 5" },
    { id: `${intentOf().id}-recovered`, detail: "Finished what a kill left: touchstone env tx promote" },
  ]);
  const removal = intentOf({ kind: "remove", txid: null, txStatus: null, building: 5 });
  expect(settle({ intent: removal, status: null, pointer: 5 })).toEqual([
    "finished",
    "take_snapshot pre-remove 4",
    "take_snapshot post-remove 5",
    "tell node_removed",
    "tell recovered",
  ]);
  const first = intentOf({ kind: "init", from: null, to: 1, txid: null, txStatus: null, snapshots: ["first"], building: 1 });
  expect(settle({ intent: first, status: null, pointer: 1, complete: [1] })).toEqual([
    "finished",
    "take_snapshot init 1",
    "tell initialized",
    "tell recovered",
  ]);
});

test("[EM10] a move that is taken back leaves nothing, and its transaction is again what it was", () => {
  expect(settle({ intent: intentOf({ txStatus: "failed" }) })).toContain("move_tx failed");
  expect(settle({ status: "completed" })).toEqual(BACK.filter((word) => word !== "move_tx completed"));
  const rebuilt = intentOf({ kind: "rollback", txid: null, txStatus: null, building: 5, snapshots: ["before"] });
  expect(settle({ intent: rebuilt, status: null, complete: [4, 5] })).toEqual([
    "taken_back",
    "remove_generation 5",
    "drop_snapshot before",
    "tell recovered",
  ]);
  const first = intentOf({ kind: "init", from: null, to: 1, txid: null, txStatus: null, snapshots: ["first"], building: 1 });
  expect(settle({ intent: first, status: null, pointer: null, complete: [1] })).toEqual([
    "taken_back",
    "remove_generation 1",
    "drop_snapshot first",
    "tell recovered",
  ]);
});

const FELL = ["point 4", "drop_snapshot after", "move_tx promote_failed", "tell promote_failed", "tell recovered"];

test("[EM11] what had failed after the pointer moved goes back, even with the pointer on it, and keeps the snapshot of before", () => {
  expect(settle({ pointer: 5, intent: intentOf({ goesBack: true }) })).toEqual(["taken_back", ...FELL]);
  expect(settle({ pointer: 5, status: "rolling_back" })).toEqual(["taken_back", ...FELL]);
  expect(settle({ pointer: 4, status: "rolling_back" })).toEqual(["taken_back", ...FELL.slice(1)]);
  const done = FELL.filter((word) => !word.startsWith("point") && !word.startsWith("move_tx"));
  expect(settle({ pointer: 4, status: "promote_failed" })).toEqual(["taken_back", ...done]);
});

test("[EM11] a removal that failed goes back too, first the pointer, then the folder", () => {
  const intent = intentOf({ kind: "remove", txid: null, txStatus: null, building: 5, goesBack: true });
  expect(settle({ intent, status: null, pointer: 5 })).toEqual([
    "taken_back",
    "point 4",
    "remove_generation 5",
    "drop_snapshot after",
    "tell recovered",
  ]);
});

test("[EM13] a build is done when its transaction names what it built and is not running", () => {
  const intent = intentOf({ kind: "build", to: null, building: 5, txStatus: "running", snapshots: [] });
  const build = (status: TxStatus | null, generation: number | null) => settle({ intent, status, generation });
  expect(build("completed", 5)).toEqual(["finished", "tell recovered"]);
  expect(build("failed", 5)).toEqual(["finished", "tell recovered"]);
  expect(build("running", null)).toEqual(["taken_back", "move_tx failed", "remove_generation 5", "tell recovered"]);
  expect(build("running", 5)).toEqual(["taken_back", "move_tx failed", "remove_generation 5", "tell recovered"]);
  // Tried again: what it had before stays its candidate.
  expect(build("resolved", 3)).toEqual(["taken_back", "remove_generation 5", "tell recovered"]);
  expect(build(null, null)).toEqual(["taken_back", "remove_generation 5", "tell recovered"]);
});

test("[EM14] a pointer on neither, on nothing whole, or against its transaction is damage; on something broken it goes back", () => {
  expect(settle({ pointer: 3 })).toEqual(["damaged"]);
  expect(settle({ pointer: null })).toEqual(["damaged"]);
  expect(settle({ pointer: 5, complete: [] })).toEqual(["damaged"]);
  expect(settle({ pointer: 4, status: "promoted" })).toEqual(["damaged"]);
  expect(settle({ intent: intentOf({ to: null }) })).toEqual(["damaged"]);
  expect(settle({ pointer: 5, complete: [4] })[1]).toBe("point 4");
});

/** What the disk would say after some of the steps. */
function after(facts: Facts, steps: readonly RecoveryStep[]): Facts {
  return steps.reduce<Facts>((now, step) => {
    if (step.kind === "point") return { ...now, pointer: step.to };
    if (step.kind === "move_tx") return { ...now, status: step.to };
    if (step.kind !== "remove_generation") return now;
    return { ...now, complete: (now.complete ?? [4, 5]).filter((number) => number !== step.number) };
  }, facts);
}

test("[EM15] killed after any of its steps, recovery comes to the same end by the rest of them", () => {
  const build = intentOf({ kind: "build", to: null, building: 6, txStatus: "running", snapshots: [] });
  const removal = intentOf({ kind: "remove", txid: null, txStatus: null, building: 5 });
  const starts: readonly Facts[] = [
    { pointer: 4 },
    { pointer: 5 },
    { pointer: 5, status: "rolling_back" },
    { pointer: 5, intent: intentOf({ goesBack: true }) },
    { pointer: 5, complete: [4] },
    { intent: build, status: "running", generation: null },
    { intent: removal, status: null, pointer: 4 },
    { intent: { ...removal, goesBack: true }, status: null, pointer: 5 },
  ];
  for (const start of starts) {
    const whole = decide(start);
    if (whole.outcome === "damaged") throw new Error(whole.message);
    const end = after(start, whole.steps);
    for (let killed = 0; killed <= whole.steps.length; killed++) {
      const now = after(start, whole.steps.slice(0, killed));
      const rest = decide(now);
      expect(rest.outcome).toBe(whole.outcome);
      expect(after(now, rest.outcome === "damaged" ? [] : rest.steps)).toEqual(end);
      const told = (steps: readonly RecoveryStep[]) => steps.filter(({ kind }) => kind === "tell");
      expect(told(rest.outcome === "damaged" ? [] : rest.steps)).toEqual(told(whole.steps));
    }
  }
});
