import { describe, expect, test } from "vitest";
import { LIMITS } from "./limits.ts";
import { problemLines } from "./problem-lines.fixture.ts";
import { readSource } from "./read-source.ts";
import { toValue } from "./source-tree.ts";

function problemsOf(text: string, file = "a.yaml"): string[] {
  const reading = readSource({ file, text });
  return reading.kind === "read" ? [] : problemLines(reading.problems);
}

function valueOf(text: string): unknown {
  const reading = readSource({ file: "a.yaml", text });
  return reading.kind === "read" ? toValue(reading.root) : problemLines(reading.problems);
}

const MIB = 1_048_576;

describe("size", () => {
  test("[A11] a text of 1 MiB is read and one byte more is not, in bytes of UTF-8", () => {
    expect(problemsOf(`# ${"x".repeat(MIB - 2)}`)).toEqual([]);
    expect(problemsOf(`# ${"x".repeat(MIB - 1)}`)).toEqual([
      "1:1 FILE_TOO_LARGE `a.yaml` is larger than 1024 KiB | Split the file, or move what is not an authored record out of it",
    ]);
    expect(problemsOf(`# ${"é".repeat(MIB / 2)}`)[0]).toMatch(/FILE_TOO_LARGE/);
    expect(problemsOf(`# ${"🔥".repeat(MIB / 4)}`)[0]).toMatch(/FILE_TOO_LARGE/);
  });

  test("[A11] a 10 MB file is refused at once", () => {
    expect(problemsOf("- a\n".repeat(2_500_000))).toHaveLength(1);
  });

  test("[A12] 64 levels are read and 65 are not, by brackets, by indentation and through an alias", () => {
    const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(problemsOf(nested(LIMITS.maxDepth))).toEqual([]);
    expect(problemsOf(nested(LIMITS.maxDepth + 1))[0]).toMatch(/FILE_TOO_LARGE `a.yaml` nests deeper than 64 levels/);
    const staircase = (levels: number): string =>
      Array.from({ length: levels }, (_, level) => `${" ".repeat(level)}a:\n`).join("");
    expect(problemsOf(staircase(LIMITS.maxDepth))).toEqual([]);
    expect(problemsOf(staircase(LIMITS.maxDepth + 10))[0]).toMatch(/nests deeper/);
    expect(problemsOf(`a: &a ${nested(40)}\nb: ${"[".repeat(30)}*a${"]".repeat(30)}\n`)[0]).toMatch(
      /^2:\d+ FILE_TOO_LARGE .*nests deeper/,
    );
  });

  test("[A12] 20,000 values are read and more are not", () => {
    const list = (items: number): string => `[${"1,".repeat(items)}]`;
    expect(problemsOf(list(LIMITS.maxNodes - 1))).toEqual([]);
    expect(problemsOf(list(LIMITS.maxNodes))).toEqual([
      "1:40000 FILE_TOO_LARGE `a.yaml` holds more than 20000 values, aliases counted as what they stand for | Split the file, or write fewer aliases",
    ]);
  });

  test("[A12] an alias bomb is refused at the alias that goes too far", () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const content = level === 0 ? "x" : Array.from({ length: 10 }, () => `*l${level - 1}`).join(", ");
      return `l${level}: &l${level} [${content}]\n`;
    });
    expect(problemsOf(levels.join(""))).toEqual([expect.stringMatching(/^5:\d+ FILE_TOO_LARGE .* 20000 values/)]);
  });

  test("[A12] an alias within what it names refers to nothing", () => {
    expect(problemsOf("a: &a [*a]\n")).toEqual([
      "1:8 FILE_SYNTAX `*a` refers to nothing that stands complete before it | Name an anchor that stands above, or quote the text",
    ]);
  });

  const repeated = (unit: string): string => unit.repeat(Math.floor(MIB / unit.length));
  const HOSTILE: readonly (readonly [string, string])[] = [
    ...[
      "[",
      "{",
      "- ",
      "? ",
      "a: ",
      "&a ",
      "! ",
      "]",
      "#\n",
      "\n",
      "---\n",
      '"',
      "'",
      "a",
      ":",
      "*a ",
      "%a\n",
      "...\n",
      "[a: ",
      "- |\n",
      "  \n",
    ].map((unit) => [unit, repeated(unit)] as const),
    ["bad escapes", `"${"\\x".repeat(MIB / 2 - 2)}"`],
    ["commas", `[${",".repeat(30_000)}`],
    ["lines in one text", `"${"a\n".repeat(MIB / 2 - 2)}"`],
    ["keys of one map", Array.from({ length: 9_999 }, (_, index) => `k${index}: 1`).join("\n")],
    ["one key, again and again", "a: 1\n".repeat(9_999)],
    ["comments between", `a: 1\n${"# y\n\n".repeat(70_000)}b: 1\n`],
    ["staircases", Array.from({ length: 9_000 }, (_, index) => `${" ".repeat(50 - (index % 50))}a: 1\n`).join("")],
  ];
  test.each(HOSTILE)("[A13] a text full of %j takes no noticeable time", (_, text) => {
    const start = performance.now();
    readSource({ file: "a.yaml", text });
    // The rule says one second; a loaded machine gets slack, a quadratic reader would need minutes.
    expect(performance.now() - start).toBeLessThan(4_000);
  });
});

describe("encoding", () => {
  test("[A14] a NUL character and half a surrogate pair are refused where they stand", () => {
    expect(problemsOf("a: 1\nb: x\0y\n")).toEqual([
      "2:5 FILE_ENCODING `a.yaml` is not UTF-8 text: it contains a NUL character | Save the file as UTF-8",
    ]);
    expect(problemsOf("a: 1\nb: \uD83D\n")[0]).toMatch(/^2:4 FILE_ENCODING .* half of a surrogate pair/);
  });

  test("[A14] escapes make neither a NUL character nor half a surrogate pair, in values and in keys", () => {
    expect(problemsOf(String.raw`a: "x\0"`)).toEqual([
      "1:4 FILE_ENCODING an escape in this text stands for a NUL character | Remove the escape",
    ]);
    expect(problemsOf(String.raw`{ "a\ud800": ["\ude00"] }`)).toEqual([
      "1:3 FILE_ENCODING an escape in this text stands for half of a surrogate pair | Remove the escape",
      "1:15 FILE_ENCODING an escape in this text stands for half of a surrogate pair | Remove the escape",
    ]);
  });

  test("[A14] a byte-order mark is a warning and shifts no place", () => {
    const reading = readSource({ file: "a.yaml", text: "\uFEFFa: 1\n" });
    expect(reading.kind === "read" && problemLines(reading.warnings)).toEqual([
      "1:1 FILE_ENCODING `a.yaml` begins with a byte-order mark, which is ignored | Save the file as UTF-8 without a mark",
    ]);
    expect(problemsOf("\uFEFFa: 1\na: 2\n")).toEqual([
      "2:1 FILE_SYNTAX `a` is given twice: it stands at a.yaml:1:1 already | Remove one of them",
    ]);
  });
});

describe("YAML that is refused", () => {
  test("[A15] keys given twice are reported wherever they are, with both places", () => {
    expect(problemsOf('a: 1\nb: { c: 1, "c": 2 }\na: 2\n')).toEqual([
      "2:12 FILE_SYNTAX `c` is given twice: it stands at a.yaml:2:6 already | Remove one of them",
      "3:1 FILE_SYNTAX `a` is given twice: it stands at a.yaml:1:1 already | Remove one of them",
    ]);
  });

  test.each([
    [
      "a: !!str 1",
      "1:4 FILE_SYNTAX the YAML tag `!!str` is not accepted | Remove the tag, or quote the value if it starts with `!`",
    ],
    [
      "a: !<tag:x> 1",
      "1:4 FILE_SYNTAX the YAML tag `!<tag:x>` is not accepted | Remove the tag, or quote the value if it starts with `!`",
    ],
    ["%YAML 1.1\n---\na: yes", "1:1 FILE_SYNTAX the YAML directive `%YAML 1.1` is not accepted | Remove the line"],
    [
      "a: 1\n---\nb: 2\n",
      "2:1 FILE_SYNTAX `a.yaml` holds more than one document | Put each record into a file of its own, without `---` between",
    ],
    ["? [a]\n: 1\n", "1:3 FILE_SYNTAX a key must be text | Quote the key"],
    ["__proto__: 1\n", "1:1 FILE_SYNTAX `__proto__` cannot be a key | Choose another name"],
    ["a: { constructor: 1 }\n", "1:6 FILE_SYNTAX `constructor` cannot be a key | Choose another name"],
    ["- prototype: 1\n", "1:3 FILE_SYNTAX `prototype` cannot be a key | Choose another name"],
    [
      "<<: *a\n",
      "1:5 FILE_SYNTAX `*a` refers to nothing that stands complete before it | Name an anchor that stands above, or quote the text",
    ],
  ])("[A16] %j", (text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  test("[A18] a merge conflict is called that, where it begins", () => {
    expect(problemsOf("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n")).toEqual([
      "2:1 FILE_SYNTAX a merge conflict begins here | Keep one side, or the lines of both that belong, and remove the marks",
    ]);
  });

  test("[A16] one document may be framed, and other texts than `true` and `false` are no booleans", () => {
    expect(valueOf("%YAML 1.2\n---\na: yes\nb: 1\n...\n")).toEqual({ a: "yes", b: 1 });
    expect(valueOf("1: a\ntrue: b\n")).toEqual({ "1": "a", true: "b" });
  });

  test("[A16] a merge key is an ordinary key", () => {
    expect(valueOf("a: &a { x: 1 }\nb: { <<: *a }\n")).toEqual({ a: { x: 1 }, b: { "<<": { x: 1 } } });
  });

  test("[A16] a `.json` file must be JSON", () => {
    expect(problemsOf('{ "a": 1 }', "a.json")).toEqual([]);
    expect(problemsOf('{ "a": 1, }', "a.json")).toEqual([
      "1:11 FILE_SYNTAX `a.json` is YAML but not JSON | Write plain JSON in a `.json` file",
    ]);
  });
});

test.each([
  ["a: 1\nid: 'x\ntitle: y\n", "2:5 FILE_SYNTAX the quote ' is never closed | Add the closing '"],
  ['a: "b"\nid: "x\ntitle: y\n', '2:5 FILE_SYNTAX the quote " is never closed | Add the closing "'],
  ["tags: [a, b\nid: x\n", "2:1 FILE_SYNTAX a `]` is missing here, or stands too far to the left | Add the closing `]`"],
  [
    "a: b: c\n",
    "1:4 FILE_SYNTAX a second `:` stands on one line | Put a text that contains `: ` into quotes, or start a new line",
  ],
  ["a:\n\tb: 1\n", "2:1 FILE_SYNTAX a tab is used for indentation | Indent with spaces"],
  ["a: @x\n", '1:4 FILE_SYNTAX a text cannot start with this character unless it is quoted | Put the text into "quotes"'],
  ['a: "\\q"\n', "1:5 FILE_SYNTAX `\\q` is no escape of a double-quoted text | Double the backslash, or use single quotes"],
  [
    "a:\n  b: 1\n c: 2\n",
    "3:1 FILE_SYNTAX the indentation does not fit the lines above | Start all keys of one map, and all items of one list, in the same column",
  ],
])("[A17] %j is explained where it must be changed", (text, expected) => {
  expect(problemsOf(text)[0]).toBe(expected);
});
