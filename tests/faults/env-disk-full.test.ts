import { cpSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { envCommands } from "../support/faults/env-commands.ts";
import { playEnvFault } from "../support/faults/env-fault.ts";
import { canMount, withSmallDisk } from "../support/faults/small-disk.ts";
import { createWorkshop } from "../support/sample-game.ts";

const KIB = 1024;
/** From nothing at all to enough for the whole run; on the way each kind of write is the first that does not fit. */
const FREE_KIB =
  process.env["TOUCHSTONE_FAULT_CRASH_POINTS"] === "all"
    ? [0, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64, 96, 128, 192, 256, 384, 512, 1024]
    : null;

describe.skipIf(!(await canMount()))("an environment on a disk that fills up (needs root, to mount a small one)", () => {
  test.each([
    ["promote", [8, 28]],
    ["txRun", [64]],
    ["remove", [48]],
    ["init", [64]],
  ] as const)(
    "%s says so, changes nothing, and comes to its end with space again",
    { timeout: 600_000 },
    async (name, always) => {
      const workshop = createWorkshop(`env-disk-${name}`);
      const fault = (await envCommands())[name];
      const told: string[] = [];
      for (const freeKib of FREE_KIB ?? always) {
        await withSmallDisk(workshop.at(`disk-${freeKib}`), async (disk) => {
          const { ended, outcome, problems } = await playEnvFault(fault, path.join(disk.dir, "project"), {
            copy: (template, to) => cpSync(template, to, { recursive: true, verbatimSymlinks: true }),
            begin: () => disk.leave(freeKib * KIB),
            end: disk.clear,
            again: freeKib === (FREE_KIB ?? always)[0],
          });
          expect(problems, `${freeKib} KiB free, ${outcome}: ${ended.output}`).toEqual([]);
          // git says only that it could not write.
          if (ended.exitCode !== 0)
            expect(ended.output, `${freeKib} KiB free`).toMatch(/DISK_FULL|No space left on device|unable to write file/);
          told.push(`${freeKib} KiB: ${ended.exitCode === 0 ? "done" : "full"}`);
        });
      }
      console.log(`${name}: ${told.join(", ")}`);
      expect(told.filter((each) => each.endsWith("full")).length).toBeGreaterThan(0);
      workshop.remove();
    },
  );
});
