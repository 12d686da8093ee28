import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TouchstoneError } from "../errors.ts";
import { editAuthored } from "./edit.ts";
import { problemLines } from "./problem-lines.fixture.ts";
import { readSource } from "./read-source.ts";
import { toValue } from "./source-tree.ts";

const SPEC = `# yaml-language-server: $schema=../.touchstone/schemas/spec.schema.json
id: gem   # the id
status: draft # not yet

output:
  kind: single_image # k
  # below the kind
tags: [item:gem,  "view:side"]
loras:
  - lora: x # one
    weight: 1
  # between
  - { lora: y }
prompt:
  positive: |
    a gem
    on stone

# the end
`;

function valueOf(text: string): unknown {
  const reading = readSource({ file: "a.yaml", text });
  if (reading.kind === "unreadable") throw new Error(`${problemLines(reading.problems).join("\n")}\n${text}`);
  return toValue(reading.root);
}

/** The lines of `after` that are not in `before`, and the other way round. */
function difference(before: string, after: string): string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

describe("one edit", () => {
  test("[A30] making a spec ready touches its status line and adds its pin", () => {
    const edited = editAuthored(SPEC, [
      { path: ["status"], value: "ready" },
      { path: ["pin"], value: { profile: "pony-v6", profileVersion: 2, at: 1_763_640_000_000 } },
    ]);
    expect(difference(SPEC, edited)).toEqual([
      "-status: draft # not yet",
      "+status: ready # not yet",
      "+pin: { profile: pony-v6, profileVersion: 2, at: 1763640000000 }",
    ]);
    expect(
      editAuthored(edited, [
        { path: ["pin"], value: undefined },
        { path: ["status"], value: "draft" },
      ]),
    ).toBe(SPEC);
  });

  test.each([
    ["a key of an indented map, before the comment that follows it", ["output", "variants"], 3, ["+  variants: 3"]],
    ["a missing map", ["contract", "size"], { width: 1, height: 2 }, ["+contract: { size: { width: 1, height: 2 } }"]],
    [
      "an item at the end of a list in brackets",
      ["tags", 2],
      "a:b",
      ['-tags: [item:gem,  "view:side"]', '+tags: [item:gem,  "view:side", a:b]'],
    ],
    ["an item at the end of an indented list", ["loras", 2], { lora: "z" }, ["+  - { lora: z }"]],
    ["a text of several lines", ["title"], "one\ntwo", ["+title: |-", "+  one", "+  two"]],
    ["a text that needs quotes", ["title"], "a: b # c", ['+title: "a: b # c"']],
    ["a text of digits", ["title"], "007", ['+title: "007"']],
  ])("[A30] adds %s", (...row) => {
    const [, path, value, lines] = row;
    expect(difference(SPEC, editAuthored(SPEC, [{ path, value }]))).toEqual(lines);
  });

  test.each([
    ["a key and its comment", ["status"], ["-status: draft # not yet"]],
    ["the first key of a list item", ["loras", 0, "lora"], ["-  - lora: x # one", "-    weight: 1", "+  - weight: 1"]],
    ["an item in brackets", ["tags", 0], ['-tags: [item:gem,  "view:side"]', '+tags: ["view:side"]']],
    ["an indented item, not the comment above it", ["loras", 1], ["-  - { lora: y }"]],
    [
      "a text of several lines",
      ["prompt", "positive"],
      ["-prompt:", "-  positive: |", "-    a gem", "-    on stone", "+prompt: {}"],
    ],
    ["nothing where there is nothing", ["contract", "size"], []],
  ])("[A30] removes %s", (_, path, lines) => {
    expect(difference(SPEC, editAuthored(SPEC, [{ path, value: undefined }]))).toEqual(lines);
  });

  test("[A30] Windows line ends, a byte-order mark and a missing last line end stay as they are", () => {
    expect(
      editAuthored("\uFEFFa: 1 # x\r\nb: 2", [
        { path: ["c"], value: 3 },
        { path: ["a"], value: "x\ny" },
      ]),
    ).toBe("\uFEFFa: |- # x\r\n  x\r\n  y\r\nb: 2\r\nc: 3");
  });

  test("[A30] JSON stays JSON", () => {
    expect(
      editAuthored('{"a": [1, 2],\n "b": "x"}\n', [
        { path: ["a", 2], value: "q" },
        { path: ["b"], value: undefined },
        { path: ["c"], value: { d: 1 } },
      ]),
    ).toBe('{"a": [1, 2, "q"], "c": {"d":1}}\n');
  });

  test("[A30] a key in snake_case is changed where it stands", () => {
    expect(editAuthored("asset_type: a # x\n", [{ path: ["assetType"], value: "b" }])).toBe("asset_type: b # x\n");
  });

  test("[A31] a file that holds nothing but a comment gets its first key", () => {
    expect(valueOf(editAuthored("# only this\n", [{ path: ["a", "b"], value: 1 }]))).toEqual({ a: { b: 1 } });
    expect(editAuthored("# only this\n", [{ path: ["a"], value: 1 }])).toMatch(/^# only this\n/);
  });

  test("[A32] setting what is there changes nothing, and a map or list only where it differs", () => {
    expect(editAuthored(SPEC, [{ path: [], value: valueOf(SPEC) }])).toBe(SPEC);
    expect(
      difference(SPEC, editAuthored(SPEC, [{ path: ["loras"], value: [{ lora: "x", weight: 0.5 }, { lora: "y" }] }])),
    ).toEqual(["-    weight: 1", "+    weight: 0.5"]);
    expect(difference(SPEC, editAuthored(SPEC, [{ path: ["loras"], value: [{ lora: "x", weight: 1 }] }]))).toEqual([
      "-  - { lora: y }",
    ]);
  });

  test("[A33] an edit behind an alias leaves what it shares alone", () => {
    const text = "a: &a { x: 1 } # shared\nb: *a # here\n";
    const edited = editAuthored(text, [{ path: ["b", "y"], value: 2 }]);
    expect(edited).toBe("a: &a { x: 1 } # shared\nb: { x: 1, y: 2 } # here\n");
  });

  test("a text that cannot be read is refused", () => {
    expect(() => editAuthored("a: [", [{ path: ["a"], value: 1 }])).toThrow(TouchstoneError);
  });
});

/** Lines of YAML with a comment on most of them; each comment is different. */
const file = fc
  .array(
    fc.constantFrom(
      (n: number) => `k${n}: v${n} # c${n}`,
      (n: number) => `# c${n}`,
      () => "",
      (n: number) => `k${n}:\n  a: 1 # c${n}\n  # d${n}\n  b: [x, 'y']  # e${n}`,
      (n: number) => `k${n}:\n- 1 # c${n}\n# d${n}\n- p: 1\n  q: 2 # e${n}\n-   - deep # f${n}`,
      (n: number) => `k${n}: { a: 1,   b: [ 1,2 ] } # c${n}`,
      (n: number) => `'k${n}': |\n   text # no comment\n   more\n`,
      (n: number) => `k${n}: >-\n   folded\n   text`,
      (n: number) => `k${n}:`,
      (n: number) => `k${n}: &a${n} [1]\nl${n}: *a${n}`,
      (n: number) => `? k${n}\n: v # c${n}`,
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((lines) => `${lines.map((line, index) => line(index)).join("\n")}\n`);

const value = fc.oneof(
  fc.constantFrom<unknown>(
    1,
    true,
    null,
    "word",
    "a: b",
    "x, y",
    "#",
    "- a",
    "one\ntwo",
    "",
    " pad ",
    "null",
    "~",
    "1e3",
    [],
    {},
    [1, "b"],
    { p: { q: ["r"] } },
  ),
  fc.string({ maxLength: 8 }).filter((text) => !text.includes("\0")),
);

function pathsOf(node: unknown): (string | number)[][] {
  if (Array.isArray(node))
    return [[node.length], ...node.flatMap((item, index) => [[index], ...pathsOf(item).map((path) => [index, ...path])])];
  if (typeof node !== "object" || node === null) return [];
  return [["new"], ...Object.entries(node).flatMap(([key, item]) => [[key], ...pathsOf(item).map((path) => [key, ...path])])];
}

function withValue(node: unknown, [step, ...rest]: readonly (string | number)[], set: unknown): unknown {
  if (step === undefined) return set;
  const copy = structuredClone(node) as Record<string | number, unknown>;
  if (rest.length === 0 && set === undefined && Array.isArray(copy)) copy.splice(Number(step), 1);
  else if (rest.length === 0 && set === undefined) delete copy[step];
  else copy[step] = withValue(copy[step], rest, set);
  return copy;
}

test("[A30][A31] any edit of any file means that edit and nothing else, and comments outside of what it replaces survive", () => {
  fc.assert(
    fc.property(file, fc.nat(), fc.option(value, { nil: undefined }), (text, choice, set) => {
      const before = valueOf(text);
      const paths = pathsOf(before);
      const path = paths[choice % Math.max(1, paths.length)];
      if (path === undefined) return;
      const edited = editAuthored(text, [{ path, value: set }]);
      expect(valueOf(edited)).toEqual(withValue(before, path, set));

      const touched = new RegExp(`\\b[kl]${/\d+/.exec(String(path[0]))?.[0] ?? "none"}\\b`);
      const blocks = text.split(/\n(?=[^\s#:-])/).filter((block) => !touched.test(block));
      for (const block of blocks.flatMap((each) => each.split("\n"))) expect(edited.split("\n")).toContain(block);
    }),
    { numRuns: 400 },
  );
});
