import { z } from "zod";
import { NodeRecord, StagedNode } from "../truth/node-record.ts";
import { ObservationOutcome } from "../observation/observation.ts";
import { TX_STATUSES } from "../tx/tx.ts";

const GenerationRow = z.strictObject({
  number: z.int().min(1).describe("Its number"),
  isCurrent: z.boolean().describe("Whether the pointer is on it"),
  isKept: z.boolean().describe("Whether its folder is still there, so that rolling back to it is instant"),
  createdAtMs: z.int().min(0).describe("When it was complete, in ms since 1970"),
  base: z.int().min(1).nullable().describe("What it was derived from"),
  txid: z.string().nullable().describe("The transaction that built it"),
  reason: z.string().describe("Why it was built"),
  envId: z.string().describe("Its identity"),
  packages: z.int().min(0).describe("Installed packages"),
  nodes: z.array(z.string()).describe("Ids of its node packs"),
  versions: z
    .array(z.strictObject({ spec: z.string(), versionId: z.string() }))
    .describe("Assets that were made under it, the newest 20"),
  versionCount: z.int().min(0).nullable().describe("How many versions were made under it; null: not counted"),
});

const TxRow = z.strictObject({
  txid: z.string().describe("Its id"),
  nodeId: z.string().describe("The node pack"),
  action: z.enum(["add", "update"]).describe("What it does"),
  status: z.enum(TX_STATUSES).describe("Where it stands"),
  observation: ObservationOutcome.describe("How the candidate's ComfyUI behaved"),
  base: z.int().min(1).describe("What it starts from"),
  generation: z.int().min(1).nullable().describe("What it built"),
  startedAtMs: z.int().min(0).describe("When it began"),
  coreImpact: z.array(z.string()).describe("Core packages that it moves"),
  failure: z.string().nullable().describe("Why it failed"),
});

/**
 * What `env status --json` prints, and what the Studio's Environment page shows.
 * Published as `schemas/env-status.schema.json`.
 */
export const EnvStatus = z.strictObject({
  format: z.literal("touchstone.env-status/1").describe("Form of this answer"),
  isInitialized: z.boolean().describe("Whether there is a first generation"),
  comfyuiDir: z.string().nullable().describe("The ComfyUI folder"),
  current: GenerationRow.nullable().describe("Production; null before `env init`"),
  python: z.strictObject({ version: z.string(), platform: z.string() }).nullable().describe("Its Python"),
  nodes: z.array(NodeRecord).describe("Node packs of production"),
  staged: z.array(StagedNode).describe("Node packs that wait for a transaction"),
  generations: z.array(GenerationRow).describe("All that are known, the newest first"),
  transactions: z.array(TxRow).describe("The newest first"),
  snapshots: z.int().min(0).describe("How many there are"),
  problems: z
    .array(z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }))
    .describe("What is wrong: damaged files, edits in production, an unfinished change"),
  holder: z
    .strictObject({ pid: z.int(), command: z.string(), sinceMs: z.int() })
    .nullable()
    .describe("Who changes the environment now"),
  process: z
    .strictObject({
      state: z.enum(["running", "starting", "stopped", "unhealthy", "lost"]).describe("How the governed ComfyUI is"),
      url: z.string().nullable().describe("Its address"),
      pid: z.int().nullable().describe("Its process"),
      generation: z.int().nullable().describe("What it runs"),
      isCurrent: z.boolean().describe("Whether that is production; after a promote it is not, until it is started again"),
      restarts: z.int().min(0).describe("How often it was started again"),
    })
    .describe("The governed ComfyUI"),
});
export type EnvStatus = z.infer<typeof EnvStatus>;
