import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { ExploreOutput } from "../../src/engine/playtest/explore-task.ts";
import type { RunOutput } from "../../src/engine/playtest/run-task.ts";
import type { SuiteOutput } from "../../src/engine/playtest/suite-task.ts";
import { say, sayJson } from "../support/cli-in-process.ts";
import { createWorkshop } from "../support/sample-game.ts";
import { MIST, MIST_FILES, MIST_SUITE, TIDE, writeFiles } from "../support/stories.ts";
import { touchstone } from "../support/touchstone.ts";
import { withCi } from "../support/with-ci.ts";

/** No project lies here: stories, suites and traces need none. */
const workshop = createWorkshop("playtest-commands");
const cwd = workshop.dir;
const at = writeFiles(cwd, MIST_FILES);
afterAll(workshop.remove);

const STORY = "story/mist.scene.yaml";
const run = async (args: readonly string[], exitCode = 0) =>
  await sayJson<RunOutput>(["playtest", "run", STORY, ...args], cwd, exitCode);

describe("playtest run", () => {
  test("says how it ended, what it met and what was chosen, at one glance", async () => {
    const { exitCode, out } = await say(["playtest", "run", STORY, "--policy", "random", "--seed", "3"], cwd);
    expect({ exitCode, first: out.split("\n")[0] }).toEqual({ exitCode: 0, first: "✓ mist ended with `home` after 13 steps" });
    expect(out).toContain("pov mina · seed 3 · policy random");
    expect(out.split("\n").every((line) => line.length <= 82)).toBe(true);
    expect(await run(["--policy", "random", "--seed", "3"])).toMatchObject({
      outcome: "ended",
      ending: "home",
      steps: 13,
      digest: expect.stringMatching(/^sha256:/),
      assets: { backgrounds: ["fog"] },
    });
  });

  test("what goes round for ever is stopped, and that is no success", async () => {
    expect(await run(["--max-steps", "50"], 1)).toMatchObject({ outcome: "budget", steps: 50 });
    const { out } = await say(["playtest", "run", STORY, "--max-steps", "5"], cwd);
    expect(out.split("\n")[0]).toBe("? mist was stopped at `quay` after 5 steps: 5 steps were played without an end");
    expect(out).toContain("→ Let it go on with `--max-steps N`");
  });

  test("choices, start values and a pov lead where they say", async () => {
    const led = await run(["--choices", "light, row", "--var", "hp=3", "--var", "lamp=false", "--pov", "bo"]);
    expect(led).toMatchObject({ ending: "home", pov: "bo", choices: ["light", "row"], policy: "choices+first" });
    expect(await run(["--choices", "leave", "--var", "hp=3"])).toMatchObject({ ending: "lost", steps: 2 });
    const refused = await run(["--choices", "leave"], 1);
    expect(refused).toMatchObject({ outcome: "error", why: "choice `leave` is not offered at `quay`: `board`, `light` are" });
  });

  test("a script is held against the play, and every run of it is played", async () => {
    writeFiles(cwd, {
      "two.script": "run: good\nselect: light\nselect: row\nend: home\n---\nrun: bad\nselect: light\nselect: row\nend: lost\n",
    });
    const output = await sayJson<RunOutput & { runs: RunOutput[] }>(
      ["playtest", "run", STORY, "--policy", "script:two.script"],
      cwd,
      1,
    );
    expect(output.runs.map(({ run, ok }) => [run, ok])).toEqual([
      ["good", true],
      ["bad", false],
    ]);
    expect(output).toMatchObject({ run: "bad", mismatches: [{ place: { file: "two.script", line: 9 } }] });
    const { out } = await say(["playtest", "run", STORY, "--policy", "script:two.script"], cwd);
    expect(out).toContain("✕ two.script:9:1: expected the ending `lost`");
    expect((await say(["playtest", "run", STORY, "--policy", "script:two.script", "--out", "x"], cwd)).error?.code).toBe("USAGE");
  });

  test("saving and restoring before every step changes nothing, nor do hooks, and both leave what they were asked for", async () => {
    const asked = ["--policy", "random", "--seed", "8"];
    const plain = await run(asked);
    const heavy = await run([...asked, "--heavy", "--hooks", "hooks.jsonl", "--out", "out/heavy.trace.jsonl"]);
    expect(heavy.digest).toBe(plain.digest);
    const calls = readFileSync(at("hooks.jsonl"), "utf8").trimEnd().split("\n");
    expect(JSON.parse(calls.at(-1) ?? "")).toMatchObject({
      hook: "on_playtest_finished",
      digest: plain.digest,
      assets: { backgrounds: ["fog"] },
    });
    expect(existsSync(at("out/heavy.trace.jsonl"))).toBe(true);
  });

  test.each([
    [["--pov", "nobody"], 4, "STORY_OPTION_UNKNOWN"],
    [["--worldline", "x"], 4, "STORY_OPTION_UNKNOWN"],
    [["--var", "hq=3"], 4, "STORY_OPTION_UNKNOWN"],
    [["--var", "hp=many"], 4, "STORY_OPTION_UNKNOWN"],
    [["--var", "hp=1e999"], 4, "INPUT_INVALID"],
    [["--var", "hp"], 4, "USAGE"],
    [["--var", "hp=1", "--var", "hp=2"], 4, "USAGE"],
    [["--policy", "best"], 4, "USAGE"],
    [["--policy", "script:none.script"], 1, "FILE_NOT_FOUND"],
    [["--max-steps", "0"], 4, "INPUT_INVALID"],
    [["--out", "story/"], 4, "INPUT_INVALID"],
  ] as const)("%j is refused", async (args, exitCode, code) => {
    const said = await say(["playtest", "run", STORY, ...args], cwd);
    expect({ exitCode: said.exitCode, code: said.error?.code }).toEqual({ exitCode, code });
  });
});

test("an ink story with what it includes is played like a scene, and nothing outside of its folder is read", async () => {
  writeFiles(cwd, { ...TIDE, "outside.ink": "INCLUDE ../story/none.ink\n-> END\n", "circle.ink": "-> a\n=== a\n-> a\n" });
  const tide = await sayJson<RunOutput>(["playtest", "run", "tide.ink", "--policy", "random", "--seed", "4"], cwd);
  expect(tide).toMatchObject({ story: { id: "tide", kind: "ink" }, outcome: "ended", choices: [expect.any(String)] });
  const again = await sayJson<RunOutput>(["playtest", "run", "tide.ink", "--choices", tide.choices.join(","), "--heavy"], cwd);
  expect(again.node).toBe(tide.node);
  expect(await say(["playtest", "run", "outside.ink"], cwd)).toMatchObject({
    exitCode: 4,
    error: { place: { file: "outside.ink" } },
  });
  expect(await sayJson<RunOutput>(["playtest", "run", "circle.ink"], cwd, 1)).toMatchObject({ outcome: "error" });
});

test("an asset that a play meets and that is not there is said, inside a project, where it is known", async () => {
  writeFiles(cwd, { "game/touchstone.yaml": "id: game\ntitle: Game\n", "game/story/mist.scene.yaml": MIST });
  const { missing } = await sayJson<RunOutput>(["playtest", "run", "game/story/mist.scene.yaml", "--max-steps", "3"], cwd, 1);
  expect(missing).toEqual([
    { asset: "fog", kind: "backgrounds", state: "missing", why: "there is no file `art/fog.png` in the project" },
  ]);
  const explored = await sayJson<ExploreOutput>(["playtest", "explore", "game/story/mist.scene.yaml"], cwd, 1);
  expect(explored.findings).toMatchObject([{ kind: "missing_asset", where: "fog" }]);
});

describe("playtest suite", () => {
  const suite = async (args: readonly string[] = [], exitCode = 0, file = "suites/mist.suite.yaml") =>
    await sayJson<SuiteOutput>(["playtest", "suite", file, ...args], cwd, exitCode);

  test("plays every cell, judges every claim, and writes what it is asked to write", async () => {
    const first = await withCi("", async () => await suite(["--golden-dir", "goldens", "--out", "logs"]));
    expect(first.cells.map(({ golden, seed, ok }) => [golden, seed, ok])).toEqual([
      ["mina/linear/mist.trace.jsonl", 0, true],
      ["mina/choice/mist.seed5.trace.jsonl", 5, true],
      ["bo/linear/mist.trace.jsonl", 0, true],
    ]);
    expect(first.assertions).toMatchObject([{ story: "mist", outcome: "holds" }]);
    expect(first.warnings).toHaveLength(2);
    expect(readdirSync(at("logs")).filter((name) => /^mist\.\d+\.[0-9a-f]{12}\.(trace\.jsonl|log)$/.test(name))).toHaveLength(6);
    expect(JSON.parse(readFileSync(at("goldens/bo/linear/mist.log"), "utf8"))).toMatchObject({
      scene: "mist",
      pov: "bo",
      seed: 0,
    });
    const again = await suite(["--golden-dir", "goldens"]);
    expect(again.goldens).toMatchObject({ added: [], replaced: [], unchanged: first.cells.map(({ golden }) => golden) });
  });

  test("a golden that differs is replaced and named; in CI it stays, and that is a failure", async () => {
    const { goldens } = await withCi("", async () => await suite(["--golden-dir", "goldens", "--seed-offset", "4"]));
    expect(goldens?.replaced).toContain("mina/linear/mist.trace.jsonl");
    const kept = await withCi("1", async () => await suite(["--golden-dir", "goldens"], 1));
    expect(kept).toMatchObject({ ok: false, goldens: { replaced: [], kept: goldens?.replaced } });
  });

  test("in CI a golden that is missing is a failure of its own, and is not written", async () => {
    const { ok, goldens } = await withCi("1", async () => await suite(["--golden-dir", "none"], 5));
    expect([ok, goldens?.added, goldens?.missing.length, existsSync(at("none"))]).toEqual([false, [], 3, false]);
    const said = await withCi(
      "1",
      async () => await say(["playtest", "suite", "suites/mist.suite.yaml", "--golden-dir", "none"], cwd),
    );
    expect(said.exitCode).toBe(5);
    expect(said.out.replaceAll(/\s+/g, " ")).toContain("run `touchstone golden record` on your own machine");
  });

  test("a claim that fails, and one that cannot be decided, is no success", async () => {
    const claims = `${MIST_SUITE}  - { type: never, when: { key: hp, op: lt, value: 2 } }\n`;
    writeFiles(cwd, {
      "suites/claims.suite.yaml": claims,
      "suites/unknown.suite.yaml": `${MIST_SUITE}  - { type: reachable, node: nowhere }\n`,
    });
    const failed = await suite([], 1, "suites/claims.suite.yaml");
    expect(failed.assertions.map(({ outcome }) => outcome)).toEqual(["holds", "fails"]);
    const command = failed.assertions[1]?.witness?.command ?? "";
    expect(await sayJson<RunOutput>(command.split(" ").slice(1), cwd, 1)).toMatchObject({ node: "boat" });
    const unknown = await suite([], 1, "suites/unknown.suite.yaml");
    expect(unknown.assertions.map(({ outcome }) => outcome)).toEqual(["holds", "unknown"]);
  });

  test("everything wrong with a suite and what it names is said at once", async () => {
    writeFiles(cwd, {
      "suites/bad.suite.yaml":
        "format: touchstone.suite/1\nplan:\n  mina: { a: story/none.yaml, b: { scene: ../story/mist.scene.yaml, policy: 'script:no.script' } }\n",
    });
    const said = await say(["playtest", "suite", "suites/bad.suite.yaml"], cwd);
    expect(said.exitCode).toBe(4);
    expect(said.error?.problems.map(({ message, place }) => [message, place?.line])).toEqual([
      [expect.stringContaining("none.yaml"), 3],
      [expect.stringContaining("no.script"), 3],
    ]);
  });
});

describe("playtest explore", () => {
  test("says whether everything was seen, how much was met, and shows each finding with a command that works", async () => {
    writeFiles(cwd, {
      "trap.scene.yaml": MIST.replace(
        "{ id: back, text: Back to the quay, to: quay }",
        "{ id: back, text: Back, to: quay, once: true }",
      ),
    });
    const found = await sayJson<ExploreOutput>(["playtest", "explore", "trap.scene.yaml"], cwd, 1);
    expect(found).toMatchObject({ complete: true, coverage: { endings: { covered: 2, total: 2 } } });
    const trap = found.findings.find(({ kind }) => kind === "ran_dry");
    expect(trap?.where).toBe("boat");
    const command = (trap?.witness?.command ?? "").split(" ").slice(1);
    expect(await sayJson<RunOutput>(command, cwd, 1)).toMatchObject({ outcome: "dead_end", node: "boat" });
    const { out } = await say(["playtest", "explore", "trap.scene.yaml"], cwd);
    expect(out).toContain("trap.scene.yaml --");
    expect(out).toContain("everything that can happen was seen");
  });

  test("a guided one is stopped after its plays and does not claim more than it saw; threads change nothing", async () => {
    const asked = ["playtest", "explore", STORY, "--policy", "guided", "--plays", "6", "--states", "3", "--seed", "9"];
    const one = await sayJson<ExploreOutput>(asked, cwd);
    expect(await sayJson<ExploreOutput>([...asked, "--workers", "2"], cwd)).toEqual(one);
    expect(one.plays).toBeLessThanOrEqual(8);
    expect((await say(["playtest", "explore", STORY, "--policy", "random"], cwd)).error?.code).toBe("USAGE");
    expect((await say(["playtest", "explore", STORY, "--workers", "0"], cwd)).error?.code).toBe("USAGE");
  });
});

describe("trace", () => {
  const trace = async (name: string, args: readonly string[] = []): Promise<string> => {
    const out = `traces/${name}.trace.jsonl`;
    await run(["--choices", "light,row", "--out", out, ...args]);
    return out;
  };

  test("diff names the cause, follows ignore paths, and has an exit code for each answer", async () => {
    const [a, b] = [await trace("a"), await trace("b", ["--var", "hp=3"])];
    const diff = async (args: readonly string[], exitCode: number) =>
      await sayJson<{ equal: boolean; causes: { kind: string; step: number | null }[]; groups: object[] }>(
        ["trace", "diff", ...args],
        cwd,
        exitCode,
      );
    expect(await diff([a, a], 0)).toMatchObject({ equal: true, causes: [], groups: [] });
    const different = await diff([a, b], 1);
    expect(different.causes.length).toBe(different.groups.length);
    expect(different.causes[0]).toMatchObject({ folded: expect.any(Number), message: expect.any(String) });
    const { exitCode, out } = await say(["trace", "diff", a, b], cwd);
    expect({ exitCode, marked: out.startsWith("✕ ") }).toEqual({ exitCode: 1, marked: true });
    writeFileSync(at("traces/cut.trace.jsonl"), readFileSync(at(a)).subarray(0, 900));
    expect(await say(["trace", "diff", a, "traces/cut.trace.jsonl"], cwd)).toMatchObject({
      exitCode: 5,
      error: { code: "TRACE_TRUNCATED", place: { file: "traces/cut.trace.jsonl" } },
    });
  });

  test("show reads like the story", async () => {
    const { out } = await say(["trace", "show", await trace("c")], cwd);
    expect(out).toContain("Mina: The fog sits low on the water.");
    expect(out).toContain("› light  Light the lamp");
    expect(out).toContain("✕ leave: needs hp lt 5, is 10");
    expect(out).toContain("✓ mist ended with `home` after 3 steps");
  });

  test("verify looks at every file, and damage has its own exit code", async () => {
    const good = await trace("d");
    const bytes = readFileSync(at(good));
    const flipped = Buffer.from(bytes);
    flipped[bytes.indexOf("fog sits")] = 0xff;
    writeFileSync(at("traces/flipped.trace.jsonl"), flipped);
    writeFileSync(at("traces/later.trace.jsonl"), bytes.toString().replace("touchstone.trace/1", "touchstone.trace/2"));
    const { ok, traces } = await sayJson<{ ok: boolean; traces: { ok: boolean; problem: { code: string } | null }[] }>(
      ["trace", "verify", good, "traces/flipped.trace.jsonl", "traces/later.trace.jsonl", STORY],
      cwd,
      5,
    );
    expect({ ok, codes: traces.map(({ problem }) => problem?.code) }).toEqual({
      ok: false,
      codes: [undefined, "TRACE_DAMAGED", "TRACE_VERSION", "TRACE_FOREIGN"],
    });
    expect((await say(["trace", "verify", good], cwd)).exitCode).toBe(0);
    expect((await say(["trace", "verify", "none.trace.jsonl"], cwd)).exitCode).toBe(1);
  });
});

test("as processes they say data on stdout, talk on stderr, and end with the same codes", async () => {
  const good = await touchstone(["playtest", "run", STORY, "--policy", "random", "--json"], { cwd });
  expect({ exitCode: good.exitCode, stderr: good.stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(JSON.parse(good.stdout)).toMatchObject({ outcome: "ended", steps: expect.any(Number), digest: expect.any(String) });
  const bad = await touchstone(["playtest", "run", "none.yaml", "--json"], { cwd });
  expect(bad.exitCode).toBe(1);
  expect(JSON.parse(bad.stdout)).toMatchObject({ error: { code: "FILE_NOT_FOUND", hint: "Check the path" } });
});
