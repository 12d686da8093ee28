import type { EnvWork } from "../../../core/live/env-work.ts";

/** What this process knows of the environment. What was told can be read from its folder and the stream again. */
export interface EnvRuns {
  /** Ids of history lines that are in the stream; null until they were looked up. */
  told: Set<string> | null;
  /** The telling that goes on; the next one waits for it. */
  telling: Promise<unknown>;
  /** Work that was asked of this process, oldest first, by id: what goes on, and the newest of what has ended. */
  readonly works: Map<string, KnownWork>;
  /** Who hears of each step of it. */
  readonly observers: Set<(work: EnvWork) => void>;
}

export interface KnownWork {
  readonly now: EnvWork;
  /** Asks it to stop at a safe point. */
  readonly stop: () => void;
}

export function createEnvRuns(): EnvRuns {
  return { told: null, telling: Promise.resolve(), works: new Map(), observers: new Set() };
}
