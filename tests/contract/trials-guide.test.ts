import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/command-table.ts";
import { Project } from "../../src/core/assets/records/project.ts";
import { parseAuthored } from "../../src/core/authored/parse.ts";
import { wilson } from "../../src/core/trials/verdict/wilson.ts";
import { say } from "../support/cli-in-process.ts";
import { createWorkshop, editFile } from "../support/sample-game.ts";
import { writeFiles } from "../support/stories.ts";

const GUIDE = readFileSync(new URL("../../docs/guides/trials.md", import.meta.url), "utf8");
const workshop = createWorkshop("trials-guide");
const cwd = workshop.dir;
afterAll(workshop.remove);

/** The guide's examples of one kind, e.g. those after "```sh edited". */
function blocksOf(kind: string): string {
  return [...GUIDE.matchAll(new RegExp(`\`\`\`${kind}\n([^]*?)\`\`\``, "g"))].map(([, text = ""]) => text).join("");
}

/** A line's words, and the exit code that its comment names. */
function commandsIn(kind: string): [line: string, exitCode: number][] {
  const lines = blocksOf(kind).trimEnd().split("\n");
  return lines.map((line) => [line.replace(/ # .*/, ""), Number(/ # exit (\d)/.exec(line)?.[1] ?? 0)]);
}

const said = new Map<string, string>();

async function run(line: string, exitCode: number): Promise<void> {
  const { error, out, ...ended } = await say(line.split(" ").slice(1), cwd, 120);
  said.set(line, out);
  expect({ error: exitCode === 0 ? error?.message : undefined, ...ended }).toEqual({ error: undefined, exitCode });
}

// The guide is one walk through an empty folder: its commands are run in the order in which they stand, as on a person's machine.
describe("the guide to trials", () => {
  beforeAll(() => void writeFiles(cwd, { "ferry.scenario.yaml": blocksOf("yaml first") }));

  // To delete all is what a person does last.
  const commands = commandsIn("sh").filter(([line]) => !line.includes("trial delete"));
  test.each(commands)("%s", run);

  test("the report that it shows is the one that the run prints", () => {
    const out = said.get("touchstone trial run ferry.scenario.yaml -n 20 --seed 3") ?? "";
    expect(out.startsWith(blocksOf("text report").trimEnd())).toBe(true);
  });

  describe("once somebody has edited the tool", () => {
    beforeAll(() => editFile(`${cwd}/ferry.scenario.yaml`, "type: integer", "type: number"));
    test.each(commandsIn("sh edited"))("%s", run);
  });

  test.each(commandsIn("sh").filter(([line]) => line.includes("trial delete")))("%s", run);

  test("the bounds that it names are Wilson's", () => {
    for (const [, n = "", bound = ""] of GUIDE.matchAll(/^\| (\d+) \| (0\.\d{3}) \|$/gm)) {
      expect(wilson(Number(n), Number(n))?.[0].toFixed(3)).toBe(bound);
    }
    expect([wilson(19, 20), wilson(8, 10)].map((bounds) => bounds?.[0].toFixed(3))).toEqual(["0.764", "0.490"]);
    expect(GUIDE).toContain("19 of 20 prove 0.764, and 8 of 10 no more than 0.490");
  });

  test("its project is one, and its flags are flags", () => {
    expect(parseAuthored({ file: "touchstone.yaml", text: blocksOf("yaml project") }, Project)).toMatchObject({ kind: "parsed" });
    const commands = COMMANDS.filter(({ path: [first] }) => first === "trial");
    const flags = new Map(commands.flatMap((command) => (command.flags ?? []).map(({ name, short }) => [name, short])));
    const named = [...GUIDE.matchAll(/--([a-z][a-z-]+)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !flags.has(name) && name !== "json")).toEqual([]);
    const unnamed = [...flags].filter(([name, short]) => !GUIDE.includes(`--${name}`) && !GUIDE.includes(` -${short} `));
    expect(unnamed).toEqual([]);
  });
});
