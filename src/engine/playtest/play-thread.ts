import { Worker } from "node:worker_threads";
import { failureFrom } from "../../core/api/failure.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { PlayAnswer } from "./play-worker.ts";
import type { PlayProgress } from "./play-progress.ts";
import type { PlayTaskName, PlayTasks } from "./play-tasks.ts";

/**
 * A thread that plays: reading a large story, playing it and exploring it take seconds without a pause, in which a process
 * could neither answer others nor be stopped. One task at a time, in the order of asking; it starts at the first one.
 */
export interface PlayThread {
  /**
   * @throws TouchstoneError what the task throws; INTERRUPTED when the signal asks to stop; PLAY_TOO_LONG after `limitMs`;
   *         SERVER_BUSY when too many tasks wait already. The thread is ended then, and another one serves those that wait.
   */
  call<T extends PlayTaskName>(task: T, input: PlayInput<T>, options?: PlayCall): Promise<PlayOutput<T>>;
  close(): Promise<void>;
}

export type PlayInput<T extends PlayTaskName> = Parameters<PlayTasks[T]>[0];
export type PlayOutput<T extends PlayTaskName> = Awaited<ReturnType<PlayTasks[T]>>;

export interface PlayCall {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: PlayProgress) => void) | undefined;
  /** How long it may run once its turn has come, in ms; for ever where it is left out. */
  readonly limitMs?: number | undefined;
}

/** Tasks that wait at most. Guess: as many as a browser and some scripts ask for at once. */
const MAX_WAITING = 64;

export function openPlayThread(): PlayThread {
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const end = async (): Promise<void> => {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };
  const run = async (task: PlayTaskName, input: unknown, options: PlayCall): Promise<unknown> => {
    if (options.signal?.aborted === true) throw interrupted();
    worker ??= new Worker(new URL("./play-worker.ts", import.meta.url));
    try {
      return await ask(worker, { task, input }, options);
    } catch (error) {
      if (error instanceof Ended) {
        await end();
        throw error.reason;
      }
      throw error;
    }
  };
  return {
    async call<T extends PlayTaskName>(task: T, input: PlayInput<T>, options: PlayCall = {}): Promise<PlayOutput<T>> {
      if (waiting >= MAX_WAITING) throw busy();
      waiting += 1;
      const mine = last.then(async () => await run(task, input, options)).finally(() => void (waiting -= 1));
      last = mine.catch(() => undefined);
      // The thread answers what its task does.
      return (await mine) as PlayOutput<T>;
    },
    close: end,
  };
}

/** The thread cannot be used any more. */
class Ended extends Error {
  readonly reason: Error;
  constructor(reason: Error) {
    super(reason.message);
    this.reason = reason;
  }
}

/** Hands one task to the thread and waits for its answer, or for what ends the thread. */
async function ask(worker: Worker, message: { task: PlayTaskName; input: unknown }, options: PlayCall): Promise<unknown> {
  const { signal, onProgress, limitMs } = options;
  const answered = Promise.withResolvers<unknown>();
  const fail = (reason: Error): void => answered.reject(new Ended(reason));
  const onMessage = (answer: PlayAnswer): void => {
    if ("progress" in answer) onProgress?.(answer.progress);
    else if ("output" in answer) answered.resolve(answer.output);
    else answered.reject(failureFrom(answer.failure) ?? new TypeError(`playing failed: ${answer.bug}`));
  };
  const onAbort = (): void => fail(interrupted());
  const onError = (cause: unknown): void => fail(new TypeError("the thread that plays died", { cause }));
  const onExit = (): void => fail(new TypeError("the thread that plays ended by itself"));
  const timer = limitMs === undefined ? undefined : setTimeout(() => fail(tooLong(limitMs)), limitMs);
  worker.on("message", onMessage).on("error", onError).on("exit", onExit);
  signal?.addEventListener("abort", onAbort, { once: true });
  // A thread with nothing to do keeps no process from ending.
  worker.ref();
  worker.postMessage(message);
  try {
    return await answered.promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    worker.off("message", onMessage).off("error", onError).off("exit", onExit);
    worker.unref();
  }
}

function interrupted(): TouchstoneError {
  return new TouchstoneError("INTERRUPTED", "stopped before everything was played", { hint: "Run the same command again" });
}

function tooLong(limitMs: number): TouchstoneError {
  return new TouchstoneError("PLAY_TOO_LONG", `playing took longer than ${limitMs / 1000} s`, {
    hint: "Lower the most steps allowed, or play it with `touchstone playtest run`",
  });
}

function busy(): TouchstoneError {
  return new TouchstoneError("SERVER_BUSY", "too many plays wait already", { hint: "Try again in a moment" });
}
