import { describe, expect, test } from "vitest";
import { expectSurvival, FREEZE_SERIES, NEW_FOLDER_SERIES } from "../support/faults/crash-point-series.ts";
import { createFreezeFault } from "../support/faults/freeze-fault.ts";
import { createTinyMakeFault } from "../support/faults/make-fault.ts";
import { playCrashPoints } from "../support/faults/play-crash-points.ts";
import { TINY } from "../support/faults/sample-project.ts";
import { hasStrace } from "../support/faults/strace.ts";

const COMMANDS = [
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
    await expectSurvival(name, series, create);
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
