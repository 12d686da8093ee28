import { expect, test } from "vitest";
import { z } from "zod";
import { renderTable } from "../../scripts/reference/markdown.ts";
import { listFields } from "../../scripts/reference/schema-fields.ts";

test("fields are listed with path, type in words, default and whether they are required", () => {
  const schema = z.strictObject({
    id: z.string().describe("Id"),
    cap: z.int().min(1).max(9).default(4).describe("Cap"),
    rows: z.array(z.strictObject({ name: z.string().nullable().describe("Name") })).describe("Rows"),
    byKey: z.record(z.string(), z.strictObject({ on: z.boolean().optional().describe("On") })).describe("By key"),
    section: z
      .strictObject({ kind: z.enum(["a", "b"]).default("a").describe("Kind") })
      .prefault({})
      .describe("Section"),
  });
  expect(listFields(schema).map((field) => [field.path, field.type, field.default, field.isRequired])).toEqual([
    ["id", "text", undefined, true],
    ["cap", "integer 1 to 9", "4", false],
    ["rows", "list of section", undefined, true],
    ["rows[].name", "text or null", undefined, true],
    ["byKey", "map to section", undefined, true],
    ["byKey.<key>.on", "true or false", undefined, false],
    ["section", "section", undefined, false],
    ["section.kind", "one of `a`, `b`", `"a"`, false],
  ]);
});

test("a shared shape is referred to instead of being listed again", () => {
  const shared = z.strictObject({ on: z.boolean().describe("On") });
  const schema = z.strictObject({ one: shared.describe("One"), many: z.array(shared).describe("Many") });
  expect(listFields(schema, { "On and off": shared }).map((field) => [field.path, field.type])).toEqual([
    ["one", "[On and off](#on-and-off)"],
    ["many", "list of [On and off](#on-and-off)"],
  ]);
});

test("a field without a description is an error that names it", () => {
  expect(() => listFields(z.strictObject({ a: z.strictObject({ b: z.string() }).describe("A") }))).toThrow(
    "`a.b` has no description",
  );
});

test("a cell may hold a bar and a line break", () => {
  expect(renderTable(["a"], [["x | y\n  z"]])).toBe("| a |\n|---|\n| x \\| y z |");
});
