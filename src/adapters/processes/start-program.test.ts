import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isSame, signalIfSame } from "./process-identity.ts";
import { readLastLines, rotateLog } from "./rotate-log.ts";
import { startProgram } from "./start-program.ts";

const dir = mkdtempSync(join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "start-program-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const start = async (script: string, log: string) =>
  await startProgram({ program: process.execPath, args: ["-e", script], cwd: dir, variables: {}, log });

test("[PS8] it leads a group of its own and writes its log itself", async () => {
  const log = join(dir, "new/own.log");
  const started = await start("console.log('here'); console.error('there'); process.exit(3)", log);
  expect(await started.exited).toEqual({ exitCode: 3, signal: null });
  expect(readFileSync(log, "utf8").split("\n").toSorted()).toEqual(["", "here", "there"]);
  const on = await start("setInterval(() => {}, 1000)", log);
  on.letGo();
  expect(await isSame(on.identity)).toBe(true);
  expect(await signalIfSame(on.identity, "SIGKILL")).toBe(true);
  expect(await on.exited).toEqual({ exitCode: null, signal: "SIGKILL" });
  await expect(startProgram({ program: "no-such", args: [], cwd: dir, variables: {}, log })).rejects.toMatchObject({
    code: "ENOENT",
  });
});

test("[PS9] a log begins anew while its program goes on writing", async () => {
  const log = join(dir, "turn.log");
  writeFileSync(log, "early\n".repeat(100));
  const started = await start("setTimeout(() => console.log('late'), 150)", log);
  expect(await rotateLog(log, 10_000)).toBe(false);
  expect(await rotateLog(log, 600)).toBe(true);
  await started.exited;
  expect(readFileSync(log, "utf8")).toBe("late\n");
  expect(readFileSync(`${log}.1`, "utf8")).toHaveLength(600);
  expect(await rotateLog(join(dir, "none.log"), 1)).toBe(false);
  expect(await readLastLines(`${log}.1`, 2, 14)).toEqual(["early", "early"]);
  expect(await readLastLines(join(dir, "none.log"), 2, 14)).toEqual([]);
});
