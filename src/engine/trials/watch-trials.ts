import { stat } from "node:fs/promises";
import type { Studio } from "../studio.ts";
import { trialsFolderOf } from "./run-files.ts";
import { tellTrialRuns } from "./tell-runs.ts";

/** Looks at a project's runs of trials again and again, since any process may run them, and tells them to the stream. */
export interface TrialsWatch {
  /** Ends it; nothing is appended after it resolves. */
  stop(): Promise<void>;
}

/** @param everyMs  How often to look. While nothing runs, that is one question for the time of a folder. */
export function watchTrials(studio: Studio, everyMs: number): TrialsWatch {
  let seen: number | null = null;
  let goesOn = false;
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    // A run's beginning and end are written into the folder itself.
    const stats = await stat(trialsFolderOf(studio.projectDir)).catch(() => null);
    if (stats === null || (stats.mtimeMs === seen && !goesOn)) return;
    goesOn = await tellTrialRuns(studio);
    seen = stats.mtimeMs;
  };
  const timer = setInterval(() => {
    // A failure of the store is told by everything else; the next look tries again.
    looking ??= look()
      .catch(() => undefined)
      .finally(() => void (looking = undefined));
  }, everyMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
