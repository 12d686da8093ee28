import { z } from "zod";
import { CAPABILITIES } from "../../core/trials/assert/assertion.ts";
import { TRIAL_STATUSES } from "../../core/trials/record/trial-lines.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";

const count = z.int().min(0);
const share = z.number().nullable();
const usd = z.number().nullable();
const ms = z.number().nullable();
const byK = z.record(z.string(), z.number());

const assertionResult = z.object({
  name: z.string().describe("Its name"),
  type: z.string().describe("What it looks at"),
  weight: z.number().describe("Share in the score"),
  required: z.boolean().describe("Whether its failure is a hard one"),
  outcome: z.enum(["pass", "fail", "skipped", "unknown"]).describe("What came of it"),
  score: share.describe("Null where it was not judged"),
  why: z.string().describe("What was looked at and what was there"),
  missing: z.array(z.enum(CAPABILITIES)).describe("What the trace lacks"),
});

const trialResult = z.object({
  traceId: z.string().describe("Id of the trial"),
  trialIndex: count.describe("From 0"),
  status: z.enum(TRIAL_STATUSES).describe("What came of it"),
  score: share.describe("Null where it was not judged"),
  finishReason: z.string().describe("Why its conversation ended"),
  assertions: z.array(assertionResult).describe("What was asserted of it"),
  costUsd: usd.describe("Of its own calls"),
  judgeCostUsd: usd.describe("Of its judges"),
  tokens: z
    .object({ input: z.number().describe("Sent"), output: z.number().describe("Got") })
    .nullable()
    .describe("Null: unknown"),
  latencyMs: z.number().describe("How long it took"),
  turns: count.describe("Answers of the model"),
  retries: count.describe("Tries that were repeated"),
  error: z.string().nullable().describe("Why no answer came"),
  digest: z.string().nullable().describe("Of its trace"),
});

const scenarioReport = z.object({
  name: z.string().describe("Its name"),
  file: z.string().describe("Its file"),
  verdict: z.enum(["pass", "fail", "hard_fail", "infra"]).describe("What its trials come to"),
  why: z.string().describe("Why"),
  requested: count.describe("Asked for"),
  trials: count.describe("Ran"),
  passed: count.describe("Passed"),
  failed: count.describe("Failed"),
  hardFailed: count.describe("Failed what is required"),
  infra: count.describe("Got no answer"),
  rate: share.describe("Of the judged trials"),
  wilson: z.tuple([z.number(), z.number()]).nullable().describe("Interval of the rate"),
  passAtK: byK.describe("Chance that one of k passes"),
  passHatK: byK.describe("Chance that all of k pass"),
  flake: z
    .object({ label: z.enum(["stable", "flaky", "unknown"]).describe("What it is"), why: z.string().describe("Why") })
    .describe("Whether it is flaky"),
  score: z.object({ mean: share.describe("Mean"), min: share.describe("Least") }).describe("Of the judged trials"),
  latencyMs: z
    .object({ p50: ms.describe("Median"), p95: ms.describe("95 of 100"), max: ms.describe("Longest") })
    .describe("Of the judged trials"),
  cost: usd.describe("Of the trials' own calls"),
  judgeCost: usd.describe("Of the judges"),
  retries: count.describe("Tries that were repeated"),
  stoppedEarly: z.string().nullable().describe("Why it ended early"),
  failures: z
    .array(
      z.object({
        name: z.string().describe("The assertion"),
        failed: count.describe("Trials that it failed in"),
        skipped: count.describe("Trials that it could not be judged in"),
        why: z.string().describe("Why, in one of them"),
      }),
    )
    .describe("What failed"),
  results: z.array(trialResult).describe("Its trials"),
});

const runReport = z.object({
  runId: z.string().describe("Id of the run"),
  createdAt: z.number().describe("When it began, epoch ms"),
  recordingMode: z.string().describe("What was recorded"),
  seed: z.number().describe("Seed of the run"),
  scenarios: z.array(scenarioReport).describe("What came of each"),
  exitCode: count.describe("What the command ended with"),
});

/** Reads `report.json`'s text; null where it is not what was written, whatever somebody made of it. */
export function parseReportJson(text: string): RunReport | null {
  try {
    const json = JSON.parse(text) as RunReport;
    // The parsed copy would lose what a later version adds; whoever shows the report decides what of it to show.
    return runReport.safeParse(json).success ? json : null;
  } catch {
    return null;
  }
}
