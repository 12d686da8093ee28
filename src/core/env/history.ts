import { z } from "zod";

/**
 * One line of `state/history.jsonl`: something that happened to the environment, appended and synced when it had happened.
 * The owner of the project makes an `env.*` event of each, with the line's id as its idempotency key.
 */
export const HistoryLine = z.strictObject({
  id: z.string().describe("Its id; said twice, it is one occurrence"),
  atMs: z.int().min(0).describe("When, in ms since 1970"),
  type: z
    .enum([
      "initialized",
      "staged",
      "tx_finished",
      "promoted",
      "promote_failed",
      "rolled_back",
      "node_removed",
      "recovered",
      "imported",
      "started",
      "stopped",
    ])
    .describe("What happened"),
  generation: z.int().min(1).nullable().describe("The current generation afterwards; null: none"),
  envId: z.string().nullable().describe("Its identity"),
  txid: z.string().nullable().describe("The transaction, where there is one"),
  nodeId: z.string().nullable().describe("The node pack, where there is one"),
  detail: z.string().max(2000).describe("One sentence for people"),
});
export type HistoryLine = z.infer<typeof HistoryLine>;
