import { describe, expect, test } from "vitest";
import type { Edit } from "./edit-steps.ts";
import { isEditableValue } from "./is-editable-value.ts";
import { problemLines } from "./problem-lines.fixture.ts";
import { proposeEdit, startRecord } from "./propose-edit.ts";
import { readFile } from "./read-project.ts";
import { type EditableKind, fileOfRole, parseRecordId } from "./record-address.ts";

function roleOf(kind: EditableKind, id: string) {
  const role = parseRecordId(kind, id);
  if (role === undefined) throw new TypeError(`${id} is no id of a ${kind}`);
  return role;
}

function editSpec(text: string, ...edits: readonly Edit[]) {
  const file = "specs/gem.yaml";
  return proposeEdit({ role: roleOf("spec", "gem"), source: { file, text } }, edits, [file]);
}

describe("a file that is there", () => {
  test("[A61] keeps its comments, its order and its spacing", () => {
    const text = "# mine\nid:   gem   # the id\n\ntitle: Gem\noutput: {kind: single_image}\n";
    expect(editSpec(text, { path: ["title"], value: "Ruby" })).toEqual({
      id: "gem",
      source: { file: "specs/gem.yaml", text: text.replace("Gem", "Ruby") },
      isChange: true,
      problems: [],
    });
    expect(editSpec(text, { path: ["title"], value: "Gem" })).toMatchObject({ isChange: false, source: { text } });
  });

  test("[A61] in snake_case is edited where its keys stand", () => {
    const { source } = editSpec("id: gem\nasset_type: icon # old\n", { path: ["assetType"], value: "sprite" });
    expect(source.text).toBe("id: gem\nasset_type: sprite # old\n");
  });

  test("[A61] in a seed's spelling is brought to ours first: nothing is said twice", () => {
    const { source } = editSpec("id: gem # one\ncheckpointId: copax # two\n", { path: ["checkpoint"], value: "pony" });
    expect(source.text).toBe("id: gem # one\ncheckpoint: pony # two\n");
  });
});

describe("an edit is refused, and the text stays", () => {
  test("[A62] of a file that cannot be read, with the place", () => {
    const { source, problems, isChange } = editSpec("id: gem\ntags: [\n", { path: ["title"], value: "Ruby" });
    expect([source.text, isChange]).toEqual(["id: gem\ntags: [\n", false]);
    expect(problems[0]).toMatchObject({ code: "FILE_SYNTAX", place: { file: "specs/gem.yaml" } });
  });

  test("[A62] that would make the file too large to be read again", () => {
    const { source, problems } = editSpec("id: gem\n", { path: ["title"], value: "x".repeat(1_100_000) });
    expect(source.text).toBe("id: gem\n");
    expect(problemLines(problems)).toEqual([
      expect.stringContaining("- FILE_TOO_LARGE `specs/gem.yaml` is larger than 1024 KiB"),
    ]);
  });

  test("[A62] that would nest too deep", () => {
    const deep = Array.from({ length: 70 }).reduce<unknown>((inner) => [inner], 1);
    expect(isEditableValue(deep)).toBe(false);
    expect(editSpec("id: gem\n", { path: ["title"], value: deep }).problems).toMatchObject([{ code: "FILE_TOO_LARGE" }]);
  });
});

test.each([
  [{ a: [1, "x", null, true, {}] }, true],
  [undefined, true],
  [Number.NaN, false],
  [{ a: undefined }, false],
  [JSON.parse('{"a": {"__proto__": 1}}') as unknown, false],
  [{ constructor: 1 }, false],
  [() => 1, false],
  [Array.from({ length: 20_001 }, () => 0), false],
])("[A62] whether %j can stand in a file: %j", (value, can) => {
  expect(isEditableValue(value)).toBe(can);
});

test("[A63] edits of a profile go into the next free version, and take nothing from the released one", () => {
  const text = "# first\nid: plain\nversion: 1 # one\ncheckpointId: pony\n";
  const taken = ["profiles/pony/plain.v1.yaml", "profiles/pony/plain.v4.yml", "profiles/copax/plain.v9.yaml"];
  const source = { file: taken[0] ?? "", text };
  const role = roleOf("profile", "pony.plain.v1");
  const proposed = proposeEdit({ role, source }, [{ path: ["separator"], value: "; " }], taken);
  expect(proposed).toMatchObject({ id: "pony.plain.v5", isChange: true, source: { file: "profiles/pony/plain.v5.yaml" } });
  expect(proposed.source.text).toBe('# first\nid: plain\nversion: 5 # one\ncheckpointId: pony\nseparator: "; "\n');
  expect(proposeEdit({ role, source }, [], taken)).toMatchObject({ id: "pony.plain.v5", isChange: false });
});

test.each([
  ["spec", "007", '# yaml-language-server: $schema=../.touchstone/schemas/spec.schema.json\nid: "007"\n'],
  ["tags", "tags", "# yaml-language-server: $schema=.touchstone/schemas/tags.schema.json\ntags: []\n"],
  [
    "profile",
    "pony.plain.v2",
    "# yaml-language-server: $schema=../../.touchstone/schemas/profile.schema.json\nid: plain\nversion: 2\ncheckpointId: pony\n",
  ],
] as const)("[A64] a new %s `%s` starts so", (kind, id, text) => {
  const role = roleOf(kind, id);
  expect(startRecord(role)).toEqual({ file: fileOfRole(role), text });
});

test("[A64] a new profile is valid as it starts, and its edits make no second version", () => {
  const role = roleOf("profile", "pony.plain.v2");
  expect(readFile(startRecord(role)).problems).toEqual([]);
  const proposed = proposeEdit({ role, source: startRecord(role) }, [{ path: ["separator"], value: " " }], []);
  expect(proposed).toMatchObject({ id: "pony.plain.v2", source: { file: "profiles/pony/plain.v2.yaml" } });
});
