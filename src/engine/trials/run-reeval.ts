import type { NamedFile } from "../../core/authored/named-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { costOf, type ReevaluatedTrace, type ReevalSummary, summariseReeval } from "../../core/trials/reeval/summarise.ts";
import { findProjectAbove } from "../playtest/find-project-above.ts";
import { chooseGiven } from "./choose-given.ts";
import { findTraces } from "./find-traces.ts";
import { openJudges } from "./judge-provider.ts";
import { loadTrialPolicy } from "./load-policy.ts";
import { type LoadedScenario, loadScenario } from "./load-scenario.ts";
import { lookAtRun } from "./look-at-runs.ts";
import { redactorFor } from "./redactor-for.ts";
import { type Done, type Reevaluation, reevalFile, type ScenarioOf } from "./reeval-file.ts";
import { prepareNamed, recordedScenarios } from "./reeval-scenario.ts";
import type { RunPorts } from "./run-options.ts";
import type { FoundRun } from "./run-store.ts";
import { workThrough } from "./work-through.ts";

/** Which recorded trials are judged anew, and by what. */
export interface ReevalRequest {
  /** Folder that holds `.touchstone`. */
  readonly dir: string;
  /** Folder that paths count from. */
  readonly cwd: string;
  /** A run or a trace by its id, a trace's file, or a folder of them. */
  readonly target: string;
  /** Null: what each trace was recorded by. */
  readonly scenario: NamedFile | null;
  /** Whether what the recordings cannot decide is skipped, and trials that were cut off are judged as far as they go. */
  readonly allowPartial: boolean;
  /** Whether a scenario that is not the one that was recorded is refused. */
  readonly strictScenario: boolean;
}

/** What came of it: `touchstone trial reeval --json` prints this. */
export interface ReevalReport extends ReevalSummary {
  /** Whether trials would go otherwise by the scenario now; null where none was given to compare with. */
  readonly drift: boolean | null;
  /** Which of its fields are not what they were. */
  readonly driftFields: readonly string[];
  /** The scenario's file; null: what the traces hold of it. */
  readonly scenario: string | null;
  /** Votes: asked for, used again, and what those that were asked for cost in USD (null: unknown). */
  readonly judge: { readonly asked: number; readonly reused: number; readonly costUsd: number | null };
  readonly traces: readonly ReevaluatedTrace[];
  /** Traces that were not judged, and why. */
  readonly unreadable: readonly { readonly file: string; readonly code: string; readonly message: string }[];
}

/**
 * Traces that are judged at once. Guess: reading waits for the disk and judges for their providers; more would only ask one
 * provider harder than it likes.
 */
const PARALLEL = 8;

/**
 * Judges recorded trials anew. Each is judged by its trace alone, and what came of it is appended beside the trace. Where all
 * votes are recorded it asks nobody, and costs nothing.
 *
 * @throws TouchstoneError RUN_NOT_FOUND, RECORDING_MISSING; EVIDENCE_MISSING with each assertion that a recording cannot decide;
 *         SCENARIO_DRIFTED; TRACE_TRUNCATED, TRACE_DAMAGED and others of a single trace; what `loadScenario` throws.
 */
export async function runReeval(request: ReevalRequest, ports: RunPorts): Promise<ReevalReport> {
  const files = await findTraces(request);
  const reevaluation = await openReevaluation(request, { files, ports });
  const done: (Done | null)[] = files.map(() => null);
  const queue = files.entries();
  await workThrough(
    PARALLEL,
    () => (ports.signal.aborted ? undefined : queue.next().value),
    async ([index, file]) => void (done[index] = await reevalFile(file, reevaluation)),
  );
  if (ports.signal.aborted) throw new TouchstoneError("INTERRUPTED", "judging was interrupted; what was judged is kept");
  return report(
    done.filter((each) => each !== null),
    { request, ...reevaluation },
  );
}

async function openReevaluation(
  request: ReevalRequest,
  { files, ports }: { readonly files: readonly NamedFile[]; readonly ports: RunPorts },
): Promise<Reevaluation & { readonly run: FoundRun | null }> {
  const loaded = request.scenario === null ? null : await loadScenario(request.scenario);
  const policy = loaded?.policy ?? (await loadTrialPolicy(await findProjectAbove(request.dir)));
  const run = await lookAtRun(request.dir, request.target);
  return {
    run,
    allowPartial: request.allowPartial,
    strictScenario: request.strictScenario,
    areSeveral: run !== null || files.length !== 1 || files[0]?.name !== request.target,
    ports,
    policy,
    redactor: redactorFor([policy], ports.env),
    judgeOf: openJudges(policy, ports, run?.facts.seed ?? 0),
    scenarioOf: loaded === null ? recordedScenarios(request.dir) : await givenScenario(loaded, { run, files }),
  };
}

/** A scenario that was named is for the traces of its name; or for all, where they are of one scenario. */
async function givenScenario(
  loaded: LoadedScenario,
  { run, files }: { readonly run: FoundRun | null; readonly files: readonly NamedFile[] },
): Promise<ScenarioOf> {
  const isOnly = run?.facts.scenarios.length === 1;
  const given = isOnly ? null : await chooseGiven(loaded.file, files);
  const named = await prepareNamed(loaded);
  return async ({ header }) => await Promise.resolve(given === null || given.of === header.scenario ? named : null);
}

interface Reporting {
  readonly request: ReevalRequest;
  readonly run: FoundRun | null;
  readonly areSeveral: boolean;
}

function report(done: readonly Done[], { run, areSeveral, request }: Reporting): ReevalReport {
  const judged = done.flatMap((each) => (each.kind === "judged" ? [each] : []));
  const unreadable = done.flatMap((each) => (each.kind === "unreadable" ? [each] : []));
  const drifts = judged.flatMap(({ drift }) => (drift === null ? [] : [drift]));
  const trials = judged.map(({ trial }) => trial);
  const allowInfra = run?.facts.options["allowInfra"] === true;
  return {
    ...summariseReeval(judged, {
      isRun: areSeveral,
      allowInfra,
      unreadable: unreadable.length,
      missing: Math.max(0, countAsked(run, judged) - judged.length - unreadable.length),
    }),
    drift: drifts.length === 0 ? null : drifts.some((drift) => drift !== "none"),
    driftFields: [...new Set(drifts.flatMap((drift) => (drift === "none" ? [] : drift.fields)))],
    scenario: request.scenario?.name ?? judged[0]?.file ?? null,
    judge: {
      asked: trials.reduce((sum, { votes }) => sum + votes.length, 0),
      reused: trials.reduce((sum, { reused }) => sum + reused, 0),
      costUsd: costOf({ votes: trials.flatMap(({ votes }) => votes) }),
    },
    traces: judged.map(describeTrace),
    unreadable: unreadable.map(({ file, code, message }) => ({ file, code, message })),
  };
}

type JudgedTrace = Extract<Done, { kind: "judged" }>;

/** How many trials a run was to have, of the scenarios that were judged. */
function countAsked(run: FoundRun | null, judged: readonly JudgedTrace[]): number {
  const names = new Set(judged.map(({ trace }) => trace.header.scenario));
  const asked = run?.facts.scenarios.filter(({ name }) => names.has(name)) ?? [];
  return asked.reduce((sum, { trials }) => sum + trials, 0);
}

function describeTrace({ trace: { header, footer }, trial, drift }: JudgedTrace): ReevaluatedTrace {
  return {
    traceId: header.traceId,
    trialIndex: header.trialIndex,
    scenario: header.scenario,
    status: trial.status,
    score: trial.score,
    recorded: footer === null ? null : { status: footer.outcome, score: footer.score },
    partial: footer === null,
    drift: drift === null ? null : drift !== "none",
    assertions: trial.assertions,
  };
}
