import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replayVerb } from "../../src/engine/replay.ts";
import { callVerb } from "../../src/engine/call-verb.ts";
import { storeOf } from "../../src/engine/studio.ts";
import { copyMadeSample, createWorkshop, editFile, studioAt } from "../support/sample-game.ts";
import { touchstoneJson } from "../support/touchstone.ts";

// Gate pack of the seed: what another process made is decided again from its evidence alone, and drawn again to the pixel.

const workshop = createWorkshop("replay");
const dir = workshop.at("game");
const withStudio = studioAt(dir);
const caller = { by: "person" } as const;
let versions: readonly string[];

beforeAll(async () => {
  await copyMadeSample(dir);
  await touchstoneJson(["make", "tidestone", "lantern-newt", "--again"], { cwd: dir });
  versions = await withStudio("read", async (studio) =>
    storeOf(studio)
      .listVersions({})
      .map(({ id }) => id),
  );
});
afterAll(workshop.remove);

describe("after a restart, every version of the sample", () => {
  test("is decided again in the same way, and drawn again to the same pixels", async () => {
    expect(versions).toHaveLength(28);
    const answers = await withStudio("own", async (studio) => {
      const answered = [];
      for (const version of versions) answered.push(await replayVerb.run(studio, { version, render: true }, caller));
      return answered;
    });
    const same = { decisions: "equal", environment: "equal", pixels: "identical", differences: [] };
    expect(answers).toEqual(versions.map(() => same));
  });

  test("keeps what each replay found as a fact of its own", async () => {
    const counted = await withStudio("read", async (studio) => versions.map((id) => storeOf(studio).listReplays(id).length));
    expect(counted).toEqual(versions.map(() => 1));
  });
});

test("neither edited files nor seeds drawn since reach a replay", async () => {
  editFile(`${dir}/touchstone.yaml`, "maxColors: 48", "maxColors: 40");
  editFile(`${dir}/checkpoints/copax.yaml`, /steps: \d+/, "steps: 99");
  const { jobs } = await touchstoneJson<{ jobs: { versionId: string }[] }>(["make", "lantern-newt", "--again"], { cwd: dir });
  const drawn = jobs[0]?.versionId ?? "";
  const seeds = await withStudio("read", async (studio) => {
    const store = storeOf(studio);
    const own = store.listVersions({ specId: "lantern-newt" });
    return own.map(({ id }) => String(store.listImages([id]).map(({ seed }) => seed)));
  });
  expect([seeds.length, new Set(seeds).size]).toEqual([3, 3]);
  const answer = await callVerb(replayVerb, { input: { version: drawn, render: true }, caller, withStudio });
  expect(answer).toMatchObject({ decisions: "equal", pixels: "identical" });
});
