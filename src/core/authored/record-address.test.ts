import { describe, expect, test } from "vitest";
import { findFileRole } from "./project-layout.ts";
import { type EditableKind, fileOfRole, findRecordFile, parseRecordId, recordIdOf } from "./record-address.ts";

const PLACES: readonly (readonly [EditableKind, string, string])[] = [
  ["project", "project", "touchstone.yaml"],
  ["tags", "tags", "tags.yaml"],
  ["checkpoint", "pony", "checkpoints/pony.yaml"],
  ["profile", "pony.plain.v12", "profiles/pony/plain.v12.yaml"],
  ["baseline", "wick", "baselines/wick.yaml"],
  ["lora", "steel-2", "loras/steel-2.yaml"],
  ["entity", "ember_sword", "entities/ember_sword.yaml"],
  ["spec", "constructor", "specs/constructor.yaml"],
];

describe.each(PLACES)("a %s", (kind, id, file) => {
  test("[A60] is found by its id, and called by it", () => {
    const role = parseRecordId(kind, id);
    expect(role === undefined ? undefined : fileOfRole(role)).toBe(file);
    expect(findFileRole(file)).toEqual(role);
    expect(role === undefined ? undefined : recordIdOf(role)).toBe(id);
    const files = PLACES.map((place) => place[2]);
    expect(findRecordFile(files, kind, id)).toBe(file);
    const other = file.replace(/yaml$/, "yml");
    expect(findRecordFile([...files.filter((each) => each !== file), other], kind, id)).toBe(other);
  });
});

test.each([
  ["spec", "../../etc/passwd"],
  ["spec", ".."],
  ["spec", "a/b"],
  ["spec", "a\\b"],
  ["spec", "a\0"],
  ["spec", ""],
  ["spec", "Upper"],
  ["spec", "gem.yaml"],
  ["spec", "x".repeat(65)],
  ["project", "touchstone"],
  ["tags", "../tags"],
  ["profile", "plain"],
  ["profile", "pony.plain"],
  ["profile", "pony.plain.v0"],
  ["profile", "pony.plain.v10000"],
  ["profile", "...v1"],
  ["profile", "../x.plain.v1"],
  ["profile", "pony.../x.v1"],
] as const)("[A60] no %s is called %j", (kind, id) => {
  expect(parseRecordId(kind, id)).toBeUndefined();
  expect(
    findRecordFile(["specs/gem.yaml", "touchstone.yaml", "tags.yaml", "profiles/pony/plain.v1.yaml"], kind, id),
  ).toBeUndefined();
});
