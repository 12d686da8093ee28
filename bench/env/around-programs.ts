import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ChildProcess } from "node:child_process";

/** How long some work took, and how much of that while programs that it started were running. */
export interface AroundPrograms<T> {
  readonly answer: T;
  readonly totalMs: number;
  /** While any program ran; overlaps count once. */
  readonly programsMs: number;
  /** When it began. */
  readonly startMs: number;
  /** While a program ran whose words are of this kind. */
  spentIn(isMeant: (words: readonly string[]) => boolean): number;
  /** While any program ran between two moments. */
  programsBetween(startMs: number, endMs: number): number;
}

interface Run {
  readonly words: readonly string[];
  readonly startMs: number;
  endMs: number;
}

/** Node tells of every child process on this channel as it makes it. */
const CHANNEL = "child_process";

export async function timeAroundPrograms<T>(work: () => Promise<T>): Promise<AroundPrograms<T>> {
  const runs: Run[] = [];
  const note = (message: unknown): void => {
    const { process: child } = message as { readonly process: ChildProcess };
    const run = { words: [] as readonly string[], startMs: performance.now(), endMs: Number.POSITIVE_INFINITY };
    runs.push(run);
    child.once("spawn", () => void (run.words = child.spawnargs));
    child.once("exit", () => void (run.endMs = performance.now()));
  };
  subscribe(CHANNEL, note);
  const startMs = performance.now();
  try {
    const answer = await work();
    const endMs = performance.now();
    const within = (chosen: readonly Run[]): number => unionMs(chosen, endMs);
    return {
      answer,
      startMs,
      totalMs: endMs - startMs,
      programsMs: within(runs),
      spentIn: (isMeant) => within(runs.filter(({ words }) => isMeant(words))),
      programsBetween: (fromMs, toMs) => unionMs(runs, toMs) - unionMs(runs, fromMs),
    };
  } finally {
    unsubscribe(CHANNEL, note);
  }
}

function unionMs(runs: readonly Run[], endMs: number): number {
  let [sum, coveredMs] = [0, 0];
  for (const run of runs.toSorted((a, b) => a.startMs - b.startMs)) {
    const until = Math.min(run.endMs, Math.max(endMs, run.startMs));
    sum += Math.max(0, until - Math.max(run.startMs, coveredMs));
    coveredMs = Math.max(coveredMs, until);
  }
  return sum;
}
