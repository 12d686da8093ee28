import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type ComfyStudio, openComfyStudio } from "../../tests/support/comfy-studio.ts";
import { startFakeComfy } from "../../tests/support/comfyui/fake-comfy.ts";
import { createWorkshop } from "../../tests/support/sample-game.ts";
import { identify } from "../adapters/processes/process-identity.ts";
import type { ProcessRecord } from "../core/env/process-record.ts";
import { loadEvidence } from "./assets.ts";
import { callVerb } from "./call-verb.ts";
import { envHomeOf } from "./env/env-home.ts";
import { listMadeVersions } from "./env/status/list-made-versions.ts";
import { makeVerb } from "./make.ts";
import { replayVerb } from "./replay.ts";
import { getVersion, storeOf } from "./studio.ts";

const caller = { by: "person" } as const;
const envId = (digit: string): string => `sha256:${digit.repeat(64)}`;

async function openGoverned() {
  const workshop = createWorkshop("governed");
  onTestFinished(workshop.remove);
  const fake = await startFakeComfy({ checkpoints: ["alder.safetensors", "birch.safetensors"] });
  onTestFinished(async () => await fake.stop());
  const dir = workshop.at("game");
  const game = await openComfyStudio(dir, { specs: { pebble: {} }, backends: [{ id: "env", url: fake.url }] });
  onTestFinished(async () => await game.close());
  const file = envHomeOf(dir).process;
  mkdirSync(dirname(file), { recursive: true });
  /** As `env run` writes it down; this process stands for ComfyUI's. */
  const runs = async (generation: number, id: string, isEdited = false): Promise<void> => {
    const here = (await identify(process.pid)) ?? { pid: 1, startTicks: "" };
    const record: ProcessRecord = {
      format: "touchstone.process/1",
      supervisor: here,
      comfyui: here,
      health: "running",
      port: fake.port,
      url: fake.url,
      generation,
      envId: id,
      isEdited,
      log: "state/logs/comfyui.log",
      startedAtMs: 1,
      restarts: 0,
    };
    writeFileSync(file, JSON.stringify(record));
  };
  return { game, runs, stopRuns: () => rmSync(file) };
}

async function make({ studio, withStudio }: ComfyStudio): Promise<{ versionId: string; envId: string | null }> {
  const { jobs } = await callVerb(makeVerb, { input: { specs: ["pebble"], again: true }, caller, withStudio });
  const versionId = jobs[0]?.versionId ?? "";
  const { evidence } = await loadEvidence(storeOf(studio), getVersion(storeOf(studio), versionId));
  return { versionId, envId: evidence.environment.envId };
}

async function replay({ withStudio }: ComfyStudio, version: string) {
  return await callVerb(replayVerb, { input: { version, render: true }, caller, withStudio });
}

test("an asset made under one generation and replayed under another has a different environment, by its id", async () => {
  const { game, runs, stopRuns } = await openGoverned();
  // A server that `env run` did not start.
  expect((await make(game)).envId).toBeNull();
  // One whose packs were edited is none that anybody could build again.
  await runs(1, envId("1"), true);
  expect((await make(game)).envId).toBeNull();
  await runs(1, envId("1"));
  const made = await make(game);
  expect(made.envId).toBe(envId("1"));
  // What another server made has no environment, and is none's; without a project nothing can be counted.
  const { studio } = game;
  expect(await listMadeVersions(studio)).toEqual([{ spec: "pebble", ...made }]);
  expect(await listMadeVersions({ ...studio, store: undefined, projectDir: "/nowhere" })).toBeNull();
  const same = await replay(game, made.versionId);
  expect(same.differences.map(({ name }) => name)).not.toContain("envId");
  await runs(2, envId("2"));
  const other = await replay(game, made.versionId);
  expect(other).toMatchObject({ environment: "different", pixels: "identical" });
  const named = other.differences.find(({ name }) => name === "envId");
  expect(named).toMatchObject({ kind: "environment", before: envId("1"), after: envId("2") });
  stopRuns();
  const away = await replay(game, made.versionId);
  expect(away.differences.find(({ name }) => name === "envId")).toMatchObject({ before: envId("1"), after: null });
});
