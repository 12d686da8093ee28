import { type Problem, TouchstoneError } from "../../core/errors.ts";
import { assembleReport, type GoldenFindings, type GoldenReport } from "../../core/playtest/golden/golden-report.ts";
import { type GoldenVerdict, judgeGolden } from "../../core/playtest/golden/judge-golden.ts";
import { bodyOf } from "../../core/playtest/golden/pair-renames.ts";
import type { PlaytestTrace } from "../../core/playtest/record/playtest-trace.ts";
import { writePlaytestTrace } from "../../core/playtest/record/write-playtest-trace.ts";
import { digestText } from "../../core/canonical/digest.ts";
import { problemsIn } from "../playtest/problems-error.ts";
import type { PlayProgress } from "../playtest/play-progress.ts";
import { complaintsOf } from "./complaints-of.ts";
import { findObsolete, ownership } from "./find-obsolete.ts";
import { findLogFault } from "./golden-logs.ts";
import { clearPending, readGolden, writePending } from "./golden-files.ts";
import type { GoldenPlace } from "./golden-place.ts";
import { type PlannedGolden, planGoldens } from "./plan-goldens.ts";
import { playPlanned } from "./play-planned.ts";
import { readWhole } from "./read-whole.ts";

/** What a check of goldens is told. */
export interface GoldenCheck extends GoldenPlace {
  /** Whether plays that differ are written where people can look at them; never in CI. */
  readonly writesPending: boolean;
  /** The version, for traces that are written. */
  readonly touchstone: string;
}

/**
 * Plays suites and compares each play with its golden. No golden is written.
 *
 * @throws TouchstoneError what `planGoldens` throws; INPUT_INVALID with every play that its story refuses; what writing throws.
 */
export async function checkGoldens(check: GoldenCheck, tell: (progress: PlayProgress) => void): Promise<GoldenReport> {
  const planned = await planGoldens(check);
  const found = await playAll(planned, check, tell);
  const obsolete = await findObsolete(check, planned);
  const warnings = [...found.warnings, ...ruleWarnings(planned)];
  if (check.writesPending) {
    await clearPending(check, { keep: new Set(found.pending), mayRemove: ownership(check, planned) });
  }
  return assembleReport({ ...found, obsolete, warnings });
}

interface Found extends Omit<GoldenFindings, "obsolete"> {
  /** Goldens beside which another play was written. */
  readonly pending: readonly string[];
}

async function playAll(
  planned: readonly PlannedGolden[],
  check: GoldenCheck,
  tell: (progress: PlayProgress) => void,
): Promise<Found> {
  const found = { judged: [] as Judged[], missing: [] as Missing[], warnings: [] as string[], pending: [] as string[] };
  const problems: Problem[] = [];
  for (const [done, one] of planned.entries()) {
    try {
      const { verdict, text, warnings, play } = await checkOne(one, check);
      const { facts: cell } = one;
      found.warnings.push(...warnings);
      if (verdict === null) found.missing.push({ cell, play, body: bodyOf(text) ?? digestText(text) });
      else found.judged.push({ cell, play, verdict });
      if (verdict?.kind !== "unchanged" && check.writesPending) {
        await writePending(check, cell.golden, text);
        found.pending.push(cell.golden);
      }
    } catch (error) {
      if (!(error instanceof TouchstoneError) || error.code !== "INPUT_INVALID") throw error;
      problems.push(...problemsIn(error));
    }
    tell({ done: done + 1, total: planned.length, unit: "goldens" });
  }
  const [first] = problems;
  if (first !== undefined) throw new TouchstoneError(first.code, first.message, { ...first, problems });
  return found;
}

type Judged = GoldenFindings["judged"][number];
type Missing = GoldenFindings["missing"][number];

interface CheckedGolden {
  /** Null where there is no golden. */
  readonly verdict: GoldenVerdict | null;
  readonly text: string;
  readonly warnings: readonly string[];
  /** Digest of the play. */
  readonly play: string;
}

async function checkOne(one: PlannedGolden, { goldenDir, touchstone }: GoldenCheck): Promise<CheckedGolden> {
  const { playtest, warnings: noted } = playPlanned(one, touchstone);
  const warnings = [...noted, ...complaintsOf(one, playtest)];
  const text = writePlaytestTrace(playtest.trace);
  const play = playtest.digest;
  const file = await readGolden(goldenDir, one.facts.golden);
  if (file.kind === "missing") return { verdict: null, text, warnings, play };
  if (file.kind === "unreadable")
    return { verdict: { kind: "damaged", message: file.message, line: null }, text, warnings, play };
  // Reading a golden whole is much of the work of a check; one that ends with the digest of its play is that play.
  const verdict = judgeGolden(file.text, { trace: playtest.trace, text }, one.rules);
  const trace = verdict.kind === "unchanged" && file.text.includes(play) ? playtest.trace : readWhole(file.text);
  return { verdict, text, warnings: [...warnings, ...(await logWarnings(goldenDir, one.facts.golden, trace))], play };
}

async function logWarnings(goldenDir: string, golden: string, trace: PlaytestTrace | null): Promise<readonly string[]> {
  const fault = trace === null ? null : await findLogFault(goldenDir, golden, trace);
  return fault === null ? [] : [`the log \`${fault.path}\` ${fault.what}; \`touchstone golden record\` writes it anew`];
}

/** A rule of a suite that matches in none of its plays is told once. */
function ruleWarnings(planned: readonly PlannedGolden[]): string[] {
  const bySuite = new Map(planned.map(({ rules, loaded }) => [rules, loaded.file] as const));
  return [...bySuite].flatMap(([rules, file]) => rules.warnings().map((warning) => `${file}: ${warning}`));
}
