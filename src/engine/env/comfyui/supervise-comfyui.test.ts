import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { createFakeEnv } from "../../../../tests/support/env/fake-env.ts";
import { findFreePort } from "../../../adapters/processes/find-free-port.ts";
import { identify, isSame } from "../../../adapters/processes/process-identity.ts";
import type { ProcessRecord } from "../../../core/env/process-record.ts";
import { generationDir } from "../env-home.ts";
import { governedEnvId } from "./governed-env.ts";
import { readProcess } from "./read-process.ts";
import { superviseComfyui } from "./supervise-comfyui.ts";
import type { SuperviseTiming } from "./supervision.ts";

const env = createFakeEnv();
afterAll(env.remove);
env.generation(1);

const ENV_ID = `sha256:${"a".repeat(64)}`;
const TIMING: SuperviseTiming = {
  startMs: 5_000,
  lookMs: 20,
  answerMs: 1_000,
  graceMs: 100,
  health: { silentMs: 1_000, idleMs: 100, stalledMs: 60_000 },
  restarts: { firstPauseMs: 10, longestPauseMs: 20, most: 2, calmMs: 60_000 },
  logMaxBytes: 1024 * 1024,
};

/** Supervises the stand-in until the test is over. */
async function supervise(changes: Partial<SuperviseTiming> = {}) {
  const port = await findFreePort();
  const stop = new AbortController();
  const log = join(env.home.logs, "comfyui.log");
  writeFileSync(log, "");
  const served: ProcessRecord[] = [];
  const ended = superviseComfyui(
    { machine: env.machine, nowMs: () => 7, elapsedMs: () => performance.now() },
    {
      home: env.home,
      comfyuiDir: env.comfyuiDir,
      generation: { number: 1, envId: ENV_ID, dir: generationDir(env.home, 1) },
      port,
      extraArgs: [],
      log,
      timing: { ...TIMING, ...changes },
      signal: stop.signal,
      onHealthy: async (record) => void (await Promise.resolve(served.push(record))),
    },
  );
  onTestFinished(async () => {
    stop.abort();
    await ended.catch(() => undefined);
  });
  return { port, log, served, ended, stop, url: `http://127.0.0.1:${port}` };
}

async function queuePrompts(url: string): Promise<void> {
  await fetch(`${url}/prompt`, { method: "POST", body: JSON.stringify({ prompt: {} }) });
}

test("what runs is written down with who it is, and is nobody's any more when it was stopped", async () => {
  const run = await supervise();
  await expect.poll(async () => (await readProcess(env.home)).state, { timeout: 5_000 }).toBe("running");
  const now = await readProcess(env.home);
  expect(now).toMatchObject({ state: "running", url: run.url, generation: 1, restarts: 0 });
  expect(now.record).toMatchObject({
    envId: ENV_ID,
    startedAtMs: 7,
    log: "state/logs/comfyui.log",
    supervisor: { pid: process.pid },
  });
  expect(now.record?.comfyui).toEqual(await identify(now.pid ?? 0));
  const studio = { projectDir: env.dir };
  expect(await governedEnvId(studio, run.url)).toBe(ENV_ID);
  expect(await governedEnvId(studio, `http://localhost:${run.port}`)).toBe(ENV_ID);
  expect(await governedEnvId(studio, `http://127.0.0.1:${run.port + 1}`)).toBeNull();
  expect(await governedEnvId(studio, `http://10.0.0.2:${run.port}`)).toBeNull();
  expect(await governedEnvId(studio, "no address")).toBeNull();
  run.stop.abort();
  expect(await run.ended).toEqual({ restarts: 0 });
  expect(await readProcess(env.home)).toMatchObject({ state: "stopped", record: null });
  expect(now.record?.comfyui === null || (await isSame(now.record?.comfyui ?? { pid: 1, startTicks: "" }))).toBe(false);
  expect(await governedEnvId(studio, run.url)).toBeNull();
});

test("one that dies is started again, and a log that is full begins anew", async () => {
  env.behave("crash-later", "healthy");
  const run = await supervise({ logMaxBytes: 10 });
  await expect.poll(() => run.served.length, { timeout: 5_000 }).toBe(2);
  const [first, second] = run.served;
  expect(second?.restarts).toBe(1);
  expect(second?.comfyui?.pid).not.toBe(first?.comfyui?.pid);
  await expect.poll(() => readFileSync(`${run.log}.1`, "utf8")).toContain("To see the GUI go to");
  run.stop.abort();
  expect(await run.ended).toEqual({ restarts: 1 });
});

test("a zombie worker is noticed by its queue, and started again", async () => {
  env.behave("zombie", "healthy");
  const run = await supervise();
  await expect.poll(() => run.served.length, { timeout: 5_000 }).toBe(1);
  await queuePrompts(run.url);
  await expect.poll(() => run.served.length, { timeout: 5_000 }).toBe(2);
  await queuePrompts(run.url);
  await new Promise((resolve) => void setTimeout(resolve, 200));
  expect(run.served).toHaveLength(2);
});

test("one that never served is not tried again, and its last words are told", async () => {
  env.behave("crash");
  const run = await supervise();
  await expect(run.ended).rejects.toMatchObject({
    code: "COMFYUI_NOT_STARTED",
    message: expect.stringMatching(/exited with 1; its last words: .*this ComfyUI crashes while it loads/) as string,
    hint: expect.stringContaining("docs/guides/environment.md#comfyui") as string,
  });
  env.behave("hang");
  const slow = await supervise({ startMs: 200 });
  await expect(slow.ended).rejects.toThrow("ComfyUI did not serve within 0.2 seconds");
  expect((await readProcess(env.home)).state).toBe("stopped");
});

test("one that dies again and again is given up", async () => {
  env.behave("crash-later");
  const run = await supervise({ restarts: { ...TIMING.restarts, most: 1 } });
  await expect(run.ended).rejects.toThrow("ComfyUI exited with 1, 2 times in a row");
  expect(run.served).toHaveLength(2);
});

test("a record without its processes is nothing, and one without its supervisor is lost", async () => {
  const gone = { pid: process.pid, startTicks: "1" };
  const here = await identify(process.pid);
  const record = {
    format: "touchstone.process/1",
    supervisor: gone,
    comfyui: here,
    health: "running",
    port: 8188,
    url: "http://127.0.0.1:8188",
    generation: 1,
    envId: ENV_ID,
    log: "state/logs/comfyui.log",
    startedAtMs: 7,
    restarts: 2,
  };
  const read = async (changes: object) => {
    writeFileSync(env.home.process, JSON.stringify({ ...record, ...changes }));
    return (await readProcess(env.home)).state;
  };
  expect(await read({})).toBe("lost");
  expect(await read({ comfyui: gone })).toBe("stopped");
  expect(await read({ supervisor: here, comfyui: null })).toBe("starting");
  expect(await read({ supervisor: here, health: "unhealthy" })).toBe("unhealthy");
  writeFileSync(env.home.process, "{");
  await expect(readProcess(env.home)).rejects.toMatchObject({ code: "ENV_DAMAGED" });
  expect(await governedEnvId({ projectDir: env.dir }, "http://127.0.0.1:8188")).toBeNull();
});
