import type { Intent } from "./intent.ts";
import type { Tx } from "./tx.ts";

/** A transaction that added `glow` and built generation 5 from 4. */
export function txOf(parts: Partial<Tx> = {}): Tx {
  return {
    format: "touchstone.tx/1",
    txid: "0190a000-0000-7000-8000-000000000001",
    nodeId: "glow",
    action: "add",
    startedAtMs: 1_763_640_000_000,
    endedAtMs: null,
    base: 4,
    generation: 5,
    status: "completed",
    failure: null,
    node: null,
    preFreeze: [],
    postFreeze: [],
    diff: null,
    runtimeDrift: null,
    coreImpact: [],
    logs: { stdout: "state/logs/a.stdout.log", stderr: "state/logs/a.stderr.log" },
    runExitCode: 0,
    observation: "exited",
    observed: null,
    conflictReport: null,
    overruled: [],
    resolutionPins: [],
    promotionPlan: null,
    promotion: null,
    ...parts,
  };
}

/** The promote of that transaction. */
export function intentOf(parts: Partial<Intent> = {}): Intent {
  return {
    format: "touchstone.intent/1",
    id: "0190b000-0000-7000-8000-000000000001",
    kind: "promote",
    from: 4,
    to: 5,
    building: null,
    txid: "0190a000-0000-7000-8000-000000000001",
    txStatus: "completed",
    nodeId: "glow",
    ref: null,
    snapshots: ["before", "after"],
    goesBack: false,
    startedAtMs: 1_763_640_000_000,
    pid: 77,
    command: "touchstone env tx promote",
    ...parts,
  };
}
