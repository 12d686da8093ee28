import { describe, expect, test } from "vitest";
import { createFreezeFault } from "../support/faults/freeze-fault.ts";
import { createTinyMakeFault } from "../support/faults/make-fault.ts";
import { playCrashPoints, type Series } from "../support/faults/play-crash-points.ts";
import { TINY } from "../support/faults/sample-project.ts";
import { hasStrace } from "../support/faults/strace.ts";

// A kill never loses what was written, only what was not: so every rename and sync is played, and of the many writes,
// which lie between them, a sample. TOUCHSTONE_FAULT_CRASH_POINTS=all plays each of them.
const SERIES: readonly Series[] = [
  { call: "rename", stride: 1 },
  { call: "fsync", stride: 1 },
  { call: "fsync", inStore: true, stride: 1 },
  { call: "ftruncate", inStore: true, stride: 1 },
  { call: "unlink", inStore: true, stride: 1 },
  { call: "write", stride: 31 },
  { call: "pwrite64", inStore: true, stride: 13 },
];
/** The store's own part is the same in every command. */
const FREEZE_SERIES = SERIES.map((series, index): Series => (index < 3 ? series : { ...series, stride: null }));

const NEW_FOLDER_SERIES: readonly Series[] = [
  ...SERIES.filter(({ inStore, call }) => inStore === true && call !== "pwrite64"),
  { call: "pwrite64", inStore: true, stride: 29 },
  { call: "rename", stride: null },
  { call: "fsync", stride: null },
  { call: "write", stride: null },
];

const COMMANDS = [
  { name: "make", series: SERIES, create: async () => await createTinyMakeFault("crash-make") },
  {
    name: "the first spec ready in a folder",
    series: NEW_FOLDER_SERIES,
    create: async () => await createFreezeFault({ verb: "spec.ready", cast: TINY, isNew: true }),
  },
  { name: "spec ready", series: FREEZE_SERIES, create: async () => await createFreezeFault({ verb: "spec.ready", cast: TINY }) },
  {
    name: "spec rebind",
    series: FREEZE_SERIES,
    create: async () => await createFreezeFault({ verb: "spec.rebind", cast: TINY }),
  },
];

describe.skipIf(!hasStrace())("killed just before a system call (needs strace)", () => {
  test.each(COMMANDS)("$name ends as if nothing had been", { timeout: 3_600_000 }, async ({ name, series, create }) => {
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
  });

  test("a sync that fails ends make, and nothing acknowledged is lost", { timeout: 3_600_000 }, async () => {
    const fault = await createTinyMakeFault("failed-sync");
    const inStore = await playCrashPoints({ call: "fsync", inStore: true, stride: 1 }, "EIO", fault.disturb);
    const inFiles = await playCrashPoints({ call: "fsync", stride: 10 }, "EIO", fault.disturb);
    expect([...inStore.problems, ...inFiles.problems]).toEqual([]);
    expect(Math.min(inStore.hits, inFiles.hits)).toBeGreaterThan(0);
    console.log(`failed syncs: ${inStore.hits} of the store, ${inFiles.hits} of files`);
    fault.remove();
  });
});
