import { z } from "zod";
import { type AssertionType, CAPABILITIES } from "../../../core/trials/assert/assertion.ts";
import { TRIAL_STATUSES } from "../../../core/trials/record/trial-lines.ts";
import { ADAPTERS } from "../../../core/trials/scenario/scenario.ts";
import { EpochMs, ProblemValue } from "./values.ts";

const ASSERTION_TYPES = [
  "tool_called",
  "tool_args",
  "tool_sequence",
  "tool_count",
  "output_contains",
  "regex",
  "equals",
  "json_schema",
  "jmespath",
  "cost_limit",
  "latency_limit",
  "turns_limit",
  "judge",
  "custom",
] as const satisfies readonly AssertionType[];

const Verdict = z.enum(["pass", "fail", "hard_fail", "infra"]);
const Share = z.number().describe("0 to 1");
const Interval = z.tuple([z.number(), z.number()]).describe("95 %, two-sided");
const Usd = z.number().nullable().describe("USD; null: unknown, never nothing");
const Ms = z.number().nullable();
const ById = z.record(z.string(), z.number()).describe("By k, as far as there are so many judged trials");

const RunSummaryValue = z.strictObject({
  run: z.string().describe("Its id"),
  createdAtMs: EpochMs,
  recordingMode: z.string(),
  seed: z.number(),
  state: z.enum(["running", "recorded", "interrupted"]),
  scenarios: z.array(z.string()),
  verdict: Verdict.nullable().describe("Null of a run that did not come to its end"),
  requested: z.number().describe("Trials that were asked for"),
  trials: z.number().describe("Trials that ended"),
  passed: z.number(),
  infra: z.number().describe("Trials that got no answer"),
  costUsd: Usd,
});

const PointValue = z.strictObject({
  run: z.string(),
  createdAtMs: EpochMs,
  name: z.string(),
  verdict: Verdict,
  rate: Share.nullable(),
  wilson: Interval.nullable(),
  trials: z.number(),
  requested: z.number(),
  passed: z.number(),
  infra: z.number(),
  cost: Usd,
  judgeCost: Usd,
  execution: z.string().describe("Digest of what decided how the trials went"),
  evaluation: z.string().describe("Digest of what decided how they were judged"),
  same: z.boolean().describe("Whether the scenario was what it is now"),
});

const GateValue = z.strictObject({
  minScore: Share.nullable(),
  minRate: Share.nullable(),
  minLowerBound: Share.nullable(),
  passHatK: z.strictObject({ k: z.number(), min: Share }).nullable(),
});

export const TrialOverviewValue = z.strictObject({
  scenarios: z.array(
    z.strictObject({
      name: z.string(),
      file: z.string().describe("Path inside the project"),
      problems: z.array(ProblemValue),
      about: z
        .strictObject({
          description: z.string(),
          adapter: z.enum(ADAPTERS),
          model: z.string(),
          trials: z.number(),
          threshold: Share,
          gate: GateValue.nullable(),
          tools: z.number(),
          assertions: z.number(),
        })
        .nullable()
        .describe("Null where `problems` keep it from being read"),
      history: z.array(PointValue).describe("What it came to in the newest runs, newest first"),
    }),
  ),
  runs: z.array(RunSummaryValue).describe("Newest first"),
  older: z.number().describe("Older runs that are not listed"),
});

const AssertionValue = z.strictObject({
  name: z.string(),
  type: z.enum(ASSERTION_TYPES),
  weight: z.number(),
  required: z.boolean(),
  outcome: z.enum(["pass", "fail", "skipped", "unknown"]),
  score: Share.nullable(),
  why: z.string(),
  missing: z.array(z.enum(CAPABILITIES)),
});

const FlakeLabel = z.enum(["stable", "flaky", "unknown"]);
const LatencyValue = z.strictObject({ p50: Ms, p95: Ms, max: Ms });

const TrialValue = z.strictObject({
  traceId: z.string(),
  trialIndex: z.number(),
  status: z.enum(TRIAL_STATUSES),
  score: Share.nullable(),
  finishReason: z.enum([
    "stop",
    "length",
    "tool_calls",
    "content_filter",
    "refusal",
    "other",
    "max_turns",
    "timeout",
    "budget",
    "interrupted",
    "error",
  ]),
  assertions: z.array(AssertionValue),
  costUsd: Usd,
  judgeCostUsd: Usd,
  tokens: z.strictObject({ input: z.number(), output: z.number() }).nullable(),
  latencyMs: z.number(),
  turns: z.number(),
  retries: z.number().describe("Tries of calls that failed and were repeated"),
  error: z.string().nullable(),
  digest: z.string().nullable(),
});

const ScenarioReportValue = z.strictObject({
  name: z.string(),
  file: z.string(),
  verdict: Verdict,
  why: z.string(),
  requested: z.number(),
  trials: z.number(),
  passed: z.number(),
  failed: z.number(),
  hardFailed: z.number(),
  infra: z.number(),
  rate: Share.nullable().describe("Of the trials that were judged"),
  wilson: Interval.nullable(),
  passAtK: ById,
  passHatK: ById,
  flake: z.strictObject({ label: FlakeLabel, why: z.string() }),
  score: z.strictObject({ mean: Share.nullable(), min: Share.nullable() }),
  latencyMs: LatencyValue,
  cost: Usd,
  judgeCost: Usd,
  retries: z.number(),
  stoppedEarly: z.string().nullable(),
  failures: z.array(z.strictObject({ name: z.string(), failed: z.number(), skipped: z.number(), why: z.string() })),
  results: z.array(TrialValue),
});

export const TrialRunValue = z.strictObject({
  run: RunSummaryValue,
  report: z
    .strictObject({
      runId: z.string(),
      createdAt: EpochMs,
      recordingMode: z.string(),
      seed: z.number(),
      scenarios: z.array(ScenarioReportValue),
      exitCode: z.number(),
    })
    .nullable()
    .describe("Of a run that was cut off, what its traces tell; null of one that goes on"),
  traces: z
    .array(
      z.strictObject({
        traceId: z.string(),
        trialIndex: z.number(),
        scenario: z.string(),
        status: z.enum([...TRIAL_STATUSES, "running", "interrupted"]),
        error: z.string().exactOptional(),
      }),
    )
    .describe("What its manifest says of each trial, oldest first"),
});

export const TrialDeletedValue = z.strictObject({ deleted: z.string().describe("Id of the run") });

const Change = z
  .enum(["better", "worse", "not_shown", "not_comparable", "unknown"])
  .describe("`not_shown`: the interval of the difference holds zero");
const DifferenceValue = z
  .strictObject({ difference: z.number(), interval: Interval, shown: z.boolean() })
  .nullable()
  .describe("Of the pass rates, later less earlier");
const HeadValue = z.strictObject({
  runId: z.string(),
  createdAt: EpochMs,
  recordingMode: z.string(),
  exitCode: z.number(),
});
const SideValue = z
  .strictObject({
    verdict: Verdict,
    passed: z.number(),
    judged: z.number(),
    rate: Share.nullable(),
    wilson: Interval.nullable(),
    meanScore: Share.nullable(),
    flake: FlakeLabel,
    costPerTrial: Usd,
    latencyMs: LatencyValue,
  })
  .nullable()
  .describe("Null where that run does not have it");
const CountValue = z.strictObject({ passed: z.number(), judged: z.number() }).nullable();

export const TrialComparisonValue = z.strictObject({
  a: HeadValue,
  b: HeadValue,
  scenarios: z.array(
    z.strictObject({
      name: z.string(),
      change: Change,
      why: z.string(),
      a: SideValue,
      b: SideValue,
      rate: DifferenceValue,
      assertions: z.array(
        z.strictObject({ name: z.string(), change: Change, a: CountValue, b: CountValue, rate: DifferenceValue }),
      ),
    }),
  ),
});
