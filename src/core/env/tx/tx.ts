import { z } from "zod";
import { InstalledPackage, PackageDiff } from "../generation/package-set.ts";
import { OverruledNeed } from "../generation/overruled-need.ts";
import { Observation, ObservationOutcome } from "../observation/observation.ts";
import { NodeRecord } from "../truth/node-record.ts";

export const TX_STATUSES = [
  "running",
  "completed",
  "failed",
  "aborted",
  "needs_resolution",
  "resolved",
  "promoting",
  "promoted",
  "promote_failed",
  "rolling_back",
] as const;
export type TxStatus = (typeof TX_STATUSES)[number];

/** A core package that a transaction moves. */
const CoreImpact = z.strictObject({
  name: z.string().describe("The core package, or the startup hook that counts as one"),
  before: z.string().nullable().describe("Its version before; null: it was not there"),
  after: z.string().nullable().describe("Its version after; null: it is gone"),
});

/**
 * `state/transactions/<txid>.json`: one attempt to change the environment, from staged to promoted or not.
 *
 * Source: contracts, section 9; the seed, section 3.4.
 */
export const Tx = z.strictObject({
  format: z.literal("touchstone.tx/1").describe("Form of this file"),
  txid: z.string().describe("Its id, a UUIDv7"),
  nodeId: z.string().describe("The node pack that it adds or updates"),
  action: z.enum(["add", "update"]).describe("Which of the two"),
  startedAtMs: z.int().min(0).describe("When it began, in ms since 1970"),
  endedAtMs: z.int().min(0).nullable().describe("When it was last done with; null while it runs"),
  base: z.int().min(1).describe("The generation that it starts from"),
  generation: z.int().min(1).nullable().describe("The candidate that it built; null: none"),
  status: z.enum(TX_STATUSES).describe("Where it stands"),
  failure: z
    .strictObject({ code: z.string(), message: z.string() })
    .nullable()
    .describe("Why it failed, in one sentence; null where it did not"),
  node: NodeRecord.nullable().describe("The record that the candidate holds for the node pack"),
  preFreeze: z.array(InstalledPackage).describe("What is installed in the base"),
  postFreeze: z
    .array(InstalledPackage)
    .nullable()
    .describe("What is installed in the candidate after it was observed; null: nothing"),
  diff: PackageDiff.nullable().describe("How they differ; null where no candidate was built"),
  runtimeDrift: PackageDiff.nullable().describe("What starting ComfyUI changed beyond the lock; null where it was not started"),
  coreImpact: z.array(CoreImpact).describe("What promote asks `--approve-core` for"),
  logs: z.strictObject({ stdout: z.string(), stderr: z.string() }).describe("Log files, relative to `env/`"),
  runExitCode: z.int().nullable().describe("Exit code of the observed ComfyUI; 124: it was ended while healthy; null: none"),
  observation: ObservationOutcome.describe("How the candidate's ComfyUI behaved"),
  observed: Observation.nullable().describe("All that was seen of it; null where it was not started"),
  conflictReport: z.string().nullable().describe("The conflict's file, relative to `env/`; null: none"),
  overruled: z
    .array(OverruledNeed)
    .default([])
    .describe("What packages of the candidate ask for and an override keeps from them, beyond what production has already"),
  resolutionPins: z.array(z.string()).describe("Overrides that were approved, one per package, sorted"),
  promotionPlan: z
    .strictObject({ from: z.int(), to: z.int(), directAdditions: z.array(z.string()), overrideAdditions: z.array(z.string()) })
    .nullable()
    .describe("What promoting does; null where it cannot be"),
  promotion: z
    .strictObject({
      atMs: z.int(),
      outcome: z.enum(["promoted", "promote_failed"]),
      approvedCore: z.boolean(),
      reason: z.string().nullable(),
      allowedFailedRun: z.boolean(),
      snapshots: z.array(z.string()),
      error: z.string().nullable(),
    })
    .nullable()
    .describe("What promoting came to, or while it goes on is to come to, and what was approved for it; null before"),
});
export type Tx = z.infer<typeof Tx>;
