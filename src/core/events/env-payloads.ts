import { z } from "zod";

/** What every event of the environment says; the line of its history, without the id that is the event's key. */
const EnvFacts = {
  happenedAtMs: z
    .number()
    .min(0)
    .describe("When it happened, epoch ms; the event is appended by the project's owner, now or later"),
  generation: z.int().min(1).nullable().describe("The current generation afterwards; null: none"),
  envId: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .nullable()
    .describe("Its identity"),
  txid: z.string().max(64).nullable().describe("The transaction, where there is one"),
  nodeId: z.string().max(100).nullable().describe("The node pack, where there is one"),
  detail: z.string().max(2000).describe("What happened, in one sentence"),
};

/** Payloads of what happens to the environment. Source: contracts, section 9. */
export const ENV_PAYLOADS = {
  "env.initialized": z.strictObject(EnvFacts).describe("A ComfyUI folder was adopted, and its first generation stands"),
  "env.staged": z.strictObject(EnvFacts).describe("A node pack was fetched and waits for a transaction; production is as it was"),
  "env.tx_finished": z
    .strictObject(EnvFacts)
    .describe("A transaction came to a candidate, a conflict or a failure; production is as it was"),
  "env.promoted": z.strictObject(EnvFacts).describe("A candidate became production"),
  "env.promote_failed": z.strictObject(EnvFacts).describe("A candidate did not become production, which is as it was"),
  "env.rolled_back": z.strictObject(EnvFacts).describe("An earlier state became production again"),
  "env.node_removed": z.strictObject(EnvFacts).describe("A node pack was taken out, with what only it needed"),
  "env.recovered": z.strictObject(EnvFacts).describe("A change that was cut off was finished or taken back"),
  "env.imported": z.strictObject(EnvFacts).describe("An exported environment became production"),
  "env.started": z.strictObject(EnvFacts).describe("The governed ComfyUI was started"),
  "env.stopped": z.strictObject(EnvFacts).describe("The governed ComfyUI ended, or was stopped"),
} as const;
