import { parentPort } from "node:worker_threads";
import { type FailureJson, failureJson } from "../../core/api/failure.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { PlayProgress } from "./play-progress.ts";
import { PLAY_TASKS, type PlayTaskName } from "./play-tasks.ts";

/** What the thread says: how far a task is, any number of times, then its output or why there is none. */
export type PlayAnswer =
  | { readonly progress: PlayProgress }
  | { readonly output: unknown }
  /** A failure of the catalogue, or null for a bug, which is then told in words. */
  | { readonly failure: FailureJson | null; readonly bug: string };

const say = (answer: PlayAnswer): void => parentPort?.postMessage(answer);

/** Any of the tasks; each gets what its caller's types made sure of. */
type AnyTask = (input: unknown, tell: (progress: PlayProgress) => void) => Promise<unknown>;

parentPort?.on("message", ({ task, input }: { task: PlayTaskName; input: unknown }) => {
  const tell = (progress: PlayProgress): void => say({ progress });
  (PLAY_TASKS[task] as AnyTask)(input, tell).then(
    (output: unknown) => say({ output }),
    (error: unknown) => {
      const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
      say({ failure: error instanceof TouchstoneError ? failureJson(error) : null, bug });
    },
  );
});
