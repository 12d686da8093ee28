import { z } from "zod";

/**
 * How a candidate's ComfyUI behaved while it was watched. `timed_out_healthy`: it answered and went on running, as a healthy
 * server does; that is no failure. `hung`: it neither answered nor ended.
 */
export const ObservationOutcome = z.enum(["exited", "timed_out_healthy", "crashed", "import_failed", "hung", "not_run"]);
export type ObservationOutcome = z.infer<typeof ObservationOutcome>;

/** What watching a candidate's ComfyUI came to. */
export const Observation = z.strictObject({
  outcome: ObservationOutcome.describe("How it behaved"),
  exitCode: z.int().nullable().describe("Its exit code; null where it was ended by us or by a signal"),
  isGood: z.boolean().describe("Whether the transaction may be promoted by it"),
  importFailures: z
    .array(z.strictObject({ node: z.string(), message: z.string() }))
    .describe("Node packs that could not be imported, and the last line of why"),
  nodeClasses: z
    .strictObject({
      added: z.array(z.string()).describe("Node classes that the base does not have"),
      removed: z.array(z.string()).describe("Node classes of the base that are gone"),
      byPack: z.record(z.string(), z.int()).describe("How many classes each pack of the candidate has"),
    })
    .nullable()
    .describe("From `/object_info`; null where it was not asked"),
  comfyuiVersion: z.string().nullable().describe("As the server says it; null: it did not"),
  durationMs: z.int().min(0).describe("How long it was watched"),
});
export type Observation = z.infer<typeof Observation>;
