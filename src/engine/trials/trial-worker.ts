import { parentPort, workerData } from "node:worker_threads";
import { failureJson, type FailureJson } from "../../core/api/failure.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { loadScenarios } from "./load-scenarios.ts";
import { machinePorts } from "./machine-ports.ts";
import type { TrialProgress } from "./run-options.ts";
import { runTrials } from "./run-trials.ts";

/** What a thread is to run. */
export interface TrialTask {
  /** Folder that holds `.touchstone`. */
  readonly dir: string;
  /** A scenario, or the folder of all. */
  readonly path: NamedFile;
  /** Trials of each; null: as each says. */
  readonly trials: number | null;
  readonly version: string;
}

/** What the thread says: how far it is, any number of times, then that it is done or why it is not. */
export type TrialAnswer =
  | { readonly progress: Pick<TrialProgress, "runId" | "done" | "total"> }
  | { readonly done: true }
  /** A failure of the catalogue, or null for a bug, which is then told in words. */
  | { readonly failure: FailureJson | null; readonly bug: string };

/** Guess: providers take so many at once without refusing. */
const PARALLEL = 4;

const say = (answer: TrialAnswer): void => parentPort?.postMessage(answer);
const stopping = new AbortController();
// The only message is to stop at a safe point: what is done is kept.
parentPort?.on("message", () => stopping.abort());

async function run({ dir, path, trials, version }: TrialTask): Promise<void> {
  const ports = machinePorts({ version, signal: stopping.signal });
  await runTrials({
    scenarios: await loadScenarios([path]),
    options: {
      dir,
      trials,
      recordingMode: "full",
      parallel: PARALLEL,
      earlyStop: false,
      threshold: null,
      maxCostUsd: null,
      timeoutMs: null,
      seed: null,
      allowInfra: false,
      recordings: false,
    },
    ports: { ...ports, onProgress: ({ runId, done, total }) => say({ progress: { runId, done, total } }) },
  });
}

run(workerData as TrialTask)
  .then(
    () => say({ done: true }),
    (error: unknown) => {
      const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
      say({ failure: error instanceof TouchstoneError ? failureJson(error) : null, bug });
    },
  )
  .finally(() => parentPort?.close());
