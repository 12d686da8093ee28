import { spawnSync } from "node:child_process";
import { chmodSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createReadyProject } from "../support/faults/ready-project.ts";
import { createWorkshop, TINY } from "../support/faults/sample-project.ts";
import { runDriver } from "../support/faults/start-driver.ts";
import { LAUNCHER, touchstoneJson } from "../support/touchstone.ts";

/** Root may write wherever it likes, unless it gives that up. */
const GIVE_UP = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"];
const asAnyone = process.getuid?.() === 0 ? GIVE_UP : [];
const isObeyed = asAnyone.length === 0 || spawnSync(GIVE_UP[0]!, [...GIVE_UP.slice(1), "true"]).status === 0;

function runWithoutRights(args: readonly string[]): { exitCode: number | null; stdout: string; stderr: string } {
  const [program, ...rest] = [...asAnyone, process.execPath, LAUNCHER, ...args];
  const { status, stdout, stderr } = spawnSync(program!, rest, { encoding: "utf8" });
  return { exitCode: status, stdout, stderr };
}

function setWritable(dir: string, isWritable: boolean): void {
  const mode = isWritable ? 0o755 : 0o555;
  chmodSync(dir, 0o755);
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) setWritable(file, isWritable);
    else chmodSync(file, mode & 0o666);
  }
  chmodSync(dir, mode);
}

test.skipIf(!isObeyed).each(["an owner that ended well", "an owner that was killed"])(
  "a folder that may only be read, left by %s, is planned, listed and verified, and not made (as root needs setpriv)",
  async (left) => {
    const workshop = createWorkshop("read-only");
    const projectDir = await createReadyProject(TINY, workshop.dir);
    await touchstoneJson(["make", "pebble", "--project", projectDir]);
    if (left.endsWith("killed")) {
      const task = { projectDir, verb: "make", input: { specs: ["phial"] }, ledgerFile: `${projectDir}.ledger` } as const;
      expect((await runDriver({ ...task, killAt: { step: "render_done", nth: 1 } })).signal).toBe("SIGKILL");
    }
    setWritable(projectDir, false);
    const before = readdirSync(projectDir, { recursive: true }).length;

    for (const words of [["plan", "phial"], ["asset", "list"], ["spec", "list"], ["verify"]]) {
      const { exitCode, stdout, stderr } = runWithoutRights([...words, "--project", projectDir, "--json"]);
      expect(exitCode, `${words.join(" ")}: ${stdout}${stderr}`).toBe(0);
    }
    for (const words of [
      ["make", "phial"],
      ["spec", "ready", "phial"],
    ]) {
      const { exitCode, stdout } = runWithoutRights([...words, "--project", projectDir, "--json"]);
      expect(JSON.parse(stdout), words.join(" ")).toMatchObject({ error: { code: "READ_ONLY" } });
      expect(exitCode).toBe(3);
    }
    expect(readdirSync(projectDir, { recursive: true })).toHaveLength(before);
    setWritable(projectDir, true);
    workshop.remove();
  },
  60_000,
);
