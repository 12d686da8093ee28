import { z } from "zod";
import { TX_STATUSES } from "./tx.ts";

/**
 * `state/intent.json`: what is being done, on the disk before the first step of it. There is one at most, written and removed
 * by who holds the environment's lock. Whoever takes the lock next and finds one finishes it when the pointer has moved, and
 * takes it back when it has not.
 *
 * Source: reliability, section 2.9.
 */
export const Intent = z.strictObject({
  format: z.literal("touchstone.intent/1").describe("Form of this file"),
  id: z.string().describe("Its id, a UUIDv7; also the key of the line it leaves in the history"),
  kind: z.enum(["init", "build", "promote", "remove", "rollback", "import"]).describe("What is being done"),
  from: z.int().min(1).nullable().describe("Where the pointer was; null before the first generation"),
  to: z.int().min(1).nullable().describe("Where it will be; null for a build, which moves nothing"),
  building: z.int().min(1).nullable().describe("The generation that is being built; null: none"),
  txid: z.string().nullable().describe("The transaction; null: none"),
  txStatus: z
    .enum(TX_STATUSES)
    .nullable()
    .describe("What the transaction's status was before, and is again when it is taken back; null: there is no transaction"),
  nodeId: z.string().nullable().describe("The node pack; null: none"),
  ref: z.string().nullable().describe("The snapshot or generation that was asked for; null: none"),
  snapshots: z.array(z.string()).describe("Ids of the snapshots that it takes, in order: before the pointer moves, and after"),
  goesBack: z.boolean().describe("Whether the pointer had moved and is being put back, since what it moved to failed"),
  startedAtMs: z.int().min(0).describe("When, in ms since 1970"),
  pid: z.int().min(1).describe("The process"),
  command: z.string().describe("Its command line"),
});
export type Intent = z.infer<typeof Intent>;
