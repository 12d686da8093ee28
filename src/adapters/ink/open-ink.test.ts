import { expect, test } from "vitest";
import { TouchstoneError } from "../../core/errors.ts";
import type { InkSource } from "./ink-story.ts";
import { inkjs } from "./engine.ts";
import { loadInk } from "./load-ink.ts";
import { openInk } from "./open-ink.ts";
import { openPlay, openStory, STORIES, textsOf, walk } from "./stories.fixture.ts";

/** Every problem of a story as `CODE file:line:column message`. */
function problemsOf(source: InkSource): string[] {
  try {
    openInk(source);
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return error.problems.map(({ code, place, message }) => `${code} ${place?.file}:${place?.line}:${place?.column} ${message}`);
  }
  return [];
}

const compiled = (text: string): string => {
  const { root, lists } = loadInk({ file: "story.ink", text });
  return String(new inkjs.Story(root, [...lists]).ToJson());
};

test("[IK1] compiled ink plays as its source does, but for labels, which it has not kept", () => {
  for (const [name, text] of Object.entries(STORIES)) {
    const json = openInk({ file: "story.ink.json", text: `\uFEFF${compiled(text)}` });
    const source = openStory(`\uFEFF${text}`);
    expect(json.digest, name).toBe(source.digest);
    expect(json.id).toBe("story");
    expect(json.universe.nodes.map(({ id }) => id)).toEqual(source.universe.nodes.map(({ id }) => id));
    expect(textsOf(walk(openPlay(json), []))).toEqual(textsOf(walk(openPlay(source), [])));
  }
  expect(openInk({ file: "a/plain.ink.json", text: compiled(STORIES["plain"] ?? "") }).universe.choices).toEqual(
    openStory("plain").universe.choices.map((choice) => ({ ...choice, line: null })),
  );
});

test("[IK1] an older format plays, and is a finding; comments, line ends and where a file lies change no digest", () => {
  const json = compiled("Hello.\n-> END\n").replace('"inkVersion":21', '"inkVersion":19');
  const story = openInk({ file: "old.json", text: json });
  expect(textsOf(walk(openPlay(story), []))).toEqual(["Hello."]);
  expect(story.findings).toEqual([
    { kind: "warning", where: "old.json", why: "it was compiled to ink format 19, the engine's own is 21" },
  ]);
  expect(openInk({ file: "elsewhere/x.ink", text: "// What?\r\nHello.\r\n-> END\r\n" }).digest).toBe(story.digest);
});

test("[IK1] warnings and TODOs are findings with their places", () => {
  const story = openStory("TODO: more of this\n-> hall\n=== hall\n+ [Go]\n  Gone.\n");
  expect(story.findings[0]).toEqual({ kind: "todo", where: "story.ink:1", why: "more of this" });
  expect(story.findings[1]).toMatchObject({ kind: "warning", where: "story.ink:5" });
});

test("[IK2] every error has its line, and the column of what it names", () => {
  expect(problemsOf({ file: "tale/a.ink", text: "-> cellar\n=== hall\n  Hi {lamp}. -> nowhere\n-> hall\n" })).toEqual([
    "INPUT_INVALID tale/a.ink:1:4 Divert target not found: `-> cellar`",
    "INPUT_INVALID tale/a.ink:3:7 Unresolved variable: lamp",
    "INPUT_INVALID tale/a.ink:3:17 Divert target not found: `-> nowhere`",
  ]);
  expect(problemsOf({ file: "a.ink", text: "VAR x =\n* [ab\n~ foo(\n" }).map((problem) => problem.slice(0, 24))).toEqual([
    "INPUT_INVALID a.ink:1:1 ",
    "INPUT_INVALID a.ink:2:1 ",
    "INPUT_INVALID a.ink:3:1 ",
  ]);
});

test("[IK2] messages are in our words", () => {
  expect(problemsOf({ file: "a.ink", text: "A.\n+ [Hit] ~ x\n-> END\n" })).toEqual([
    "INPUT_INVALID a.ink:2:9 You shouldn't use a `~` here - tildas are for logic that's on its own line. To do inline logic, use { curly braces } instead",
  ]);
  expect(problemsOf({ file: "a.ink", text: "LIST things = tea\n-> tea\n=== tea\n-> END\n" })).toEqual([
    "INPUT_INVALID a.ink:1:15 ListElement `tea`: name has already been used for a knot on line 3 of `a.ink`",
  ]);
});

test("[IK2] nesting too deep for the compiler is a problem of its line", () => {
  const deep = `Hi.\nVAR x = 1\n~ x = ${"(".repeat(5000)}1${")".repeat(5000)}\n`;
  expect(problemsOf({ file: "a.ink", text: deep })).toEqual([
    "INPUT_INVALID a.ink:3:1 the story is nested too deeply for the ink compiler",
  ]);
});

test("[IK3] files beside the story are included; problems in them are named from the project", () => {
  const files: Record<string, string> = { "part/two.ink": "=== two\nTwo. -> three\n", "three.ink": "=== three\nThree. -> END\n" };
  const include = (name: string): string | null => files[name] ?? null;
  const text = "INCLUDE ./part/two.ink\nINCLUDE three.ink\nOne. -> two\n";
  expect(textsOf(walk(openPlay(openStory(text, include)), []))).toEqual(["One. Two. Three."]);
  files["three.ink"] = "=== three\nThree. -> four\n";
  expect(problemsOf({ file: "tale/a.ink", text, include })).toEqual([
    "INPUT_INVALID tale/three.ink:2:11 Divert target not found: `-> four`",
  ]);
  expect(openStory("INCLUDE part/two.ink\n-> two\n=== three\n-> END", include).universe.nodes).toMatchObject([
    { id: "two", line: null },
    { id: "three", line: 3 },
  ]);
});

test.each([
  ["../secret.ink", "it is outside of the story's folder"],
  ["/etc/passwd", "it is outside of the story's folder"],
  ["a/../../b.ink", "it is outside of the story's folder"],
  ["C:\\b.ink", "it is outside of the story's folder"],
  ["file:b.ink", "it is outside of the story's folder"],
  ["gone.ink", "there is no such file in the story's folder"],
])("[IK3] `INCLUDE %s` is a problem where it stands", (name, why) => {
  const asked: string[] = [];
  const include = (file: string): null => {
    asked.push(file);
    return null;
  };
  expect(problemsOf({ file: "a.ink", text: `Hi.\nINCLUDE ${name}\n`, include })).toEqual([
    `INPUT_INVALID a.ink:2:9 \`${name}\` cannot be included: ${why}`,
  ]);
  expect(asked.filter((file) => !file.endsWith(".map.yaml"))).toEqual(name === "gone.ink" ? ["gone.ink"] : []);
});

test("[IK3] files that include themselves, or each other ever more often, come to an end", () => {
  expect(
    problemsOf({ file: "a.ink", text: "INCLUDE b.ink\n", include: (name) => (name === "b.ink" ? "INCLUDE b.ink\n" : null) })[0],
  ).toContain("b.ink:1:");
  const include = (name: string): string | null =>
    name.endsWith(".yaml") ? null : `${`INCLUDE x${name}\n`.repeat(9)}${"Long. ".repeat(50_000)}`;
  expect(problemsOf({ file: "a.ink", text: "INCLUDE b.ink\n", include }).join()).toContain("have more than 4194304 characters");
});

test.each([
  [
    "cut off",
    compiled("Hello.\n").slice(0, 60),
    "FILE_SYNTAX story.json:1:61 `story.json` is not JSON: it breaks off or is damaged here",
  ],
  [
    "foreign",
    '{"format":"touchstone.scene/1"}',
    "INPUT_INVALID story.json:1:1 `story.json` is not a compiled ink story: it has no `inkVersion`",
  ],
  ["a list", "[1]", "INPUT_INVALID story.json:1:1 `story.json` is not a compiled ink story: it has no `inkVersion`"],
  ["a text", '"ink"', "INPUT_INVALID story.json:1:1 `story.json` is not a compiled ink story: it is not an object"],
  [
    "no number",
    '{"inkVersion":"x","root":[]}',
    "INPUT_INVALID story.json:1:1 `story.json` is not a compiled ink story: its `inkVersion` is not a whole number",
  ],
  [
    "rootless",
    '{"inkVersion":21,"root":{}}',
    "INPUT_INVALID story.json:1:1 `story.json` is not a compiled ink story: its `root` is not a list",
  ],
  ["new", '{"inkVersion":22,"root":[]}', "INPUT_INVALID story.json:1:1 `story.json` has ink format 22; known are 18 to 21"],
  ["old", '{"inkVersion":17,"root":[]}', "INPUT_INVALID story.json:1:1 `story.json` has ink format 17; known are 18 to 21"],
  [
    "garbled",
    '{"inkVersion":21,"root":["huh",null]}',
    'INPUT_INVALID story.json:1:1 `story.json` is damaged: Failed to convert token to runtime object: "huh"',
  ],
  [
    "lost",
    '{"inkVersion":21,"root":[[{"->":"gone"},null],"done",null],"listDefs":{}}',
    "INPUT_INVALID story.json:1:1 `story.json` is damaged: `0.0` leads to `gone`, which is not there",
  ],
])("[IK4] compiled ink that is %s is refused, with what is wrong", (_, text, problem) => {
  expect(problemsOf({ file: "story.json", text })).toEqual([problem]);
});

test("[IK4] files of 50 MB are refused before anything is read of them", () => {
  const text = "x".repeat(50_000_000);
  expect(problemsOf({ file: "a.ink", text })[0]).toMatch(/^FILE_TOO_LARGE a\.ink:1:1/);
  expect(problemsOf({ file: "a.json", text })[0]).toMatch(/^FILE_TOO_LARGE a\.json:1:1/);
});

test("[IK4] no single damaged character makes a story hang or a bug show", () => {
  const json = compiled(STORIES["tunnels"] ?? "");
  for (let at = 1; at < json.length; at += 7) {
    const text = `${json.slice(0, at)}${json[at] === "q" ? "z" : "q"}${json.slice(at + 1)}`;
    if (problemsOf({ file: "story.json", text }).length > 0) continue;
    const play = openPlay(openInk({ file: "story.json", text }));
    for (let steps = 0; steps < 20 && play.moment.kind !== "end"; steps += 1) {
      if (play.moment.kind === "goto") play.advance();
      else play.choose(0);
    }
  }
});

test("[IK18] a function of the game falls back on the story's own; one without is a problem", () => {
  const text = "EXTERNAL roll(sides)\nYou roll {roll(6)}.\n-> END\n";
  expect(textsOf(walk(openPlay(openStory(`${text}=== function roll(sides)\n~ return sides - 1\n`)), []))).toEqual([
    "You roll 5.",
  ]);
  expect(problemsOf({ file: "a.ink", text })).toEqual([
    "INPUT_INVALID a.ink:2:1 the game's function `roll` is called, and no function of the story stands in for it",
  ]);
});
