import { TouchstoneError } from "../core/errors.ts";
import { interrupted } from "../core/interrupted.ts";

/** Work that outlives the call that asked for it: in a process that stays, such as a server. */
export interface Background {
  /** Runs work until it is done, or stopped. What it fails with, but for being stopped, is told to `onError`. */
  run(work: (signal: AbortSignal) => Promise<unknown>): void;
  /** Asks all work to stop at a safe point, and waits until it has. Nothing runs after it. */
  stop(): Promise<void>;
}

/** @param onError  Hears of failures that nobody else waits for. */
export function createBackground(onError: (error: unknown) => void): Background {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const settle = async (work: (signal: AbortSignal) => Promise<unknown>): Promise<void> => {
    try {
      await work(stopping.signal);
    } catch (error) {
      const isStopped = error instanceof TouchstoneError && error.code === "INTERRUPTED";
      if (!isStopped) onError(error);
    }
  };
  return {
    run(work) {
      if (stopping.signal.aborted) return;
      const done = settle(work).finally(() => running.delete(done));
      running.add(done);
    },
    async stop() {
      stopping.abort(interrupted());
      await Promise.all(running);
    },
  };
}
