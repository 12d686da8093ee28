import { TouchstoneError } from "../../core/errors.ts";
import type { Studio } from "../studio.ts";
import { loadRun } from "./find-runs.ts";
import { listRunIds, lookAtRun } from "./look-at-runs.ts";
import { runStampMs } from "./stat-run.ts";
import { pointsOf, type RunSummary, type ScenarioPoint, summariseReport, summariseTraces } from "./summarise-run.ts";
import type { KeptSummary } from "./trial-runs.ts";

/** The runs of a project, as lists show them. */
export interface ListedRuns {
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  /** How many older ones there are. */
  readonly older: number;
  /** What each scenario came to, newest first. */
  readonly points: readonly ScenarioPoint[];
}

/** Runs that are listed at most. Guess: a hundred is more than anybody scrolls through, and all are read when a server begins. */
const MOST_RUNS = 100;

/** Lists the newest runs. What came to its end is read once, and again only after it was written again. */
export async function listRuns(studio: Studio): Promise<ListedRuns> {
  const ids = (await listRunIds(studio.projectDir)).toReversed();
  const runs: RunSummary[] = [];
  const points: ScenarioPoint[] = [];
  for (const runId of ids.slice(0, MOST_RUNS)) {
    const kept = await summaryOf(studio, runId);
    if (kept === null) continue;
    runs.push(kept.summary);
    points.push(...kept.points);
  }
  forgetOthers(studio, new Set(ids));
  return { runs, older: Math.max(0, ids.length - MOST_RUNS), points };
}

type Listed = Pick<KeptSummary, "summary" | "points">;

async function summaryOf({ projectDir, trials }: Studio, runId: string): Promise<Listed | null> {
  const stampMs = await runStampMs(projectDir, runId);
  const kept = trials.summaries.get(runId);
  if (kept !== undefined && kept.stampMs === stampMs) return kept;
  const run = await lookAtRun(projectDir, runId);
  if (run === null) return null;
  if (!run.recorded) return { summary: summariseTraces(run), points: [] };
  const report = await loadRun(projectDir, runId).then((whole) => whole.report, ignoreDamage);
  // Whoever opens it is told what is wrong with its report.
  if (report === null) return { summary: { ...summariseTraces(run), state: "recorded" }, points: [] };
  const listed = { summary: summariseReport(run, report), points: pointsOf(run, report) };
  if (stampMs !== null) trials.summaries.set(runId, { stampMs, ...listed });
  return listed;
}

function forgetOthers({ trials }: Studio, present: ReadonlySet<string>): void {
  for (const runId of trials.summaries.keys()) if (!present.has(runId)) trials.summaries.delete(runId);
}

function ignoreDamage(error: unknown): null {
  if (error instanceof TouchstoneError) return null;
  throw error;
}
