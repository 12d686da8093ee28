import type { NamedFile } from "../../core/authored/named-file.ts";
import { combineExitCodes, type Problem, TouchstoneError, FAILURES } from "../../core/errors.ts";
import type { CauseKind } from "../../core/playtest/diff/cause-kinds.ts";
import { diffTraces, type TraceDiff } from "../../core/playtest/diff/diff-traces.ts";
import { type CauseGroup, groupCauses } from "../../core/trace/cause.ts";
import { loadTrace } from "./load-trace.ts";

/** How two traces differ, and their causes as groups, as a check of many would show them. */
export interface ComparedFiles extends TraceDiff {
  readonly groups: readonly CauseGroup<CauseKind>[];
}

/**
 * Compares two trace files.
 *
 * @throws TouchstoneError what `loadTrace` throws; INPUT_INVALID for an ignore path that is none.
 */
export async function compareFiles(
  [expected, actual]: readonly [NamedFile, NamedFile],
  ignorePaths: readonly string[],
): Promise<ComparedFiles> {
  const diff = diffTraces(await loadTrace(expected), await loadTrace(actual), { ignorePaths, redact: [] });
  return { ...diff, groups: groupCauses([{ name: actual.name, causes: diff.causes }]) };
}

/** What a trace file says of itself, when it holds. */
export interface VerifiedTrace {
  readonly file: string;
  readonly ok: boolean;
  /** Null, like the rest, for one that is damaged. */
  readonly digest: string | null;
  readonly outcome: string | null;
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
    const { footer } = await loadTrace(file);
    const { digest, outcome, counts } = footer;
    return { file: file.name, ok: true, digest, outcome, steps: counts.steps, problem: null };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    const { code, message, place, hint } = error;
    const problem = { code, message, ...(place === undefined ? {} : { place }), ...(hint === undefined ? {} : { hint }) };
    return { file: file.name, ok: false, digest: null, outcome: null, steps: null, problem };
  }
}

/** The exit code of a verification: of the most urgent thing that is wrong. */
export function exitCodeOfVerified(verified: readonly VerifiedTrace[]): number {
  return combineExitCodes(verified.map(({ problem }) => (problem === null ? 0 : FAILURES[problem.code].exit)));
}
