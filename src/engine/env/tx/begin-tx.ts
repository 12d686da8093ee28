import type { StagedNode } from "../../../core/env/truth/node-record.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import type { Studio } from "../../studio.ts";
import type { Base } from "../open-base.ts";

/** A transaction as it begins. An update goes on from the overrides that were approved for the pack before. */
export function beginTx(studio: Studio, { id, action }: StagedNode, base: Base): Tx {
  const startedAtMs = studio.nowMs();
  const txid = studio.newId();
  const owned = base.composition.nodes.find((node) => node.id === id)?.pinsOwned ?? [];
  return {
    format: "touchstone.tx/1",
    txid,
    nodeId: id,
    action,
    startedAtMs,
    endedAtMs: null,
    base: base.number,
    generation: null,
    status: "running",
    failure: null,
    node: null,
    preFreeze: base.manifest.packages,
    ...UNTRIED,
    logs: { stdout: `state/logs/${txid}.stdout.log`, stderr: `state/logs/${txid}.stderr.log` },
    conflictReport: null,
    overruled: [],
    resolutionPins: [...owned],
    promotion: null,
  };
}

/** What is not known before a candidate was built. */
export const UNTRIED = {
  postFreeze: null,
  diff: null,
  runtimeDrift: null,
  coreImpact: [],
  runExitCode: null,
  observation: "not_run",
  observed: null,
  promotionPlan: null,
} as const satisfies Partial<Tx>;
