import { rmSync, symlinkSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { writeFiles } from "../../../tests/support/stories.ts";
import type { StoryAsset } from "../../core/playtest/story/story.ts";
import { openStore } from "../../store/store.ts";
import { jobSamples, versionSamples } from "../../core/events/sample-events.fixture.ts";
import { findAssetFacts } from "./asset-facts.ts";

const workshop = createWorkshop("asset-facts");
const dir = workshop.at("game");
writeFiles(dir, {
  "touchstone.yaml": "id: game\ntitle: Game\n",
  "art/fog.png": "",
  "specs/ember-sword.yaml": "",
  "specs/new.yml": "",
  "../outside.png": "",
});
afterAll(workshop.remove);

const asset = (path: string | null, spec: string | null = null): StoryAsset => ({ kind: "props", path, spec });
const ASSETS = {
  there: asset("art/fog.png"),
  gone: asset("art/none.png"),
  folder: asset("art"),
  outside: asset("../outside.png"),
  link: asset("art/link.png"),
  bare: asset(null),
  made: asset(null, "ember-sword"),
  notMade: asset(null, "new"),
  noSpec: asset(null, "none"),
  either: asset("art/fog.png", "none"),
  instead: asset("art/none.png", "ember-sword"),
};

const states = async (projectDir: string | null = dir) =>
  Object.fromEntries((await findAssetFacts({ assets: ASSETS }, projectDir)).map(({ asset: id, state }) => [id, state]));

test("outside of a project nothing is known, and that is not the same as missing", async () => {
  expect(new Set(Object.values(await states(null)))).toEqual(new Set(["unknown"]));
});

test("files are looked for inside the project alone, and what was made is unknown where nothing was", async () => {
  symlinkSync(workshop.at("outside.png"), workshop.at("game/art/link.png"));
  expect(await states()).toEqual({
    there: "present",
    gone: "missing",
    folder: "missing",
    outside: "missing",
    link: "missing",
    bare: "unknown",
    made: "unknown",
    notMade: "unknown",
    noSpec: "missing",
    either: "present",
    instead: "unknown",
  });
});

test("where something was made, a spec without a version is missing, and one whose versions were all rejected too", async () => {
  const store = await openStore({ dir: workshop.at("game/.touchstone"), projectId: "game", access: "owner" });
  await store.append({
    events: [jobSamples.queued("job-1"), jobSamples.started("job-1", "a1"), versionSamples.created("v1", "job-1")],
  });
  expect(await states()).toMatchObject({ made: "present", instead: "present", notMade: "missing", noSpec: "missing" });
  await store.append({ events: [versionSamples.rejected("v1", "person")] });
  expect(await states()).toMatchObject({ made: "missing" });
  await store.close();
  rmSync(workshop.at("game/.touchstone"), { recursive: true });
});

test("each says why, in the order of ids", async () => {
  const facts = await findAssetFacts({ assets: ASSETS }, dir);
  expect(facts.map(({ asset: id }) => id)).toEqual(Object.keys(ASSETS).toSorted());
  expect(facts.filter(({ state, why }) => (state === "present") !== (why === null))).toEqual([]);
});
