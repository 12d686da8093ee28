import { openSync, writeFileSync, writeSync, closeSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { ExploreOutput } from "../../src/engine/playtest/explore-task.ts";
import type { RunOutput } from "../../src/engine/playtest/run-task.ts";
import { say, sayJson } from "../support/cli-in-process.ts";
import { createWorkshop } from "../support/sample-game.ts";
import { MIST, MIST_FILES, writeFiles } from "../support/stories.ts";

/** Whatever a story or trace is, the answer is an outcome with a name or an error with a place: never a hang, never a bug. */
const workshop = createWorkshop("playtest-bad-input");
const cwd = workshop.dir;
const at = writeFiles(cwd, MIST_FILES);
afterAll(workshop.remove);

const run = async (name: string, args: readonly string[] = [], exitCode = 1) =>
  await sayJson<RunOutput>(["playtest", "run", name, ...args], cwd, exitCode);
const scene = (name: string, nodes: string, more = ""): string => {
  writeFileSync(at(name), `format: touchstone.scene/1\nid: x\nstart: a\n${more}nodes:\n${nodes}`);
  return name;
};

describe("scenes that never end", () => {
  test("a node that goes to itself is a loop", async () => {
    expect(await run(scene("self.yaml", "  - { id: a, goto: a }\n"))).toMatchObject({ outcome: "loop", node: "a" });
  });

  test("a cycle of nodes is a loop, and one that counts on is stopped by its budget", async () => {
    expect(await run(scene("cycle.yaml", "  - { id: a, goto: b }\n  - { id: b, goto: a }\n"))).toMatchObject({ outcome: "loop" });
    const counting = scene(
      "counting.yaml",
      "  - { id: a, do: [{ type: increment, key: n }], choices: [{ id: on, to: a }, { id: out, to: b, when: { key: n, op: gt, value: 99999 } }] }\n  - { id: b, end: out }\n",
      "variables: { n: { type: integer, default: 0 } }\n",
    );
    expect(await run(counting)).toMatchObject({ outcome: "budget", steps: 10_000 });
    const explored = await sayJson<ExploreOutput>(["playtest", "explore", counting, "--states", "500"], cwd);
    expect(explored).toMatchObject({ complete: false, why: expect.any(String) });
  });

  test("a choice whose conditions contradict is never offered, and that is a dead end with its reason", async () => {
    const contradicting = scene(
      "contradicting.yaml",
      "  - { id: a, choices: [{ id: go, to: b, when: { all: [{ key: n, op: gt, value: 3 }, { key: n, op: lt, value: 2 }] } }] }\n  - { id: b, end: x }\n",
      "variables: { n: { type: integer, default: 0 } }\n",
    );
    expect(await run(contradicting)).toMatchObject({ outcome: "dead_end", node: "a", why: expect.stringContaining("go") });
    const { findings } = await sayJson<ExploreOutput>(["playtest", "explore", contradicting], cwd, 1);
    expect(findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["dead_choice", "dead_end", "unreachable_node"]));
  });
});

test("a scene of 10,000 nodes is read, played and explored within its budget", async () => {
  const nodes = Array.from({ length: 10_000 }, (_, index) => ({
    id: `n${index}`,
    text: `Step ${index}`,
    ...(index === 9_999 ? { end: "done" } : { goto: `n${index + 1}` }),
  }));
  writeFileSync(at("long.json"), JSON.stringify({ format: "touchstone.scene/1", id: "long", start: "n0", nodes }));
  expect(await run("long.json", [], 0)).toMatchObject({ outcome: "ended", ending: "done", steps: 10_000 });
  expect(await sayJson<ExploreOutput>(["playtest", "explore", "long.json"], cwd)).toMatchObject({ complete: true });
});

describe("scenes that are not valid", () => {
  test.each([
    ["an unknown variable", MIST.replace("key: lamp, op: eq", "key: lmp, op: eq"), "lmp"],
    ["a target that is not there", MIST.replace("to: boat, do", "to: boot, do"), "boot"],
    ["a number that is not finite", MIST.replace("default: 10", "default: .inf"), ""],
    ["a number that is too large to be one", MIST.replace("value: 5", "value: 1e999"), ""],
    ["not a number", MIST.replace("min: 0", "min: .nan"), ""],
    ["a default outside of its bounds", MIST.replace("default: 10", "default: 30"), "hp"],
    ["a key that is no part of a scene", MIST.replace("title:", "titel:"), "titel"],
    ["two nodes of one name", MIST.replace("id: lost, text", "id: home, text"), "home"],
    ["an asset that is not declared", MIST.replace("assets: [fog]", "assets: [fig]"), "fig"],
    ["another version", MIST.replace("scene/1", "scene/9"), "scene/9"],
    ["nesting without end", `${MIST}x: ${"[".repeat(500)}${"]".repeat(500)}\n`, ""],
    ["an alias bomb", `${MIST}a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n`, ""],
    ["nothing at all", "", ""],
    ["only a list", "- 1\n", ""],
    ["zero bytes", "\0\0\0", ""],
  ])("%s is an error with its place", async (_title, text, names) => {
    writeFileSync(at("bad.yaml"), text);
    const said = await say(["playtest", "run", "bad.yaml"], cwd);
    expect(said.exitCode).toBe(4);
    expect(said.error?.place?.file).toBe("bad.yaml");
    const all = [said.error, ...(said.error?.problems ?? [])].map((each) => `${each?.message} ${each?.hint}`).join("\n");
    expect(all).toContain(names);
    expect(await say(["playtest", "explore", "bad.yaml"], cwd)).toMatchObject({ exitCode: 4 });
  });
});

test("an ink story that includes what is outside of its folder is told so, with the line", async () => {
  writeFileSync(at("outside.ink"), "Fog.\nINCLUDE ../../secret.ink\n-> END\n");
  const said = await say(["playtest", "run", "outside.ink"], cwd);
  expect(said).toMatchObject({ exitCode: 4, error: { place: { file: "outside.ink", line: 2 } } });
  expect(said.error?.message).toContain("it is outside of the story's folder");
});

describe("traces that cannot be trusted", () => {
  test("50 MB of anything is refused or read, and the memory and time it takes are bounded", async () => {
    const fill = (name: string, line: string): void => {
      const file = openSync(at(name), "w");
      const block = line.repeat(Math.ceil(1_048_576 / line.length));
      for (let written = 0; written < 50 * 1_048_576; written += block.length) writeSync(file, block);
      closeSync(file);
    };
    fill("noise.jsonl", '{"format":"something.else/1"}\n');
    fill("spaces.jsonl", " ");
    const codes = async (name: string) => (await say(["trace", "verify", name], cwd)).exitCode;
    expect(await codes("noise.jsonl")).toBe(5);
    expect(await codes("spaces.jsonl")).toBe(5);
  });

  test("a story that is no trace and a trace that is no story are told apart", async () => {
    await run("story/mist.scene.yaml", ["--max-steps", "5", "--out", "good.trace.jsonl"]);
    expect((await say(["trace", "show", "story/mist.scene.yaml"], cwd)).error?.code).toBe("TRACE_FOREIGN");
    expect((await say(["playtest", "run", "good.trace.jsonl"], cwd)).error?.code).toBe("INPUT_INVALID");
    expect((await say(["playtest", "suite", "story/mist.scene.yaml"], cwd)).exitCode).toBe(4);
    expect((await say(["playtest", "suite", "none.suite.yaml"], cwd)).error?.code).toBe("FILE_NOT_FOUND");
  });
});
