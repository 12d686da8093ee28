import type { FoundRun, ManifestLine } from "./run-store.ts";

/** The traces of trials that ended, in order of trials; of several traces of one trial the newest. */
export function newestTraces({ traces }: Pick<FoundRun, "traces">): readonly ManifestLine[] {
  const ended = traces.filter(({ status }) => status !== "running" && status !== "interrupted");
  const newest = new Map(ended.map((line) => [`${line.trialIndex} ${line.scenario}`, line]));
  return [...newest.values()].toSorted((a, b) => a.trialIndex - b.trialIndex);
}
