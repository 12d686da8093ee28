import { Worker } from "node:worker_threads";
import { failureFrom } from "../../core/api/failure.ts";
import type { TrialAnswer, TrialTask } from "./trial-worker.ts";

type Progress = Extract<TrialAnswer, { progress: unknown }>["progress"];

/** A run that may not be ready to stop within this many ms, e.g. in a function of its author's, is ended. Guess. */
const GRACE_MS = 3_000;

/**
 * Runs trials in a thread of their own: what a project's own modules do there keeps nobody else waiting.
 *
 * @param signal  Asks to stop at a safe point; what is done is kept.
 * @throws TouchstoneError what `loadScenarios` and `runTrials` throw.
 */
export async function runInThread(
  task: TrialTask,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
): Promise<void> {
  const worker = new Worker(new URL("./trial-worker.ts", import.meta.url), { workerData: task });
  const ended = Promise.withResolvers<void>();
  worker.on("message", (answer: TrialAnswer) => {
    if ("progress" in answer) onProgress(answer.progress);
    else if ("done" in answer) ended.resolve();
    else ended.reject(failureFrom(answer.failure) ?? new TypeError(`a run of trials failed: ${answer.bug}`));
  });
  worker.on("error", (cause) => ended.reject(new TypeError("the thread that runs trials died", { cause })));
  worker.on("exit", () => ended.resolve());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    worker.postMessage("stop");
    timer = setTimeout(() => void worker.terminate(), GRACE_MS);
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    await ended.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
