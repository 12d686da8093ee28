import type { NamedFile } from "../../core/authored/named-file.ts";
import { combineExitCodes, type Problem, TouchstoneError, FAILURES } from "../../core/errors.ts";
import type { AlignedPair, Cause, CauseGroup } from "../../core/trace/cause.ts";
import { groupCauses } from "../../core/trace/cause.ts";
import type { TraceRules } from "../../core/trace/trace-rules.ts";
import type { RawTrace } from "../../core/trace/envelope.ts";
import { readTrace } from "../../core/trace/read-trace.ts";
import { toTraceError } from "../../core/trace/trace-error.ts";
import { loadTraceText } from "../load-trace-text.ts";

/** How two traces of one kind differ, and their causes as groups, as a check of many would show them. */
export interface ComparedFiles {
  readonly equal: boolean;
  readonly causes: readonly Cause[];
  readonly firstDivergence: AlignedPair | null;
  readonly pairs: readonly AlignedPair[];
  readonly warnings: readonly string[];
  readonly groups: readonly CauseGroup[];
}

/**
 * Compares two trace files, both of playtests or both of trials.
 *
 * @throws TouchstoneError what `loadTrace` throws; INPUT_INVALID for traces of two kinds.
 */
export async function compareFiles(
  files: readonly [NamedFile, NamedFile],
  ignorePaths: readonly string[],
): Promise<ComparedFiles> {
  const [expected, actual] = [await loadRaw(files[0]), await loadRaw(files[1])];
  const diff = await compareRaw([expected, actual], files, { ignorePaths, redact: [] });
  return { ...diff, groups: groupCauses([{ name: files[1].name, causes: diff.causes }]) };
}

async function loadRaw(file: NamedFile): Promise<RawTrace> {
  const reading = readTrace(await loadTraceText(file));
  if (reading.kind === "damaged") throw toTraceError(reading, file.name);
  return reading.trace;
}

/** What compares is loaded for the kind that is there. */
async function compareRaw(
  [expected, actual]: readonly [RawTrace, RawTrace],
  files: readonly [NamedFile, NamedFile],
  rules: TraceRules,
): Promise<Omit<ComparedFiles, "groups">> {
  const kinds = [expected.header.kind, actual.header.kind];
  if (kinds[0] !== kinds[1])
    throw new TouchstoneError(
      "INPUT_INVALID",
      `\`${files[0].name}\` is of a ${kinds[0]}, \`${files[1].name}\` of a ${kinds[1]}`,
      {
        hint: "Compare two traces of one kind",
      },
    );
  if (kinds[0] === "trial") {
    const { diffTrials } = await import("../../core/trials/diff/diff-trials.ts");
    const { readTrialTrace } = await import("../../core/trials/record/read-trial-trace.ts");
    return diffTrials(readTrialTrace(expected), readTrialTrace(actual), rules);
  }
  const { diffTraces } = await import("../../core/playtest/diff/diff-traces.ts");
  const { readPlaytestTrace } = await import("../../core/playtest/record/read-playtest-trace.ts");
  return diffTraces(readPlaytestTrace(expected), readPlaytestTrace(actual), rules);
}

/** What a trace file says of itself, when it holds. */
export interface VerifiedTrace {
  readonly file: string;
  readonly ok: boolean;
  /** Null, like the rest, for one that is damaged. */
  readonly digest: string | null;
  readonly outcome: string | null;
  readonly kind: "playtest" | "trial" | null;
  /** Of a trial: turns. */
  readonly steps: number | null;
  readonly problem: Problem | null;
}

/** Looks whether trace files are whole: each line, and the digest that covers them. What is wrong with one keeps no other from being looked at. */
export async function verifyFiles(files: readonly NamedFile[]): Promise<readonly VerifiedTrace[]> {
  const verified: VerifiedTrace[] = [];
  for (const file of files) verified.push(await verifyFile(file));
  return verified;
}

async function verifyFile(file: NamedFile): Promise<VerifiedTrace> {
  try {
    return { file: file.name, ok: true, ...(await readEnd(file)), problem: null };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    const { code, message, place, hint } = error;
    // A trial's reader knows no files.
    const named = place === undefined ? {} : { place: { ...place, file: place.file === "" ? file.name : place.file } };
    const problem = { code, message, ...named, ...(hint === undefined ? {} : { hint }) };
    return { file: file.name, ok: false, digest: null, outcome: null, kind: null, steps: null, problem };
  }
}

async function readEnd(file: NamedFile): Promise<Pick<VerifiedTrace, "digest" | "outcome" | "kind" | "steps">> {
  const raw = await loadRaw(file);
  if (raw.header.kind !== "trial") {
    const { readPlaytestTrace } = await import("../../core/playtest/record/read-playtest-trace.ts");
    const { digest, outcome, counts } = readPlaytestTrace(raw).footer;
    return { digest, outcome, kind: "playtest", steps: counts.steps };
  }
  const { readTrialTrace } = await import("../../core/trials/record/read-trial-trace.ts");
  const { digest, outcome, counts } = readTrialTrace(raw).footer;
  return { digest, outcome, kind: "trial", steps: counts.turns };
}

/** The exit code of a verification: of the most urgent thing that is wrong. */
export function exitCodeOfVerified(verified: readonly VerifiedTrace[]): number {
  return combineExitCodes(verified.map(({ problem }) => (problem === null ? 0 : FAILURES[problem.code].exit)));
}
