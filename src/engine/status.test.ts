import { afterEach, beforeEach, expect, test } from "vitest";
import { writeFileSync } from "node:fs";
import { openGame, type OpenGame } from "../../tests/support/open-game.ts";
import { editFile, studioAt } from "../../tests/support/sample-game.ts";
import { TouchstoneError } from "../core/errors.ts";
import { callVerb } from "./call-verb.ts";
import { libraryListVerb } from "./library.ts";
import { makeVerb } from "./make.ts";
import { pipelineShowVerb } from "./pipeline.ts";
import { statusVerb } from "./status.ts";
import { storeOf } from "./studio.ts";

let game: OpenGame;
const person = { by: "person" } as const;

beforeEach(async () => {
  game = await openGame({ gems: { variants: 5 }, runes: { variants: 40 }, cards: { variants: 1 } });
});
afterEach(async () => await game.close());

const call = () => ({ caller: person, withStudio: game.withStudio });
const make = async (spec: string, wait = true) => await callVerb(makeVerb, { ...call(), input: { specs: [spec], wait } });
const status = async () => await callVerb(statusVerb, { ...call(), input: {} });
const board = async (limit = 100) => await callVerb(pipelineShowVerb, { ...call(), input: { limit } });
const cards = async () => (await board()).stages.flatMap((stage) => stage.cards);
const breakSpec = (id: string): void => writeFileSync(`${game.studio.projectDir}/specs/${id}.yaml`, "id: [");

test("the board shows each spec once: what was made with its pictures, what was not as ready", async () => {
  await make("gems");
  const shown = await cards();
  expect(shown.map(({ spec, stage }) => `${spec} ${stage}`).toSorted()).toEqual(["cards ready", "gems approved", "runes ready"]);
  const gems = shown.find(({ spec }) => spec === "gems");
  expect(gems).toMatchObject({ title: "gems", done: 5, total: 5, primary: "open", stale: false });
  expect(gems?.thumbs).toHaveLength(4);
  expect(gems?.thumbs[0]).toEqual({ blob: expect.stringMatching(/^sha256:/) as string, width: 32, height: 32 });
  expect(gems?.why).toMatch(/^approved by evidence: \d checks passed$/);
});

test("while images are being made the board says how many, shows them, and how long all of it will take once it is known", async () => {
  expect((await board()).etaMs).toBe(0);
  const seen = Promise.withResolvers<Awaited<ReturnType<typeof board>>>();
  const onStep = ({ step, done }: { step: string; done: number }): void => {
    if (step === "render_done" && done === 2) seen.resolve(board());
  };
  await callVerb(makeVerb, { input: { specs: ["runes"] }, caller: { ...person, onStep }, withStudio: game.withStudio });
  const { stages, etaMs } = await seen.promise;
  const [card] = stages.find(({ stage }) => stage === "making")?.cards ?? [];
  expect(card).toMatchObject({ spec: "runes", total: 40, primary: "cancel", versionId: null });
  expect(card?.thumbs.length).toBeGreaterThanOrEqual(2);
  expect(etaMs).toBeGreaterThan(0);
});

test("nothing measured is unknown, and not no time", async () => {
  game.failDrawing("gems", new TouchstoneError("RENDER_FAILED", "no"));
  await make("gems", false);
  await expect.poll(async () => (await cards()).find(({ spec }) => spec === "gems")?.stage).toBe("queued");
  expect((await board()).etaMs).toBeNull();
});

test("a broken spec file and a broken project file hide no card of what was made", async () => {
  await make("gems");
  breakSpec("gems");
  expect((await cards()).map(({ spec, stage }) => [spec, stage])).toContainEqual(["gems", "approved"]);
  writeFileSync(`${game.studio.projectDir}/touchstone.yaml`, "id: game\ntitle: [");
  expect(await cards()).toMatchObject([{ spec: "gems", title: "gems", stage: "approved" }]);
  const { assets } = await callVerb(libraryListVerb, { ...call(), input: {} });
  expect(assets).toMatchObject([{ spec: "gems", title: "gems", tags: [], assetType: null }]);
});

test("a spec that moved on is stale on its card and in the status with its differences, until it is put back", async () => {
  const file = `${game.studio.projectDir}/specs/gems.yaml`;
  editFile(file, "a small gems", "two small gems");
  expect((await cards()).find(({ spec }) => spec === "gems")?.stale).toBe(true);
  expect((await status()).stale).toEqual([{ spec: "gems", differences: expect.any(Number) as number }]);
  editFile(file, "two small gems", "a small gems");
  expect((await status()).stale).toEqual([]);
});

test("a ready spec that the lock does not have is not offered to be made", async () => {
  writeFileSync(
    `${game.studio.projectDir}/specs/odd.yaml`,
    "id: odd\ntitle: Odd\nassetType: ui_icon\nstatus: ready\ncheckpoint: copax\noutput: { kind: single_image, width: 32, height: 32 }\n",
  );
  expect((await cards()).map(({ spec }) => spec)).not.toContain("odd");
});

test("the status counts what there is, and names the owner", async () => {
  await make("gems");
  breakSpec("cards");
  const now = await status();
  expect(now).toMatchObject({
    project: { id: "game", title: "Game" },
    owner: { pid: process.pid, command: "vitest", url: null },
    head: storeOf(game.studio).head().seq,
    jobs: { succeeded: 1 },
    assets: { approved: 1, pending: 0, rejected: 0 },
    specs: { ready: 2, broken: 1 },
    waiting: 0,
    exceptions: 0,
  });
  const { builtinRenderer: version } = game.studio;
  const same = { id: "builtin", kind: "builtin", url: null, enabled: true, health: "up", version };
  expect(now.renderers[0]).toEqual({ ...same, running: 0, lastRenderAtMs: expect.any(Number) as number });
});

test("what another process works on is not known to one that only reads beside it: no number, and never zero", async () => {
  const { projectDir } = game.studio;
  const beside = await callVerb(statusVerb, { caller: person, withStudio: studioAt(projectDir), input: {} });
  expect(beside.owner).toMatchObject({ pid: process.pid });
  expect(beside.renderers.map(({ running }) => running)).toEqual([null]);
});

test("the library lists current versions newest first, all of them on request, and counts what they can be filtered by", async () => {
  await make("gems");
  await make("runes");
  await callVerb(makeVerb, { ...call(), input: { specs: ["gems"], again: true } });
  const { assets, facets } = await callVerb(libraryListVerb, { ...call(), input: {} });
  expect(assets.map(({ spec }) => spec)).toEqual(["gems", "runes"]);
  expect(assets[0]?.images).toHaveLength(5);
  expect(facets.kinds).toEqual([{ value: "single_image", count: 2 }]);
  expect(facets.checkpoints).toEqual([{ value: "copax", count: 2 }]);
  const all = await callVerb(libraryListVerb, { ...call(), input: { all: true } });
  expect(all.assets.map(({ spec }) => spec)).toEqual(["gems", "runes", "gems"]);
});
