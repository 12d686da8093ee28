import { z } from "zod";
import { ONLINE_ADAPTERS } from "./scenario/scenario.ts";

/** What is wrong is not said again: it may be the key. */
const EnvName = z.string().refine((name) => /^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name), {
  message: "must be the name of an environment variable, never the key itself",
});
const Price = z.number().min(0).max(100_000);

/** `policies.trials` of a project; all of it has defaults, so that trials run outside of projects too. */
export const TrialPolicy = z.strictObject({
  providers: z
    .partialRecord(
      z.enum(ONLINE_ADAPTERS),
      z.strictObject({
        baseUrl: z
          .url({ protocol: /^https?$/, message: "must be an address that begins with `http://` or `https://`" })
          .optional()
          .describe("Where the provider answers, e.g. `http://127.0.0.1:11434/v1`"),
        apiKeyEnv: EnvName.optional().describe("Environment variable that holds the key; the key itself is never written"),
      }),
    )
    .default({})
    .describe("Addresses and keys by adapter"),
  prices: z
    .record(
      z.string().min(1).max(200),
      z.strictObject({
        input: Price.describe("USD per million input tokens"),
        output: Price.describe("USD per million output tokens"),
        cacheRead: Price.optional().describe("USD per million tokens read from a cache; default: as input"),
        cacheWrite: Price.optional().describe("USD per million tokens written to a cache; default: as input"),
      }),
    )
    .default({})
    .describe("Prices by model; a model without one costs an unknown amount, never nothing"),
  judge: z
    .strictObject({
      adapter: z.enum(ONLINE_ADAPTERS).optional().describe("Adapter of judges that name none; default: the scenario's"),
      model: z.string().min(1).max(200).optional().describe("Model of judges that name none; default: the scenario's"),
    })
    .prefault({})
    .describe("Who judges"),
  redact: z.array(z.string().min(1).max(500)).max(100).default([]).describe("Patterns (RE2) of what is never written"),
  retentionDays: z
    .int()
    .min(1)
    .max(36_500)
    .optional()
    .describe("Runs older than this go with `trial delete --expired`; default: none"),
});
export type TrialPolicy = z.infer<typeof TrialPolicy>;
