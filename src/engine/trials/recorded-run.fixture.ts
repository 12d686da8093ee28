import { cpSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIds } from "../../core/canonical/ids.ts";
import { createRedactor } from "../../core/trials/privacy/create-redactor.ts";
import { ENTRIES, FOOTER, HEADER } from "../../core/trials/record/trial.fixture.ts";
import type { TrialHeader } from "../../core/trials/record/trial-lines.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { openRunStore } from "./open-run-store.ts";
import { trialsFolderOf } from "./run-files.ts";
import type { ManifestLine, RunFacts, RunStore } from "./run-store.ts";

let counter = 0;

/** Ids that grow, as those of runs and traces do. */
export const newId = createIds({ nowMs: () => 1_700_000_000_000 + counter, randomUint32: () => (counter += 7) });

export const redactor = createRedactor({ patterns: [], secrets: [] });

/** A folder of the test's own. */
export function makeFolder(): string {
  return mkdtempSync(join(process.env["TOUCHSTONE_TEST_DIR"] ?? tmpdir(), "touchstone-trials-"));
}

/** A run that is being written. */
export interface RunUnderTest {
  readonly dir: string;
  readonly folder: string;
  readonly facts: RunFacts;
  readonly store: RunStore;
}

/** Begins a run. */
export async function beginRun({
  dir = makeFolder(),
  ...extra
}: Partial<RunFacts> & { dir?: string } = {}): Promise<RunUnderTest> {
  const facts: RunFacts = {
    schemaVersion: 1,
    runId: newId(),
    createdAtMs: 1_700_000_000_000,
    scenarios: [
      { name: "refund", file: "refund.scenario.yaml", hashes: { execution: "sha256:1", evaluation: "sha256:2" }, trials: 3 },
    ],
    recordingMode: "full",
    seed: 7,
    options: { parallel: 1 },
    pid: 1,
    ...extra,
  };
  const store = await openRunStore({ dir, run: facts, redactor });
  return { dir, facts, store, folder: join(trialsFolderOf(dir), facts.runId) };
}

/** Begins a trial and writes its first lines. */
export function beginTrial({ store, facts }: Pick<RunUnderTest, "store" | "facts">, trialIndex: number) {
  const recordingMode: TrialHeader["recordingMode"] = facts.recordingMode === "metadata_only" ? "metadata_only" : "full";
  const header: TrialHeader = { ...HEADER, runId: facts.runId, traceId: newId(), trialIndex, recordingMode };
  const sink = store.openTrace(header, { touchstone: "0.1.0", scenarioFile: "refund.scenario.yaml" });
  for (const entry of ENTRIES) sink.record(entry);
  return { traceId: header.traceId, sink };
}

/** Runs a trial to its end. */
export async function runTrial(run: Pick<RunUnderTest, "store" | "facts">, trialIndex: number): Promise<string> {
  const { traceId, sink } = beginTrial(run, trialIndex);
  await sink.finish(FOOTER);
  await run.store.note({
    traceId,
    trialIndex,
    scenario: "refund",
    status: "infra_error",
    error: "no walrus now [PROVIDER_BUSY]",
  });
  return traceId;
}

/** A report with nothing in it but its run. */
export function reportOf({ runId }: Pick<RunFacts, "runId">): RunReport {
  return { runId, createdAt: 0, recordingMode: "full", seed: 7, scenarios: [], exitCode: 0 };
}

/** The folder as a process leaves it that is killed now. */
export function killNow({ dir, facts }: RunUnderTest): Pick<RunUnderTest, "dir" | "folder"> {
  const left = makeFolder();
  cpSync(dir, left, { recursive: true });
  return { dir: left, folder: join(trialsFolderOf(left), facts.runId) };
}

/** The lines of a run's manifest. */
export function manifestOf(folder: string): readonly ManifestLine[] {
  const lines = readFileSync(join(folder, "manifest.jsonl"), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as ManifestLine);
}

/** The manifest of all runs. */
export function allRunsOf(dir: string): Readonly<Record<string, { recorded: boolean; traces: readonly ManifestLine[] }>> {
  const text = readFileSync(join(trialsFolderOf(dir), "manifest.json"), "utf8");
  return (JSON.parse(text) as { runs: ReturnType<typeof allRunsOf> }).runs;
}

/** Ids of the traces that are there. */
export function tracesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => (name.endsWith(".trace.jsonl") ? [name.slice(0, 36)] : []));
}
