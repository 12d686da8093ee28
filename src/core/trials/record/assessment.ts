import { z } from "zod";
import type { AssertionResult } from "../assert/assertion.ts";
import { resultSchema, voteSchema } from "./line-schemas.ts";
import { TRIAL_STATUSES, type TrialEntry, type TrialStatus } from "./trial-lines.ts";

/** One judging of a recorded trace: a line of `<traceId>.assessments.jsonl`, appended and never changed. */
export interface Assessment {
  readonly schemaVersion: 1;
  readonly traceId: string;
  readonly runId: string;
  readonly assessedAtMs: number;
  /** The scenario that it was judged by: its file, null for the trace's snapshot, and its hashes. */
  readonly scenarioFile: string | null;
  readonly hashes: { readonly execution: string; readonly evaluation: string };
  /** Whether the execution hash is another than the trace's. */
  readonly drift: boolean;
  /** Whether the trace's end is missing, so that it was judged by its beginning. */
  readonly partial: boolean;
  readonly status: TrialStatus;
  readonly score: number | null;
  readonly judgeCostUsd: number | null;
  readonly assertions: readonly AssertionResult[];
  /** Votes that were asked for anew; recorded ones that were used again are not repeated. */
  readonly votes: readonly Extract<TrialEntry, { line: "judge_vote" }>[];
}

const assessment: z.ZodType<Assessment> = z.strictObject({
  schemaVersion: z.literal(1).describe("Version of the line"),
  traceId: z.string().describe("The trace that was judged"),
  runId: z.string().describe("Its run"),
  assessedAtMs: z.number().describe("When"),
  scenarioFile: z.string().nullable().describe("The scenario that it was judged by; null: the trace's own"),
  hashes: z
    .strictObject({
      execution: z.string().describe("Of what decides how trials go"),
      evaluation: z.string().describe("Of what decides how they are judged"),
    })
    .describe("Of that scenario"),
  drift: z.boolean().describe("Whether trials would go otherwise by it"),
  partial: z.boolean().describe("Whether the trace was cut off"),
  status: z.enum(TRIAL_STATUSES).describe("What came of it"),
  score: z.number().nullable().describe("Null where nothing was judged"),
  judgeCostUsd: z.number().nullable().describe("USD of the votes; null: unknown"),
  assertions: z.array(resultSchema).describe("What came of each assertion"),
  votes: z.array(voteSchema).describe("Votes that were asked for anew"),
});

/** Reads a line; null where it is none. */
export function parseAssessment(line: string): Assessment | null {
  try {
    return assessment.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
