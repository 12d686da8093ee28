import { writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { callVerb } from "../../src/engine/call-verb.ts";
import { initVerb } from "../../src/engine/init.ts";
import type { ScenarioValidation } from "../../src/engine/trials/validate-scenarios.ts";
import { runScenario } from "../../src/lib/trials.ts";
import { say, sayJson } from "../support/cli-in-process.ts";
import { createWorkshop, studioAt } from "../support/sample-game.ts";
import { writeFiles } from "../support/stories.ts";

/** Whatever a scenario is, the answer is that it can be run, or problems with their places: never a hang, never a bug. */
const workshop = createWorkshop("trial-validate");
const cwd = workshop.dir;
const GOOD = "adapter: scripted\nprompt: a\nscript: [b]\nassertions: [{ type: output_contains, value: b }]\n";
writeFiles(cwd, { "good/one.scenario.yaml": GOOD, "good/two.scenario.yaml": `${GOOD}trials: 2\ngate: { minLowerBound: 0.5 }\n` });
afterAll(workshop.remove);

const validate = async (text: string, exitCode = 4) => {
  writeFileSync(workshop.at("it.scenario.yaml"), text);
  const { ok, files } = await sayJson<ScenarioValidation>(["trial", "validate", "it.scenario.yaml"], cwd, exitCode);
  return { ok, problems: files[0]?.problems ?? [] };
};

test("scenarios that can be run are listed with what is probably not meant, and end with 0", async () => {
  const { ok, files } = await sayJson<ScenarioValidation>(["trial", "validate", "good"], cwd);
  expect(ok).toBe(true);
  expect(
    files.map(({ file, name, problems, warnings }) => [file, name, problems, warnings.map(({ place }) => place?.line)]),
  ).toEqual([
    ["good/one.scenario.yaml", "one", [], []],
    ["good/two.scenario.yaml", "two", [], [6]],
  ]);
  const { out } = await say(["trial", "validate", "good"], cwd);
  expect(out).toContain(
    "! good/two.scenario.yaml:6:24: 2 trials that all pass have a lower bound of\n    0.342, below `minLowerBound`",
  );
  expect(out.split("\n").at(-1)).toBe("✓ 2 scenarios valid");
});

test("what a person reads names place, word and way out", async () => {
  writeFileSync(workshop.at("it.scenario.yaml"), GOOD.replace("prompt", "promt"));
  const { exitCode, out } = await say(["trial", "validate", "it.scenario.yaml", "good"], cwd);
  expect(exitCode).toBe(4);
  expect(out).toContain("✕ it.scenario.yaml:2:1: `promt` is not a key: did you mean `prompt`?\n    → Use one of `description`");
  expect(out.split("\n").at(-1)).toBe("1 scenario of 3 cannot be run");
});

describe("bad input", () => {
  test.each([
    ["nothing", "", "INPUT_INVALID"],
    ["a list", "- 1\n", "INPUT_INVALID"],
    ["broken YAML", "prompt: [a\n", "FILE_SYNTAX"],
    ["another tag", "prompt: !!js/function 'x'\n", "FILE_SYNTAX"],
    ["an alias bomb", `a: &a [${"x,".repeat(99)}]\nb: &b [${"*a,".repeat(99)}]\nc: [${"*b,".repeat(99)}]\n`, "FILE_TOO_LARGE"],
    ["deep brackets", `prompt: ${"[".repeat(9_000)}`, "FILE_TOO_LARGE"],
    ["a huge file", `description: ${"x".repeat(1_100_000)}\n`, "FILE_TOO_LARGE"],
    ["a NUL", "prompt: a\0b\n", "FILE_ENCODING"],
    ["no assertion", "adapter: echo\nprompt: a\nassertions: []\n", "INPUT_INVALID"],
    ["two tools of one name", `${GOOD}tools: [{ name: a }, { name: a }]\n`, "DUPLICATE_ID"],
  ])("%s has one clear message and exit code 4", async (_what, text, code) => {
    const { ok, problems } = await validate(text);
    expect([ok, problems[0]?.code]).toEqual([false, code]);
    expect(problems[0]?.place).toMatchObject({ file: "it.scenario.yaml" });
    expect(problems[0]?.message.length).toBeGreaterThan(10);
  });

  test("a pattern that backtracks elsewhere takes no time here", async () => {
    const text = GOOD.replace("{ type: output_contains, value: b }", '{ type: regex, value: "^(b+)+$" }').replace(
      "[b]",
      `["${"b".repeat(40_000)}!"]`,
    );
    expect(await validate(text, 0)).toEqual({ ok: true, problems: [] });
    const { verdict } = await runScenario(workshop.at("it.scenario.yaml"), { trials: 1 });
    expect(verdict).toBe("fail");
  });

  test("what is not there is not found: exit code 1", async () => {
    expect(await say(["trial", "validate", "none.yaml"], cwd)).toMatchObject({ exitCode: 1, error: { code: "FILE_NOT_FOUND" } });
    writeFiles(cwd, { "empty/x.yaml": "" });
    expect(await say(["trial", "validate", "empty"], cwd)).toMatchObject({ exitCode: 1, error: { code: "FILE_NOT_FOUND" } });
  });
});

test("a project that was just started has a scenario that passes offline", async () => {
  const dir = workshop.at("mine");
  await callVerb(initVerb, { caller: { by: "person" }, withStudio: studioAt(dir), input: {} });
  expect(await sayJson<ScenarioValidation>(["trial", "validate", "scenarios"], dir)).toMatchObject({
    ok: true,
    files: [{ name: "first-agent" }],
  });
  expect(await runScenario(`${dir}/scenarios/first-agent.scenario.yaml`)).toMatchObject({ verdict: "pass", passed: 3 });
});
