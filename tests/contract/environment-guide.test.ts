import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Validator } from "@cfworker/json-schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ENV_COMMANDS } from "../../src/cli/env-commands.ts";
import { EnvStatus } from "../../src/core/env/status/status.ts";
import { envSnapshotListVerb } from "../../src/engine/env/move/inspect-snapshots.ts";
import { loadEnvStatus } from "../../src/engine/env/status-env.ts";
import { say, sayJson } from "../support/cli-in-process.ts";
import { type GovernedProject, LOADS, openGovernedProject } from "../support/env/governed-project.ts";
import { studioAt } from "../support/sample-game.ts";

const ROOT = path.dirname(path.dirname(import.meta.dirname));
const GUIDE = readFileSync(path.join(ROOT, "docs/guides/environment.md"), "utf8");

/** Node packs of the guide, and what each asks for. */
const PACKS = { "wind-lights": "plain-lib", "fog-maker": "script-lib\npillow", "old-maths": "old-numpy-lib" };

let project: GovernedProject;
let elsewhere: string;
const addresses = new Map<string, string>();

beforeAll(async () => {
  project = await openGovernedProject("[run]\nport = 18217\n");
  for (const [id, needs] of Object.entries(PACKS))
    addresses.set(id, project.pack(id, { ...LOADS, "requirements.txt": `${needs}\n` }));
  elsewhere = path.join(path.dirname(project.dir), "elsewhere");
  mkdirSync(elsewhere);
  writeFileSync(path.join(elsewhere, "touchstone.yaml"), "id: elsewhere\ntitle: Elsewhere\n");
});
afterAll(async () => {
  await say(["env", "stop"], project.dir);
  project.remove();
});

/** The guide's examples of one kind, e.g. those after "```sh elsewhere". */
function blocksOf(kind: string): string {
  return [...GUIDE.matchAll(new RegExp(`\`\`\`${kind}\n([^]*?)\`\`\``, "g"))].map(([, text = ""]) => text).join("");
}

/** A line's words, and the exit code that its comment names. */
function commandsIn(kind: string): [line: string, exitCode: number][] {
  const lines = blocksOf(kind).trimEnd().split("\n");
  return lines.map((line) => [line.replace(/ # .*/, ""), Number(/ # exit (\d)/.exec(line)?.[1] ?? 0)]);
}

/** What stands for something that only a project of one's own has is put in; the index is the test's. */
async function wordsOf(line: string): Promise<readonly string[]> {
  const words = [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word).slice(1);
  const known: Record<string, string> = { "../ComfyUI": project.comfyuiDir };
  if (words.includes("TX")) known["TX"] = (await statusNow()).transactions[0]?.txid ?? "";
  if (words.includes("SNAPSHOT")) known["SNAPSHOT"] = (await project.call(envSnapshotListVerb, {})).snapshots[0]?.id ?? "";
  const real = words.map((word) => known[word] ?? addresses.get(/\/([a-z-]+)\.git$/.exec(word)?.[1] ?? "") ?? word);
  return words[1] === "init" ? [...real, "--index", project.index.packages] : real;
}

async function statusNow(): Promise<EnvStatus> {
  return await studioAt(project.dir)("files", loadEnvStatus);
}

const said = new Map<string, string>();

async function run(line: string, exitCode: number, cwd: string): Promise<void> {
  const { error, out, ...ended } = await say(await wordsOf(line), cwd);
  said.set(line, out);
  const message = exitCode === 0 ? error?.message : undefined;
  expect({ message, ...ended }).toEqual({ message: undefined, exitCode });
  expect(out).not.toMatch(/undefined|\[object|NaN|Infinity| $/m);
  // Lines that a terminal of 80 columns would break in the middle; a long word may be wider.
  const lines = line.endsWith("--json") ? [] : out.split("\n").filter((each) => !each.startsWith("→ touchstone"));
  expect(lines.filter((each) => each.length > 80 && each.trim().split(/ +/).length > 1)).toEqual([]);
  // Wherever something is refused, the way out is named.
  if (error !== undefined) expect(error.hint ?? "").not.toBe("");
}

// The guide is one walk: its commands are run in the order in which they stand, as on a person's machine. `env test` has a test
// file of its own.
describe("the guide to the environment", () => {
  const commands = commandsIn("sh").filter(([line]) => line !== "touchstone env test");
  test.each(commands)("%s", async (line, exitCode) => await run(line, exitCode, project.dir));

  test.each(commandsIn("sh elsewhere"))("%s", async (line, exitCode) => await run(line, exitCode, elsewhere));

  test("the conflict that it shows is the one that is printed", () => {
    const lines = (said.get("touchstone env tx run old-maths") ?? "")
      .split("\n")
      .map((line) => line.replace(/[0-9a-f-]{36}/, "TX"));
    expect(lines.slice(1).join("\n")).toBe(blocksOf("text conflict").trimEnd());
  });

  test("a status says what its published schema says", async () => {
    const schema = JSON.parse(readFileSync(path.join(ROOT, "schemas/env-status.schema.json"), "utf8")) as object;
    const status = await sayJson<EnvStatus>(["env", "status"], project.dir);
    const { valid, errors } = new Validator(schema, "2020-12", false).validate(status);
    expect([valid, errors]).toEqual([true, []]);
    expect(EnvStatus.parse(status)).toEqual(status);
    expect(status).toMatchObject({ isInitialized: true, problems: [], process: { state: "stopped" } });
    expect(new Validator(schema, "2020-12").validate({ ...status, snapshots: "many" }).valid).toBe(false);
  });

  test("it names every command of the environment, and every flag", () => {
    const commandNames = ENV_COMMANDS.map(({ path: words }) => words.join(" "));
    expect(commandNames.filter((name) => !GUIDE.includes(`touchstone ${name}`) && !GUIDE.includes(`\`${name}`))).toEqual([]);
    const flags = new Set(ENV_COMMANDS.flatMap((command) => (command.flags ?? []).map(({ name }) => name)));
    const named = new Set([...GUIDE.matchAll(/--([a-z][a-z-]+)/g)].map(([, name = ""]) => name));
    const others = new Set(["json", "backend", "user"]);
    expect([...named].filter((name) => !flags.has(name) && !others.has(name))).toEqual([]);
    expect([...flags].filter((name) => !named.has(name))).toEqual([]);
  });

  test("every place that a hint points to is there", () => {
    const sections = new Set(
      [...GUIDE.matchAll(/^## (.+)$/gm)].map(([, title = ""]) => title.toLowerCase().replaceAll(" ", "-")),
    );
    const texts = globSync("src/**/*.{ts,tsx}", { cwd: ROOT }).map((file) => readFileSync(path.join(ROOT, file), "utf8"));
    const pointed = texts.flatMap((text) => [...text.matchAll(/environment\.md#([a-z-]+)/g)].map(([, anchor = ""]) => anchor));
    expect(new Set(pointed).size).toBeGreaterThan(8);
    expect([...new Set(pointed)].filter((anchor) => !sections.has(anchor))).toEqual([]);
  });
});
