import { existsSync, readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { say, sayJson } from "../support/cli-in-process.ts";
import { createWorkshop } from "../support/sample-game.ts";
import { writeFiles } from "../support/stories.ts";
import { touchstone } from "../support/touchstone.ts";
import { FIRST_SCENARIO } from "../support/trial-runs.ts";

function openFolder(files: Readonly<Record<string, string>>): string {
  const workshop = createWorkshop("trials-run");
  onTestFinished(workshop.remove);
  writeFiles(workshop.at("work"), files);
  return workshop.at("work");
}

const WRONG = FIRST_SCENARIO.replace("That one is 12 coins.", "Ask again tomorrow.");
const HARD = FIRST_SCENARIO.replace("tool_called, tool: find_price", "output_contains, value: tomorrow");
const BROKEN = FIRST_SCENARIO.replace(/^ {2}- \{ when.*$/m, "  - { error: { status: 401, message: a wrong key } }");

interface Run {
  readonly seed: number;
  readonly scenarios: readonly { readonly passed: number }[];
}

test("the JSON that scripts rely on, outside of a project", async () => {
  const dir = openFolder({ "price.scenario.yaml": FIRST_SCENARIO });
  const run = await sayJson<Run>(["trial", "run", "price.scenario.yaml", "-n", "2"], dir);
  expect(run).toMatchObject({ runId: expect.any(String), exitCode: 0 });
  expect(run.scenarios).toMatchObject([
    {
      name: "price",
      verdict: "pass",
      trials: 2,
      passed: 2,
      hardFailed: 0,
      infra: 0,
      rate: 1,
      wilson: [expect.any(Number), 1],
      passAtK: { 1: 1, 2: 1 },
      passHatK: { 1: 1, 2: 1 },
      flake: { label: "unknown" },
      score: { mean: 1, min: 1 },
      cost: null,
      traces: [expect.any(String), expect.any(String)],
    },
  ]);
  expect(existsSync(`${dir}/.touchstone/trials/manifest.json`)).toBe(true);
});

test.each([
  [{ a: FIRST_SCENARIO }, 0],
  [{ a: FIRST_SCENARIO, b: WRONG }, 1],
  [{ a: WRONG, b: HARD }, 2],
  [{ a: WRONG, b: HARD, c: BROKEN }, 3],
  [{ a: BROKEN, b: "prompt: none\n" }, 4],
])("scenarios of a folder are run together, and the most urgent exit code is told (%#)", async (scenarios, exitCode) => {
  const files = Object.entries(scenarios).map(([name, text]) => [`scenarios/${name}.scenario.yaml`, text]);
  const dir = openFolder(Object.fromEntries(files) as Record<string, string>);
  const said = await say(["trial", "run", "scenarios", "-n", "1", "--record", "off", "--json"], dir);
  expect(said.exitCode).toBe(exitCode);
  expect(existsSync(`${dir}/.touchstone`)).toBe(false);
});

test("reports are written as their names say; another ending is refused before anything runs", async () => {
  const dir = openFolder({ "price.scenario.yaml": FIRST_SCENARIO });
  const out = ["-o", "out/run.json", "-o", "out/run.xml", "-o", "out/run.html"];
  const said = await say(["trial", "run", "price.scenario.yaml", ...out], dir);
  expect([said.exitCode, said.out]).toEqual([0, expect.stringContaining("price")]);
  expect(JSON.parse(readFileSync(`${dir}/out/run.json`, "utf8"))).toMatchObject({ exitCode: 0 });
  expect(readFileSync(`${dir}/out/run.xml`, "utf8")).toMatch(/<testcase [^>]*name="price"/);
  expect(readFileSync(`${dir}/out/run.html`, "utf8")).toContain("<!doctype html>");
  const refused = await say(
    ["trial", "run", "price.scenario.yaml", "-o", "run.pdf"],
    openFolder({ "price.scenario.yaml": FIRST_SCENARIO }),
  );
  expect(refused).toMatchObject({ exitCode: 4, error: { code: "USAGE" } });
});

test("the seed is said where none was given, and the same one gives the same run", async () => {
  const flaky = FIRST_SCENARIO.replace("adapter: scripted", "adapter: flaky").replace(
    "text: That",
    "sometimes: { chance: 0.5, text: Ask again tomorrow. }, text: That",
  );
  const dir = openFolder({ "price.scenario.yaml": flaky });
  const ran = await touchstone(["trial", "run", "price.scenario.yaml", "-n", "12", "-j", "3"], { cwd: dir });
  const seed = /^seed (\d+)$/m.exec(ran.stderr)?.[1] ?? "";
  const again = await sayJson<Run>(["trial", "run", "price.scenario.yaml", "-n", "12", "--seed", seed], dir, ran.exitCode ?? 70);
  expect(again.seed).toBe(Number(seed));
  expect(ran.stdout).toContain(` ${again.scenarios[0]?.passed}/12 `);
});

test("a function that ends the process makes no success of it", async () => {
  const scenario = FIRST_SCENARIO.replace("type: tool_called, tool: find_price", "type: custom, function: leave.ts");
  const leave = "export default () => process.exit(0);\n";
  const dir = openFolder({ "price.scenario.yaml": scenario, "leave.ts": leave });
  const { exitCode, stderr } = await touchstone(["trial", "run", "price.scenario.yaml", "-n", "1"], { cwd: dir });
  expect(exitCode).toBe(70);
  expect(stderr).toContain("the process ended before the command did");
});
