import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copySample, createWorkshop } from "../support/sample-game.ts";
import { serveProject, type Served } from "../support/serve.ts";
import { type FailureJson, startTouchstone, touchstone, touchstoneJson } from "../support/touchstone.ts";

const workshop = createWorkshop("serve");
const dir = copySample(workshop.at("game"));
const inGame = { cwd: dir };
let served: Served;

beforeAll(async () => {
  await touchstoneJson(["spec", "ready", "--all"], { ...inGame, exitCode: 6 });
  served = await serveProject(dir);
});
afterAll(async () => {
  await served.kill();
  workshop.remove();
});

test("the first line on stdout is the address, and it answers", async () => {
  const other = copySample(workshop.at("other"), "starter");
  const child = startTouchstone(["serve", "--port", "0", "--project", other]);
  const first = await new Promise<string>((resolve) => child.stdout.once("data", (bytes: Buffer) => resolve(bytes.toString())));
  const [url = ""] = first.split("\n");
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect((await fetch(url)).status).toBe(200);
  child.kill("SIGINT");
});

test("a second server on the folder is refused, and the holder is named with its address", async () => {
  const ran = await touchstone(["serve", "--port", "0", "--json"], inGame);
  expect(ran.exitCode).toBe(6);
  const { error } = JSON.parse(ran.stdout) as FailureJson;
  expect(error.code).toBe("PROJECT_LOCKED");
  expect(error.message).toContain(`pid ${served.pid}`);
  expect(error.hint).toContain("http://127.0.0.1:");
});

test("several makes at once go through the server: each gets its version, and one spec gets one only", async () => {
  const words = [
    ["make", "emberhook-icon"],
    ["make", "emberhook-icon"],
    ["make", "tidestone", "lamphouse-key"],
  ];
  const answers = await Promise.all(
    words.map(
      async (args) => await touchstoneJson<{ jobs: { spec: string; status: string; versionId: string }[] }>(args, inGame),
    ),
  );
  expect(answers.flatMap(({ jobs }) => jobs.map(({ status }) => status))).toEqual(Array(4).fill("succeeded"));
  expect(answers[0]?.jobs[0]?.versionId).toBe(answers[1]?.jobs[0]?.versionId);
  const { assets } = await served.get<{ assets: { spec: string }[] }>("/assets?all=true");
  expect(assets.filter(({ spec }) => spec === "emberhook-icon")).toHaveLength(1);
});

test("every other write goes through it as well, and a failure there is the failure here", async () => {
  const { assets } = await touchstoneJson<{ assets: { versionId: string }[] }>(["asset", "list"], inGame);
  const version = assets[0]?.versionId ?? "";
  await touchstoneJson(["asset", "reject", version], inGame);
  const again = await touchstone(["asset", "reject", version, "--json"], inGame);
  expect(again.exitCode).toBe(6);
  expect((JSON.parse(again.stdout) as FailureJson).error).toMatchObject({ code: "STATE_CONFLICT" });
  expect(await touchstoneJson(["replay", version, "--render"], inGame)).toMatchObject({
    decisions: "equal",
    pixels: "identical",
  });
  expect((await touchstone(["spec", "rebind", "no-such-spec"], inGame)).exitCode).toBe(1);
});

test("progress is heard through it", async () => {
  const ran = await touchstone(["make", "emberhook-icon", "--again"], inGame);
  expect(ran.exitCode).toBe(0);
  expect(ran.stderr).toMatch(/\d+\/\d+ images/);
});

test("it ends like any command does: what ran is recorded, the rest waits in the queue for the next owner", async () => {
  const game = copySample(workshop.at("ending"));
  await touchstoneJson(["spec", "ready", "--all"], { cwd: game, exitCode: 6 });
  const server = await serveProject(game);
  const { specs } = await server.get<{ specs: { id: string; status: string }[] }>("/specs");
  const ready = specs.filter(({ status }) => status === "ready").map(({ id }) => id);
  await server.post("/jobs", { specs: ready, wait: false });
  expect(await server.end()).toBe(0);
  expect(existsSync(`${game}/.touchstone/owner.json`)).toBe(false);
  expect(await touchstoneJson(["verify"], { cwd: game })).toMatchObject({ ok: true });
  const next = await serveProject(game);
  await expect
    .poll(async () => (await next.get<{ jobs: object[] }>("/jobs?state=succeeded&limit=1000")).jobs.length, { timeout: 30_000 })
    .toBe(ready.length);
  expect(await next.end()).toBe(0);
});
