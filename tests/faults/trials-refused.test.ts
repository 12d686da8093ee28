import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { findTrialProblems } from "../support/faults/find-trial-problems.ts";
import { createWorkshop } from "../support/faults/sample-project.ts";
import { canMount, withSmallDisk } from "../support/faults/small-disk.ts";
import { runsIn, writeScenario } from "../support/faults/trials-fault.ts";
import { LAUNCHER, startTouchstone, touchstone } from "../support/touchstone.ts";

const KIB = 1024;
const WORDS = ["trial", "run", "scenarios", "-n", "60", "-j", "4", "--json", "--quiet"];

describe.skipIf(!(await canMount()))("on a disk that fills up (needs root, to mount a small one)", () => {
  test.each([0, 60])(
    "[RC17] with %i KiB free, a run ends and says so; what is written is whole, and with space again it goes on",
    { timeout: 60_000 },
    async (freeKib) => {
      const { dir, remove } = createWorkshop("trials-disk-full");
      await withSmallDisk(path.join(dir, "disk"), async (disk) => {
        const game = path.join(disk.dir, "game");
        writeScenario(game);
        disk.leave(freeKib * KIB);
        const full = await touchstone(WORDS, { cwd: game });
        expect(JSON.parse(full.stdout)).toMatchObject({ error: { code: "DISK_FULL" } });
        expect(full.exitCode).toBe(3);
        disk.clear();
        expect(await findTrialProblems(game)).toEqual([]);
        const [run] = runsIn(game);
        const again = run === undefined ? WORDS : ["trial", "run", "--resume", run, "--json", "--quiet"];
        const ended = await touchstone(again, { cwd: game });
        expect(JSON.parse(ended.stdout)).toMatchObject({ scenarios: [{ trials: 60, passed: 60 }] });
        expect(await findTrialProblems(game)).toEqual([]);
      });
      remove();
    },
  );
});

/** Root may write wherever it likes, unless it gives that up. */
const GIVE_UP = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"];
const asAnyone = process.getuid?.() === 0 ? GIVE_UP : [];
const isObeyed = asAnyone.length === 0 || spawnSync(GIVE_UP[0]!, [...GIVE_UP.slice(1), "true"]).status === 0;

test.skipIf(!isObeyed)("[RC17] a folder that may only be read is told before any model is asked (as root needs setpriv)", () => {
  const { dir, remove } = createWorkshop("trials-read-only");
  const game = path.join(dir, "game");
  writeScenario(game);
  chmodSync(game, 0o555);
  const [program = "", ...rest] = [...asAnyone, process.execPath, LAUNCHER, ...WORDS];
  const { status, stdout } = spawnSync(program, rest, { encoding: "utf8", cwd: game });
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "READ_ONLY" } });
  expect(status).toBe(3);
  expect(readdirSync(game)).toEqual(["scenarios"]);
  chmodSync(game, 0o755);
  remove();
});

test(
  "[RC11] a second process that would go on with a run that runs is refused, and the run is not touched",
  { timeout: 60_000 },
  async () => {
    const { dir, remove } = createWorkshop("trials-twice");
    const game = path.join(dir, "game");
    mkdirSync(game);
    writeScenario(game);
    const words = ["trial", "run", "scenarios", "-n", "3000", "-j", "4", "--json", "--quiet"];
    const child = startTouchstone(words, { cwd: game });
    while (runsIn(game).length === 0) await sleep(5);
    const [run = ""] = runsIn(game);
    const { exitCode, stdout } = await touchstone(["trial", "run", "--resume", run, "--json", "--quiet"], { cwd: game });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "RUN_LOCKED" } });
    expect(exitCode).toBe(6);
    child.kill("SIGKILL");
    remove();
  },
);
