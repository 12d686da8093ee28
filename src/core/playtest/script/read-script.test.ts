import * as fc from "fast-check";
import { expect, test } from "vitest";
import { problemLines } from "../../authored/problem-lines.fixture.ts";
import { pickRun } from "./pick-run.ts";
import { readScript } from "./read-script.ts";
import type { ScriptRun } from "./script.ts";

function runsOf(text: string): readonly ScriptRun[] {
  const reading = readScript({ file: "harbor.script", text });
  if (reading.kind === "invalid") throw new Error(problemLines(reading.problems).join("\n"));
  return reading.runs;
}

function problemsOf(text: string): string[] {
  const reading = readScript({ file: "harbor.script", text });
  return reading.kind === "invalid" ? problemLines(reading.problems) : [];
}

test("[SR1] every statement is read with its place; comments and empty lines mean nothing", () => {
  const [run] = runsOf(`# A comment: with a colon
run: the front door
pov: mira
worldline: storm
seed: -7
set: trust = 2
set: name = "Ada Lovelace"
set: bag = ["rope", 3]
strict

  node: quay
line: Mira: The tide will not wait.
says: tide
option: ask
option: Slip aboard [disabled]
assert: hp.max >= 9
assert: name == Ada
assert: find in ["rope", "knife"]
select: 1
end: sailed
`);
  expect(run).toMatchObject({ name: "the front door", pov: "mira", worldline: "storm", seed: -7, isStrict: true });
  expect(run?.variables).toEqual({ trust: 2, name: "Ada Lovelace", bag: ["rope", 3] });
  expect(run?.statements.map(({ place: { line, column }, ...rest }) => [line, column, rest])).toEqual([
    [11, 3, { kind: "node", node: "quay" }],
    [12, 1, { kind: "line", text: "Mira: The tide will not wait." }],
    [13, 1, { kind: "says", part: "tide" }],
    [14, 1, { kind: "option", name: "ask", isDisabled: false }],
    [15, 1, { kind: "option", name: "Slip aboard", isDisabled: true }],
    [16, 1, { kind: "assert", name: "hp.max", op: "gte", value: 9 }],
    [17, 1, { kind: "assert", name: "name", op: "eq", value: "Ada" }],
    [18, 1, { kind: "assert", name: "find", op: "in", value: ["rope", "knife"] }],
    [19, 1, { kind: "select", name: "1" }],
    [20, 1, { kind: "end", ending: "sailed" }],
  ]);
});

test("[SR1] lines of dashes part runs, which are counted where they have no name", () => {
  const runs = runsOf("\uFEFF---\r\nselect: ask\r\n---\r\n# nothing\r\n-----\r\nselect: wait\r\nend\r\n");
  expect(runs.map(({ name, statements, place }) => [name, statements.length, place.line])).toEqual([
    ["run 1", 1, 2],
    ["run 2", 2, 6],
  ]);
});

test("[SR2] each problem has its place, and what to write", () => {
  expect(
    problemsOf(`selct: ask
assert: trust => 2
assert: trust
seed: 1.5
set: trust
set: bag = [1, [2]]
option: [disabled]
outcome: dead-end
strict: yes
select:
  The tide will not wait.
`),
  ).toEqual([
    "1:1 INPUT_INVALID `selct` is no statement: did you mean `select`? | Use one of `run`, `pov`, `worldline`, `seed`, `set`, `strict`, `node`, `line`, `says`, `option`, `assert`, `select`, `end`, `outcome`, `stop`",
    "2:1 INPUT_INVALID `=>` is no comparison: did you mean `=`? | Write `assert: VARIABLE >= VALUE`",
    "3:1 INPUT_INVALID `trust` compares nothing | Write `assert: VARIABLE >= VALUE`",
    "4:1 INPUT_INVALID the seed `1.5` is no whole number | Write `seed: 3`",
    "5:1 INPUT_INVALID `trust` gives no variable a value | Write `set: VARIABLE = VALUE`",
    "6:1 INPUT_INVALID `[1, [2]]` is no value: a number, `true`, `false`, `null`, text, or a list of those | Write `set: VARIABLE = VALUE`",
    "7:1 INPUT_INVALID `option` names no choice | Write `option: CHOICE [disabled]`",
    "8:1 INPUT_INVALID `dead-end` is no outcome: did you mean `dead_end`? | Write `outcome: dead_end`",
    "9:1 INPUT_INVALID nothing stands behind `strict` | Write `strict`",
    "10:1 INPUT_INVALID `select` says nothing | Write `select: CHOICE`",
    expect.stringMatching(/^11:3 INPUT_INVALID `The tide will not wait\.` is no statement/),
  ]);
});

test("[SR2] a script without a statement, or larger than files may be, is refused", () => {
  for (const text of ["", "\n# nothing\n", "---"]) {
    expect(problemsOf(text)).toEqual([expect.stringContaining("1:1 INPUT_INVALID `harbor.script` holds no statement")]);
  }
  expect(problemsOf("stop\nline: \ud800")).toEqual([expect.stringContaining("2:7 FILE_ENCODING")]);
  expect(problemsOf(`line: ${"x".repeat(2_000_000)}`)).toEqual([expect.stringContaining("FILE_TOO_LARGE")]);
});

test("[SR2] any text is read or refused, in no time", () => {
  const word = fc.constantFrom(
    "select",
    "option",
    "assert",
    "set",
    ":",
    " ",
    "=",
    ">=",
    "[disabled]",
    "[1",
    "---",
    "\n",
    "#",
    "\ud800",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 4 })), { maxLength: 30 }), (parts) => {
      const reading = readScript({ file: "any", text: parts.join("") });
      expect(reading.kind === "script" ? reading.runs.length : reading.problems.length).toBeGreaterThan(0);
    }),
  );
  const started = process.cpuUsage();
  problemsOf(`assert: ${"a ".repeat(400_000)}\nset: ${" ".repeat(100_000)}x\noption: ${" ".repeat(100_000)}[disable]`);
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
});

test("[SR3] settings stand first and once, and nothing follows the end but what holds there", () => {
  expect(problemsOf("select: ask\npov: mira\n")).toEqual([
    "2:1 INPUT_INVALID `pov` stands behind the first step | Put it before all steps of its run",
  ]);
  expect(problemsOf("set: a = 1\nset: b = 1\nset: a = 2\nselect: ask\n")).toEqual([
    "3:1 INPUT_INVALID `set: a` stands twice in one run | Remove one of them",
  ]);
  expect(problemsOf("end: sailed\nassert: hp > 0\noutcome: ended\nselect: ask\n---\nstop\nline: x\n")).toEqual([
    "4:1 INPUT_INVALID `select` stands behind the end of its run | Put `---` before it to begin another run",
    "7:1 INPUT_INVALID `line` stands behind the end of its run | Put `---` before it to begin another run",
  ]);
});

test("[SR2] a run is picked by its name, or as the only one", () => {
  const runs = runsOf("run: front\nstop\n---\nrun: back\nstop\n---\nrun: back\nstop\n");
  expect(pickRun(runs, "front").place.line).toBe(1);
  expect(pickRun(runs.slice(0, 1), null).name).toBe("front");
  expect(() => pickRun(runs, null)).toThrow("`harbor.script` has 3 runs");
  expect(() => pickRun(runs, "back")).toThrow("several runs called `back`");
  expect(() => pickRun(runs, "frnt")).toThrow("no run `frnt`: did you mean `front`?");
});
