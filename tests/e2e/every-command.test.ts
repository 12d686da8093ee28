import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildProgram } from "../../src/cli/build-program.ts";
import type { Command, Typed } from "../../src/cli/command.ts";
import { COMMANDS } from "../../src/cli/command-table.ts";
import { createPaint } from "../../src/cli/paint.ts";
import { callVerb } from "../../src/engine/call-verb.ts";
import { storeOf } from "../../src/engine/studio.ts";
import { contextFor } from "../support/cli-in-process.ts";
import { copyMadeSample, createWorkshop, editFile, studioAt } from "../support/sample-game.ts";

/** Command lines for what examples cannot show, because it needs ids that only a made project has. */
const WITH_IDS = [
  "plan draft-drowned-bell",
  "spec show emberhook-icon",
  "spec show draft-rope-button",
  "asset show VERSION",
  "asset show UNCERTAIN",
  "asset approve UNCERTAIN --note fine",
  "asset reject UNCERTAIN",
  "asset export VERSION --out OUT/images/",
  "replay VERSION --render",
  "trace view VERSION --out OUT/version.html",
  "job show JOB",
  "job retry JOB",
  "job cancel JOB",
  "event tail --lines 8",
];

/** Ends only by Ctrl-C, or is the subject of a test file of its own; those of the environment are run by its guide's. */
const ELSEWHERE = /--follow|^demo|^serve|^trace diff|--golden goldens|^env /;

/** Commands that a sample of which everything is made, and stale, refuses. */
const REFUSED: Readonly<Record<string, string>> = {
  "spec ready tidestone": "READY_REFUSED",
  "job retry": "STATE_CONFLICT",
  "job cancel": "STATE_CONFLICT",
  // Nobody sits at a test's terminal.
  "golden review": "USAGE",
};

const examples = COMMANDS.flatMap((command) => command.examples.map((example) => example.replace("touchstone ", "")));
/** What is replayed and judged again was run before. */
const LINES = [...examples, ...WITH_IDS]
  .filter((line) => !ELSEWHERE.test(line))
  .toSorted((one, other) => runsFirst(one) - runsFirst(other));

function runsFirst(line: string): number {
  return line.startsWith("trial run") ? 0 : 1;
}

const workshop = createWorkshop("every-command");
const dir = workshop.at("game");
const withStudio = studioAt(dir);
const caller = { by: "person" } as const;
const ids: Record<string, string> = { OUT: workshop.dir };

const { CI } = process.env;

beforeAll(async () => {
  // Where it is set, no golden is written.
  delete process.env["CI"];
  await copyMadeSample(dir);
  await withStudio("read", async (studio) => {
    const versions = storeOf(studio).listVersions({});
    ids["VERSION"] = versions.find(({ specId }) => specId === "bogwick-idle")?.id ?? "";
    ids["UNCERTAIN"] = versions.find(({ verdict }) => verdict === "uncertain")?.id ?? "";
    ids["JOB"] = storeOf(studio).listJobs({})[0]?.id ?? "";
  });
  // Staleness makes spec list, spec show, plan and rebind say the most they can say.
  editFile(`${dir}/touchstone.yaml`, "maxColors: 48", "maxColors: 40");
});
afterAll(() => {
  if (CI !== undefined) process.env["CI"] = CI;
  workshop.remove();
});

test("every command is tried below or has a test file of its own", () => {
  const tried = COMMANDS.filter(({ path }) => LINES.some((line) => line.startsWith(path.join(" "))));
  const others = COMMANDS.filter((command) => !tried.includes(command) && command.path[0] !== "env");
  expect(others.map(({ path }) => path.join(" "))).toEqual(["demo", "serve", "trace diff"]);
});

async function parse(line: string): Promise<{ command: Command; typed: Typed }> {
  const words = line.split(" ").map((word) => word.replace(/^(VERSION|UNCERTAIN|JOB|OUT)/, (name) => ids[name] ?? name));
  let found: { command: Command; typed: Typed } | undefined;
  const program = buildProgram(COMMANDS, "0", async (command, typed) => void (found = { command, typed }));
  await program.parseAsync(words, { from: "user" });
  if (found === undefined) throw new Error(`nothing was parsed from ${line}`);
  return found;
}

/** Runs one line as the command line does, and returns what it says at each width, and as JSON. */
async function sayAt(line: string, columns: readonly number[], colour = false): Promise<readonly string[]> {
  const { command, typed } = await parse(line);
  if ("run" in command) return [await sayFreely(command, typed)];
  const output = await callVerb(command.chooseVerb?.(typed) ?? command.verb, {
    input: command.toInput(typed, dir),
    caller,
    withStudio,
  });
  const json = JSON.stringify(command.toJson?.(output) ?? output);
  expect(JSON.parse(json)).toBeTypeOf("object");
  return columns.map((width) => command.render(output, createPaint(colour, width)));
}

async function sayFreely(command: Extract<Command, { run: unknown }>, typed: Typed): Promise<string> {
  const said: string[] = [];
  const context = contextFor(typed, { cwd: dir, columns: 80, out: (text) => void said.push(text) });
  expect(await command.run(context)).toBe(0);
  return said.join("\n");
}

/** Lines that a terminal of this width would break in the middle; a word that is wider than the rest of the line may. */
function tooWide(text: string, columns: number): readonly string[] {
  return text.split("\n").filter((line) => line.length > columns && line.trim().split(/ +/).length > 1);
}

describe.each(LINES)("touchstone %s", (line) => {
  test("says something readable at 80 and at 120 columns", async () => {
    const [, code] = Object.entries(REFUSED).find(([refused]) => line.startsWith(refused)) ?? [];
    if (code !== undefined) {
      await expect(sayAt(line, [80])).rejects.toMatchObject({ code });
      return;
    }
    const [narrow = "", wide = narrow] = await sayAt(line, [80, 120]);
    expect(narrow).not.toBe("");
    expect(`${narrow}${wide}`).not.toMatch(/undefined|\[object|NaN|Infinity/);
    expect([tooWide(narrow, 80), tooWide(wide, 120)]).toEqual([[], []]);
    expect(narrow).not.toMatch(/ $/m);
    expect(stripVTControlCharacters(narrow)).toBe(narrow);
  });
});

test("colour adds nothing that is not there without it", async () => {
  for (const line of ["plan draft-drowned-bell", "asset list", "spec list", "verify"]) {
    const [plain = ""] = await sayAt(line, [100]);
    const [coloured = ""] = await sayAt(line, [100], true);
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  }
});
