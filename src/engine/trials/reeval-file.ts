import type { NamedFile } from "../../core/authored/named-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { toTraceError } from "../../core/trace/trace-error.ts";
import { priceOf } from "../../core/trials/conversation/price.ts";
import { askVotes } from "../../core/trials/judge/ask-votes.ts";
import type { Redactor } from "../../core/trials/privacy/redactor.ts";
import type { TrialTrace } from "../../core/trials/record/trial-trace.ts";
import { type Drift, findDrift } from "../../core/trials/reeval/find-drift.ts";
import { findMissingEvidence } from "../../core/trials/reeval/find-missing.ts";
import { reevalTrace, type RejudgedTrial } from "../../core/trials/reeval/reeval-trace.ts";
import { costOf, type Rejudged } from "../../core/trials/reeval/summarise.ts";
import type { TrialPolicy } from "../../core/trials/settings.ts";
import { appendAssessment, readAssessments } from "./assessments.ts";
import { customFunctions } from "./custom-functions.ts";
import type { openJudges } from "./judge-provider.ts";
import { loadTrialTrace } from "./load-trial-trace.ts";
import type { RejudgingScenario } from "./reeval-scenario.ts";
import type { RunPorts } from "./run-options.ts";

/** What all traces are judged anew with. */
export interface Reevaluation {
  /** Whether what the recordings cannot decide is skipped, and trials that were cut off are judged as far as they go. */
  readonly allowPartial: boolean;
  /** Whether a scenario that is not the one that was recorded is refused. */
  readonly strictScenario: boolean;
  /** Whether a run or a folder was named, whose trials count together. */
  readonly areSeveral: boolean;
  readonly ports: RunPorts;
  readonly policy: TrialPolicy;
  readonly redactor: Redactor;
  readonly judgeOf: ReturnType<typeof openJudges>;
  /** What a trace is judged by; null for one that the scenario is not for. */
  readonly scenarioOf: ScenarioOf;
}

export type ScenarioOf = (trace: TrialTrace, name: string) => Promise<RejudgingScenario | null>;

/** A trace that was looked at. */
export type Done =
  | { readonly kind: "unreadable"; readonly file: string; readonly code: string; readonly message: string }
  | ({ readonly kind: "judged"; readonly drift: Drift | "none" | null; readonly file: string | null } & Rejudged);

/**
 * Judges the trace of a file, and appends what came of it beside it.
 *
 * @returns null for a trace that the scenario is not for.
 */
export async function reevalFile(file: NamedFile, reevaluation: Reevaluation): Promise<Done | null> {
  const { allowPartial, areSeveral } = reevaluation;
  const reading = await loadTrialTrace(file);
  if (reading.kind === "damaged" || (reading.kind === "partial" && !allowPartial)) {
    const { code, message } = reading.damage;
    if (areSeveral) return { kind: "unreadable", file: file.name, code, message };
    if (reading.kind === "damaged") throw toTraceError(reading.damage, file.name);
    const hint = "Judge it as far as it goes with `--allow-partial-reeval`";
    throw toTraceError({ ...reading.damage, hint }, file.name);
  }
  return await judgeTrace(file, reading.trace, reevaluation);
}

async function judgeTrace(file: NamedFile, trace: TrialTrace, reevaluation: Reevaluation): Promise<Done | null> {
  const by = await reevaluation.scenarioOf(trace, file.name);
  if (by === null) return null;
  const { allowPartial, strictScenario, redactor } = reevaluation;
  const drift = by.file === null ? null : (findDrift(by.scenario, trace.header, redactor) ?? "none");
  if (strictScenario && drift !== null && drift !== "none") throw driftError(by, drift);
  if (!allowPartial) checkEvidence(by, trace);
  const trial = await rejudge(file, trace, { by, reevaluation });
  await append(file, { trace, by, trial, drift }, reevaluation);
  return { kind: "judged", drift, file: by.file, trace, scenario: by.scenario, trial };
}

interface Judging {
  readonly by: RejudgingScenario;
  readonly reevaluation: Reevaluation;
}

async function rejudge(file: NamedFile, trace: TrialTrace, { by, reevaluation }: Judging): Promise<RejudgedTrial> {
  const { ports, policy, redactor, judgeOf } = reevaluation;
  const { trialIndex } = trace.header;
  const hasJudge = by.scenario.assertions.some(({ type }) => type === "judge");
  const earlier = hasJudge ? await readAssessments(file.path) : [];
  return await reevalTrace(trace, {
    scenario: by.scenario,
    policy,
    redactor,
    earlier: earlier.flatMap(({ votes }) => votes),
    ask: askVotes({
      trialIndex,
      complete: async (question, place) =>
        await judgeOf(question).complete(question.request, { ...place, signal: ports.signal, limitMs: null }),
      price: (model, usage) => priceOf(policy.prices, model, usage),
    }),
    custom: customFunctions(by.functions, ports.signal),
  });
}

type Assessed = Pick<Rejudged, "trace" | "trial"> & { readonly by: RejudgingScenario; readonly drift: Drift | "none" | null };

async function append(file: NamedFile, { trace, by, trial, drift }: Assessed, { ports, redactor }: Reevaluation): Promise<void> {
  const { traceId, runId, recordingMode: mode } = trace.header;
  const assessment = {
    schemaVersion: 1,
    traceId,
    runId,
    assessedAtMs: ports.nowMs(),
    scenarioFile: by.file,
    hashes: by.scenario.hashes,
    drift: drift !== null && drift !== "none",
    partial: trace.footer === null,
    status: trial.status,
    score: trial.score,
    judgeCostUsd: costOf(trial),
    assertions: trial.assertions,
    votes: trial.votes,
  } as const;
  await appendAssessment(file.path, assessment, { redactor, mode });
}

function checkEvidence({ scenario }: RejudgingScenario, { header }: TrialTrace): void {
  const lacking = findMissingEvidence(scenario.assertions, header);
  const [first] = lacking;
  if (first === undefined) return;
  const problems = lacking.map(({ assertion, missing }) => ({
    code: "EVIDENCE_MISSING" as const,
    message: `\`${assertion.name}\` needs ${missing.map((capability) => `\`${capability}\``).join(", ")}`,
    place: assertion.place,
  }));
  const names = lacking.map(({ assertion }) => `\`${assertion.name}\``).join(", ");
  throw new TouchstoneError(
    "EVIDENCE_MISSING",
    `a recording of mode \`${header.recordingMode}\` cannot decide ${names}: ${[...new Set(lacking.flatMap(({ missing }) => missing))].join(", ")} was not recorded`,
    { hint: "Skip them with `--allow-partial-reeval`, or record in full", problems },
  );
}

function driftError({ file, scenario }: RejudgingScenario, { fields }: Drift): TouchstoneError {
  const changed = fields.length === 0 ? "" : `: ${fields.map((field) => `\`${field}\``).join(", ")} changed`;
  return new TouchstoneError("SCENARIO_DRIFTED", `\`${file ?? scenario.name}\` is not what was recorded${changed}`, {
    hint: "Leave `--strict-scenario` out to judge by it all the same, or run the trials anew",
  });
}
