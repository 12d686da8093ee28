import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createFakeEnv } from "../../../../tests/support/env/fake-env.ts";
import { endObserved, noteObserved, observingDir } from "../hold/end-observed.ts";
import { generationDir } from "../env-home.ts";
import { observeGeneration } from "./observe-generation.ts";
import type { ObserveRequest } from "./observe-request.ts";
import { readClasses } from "./read-classes.ts";

const env = createFakeEnv();
afterAll(env.remove);

const GOOD = "NODE_CLASS_MAPPINGS = {'WindLight': object, 'WindDark': object}\n";
const logs = { stdout: join(env.home.logs, "t.stdout.log"), stderr: join(env.home.logs, "t.stderr.log") };
const studio = { projectDir: env.dir, machine: env.machine, elapsedMs: () => performance.now() };
const observe = async (number: number, changes: Partial<ObserveRequest> = {}) =>
  await observeGeneration(studio, {
    number,
    comfyuiDir: env.comfyuiDir,
    seconds: 10,
    baseClasses: null,
    nodeId: null,
    logs,
    config: env.config,
    ...changes,
  });

env.generation(1, { wind: GOOD, broken: "import nothing_here\n" });
env.generation(2, { wind: "NODE_CLASS_MAPPINGS = {'WindLight': object, 'Rain': object}\n", broken: "import nothing_here\n" });

test("a healthy server is asked, compared with its base and ended, and what failed there before does not count", async () => {
  const first = await observe(1);
  expect(first).toMatchObject({
    outcome: "import_failed",
    isGood: false,
    exitCode: null,
    importFailures: [{ node: "broken", message: "No module named 'nothing_here'" }],
    comfyuiVersion: "0.33.0",
    nodeClasses: { added: [], removed: [], byPack: { comfyui: 4, wind: 2 } },
  });
  const baseClasses = await readClasses(env.home, 1);
  expect(baseClasses).toMatchObject({ byPack: { wind: ["WindDark", "WindLight"] }, failed: ["broken"] });
  const second = await observe(2, { baseClasses });
  expect(second).toMatchObject({
    outcome: "timed_out_healthy",
    isGood: true,
    importFailures: [],
    nodeClasses: { added: ["Rain"], removed: ["WindDark"] },
  });
  expect(await observe(2, { baseClasses, nodeId: "broken" })).toMatchObject({ outcome: "import_failed", isGood: false });
  expect(readFileSync(logs.stderr, "utf8")).toContain("(IMPORT FAILED)");
  expect(readlinkSync(join(generationDir(env.home, 2), "models"))).toBe(join(env.comfyuiDir, "models"));
  expect(existsSync(observingDir(env.home))).toBe(false);
  expect(await readClasses(env.home, 7)).toBeNull();
});

test.each([
  ["crash", { outcome: "crashed", exitCode: 1 }],
  ["exit", { outcome: "exited", exitCode: 0, isGood: true }],
  ["fail-imports", { outcome: "import_failed", importFailures: [{ node: "broken" }, { node: "wind" }] }],
])("one that is told to `%s` is seen to", async (behaviour, expected) => {
  env.behave(behaviour);
  expect(await observe(1)).toMatchObject({ isGood: false, ...expected });
  env.behave("healthy");
});

/** Makes the stand-in answer `/object_info` with a list. */
const GARBAGE = `import sys
Handler = sys.modules["__main__"].Handler
answer = Handler.answer
Handler.answer = lambda self, body, *more: answer(self, [] if self.path == "/object_info" else body, *more)
NODE_CLASS_MAPPINGS = {}
`;

test("classes that are none, an end before the first answer, and a failure behind much noise are not taken for health", async () => {
  env.generation(3, { liar: GARBAGE });
  expect(await observe(3)).toMatchObject({ outcome: "hung", isGood: false, nodeClasses: null });
  env.generation(4, { quitter: "import os\nos._exit(0)\n" });
  const baseClasses = { format: "touchstone.observed-classes/1" as const, byPack: {}, failed: [] };
  expect(await observe(4, { baseClasses })).toMatchObject({ outcome: "exited", exitCode: 0, isGood: false });
  env.generation(5, { loud: "print('x\\n' * 25000, flush=True)\nimport nothing_here\n" });
  expect(await observe(5)).toMatchObject({ outcome: "import_failed", importFailures: [{ node: "loud" }] });
});

test("one that never serves is hung when its time is over, and ended", async () => {
  env.behave("hang");
  const seen = await observe(1, { seconds: 0.4 });
  expect(seen).toMatchObject({ outcome: "hung", exitCode: null, isGood: false, nodeClasses: null });
  expect(seen.durationMs).toBeGreaterThanOrEqual(400);
  env.behave("healthy");
});

test("an abort ends it with the reason", async () => {
  env.behave("hang");
  const reason = new Error("enough");
  await expect(observe(1, { signal: AbortSignal.timeout(1), onLine: () => undefined })).rejects.toThrow("timeout");
  await expect(observe(1, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  env.behave("healthy");
});

test("a ComfyUI that outlived a killed command is ended before the next is observed", async () => {
  const left = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore", detached: true });
  const exit = once(left, "exit");
  await noteObserved(env.home, left.pid ?? 0);
  await endObserved(env.home);
  expect(await exit).toEqual([null, "SIGKILL"]);
  mkdirSync(observingDir(env.home), { recursive: true });
  writeFileSync(join(observingDir(env.home), "process.json"), `{"pid": ${process.pid}, "startTi`);
  await endObserved(env.home);
  expect(existsSync(observingDir(env.home))).toBe(false);
});

test("without main.py nothing is started, and without its Python the reason is a crash", async () => {
  expect(await observe(1, { comfyuiDir: env.dir })).toMatchObject({ outcome: "not_run", exitCode: 2, isGood: false });
  rmSync(join(generationDir(env.home, 2), ".venv/bin/python"));
  expect(await observe(2)).toMatchObject({ outcome: "crashed", exitCode: null, isGood: false });
});

test("a port that somebody took in between is exchanged for another", async () => {
  env.behave("port-taken", "healthy");
  expect(await observe(1)).toMatchObject({ outcome: "import_failed", nodeClasses: { byPack: { wind: 2 } } });
  env.behave("port-taken");
  expect(await observe(1)).toMatchObject({ outcome: "crashed", exitCode: 1 });
  env.behave("healthy");
});
