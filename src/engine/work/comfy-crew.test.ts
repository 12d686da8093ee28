import { expect, onTestFinished, test } from "vitest";
import type { ComfyProject } from "../../../tests/support/comfy-game.ts";
import { type ComfyStudio, openComfyStudio } from "../../../tests/support/comfy-studio.ts";
import { type FakeComfy, startFakeComfy } from "../../../tests/support/comfyui/fake-comfy.ts";
import type { FakeComfyOptions } from "../../../tests/support/comfyui/options.ts";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { callVerb } from "../call-verb.ts";
import { jobCancelVerb } from "../jobs.ts";
import { makeVerb } from "../make.ts";
import { replayVerb } from "../replay.ts";
import { statusVerb } from "../status.ts";
import { storeOf } from "../studio.ts";

const BOTH = ["alder.safetensors", "birch.safetensors"];

/** A project and its servers, by id in the order given. */
async function openGame(
  servers: Readonly<Record<string, FakeComfyOptions>>,
  specs: ComfyProject["specs"],
): Promise<{ game: ComfyStudio; fakes: ReadonlyMap<string, FakeComfy> }> {
  const workshop = createWorkshop("comfy-crew");
  onTestFinished(workshop.remove);
  const fakes = new Map<string, FakeComfy>();
  for (const [id, options] of Object.entries(servers)) fakes.set(id, await startFakeComfy({ checkpoints: BOTH, ...options }));
  onTestFinished(async () => void (await Promise.all([...fakes.values()].map(async (fake) => await fake.stop()))));
  const backends = [...fakes].map(([id, { url }]) => ({ id, url }));
  const game = await openComfyStudio(workshop.at("game"), { specs, backends });
  onTestFinished(async () => await game.close());
  return { game, fakes };
}

const person = { by: "person" } as const;

async function make({ withStudio }: ComfyStudio, specs: readonly string[], more: object = {}) {
  return (await callVerb(makeVerb, { input: { specs, ...more }, caller: person, withStudio })).jobs;
}

test("what one server lacks is made by another, and only where all lack it does the job end", async () => {
  const { game } = await openGame({ bare: { checkpoints: [] }, full: {} }, { pebble: { variants: 4 } });
  const [job] = await make(game, ["pebble"]);
  expect(job).toMatchObject({ status: "succeeded" });
  const backends = storeOf(game.studio)
    .listRenders(job?.id ?? "")
    .map(({ backend }) => backend);
  expect(backends).toEqual(["full", "full", "full", "full"]);
  const [alone] = await make(game, ["pebble"], { again: true, backend: "bare" });
  expect(alone).toMatchObject({ status: "escalated", reasonCode: "MODEL_MISSING" });
});

test("an image that failed on one server may be made by another", async () => {
  const { game, fakes } = await openGame({ a: {}, b: {} }, { pebble: {} });
  for (let times = 0; times < 9; times += 1) fakes.get("a")?.faults.arm("outOfMemory");
  const [job] = await make(game, ["pebble"]);
  expect(job).toMatchObject({ status: "succeeded" });
});

test("a backend that is not there leaves nothing in the queue", async () => {
  const { game } = await openGame({ a: {} }, { pebble: {} });
  await expect(make(game, ["pebble"], { backend: "aa" })).rejects.toMatchObject({ code: "BACKEND_NOT_FOUND" });
  await expect(make(game, ["pebble"], { backend: "http://169.254.169.254" })).rejects.toMatchObject({
    code: "BACKEND_ADDRESS_REFUSED",
  });
  expect(storeOf(game.studio).listJobs({})).toEqual([]);
});

test("a canceled job is stopped on its server as well, also when nobody waits for it any more", async () => {
  const { game, fakes } = await openGame({ a: { stepMs: 100, steps: 60 } }, { pebble: {} });
  const fake = fakes.get("a");
  const leaving = new AbortController();
  const caller = { ...person, signal: leaving.signal };
  const making = callVerb(makeVerb, { input: { specs: ["pebble"] }, caller, withStudio: game.withStudio });
  await expect.poll(() => fake?.orphans()).toHaveLength(1);
  leaving.abort();
  await expect(making).rejects.toMatchObject({ code: "INTERRUPTED" });
  // It goes on there, for whoever asks again.
  expect(fake?.orphans()).toHaveLength(1);
  const [job] = storeOf(game.studio).listJobs({});
  await callVerb(jobCancelVerb, { input: { job: job?.id }, caller: person, withStudio: game.withStudio });
  await expect.poll(() => fake?.orphans()).toEqual([]);
});

test("a replay has its server for itself while other work of it waits, and then goes on", async () => {
  const { game } = await openGame({ a: { stepMs: 5 } }, { pebble: {}, phial: { variants: 12 } });
  const [made] = await make(game, ["pebble"]);
  const work = make(game, ["phial"]);
  const input = { version: made?.versionId, render: true };
  const answer = await callVerb(replayVerb, { input, caller: person, withStudio: game.withStudio });
  expect(answer).toMatchObject({ decisions: "equal", pixels: "identical" });
  expect((await work)[0]).toMatchObject({ status: "succeeded" });
});

test("who joins a job without naming a backend lets any make it", async () => {
  const { game, fakes } = await openGame({ a: { stepMs: 40 }, b: {} }, { pebble: { variants: 6 } });
  const named = make(game, ["pebble"], { backend: "a" });
  await expect.poll(() => fakes.get("a")?.accepted.length).toBeGreaterThan(0);
  const [job] = await make(game, ["pebble"]);
  await named;
  const backends = new Set(
    storeOf(game.studio)
      .listRenders(job?.id ?? "")
      .map(({ backend }) => backend),
  );
  expect(backends).toEqual(new Set(["a", "b"]));
});

test("what somebody looks at goes first", async () => {
  const { game, fakes } = await openGame({ a: { stepMs: 40 } }, { pebble: { variants: 12 }, phial: {} });
  const pebble = make(game, ["pebble"], { priority: "normal" });
  await expect.poll(() => fakes.get("a")?.accepted.length).toBeGreaterThan(0);
  game.studio.viewing.leases = [{ tab: "t", specIds: ["phial"], untilMs: game.studio.nowMs() + 15_000 }];
  const phial = make(game, ["phial"], { priority: "automation" });
  const first = await Promise.race([pebble.then(() => "pebble"), phial.then(() => "phial")]);
  expect(first).toBe("phial");
  await Promise.all([pebble, phial]);
});

test("the status says of each renderer when it made its own newest image, and of one that made none nothing", async () => {
  const { game } = await openGame({ a: {}, idle: {} }, { pebble: {} });
  await make(game, ["pebble"], { backend: "a" });
  const { renderers } = await callVerb(statusVerb, { input: {}, caller: person, withStudio: game.withStudio });
  expect(renderers.map(({ id, running, lastRenderAtMs }) => [id, running, lastRenderAtMs])).toEqual([
    ["builtin", 0, null],
    ["a", 0, expect.any(Number)],
    ["idle", 0, null],
  ]);
});
