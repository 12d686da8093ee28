import type { TrialLine } from "../record/trial-lines.ts";

/** How long something took, and what failed before it. */
export type RecordedTime = Pick<Extract<TrialLine, { line: "clock" }>, "latencyMs" | "failedTries">;

/** How long recorded things took. */
export interface RecordedTimes {
  /** @param i  Number of a line. What has no time of its own took none. */
  of(i: number): RecordedTime;
}

const NO_TIME: RecordedTime = { latencyMs: 0, failedTries: [] };

/** Reads the clock lines of a trial. */
export function recordedTimes(lines: readonly TrialLine[]): RecordedTimes {
  const clocks = new Map(lines.flatMap((line) => (line.line === "clock" ? [[line.of, line] as const] : [])));
  return { of: (i) => clocks.get(i) ?? NO_TIME };
}
