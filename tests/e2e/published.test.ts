import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");
const run = (args: readonly string[]): string =>
  execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

let dir = "";

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "touchstone-published-"));
  for (const part of ["bin", "examples", "package.json"]) cpSync(join(ROOT, part), join(dir, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(dir, "node_modules"));
  run([join(ROOT, "scripts", "build.ts"), join(dir, "dist")]);
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

test("a package without sources, built to JavaScript, makes an asset and proves its record", () => {
  const touchstone = (...args: string[]): unknown => JSON.parse(run([join(dir, "bin", "touchstone.js"), ...args, "--json"]));
  const project = ["--project", join(dir, "game")];
  touchstone("init", join(dir, "game"));
  const { ready } = touchstone("spec", "ready", "--all", ...project) as { ready: { spec: string }[] };
  const { jobs } = touchstone("make", ...ready.map(({ spec }) => spec), ...project) as { jobs: { status: string }[] };
  expect(jobs.map((job) => job.status)).toEqual(ready.map(() => "succeeded"));
  expect(touchstone("verify", ...project)).toMatchObject({ ok: true });
  const { assets } = touchstone("asset", "list", ...project) as { assets: { versionId: string }[] };
  const page = join(dir, "version.html");
  touchstone("trace", "view", assets[0]?.versionId ?? "", "--out", page, ...project);
  expect(readFileSync(page, "utf8")).toContain('<script type="module">');
});

test("its library has types: what they do not allow does not compile", () => {
  const consumer = join(dir, "consumer");
  mkdirSync(join(consumer, "node_modules"), { recursive: true });
  symlinkSync(dir, join(consumer, "node_modules", "touchstone"));
  const compilerOptions = { noEmit: true, strict: true, target: "es2024", module: "nodenext", types: [] };
  writeFileSync(join(consumer, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["use.mts"] }));
  const compile = (code: string): string => {
    writeFileSync(join(consumer, "use.mts"), code);
    const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
    return spawnSync(process.execPath, [tsc, "-p", consumer], { encoding: "utf8" }).stdout;
  };
  const use = (seed: string): string => `import { HeadlessPlaytestRunner } from "touchstone/playtest";
    import { compareTraces } from "touchstone/golden-diff";
    import { type ModelFunction, runScenario } from "touchstone/trials";
    const model: ModelFunction = async ({ messages }) => ({ text: "hello " + messages.length });
    (await runScenario("hello.scenario.yaml", { trials: 2, seed: ${seed}, model })).assertPass();
    const run = await new HeadlessPlaytestRunner({ logDir: "plays" }).run("quay.scene.yaml", { seed: ${seed} });
    export const messages: readonly string[] = compareTraces(run, run).messages;`;
  expect(compile(use("3"))).toBe("");
  expect(compile(use('"three"'))).toContain("TS2322");
});

test("its trials run in a test of node:test, with an agent of one's own", () => {
  const consumer = join(dir, "tester");
  mkdirSync(join(consumer, "node_modules"), { recursive: true });
  symlinkSync(dir, join(consumer, "node_modules", "touchstone"));
  writeFileSync(join(consumer, "agent.test.mjs"), AGENT_TEST);
  const { status, stdout } = spawnSync(process.execPath, ["--test", "--test-reporter=tap", join(consumer, "agent.test.mjs")], {
    encoding: "utf8",
  });
  expect(stdout).toMatch(/^# pass 1$/m);
  expect(stdout).toMatch(/^# fail 1$/m);
  expect(stdout).toContain("scenario rude: fail: 0 of 2 trials passed");
  expect(status).toBe(1);
});

const AGENT_TEST = `import { test } from "node:test";
import { runScenario } from "touchstone/trials";
const scenario = { prompt: "Say hello", trials: 2, assertions: [{ type: "output_contains", value: "hello" }] };
for (const [name, says] of [["kind", "hello"], ["rude", "no"]])
  test(name, async () => (await runScenario(scenario, { name, model: () => says })).assertPass());
`;

test("it serves the Studio that was built with it", async () => {
  const child = spawn(process.execPath, [
    join(dir, "bin", "touchstone.js"),
    "serve",
    "--port",
    "0",
    "--project",
    join(dir, "game"),
  ]);
  const [bytes] = (await once(child.stdout, "data")) as [Buffer];
  const [url = ""] = bytes.toString().split("\n");
  const page = await (await fetch(url)).text();
  const script = /src="([^"]+\.js)"/.exec(page)?.[1] ?? "";
  expect((await fetch(new URL(script, url))).headers.get("content-type")).toContain("javascript");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
});
