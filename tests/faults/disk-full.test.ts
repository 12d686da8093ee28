import { cpSync, renameSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createFreezeFault } from "../support/faults/freeze-fault.ts";
import { inspectProject } from "../support/faults/inspect-project.ts";
import { createTinyMakeFault } from "../support/faults/make-fault.ts";
import { TINY } from "../support/faults/sample-project.ts";
import { canMount, withSmallDisk } from "../support/faults/small-disk.ts";
import { reportOf, runDriver } from "../support/faults/start-driver.ts";
import { touchstone } from "../support/touchstone.ts";

const KIB = 1024;
/** From nothing at all to enough for the whole run; on the way each kind of write is the first that does not fit. */
const FREE_KIB = [0, 8, 32, 40, 48, 64, 128, 192, 224, 256, 384, 512, 1024];

const COMMANDS = [
  // The lock, the log, an input, the plan, an image, the evidence.
  {
    name: "make",
    create: async () => await createTinyMakeFault("disk-full"),
    outcomes: ["DISK_FULL: old", "DISK_FULL: partial"],
  },
  // `touchstone.lock`, the log, the specs.
  {
    name: "spec ready",
    create: async () => await createFreezeFault({ verb: "spec.ready", cast: TINY }),
    outcomes: ["DISK_FULL: old", "DISK_FULL: partial"],
  },
];

describe.skipIf(!(await canMount()))("on a disk that fills up (needs root, to mount a small one)", () => {
  test.each(COMMANDS)(
    "$name says so, nothing half-done is seen, and with space again it ends as if nothing had been",
    { timeout: 600_000 },
    async ({ name, create, outcomes }) => {
      const fault = await create();
      const told: string[] = [];
      for (const freeKib of FREE_KIB) {
        await withSmallDisk(path.join(fault.dir, `disk-${freeKib}`), async (disk) => {
          const { ended, outcome, problems } = await fault.disturb(`${freeKib}-KiB`, {
            projectDir: path.join(disk.dir, "project"),
            begin: () => disk.leave(freeKib * KIB),
            end: disk.clear,
          });
          const { code, message } = reportOf(ended);
          expect(problems, `${freeKib} KiB free, ${outcome}`).toEqual([]);
          expect([null, "DISK_FULL"], `${freeKib} KiB free: ${message}`).toContain(code);
          told.push(`${code ?? "done"}: ${outcome}`);
        });
        if (told.at(-1)?.startsWith("done") === true) break;
      }
      console.log(`${name} on a full disk: ${told.map((outcome, index) => `${FREE_KIB[index]} KiB ${outcome}`).join(", ")}`);
      expect(new Set(told)).toEqual(new Set([...outcomes, "done: new"]));
      fault.remove();
    },
  );

  test("asking again and again does not use up a job's attempts, and the exit code says that the disk failed", async () => {
    const fault = await createTinyMakeFault("disk-full-again");
    const projectDir = path.join(fault.dir, "project");
    fault.copyTo(projectDir);
    const task = { projectDir, verb: "make", input: { specs: ["phial"] }, ledgerFile: `${projectDir}.ledger` } as const;
    await runDriver({ ...task, killAt: { step: "started", nth: 1 } });
    // Only images are short of space: every attempt can begin, and none can end.
    const blobs = path.join(projectDir, ".touchstone", "blobs");
    renameSync(blobs, `${blobs}-before`);
    await withSmallDisk(blobs, async (disk) => {
      cpSync(`${blobs}-before`, blobs, { recursive: true });
      disk.leave(0);
      const make = async () => await touchstone(["make", "phial", "--project", projectDir, "--json"]);
      for (let time = 0; time < 4; time++) {
        const { exitCode, stdout } = await make();
        expect(JSON.parse(stdout)).toMatchObject({ error: { code: "DISK_FULL" } });
        expect(exitCode).toBe(3);
      }
      disk.clear();
      const { exitCode, stdout } = await make();
      expect(JSON.parse(stdout)).toMatchObject({ jobs: [{ status: "succeeded" }] });
      expect(exitCode).toBe(0);
      const { jobs, problems } = await inspectProject(projectDir);
      expect(problems).toEqual([]);
      const outcomes = ["lost", "drained", "drained", "drained", "drained", "succeeded"];
      expect(jobs[0]?.attempts.map(({ outcome }) => outcome)).toEqual(outcomes);
    });
    fault.remove();
  }, 120_000);
});
