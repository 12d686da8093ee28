import type { Figure } from "./figure.ts";
import { benchTrialProcesses } from "./trials/processes.ts";
import { benchTrialRuns } from "./trials/runs.ts";
import { benchReeval } from "./trials/reeval.ts";

/** Running, recording and judging trials, with scripted models. */
export async function benchTrials(): Promise<readonly Figure[]> {
  return [...(await benchTrialProcesses()), ...(await benchTrialRuns()), await benchReeval()];
}
