import { createServer } from "node:net";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createFakeEnv, envIdOf } from "../../../../tests/support/env/fake-env.ts";
import { studioAt } from "../../../../tests/support/sample-game.ts";
import { findFreePort } from "../../../adapters/processes/find-free-port.ts";
import { signalIfSame } from "../../../adapters/processes/process-identity.ts";
import { callVerb } from "../../call-verb.ts";
import { readProcess } from "./read-process.ts";
import { envRunVerb } from "./run-comfyui.ts";
import { envStopVerb } from "./stop-comfyui.ts";

const env = createFakeEnv();
env.generation(1);
env.point(1);
const stop = async (input: object = {}) =>
  await callVerb(envStopVerb, { input, caller: { by: "person" }, withStudio: studioAt(env.dir) });
afterAll(async () => {
  await stop({ graceMs: 0 });
  env.remove();
});

const run = async (input: object, signal?: AbortSignal) =>
  await callVerb(envRunVerb, {
    input,
    caller: signal === undefined ? { by: "person" } : { by: "person", signal },
    withStudio: studioAt(env.dir),
  });
const backends = () => readFileSync(join(env.dir, ".touchstone/backends.yaml"), "utf8");
const history = () =>
  readFileSync(env.home.history, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string });

test("a detached one is left running with a supervisor of its own, named as a backend, and stopped with it", async () => {
  const port = await findFreePort();
  const answer = await run({ port, detach: true });
  expect(answer).toMatchObject({
    url: `http://127.0.0.1:${port}`,
    generation: 1,
    envId: envIdOf(1),
    backend: "env",
    restarts: 0,
    isDetached: true,
  });
  expect(backends()).toContain(`{ id: env, url: "http://127.0.0.1:${port}"`);
  expect((await fetch(`${answer.url}/system_stats`)).status).toBe(200);
  const now = await readProcess(env.home);
  expect(now).toMatchObject({ state: "running", pid: answer.pid });
  expect(now.record?.supervisor.pid).not.toBe(process.pid);
  await expect(run({ port })).rejects.toMatchObject({
    code: "COMFYUI_RUNNING",
    hint: expect.stringContaining("env stop") as string,
  });
  expect(await stop()).toEqual({ wasRunning: true, pid: answer.pid, url: answer.url, generation: 1, wasKilled: false });
  await expect(fetch(answer.url)).rejects.toThrow();
  expect((await readProcess(env.home)).state).toBe("stopped");
  expect(history()).toMatchObject([{ type: "started", generation: 1 }, { type: "stopped" }]);
  expect(await stop()).toMatchObject({ wasRunning: false, pid: null });
});

test("one whose supervisor was killed is lost: it is not started beside, and stop ends it by force where it must", async () => {
  env.behave("never-exits");
  const port = await findFreePort();
  const { pid } = await run({ port, detach: true });
  const { record } = await readProcess(env.home);
  await signalIfSame(record?.supervisor ?? { pid: 0, startTicks: "" }, "SIGKILL");
  await expect.poll(async () => (await readProcess(env.home)).state).toBe("lost");
  await expect(run({ port })).rejects.toThrow("nobody watches it");
  expect(await stop({ graceMs: 50 })).toMatchObject({ wasRunning: true, pid, wasKilled: true });
  env.behave("healthy");
});

test("in the foreground it goes on until the signal, and a backend that has the address already is left alone", async () => {
  const port = await findFreePort();
  const text = `format: touchstone.backends/1\nbackends:\n  - { id: mine, url: "http://127.0.0.1:${port}" } # by hand\n`;
  writeFileSync(join(env.dir, ".touchstone/backends.yaml"), text);
  const enough = new AbortController();
  const running = run({ port }, enough.signal);
  await expect.poll(async () => (await readProcess(env.home)).state, { timeout: 10_000 }).toBe("running");
  await expect(run({ port: await findFreePort() })).rejects.toMatchObject({ code: "COMFYUI_RUNNING" });
  enough.abort();
  expect(await running).toMatchObject({ backend: "mine", isDetached: false });
  expect(backends()).toBe(text);
});

test("one that does not start says why, whoever watches it, and nothing is left", async () => {
  env.behave("crash");
  await expect(run({ port: await findFreePort() })).rejects.toMatchObject({ code: "COMFYUI_NOT_STARTED" });
  await expect(run({ port: await findFreePort(), detach: true })).rejects.toThrow(/did not start: .*crashes while it loads/);
  env.behave("healthy");
  const taker = createServer();
  const port = await findFreePort();
  await new Promise<void>((resolve) => taker.listen(port, "127.0.0.1", resolve));
  await expect(run({ port })).rejects.toThrow(`port \`${port}\` is in use`);
  taker.close();
  await expect(run({ port }, AbortSignal.timeout(1))).rejects.toMatchObject({ code: "INTERRUPTED" });
  rmSync(join(env.comfyuiDir, "main.py"));
  await expect(run({ port })).rejects.toMatchObject({ code: "COMFYUI_NOT_FOUND" });
  expect((await readProcess(env.home)).state).toBe("stopped");
});
