import type { NamedFile } from "../../core/authored/named-file.ts";
import { combineExitCodes, type FailureCode, FAILURES, TouchstoneError } from "../../core/errors.ts";
import type { Redactor } from "../../core/trials/privacy/redactor.ts";
import type { JsonDifference } from "../../core/trials/replay/json-diff.ts";
import type { Gap } from "../../core/trials/replay/replay-ports.ts";
import { replayTrial, type TrialReplay } from "../../core/trials/replay/replay-trial.ts";
import type { WholeTrialTrace } from "../../core/trials/record/trial-trace.ts";
import type { TrialPolicy } from "../../core/trials/settings.ts";
import { findTraces, type TraceTarget } from "./find-traces.ts";
import { loadTrialTrace } from "./load-trial-trace.ts";
import { redactorFor } from "./redactor-for.ts";
import { chooseGiven } from "./choose-given.ts";
import { openScenarioFinder, type ScenarioFinder, type TraceScenario } from "./scenario-of-trace.ts";

/** What is replayed. */
export interface ReplayInput extends TraceTarget {
  /** The scenario to hold the traces against; null: each one's own. */
  readonly scenario: NamedFile | null;
  /** Whether what cannot be replayed is passed over. */
  readonly allowPartial: boolean;
  /** Where the keys are found that no recording may hold. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What came of a replay; `touchstone trial replay --json` prints it. */
export interface ReplayReport {
  /** Everything that was to be replayed was, and is as it was recorded; or only what may be passed over is not. */
  readonly ok: boolean;
  readonly replayed: number;
  readonly diverged: readonly { readonly traceId: string; readonly turn: number; readonly diff: readonly JsonDifference[] }[];
  readonly missing: readonly ({ readonly traceId: string } & Gap)[];
  readonly unused: readonly ({ readonly traceId: string } & Gap)[];
  /** What could not be replayed, and why. */
  readonly skipped: readonly SkippedTrace[];
  /** Traces that hold the same conversation, of a scenario that is another one now. */
  readonly changed: readonly { readonly traceId: string; readonly expected: string; readonly actual: string }[];
  /** What the traces were held against. */
  readonly scenarios: readonly {
    readonly name: string;
    readonly source: TraceScenario["source"];
    readonly file: string | null;
  }[];
  readonly exitCode: number;
}

export interface SkippedTrace {
  /** As it was named, or found. */
  readonly trace: string;
  readonly code: FailureCode;
  readonly message: string;
}

/**
 * Replays recorded trials. Nothing but recordings is asked, and none of the author's functions is called.
 *
 * @throws TouchstoneError RUN_NOT_FOUND (unless partial is allowed) and what else `findTraces` throws; INPUT_INVALID for a
 *         scenario that cannot be read.
 * Source: SPEC.md of src/core/trials/replay, RP10-RP14.
 */
export async function runReplay(input: ReplayInput): Promise<ReplayReport> {
  const draft = openDraft();
  const files = await findOrSkip(input, draft);
  const finder = openScenarioFinder(await chooseGiven(input.scenario, files), input.dir);
  const redactors = new Map<TrialPolicy, Redactor>();
  const redactorOf = (policy: TrialPolicy): Redactor => {
    const redactor = redactors.get(policy) ?? redactorFor([policy], input.env);
    redactors.set(policy, redactor);
    return redactor;
  };
  for (const file of files) await replayFile(file, { finder, redactorOf, draft });
  return finish(draft, input.allowPartial);
}

interface Draft {
  replayed: number;
  readonly diverged: ReplayReport["diverged"][number][];
  readonly missing: ReplayReport["missing"][number][];
  readonly unused: ReplayReport["unused"][number][];
  readonly skipped: SkippedTrace[];
  readonly changed: ReplayReport["changed"][number][];
  readonly scenarios: Map<string, ReplayReport["scenarios"][number]>;
}

function openDraft(): Draft {
  return { replayed: 0, diverged: [], missing: [], unused: [], skipped: [], changed: [], scenarios: new Map() };
}

async function findOrSkip(input: ReplayInput, draft: Draft): Promise<readonly NamedFile[]> {
  try {
    return await findTraces(input);
  } catch (error) {
    const isUnknown = error instanceof TouchstoneError && error.code === "RUN_NOT_FOUND";
    if (!isUnknown || !input.allowPartial) throw error;
    draft.skipped.push({ trace: input.target ?? "", code: error.code, message: error.message });
    return [];
  }
}

interface Replaying {
  readonly finder: ScenarioFinder;
  readonly redactorOf: (policy: TrialPolicy) => Redactor;
  readonly draft: Draft;
}

async function replayFile(file: NamedFile, { finder, redactorOf, draft }: Replaying): Promise<void> {
  const found = await findWhole(file, finder);
  if ("code" in found) return void draft.skipped.push({ trace: file.name, ...found });
  const { trace, held } = found;
  const { scenario, source, policy } = held;
  draft.scenarios.set(`${source} ${held.file ?? ""} ${scenario.name}`, { name: scenario.name, source, file: held.file });
  note(draft, trace, await replayTrial({ scenario, trace, redactor: redactorOf(policy) }));
}

function note(draft: Draft, { header, footer }: WholeTrialTrace, { diverged, missing, unused, digest }: TrialReplay): void {
  const { traceId } = header;
  draft.replayed += 1;
  if (diverged !== null) draft.diverged.push({ traceId, ...diverged });
  draft.missing.push(...missing.map((gap) => ({ traceId, ...gap })));
  draft.unused.push(...unused.map((gap) => ({ traceId, ...gap })));
  const isSame = diverged === null && missing.length + unused.length === 0;
  if (isSame && digest !== footer.digest) draft.changed.push({ traceId, expected: footer.digest, actual: digest });
}

type Found = { readonly trace: WholeTrialTrace; readonly held: TraceScenario } | Omit<SkippedTrace, "trace">;

/** Failures that are those of one trace; any other ends the replay. */
const OF_TRACE: ReadonlySet<FailureCode> = new Set(["FILE_NOT_FOUND", "FILE_TOO_LARGE", "TRACE_DAMAGED"]);

async function findWhole(file: NamedFile, finder: ScenarioFinder): Promise<Found> {
  try {
    const reading = await loadTrialTrace(file);
    if (reading.kind !== "whole") return { code: reading.damage.code, message: reading.damage.message };
    const { trace } = reading;
    if (trace.header.recordingMode === "full") return { trace, held: await finder.find(trace, file) };
    return { code: "RECORDING_MISSING", message: "it was recorded in metadata_only: nothing that was said is there" };
  } catch (error) {
    if (!(error instanceof TouchstoneError) || !OF_TRACE.has(error.code)) throw error;
    return { code: error.code, message: error.message };
  }
}

function finish({ scenarios, ...draft }: Draft, allowPartial: boolean): ReplayReport {
  const { diverged, missing, unused, skipped } = draft;
  const codes: FailureCode[] = [
    ...(diverged.length > 0 ? (["TRIAL_DIVERGED"] as const) : []),
    ...(missing.length + unused.length > 0 ? (["RECORDING_MISSING"] as const) : []),
    ...(allowPartial ? [] : skipped.map(({ code }) => code)),
  ];
  const exitCode = combineExitCodes(codes.map((code) => FAILURES[code].exit));
  return { ok: exitCode === 0, ...draft, scenarios: [...scenarios.values()], exitCode };
}
