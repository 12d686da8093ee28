import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { HARBOR } from "../core/playtest/run/play.fixture.ts";
import { planGoldens } from "../engine/golden/plan-goldens.ts";
import { playPlanned } from "../engine/golden/play-planned.ts";
import { readTrace } from "../core/trace/read-trace.ts";
import { HeadlessPlaytestRunner } from "./headless-playtest-runner.ts";

const FORK = {
  id: "fork",
  start: "a",
  povs: ["mira", "tomas"],
  assets: { "bg-fork": { kind: "backgrounds" } },
  nodes: [
    {
      id: "a",
      assets: ["bg-fork"],
      choices: [
        { id: "left", to: "l" },
        { id: "right", to: "r" },
      ],
    },
    { id: "l", end: "left" },
    { id: "r", end: "right" },
  ],
};

let dir = "";

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "touchstone-lib-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();

test("a run that is kept and one that is not have one digest, and the kept one can be read", async () => {
  const runner = new HeadlessPlaytestRunner({ logDir: join(dir, "logs") });
  const options = { seed: 5, pov: "tomas", workflow: "ci", metadata: { tags: ["a"] } };
  const [kept, not] = [await runner.run(FORK, { ...options, persist: true }), await runner.run(FORK, options)];
  expect(kept.digest).toBe(not.digest);
  const name = `fork.5.${kept.digest.slice(7, 19)}`;
  expect(filesIn(join(dir, "logs"))).toEqual([`${name}.log`, `${name}.trace.jsonl`]);
  const text = readFileSync(join(dir, "logs", `${name}.trace.jsonl`), "utf8");
  expect([text, readTrace(text).kind]).toEqual([not.lines, "whole"]);
  expect(not.trace).toMatchObject({
    assets: { backgrounds: ["bg-fork"] },
    meta: { pov: "tomas", workflow: "ci", metadata: { tags: ["a"] } },
  });
  expect((await not.write(join(dir, "out"))).map((path) => path.slice(dir.length))).toEqual([
    `/out/${name}.trace.jsonl`,
    `/out/${name}.log`,
  ]);
});

test("a story is data or a file, and what is wrong with it is told", async () => {
  const runner = new HeadlessPlaytestRunner();
  const file = join(dir, "harbor.scene.yaml");
  writeFileSync(file, HARBOR);
  const run = await runner.run(file, { policy: "first", variables: { trust: 2 } });
  expect([run.playtest.outcome, run.playtest.ending, run.warnings]).toEqual(["ended", "sailed", []]);
  const runs = await runner.runPerPovSuite({ mira: { a: file, b: { scene: file, worldline: "storm" } } }, { persist: false });
  expect(Object.values(runs["mira"] ?? {}).map(({ playtest }) => playtest.trace.header.worldline)).toEqual([null, "storm"]);
  await expect(runner.run(join(dir, "none.ink"))).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  await expect(runner.run({ ...FORK, start: "b" })).rejects.toMatchObject({
    code: "INPUT_INVALID",
    place: { file: "scene", line: 3 },
  });
  await expect(runner.run(FORK, { pov: "nobody" })).rejects.toMatchObject({ code: "STORY_OPTION_UNKNOWN" });
});

const MIRA = { choice: { scene: FORK, seed: 5, prompt_packs: [], metadata: { tags: ["branching"] } }, linear: FORK };

test("a policy that does not exist is refused, not played at random", async () => {
  const misspelt = { policy: "fist" } as unknown as { policy: "first" };
  await expect(new HeadlessPlaytestRunner().run({ id: "a", start: "a", nodes: [{ id: "a" }] }, misspelt)).rejects.toMatchObject({
    code: "INPUT_INVALID",
    hint: "Use `first` or `random`",
  });
});

test("a suite is written into its folder of goldens under names that stay, and not into the runner's", async () => {
  const runner = new HeadlessPlaytestRunner({ logDir: join(dir, "logs") });
  const goldenDir = join(dir, "goldens");
  const plan = { mira: MIRA, "": { again: FORK } };
  const runs = await runner.runPerPovSuite(plan, { seedOffset: 100, workflow: "ci", goldenDir });
  expect(filesIn(dir)).toEqual([
    "goldens/mira/again/fork.log",
    "goldens/mira/again/fork.trace.jsonl",
    "goldens/mira/choice/fork.seed5.log",
    "goldens/mira/choice/fork.seed5.trace.jsonl",
    "goldens/mira/linear/fork.log",
    "goldens/mira/linear/fork.trace.jsonl",
  ]);
  expect(runs["mira"]?.["linear"]?.trace.config).toMatchObject({
    seed: 101,
    workflow: "ci",
    metadata: { category: "linear", pov: "mira" },
  });
  expect(runs["default"]?.["again"]?.warnings).toEqual([
    expect.stringContaining("has no `seed`"),
    expect.stringContaining("`golden check`"),
  ]);
  expect(readFileSync(join(goldenDir, runs["mira"]?.["choice"]?.golden ?? ""), "utf8")).toBe(runs["mira"]?.["choice"]?.lines);
});

test("goldens of a suite with a name are those of its file, and one without a name is warned of", async () => {
  const runner = new HeadlessPlaytestRunner();
  const plan = { mira: { choice: { scene: FORK, seed: 5 } } };
  const goldenDir = join(dir, "goldens");
  const unnamed = await runner.runPerPovSuite(plan, { goldenDir });
  expect(unnamed["mira"]?.["choice"]?.warnings).toEqual([expect.stringContaining("Give `suite` the name of the suite's file")]);
  const named = await runner.runPerPovSuite(plan, { goldenDir, suite: "nightly" });
  expect(named["mira"]?.["choice"]?.warnings).toEqual([]);
  const file = { path: join(dir, "nightly.suite.json"), name: "nightly.suite.json" };
  writeFileSync(file.path, JSON.stringify(plan));
  const [planned] = await planGoldens({ suites: [file], pendingDir: join(dir, ".touchstone", "goldens") });
  expect(planned === undefined ? null : playPlanned(planned, "").playtest.digest).toBe(named["mira"]?.["choice"]?.digest);
});

test("a suite is kept in the runner's folder unless it is told not to, with the same digests", async () => {
  const runner = new HeadlessPlaytestRunner({ logDir: join(dir, "logs") });
  const plan = { mira: MIRA };
  const kept = await runner.runPerPovSuite(plan);
  expect(filesIn(join(dir, "logs"))).toHaveLength(4);
  const not = await new HeadlessPlaytestRunner({ logDir: join(dir, "none") }).runPerPovSuite(plan, { persist: false });
  expect(filesIn(dir).some((file) => file.startsWith("none"))).toBe(false);
  expect(not["mira"]?.["choice"]?.digest).toBe(kept["mira"]?.["choice"]?.digest);
  const named = await runner.runPerPovSuite(plan, { persist: false, suite: "nightly" });
  expect(named["mira"]?.["choice"]?.digest).not.toBe(kept["mira"]?.["choice"]?.digest);
});

test("goldens that differ are replaced, or stay where that is asked", async () => {
  const runner = new HeadlessPlaytestRunner();
  const plan = (policy: string) => ({ mira: { choice: { scene: FORK, policy } } });
  const goldenDir = join(dir, "goldens");
  const golden = join(goldenDir, "mira", "choice", "fork.trace.jsonl");
  const first = await runner.runPerPovSuite(plan("first"), { goldenDir });
  await runner.runPerPovSuite(plan("random"), { goldenDir, keepGoldens: true });
  expect(readFileSync(golden, "utf8")).toBe(first["mira"]?.["choice"]?.lines);
  await runner.runPerPovSuite(plan("random"), { goldenDir });
  expect(readFileSync(golden, "utf8")).not.toBe(first["mira"]?.["choice"]?.lines);
});

test("a plan that cannot be played says where, and what a plan is not is refused", async () => {
  const runner = new HeadlessPlaytestRunner();
  await expect(runner.runPerPovSuite({ mira: { linear: { sceen: FORK } } })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  await expect(runner.runPerPovSuite({ mira: { linear: { scene: FORK, worldline: "calm" } } })).rejects.toThrow("`mira/linear`");
  await expect(runner.runPerPovSuite({ mira: { linear: join(dir, "none.ink") } })).rejects.toMatchObject({
    code: "INPUT_INVALID",
  });
  await expect(runner.runPerPovSuite({ mira: () => FORK })).rejects.toThrow("`plan.mira` is of type function");
});

test("hooks hear every run of the runner", async () => {
  const heard: string[] = [];
  const runner = new HeadlessPlaytestRunner({ hooks: { on_playtest_start: ({ pov }) => heard.push(pov ?? "") } });
  await runner.runPerPovSuite({ tomas: { a: FORK }, mira: { a: FORK } }, { persist: false });
  await runner.run(FORK);
  expect(heard).toEqual(["tomas", "mira", "mira"]);
});
