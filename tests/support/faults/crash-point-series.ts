import { expect } from "vitest";
import { playCrashPoints, type Series } from "./play-crash-points.ts";

// A kill never loses what was written, only what was not. So every rename is played; a kill before a sync leaves the very
// bytes that one before the next rename or write leaves, and the many writes lie between them: of both a sample.
// TOUCHSTONE_FAULT_CRASH_POINTS=all plays each of them.
export const MAKE_SERIES: readonly Series[] = [
  { call: "rename", stride: 1 },
  { call: "fsync", stride: 4 },
  { call: "fsync", inStore: true, stride: 3 },
  { call: "ftruncate", inStore: true, stride: 1 },
  { call: "unlink", inStore: true, stride: 1 },
  { call: "write", stride: 47 },
  { call: "pwrite64", inStore: true, stride: 19 },
];
/** The store's own part is the same in every command. */
export const FREEZE_SERIES = MAKE_SERIES.map((series, index): Series => (index < 3 ? series : { ...series, stride: null }));

export const NEW_FOLDER_SERIES: readonly Series[] = [
  ...MAKE_SERIES.filter(({ inStore, call }) => inStore === true && call !== "pwrite64"),
  { call: "pwrite64", inStore: true, stride: 43 },
  { call: "rename", stride: null },
  { call: "fsync", stride: null },
  { call: "write", stride: null },
];

/** What is disturbed, and how to clear it away. */
interface Fault {
  readonly disturb: Parameters<typeof playCrashPoints>[2];
  readonly remove: () => void;
}

/** Kills a command before each chosen call of each series, expects that no promise is broken, and prints how often it was killed. */
export async function expectSurvival(name: string, series: readonly Series[], create: () => Promise<Fault>): Promise<void> {
  const fault = await create();
  const beginMs = performance.now();
  const told: string[] = [];
  for (const one of series) {
    const { hits, problems } = await playCrashPoints(one, "SIGKILL", fault.disturb);
    expect(problems).toEqual([]);
    expect(hits === 0, `${one.call} is never made`).toBe(one.stride === null);
    told.push(`${hits} before ${one.call}${one.inStore === undefined ? "" : " of the store"}`);
  }
  console.log(`${name}: killed ${told.join(", ")}, ${((performance.now() - beginMs) / 1000).toFixed(1)} s`);
  fault.remove();
}
