import { describe, expect, test } from "vitest";
import type { Json } from "../json.ts";
import { checkJsonSchema } from "./check-json-schema.ts";
import { Findings } from "./findings.ts";

function found(schema: Json): { problems: string[]; warnings: string[] } {
  const findings = new Findings((path) => ({ file: path.join("."), line: 1, column: 1 }));
  checkJsonSchema(schema, [], findings);
  const say = ({ place, message }: (typeof findings.problems)[number]): string => `${place?.file}: ${message}`;
  return { problems: findings.problems.map(say), warnings: findings.warnings.map(say) };
}

describe("what is a JSON Schema", () => {
  test.each<Json>([
    true,
    {},
    { type: ["string", "null"], minLength: 0, pattern: "^a+$", default: 3, "x-note": {} },
    { $defs: { a: { $anchor: "here" } }, anyOf: [{ $ref: "#/$defs/a" }, { $ref: "#here" }], items: { $ref: "#" } },
    { items: [{ type: "string" }], patternProperties: { "^x-": false }, required: [] },
  ])("[TS50] %j is one", (schema) => {
    expect(found(schema)).toEqual({ problems: [], warnings: [] });
  });

  test.each<[Json, string]>([
    ["object", ": a JSON Schema must be a map, `true` or `false`"],
    [{ properties: { id: { type: "text" } } }, "properties.id.type: `text` is no type of JSON"],
    [{ properties: [] }, "properties: `properties` must be a map of schemas"],
    [{ required: "id" }, "required: `required` must be a list of names"],
    [{ anyOf: [] }, "anyOf: `anyOf` must be a list of schemas"],
    [{ enum: {} }, "enum: `enum` must be a list of values"],
    [{ minLength: -1 }, "minLength: `minLength` must be a whole number from 0"],
    [{ multipleOf: 0 }, "multipleOf: `multipleOf` must be a number"],
    [{ title: 3 }, "title: `title` must be a text"],
    [{ items: { pattern: "(?<=a)b" } }, "items.pattern: `(?<=a)b` is no pattern of RE2"],
    [{ patternProperties: { "^(a+)+$": {} } }, "must have no groups"],
    [{ $ref: "https://example.org/a.json" }, "$ref: `$ref` leads nowhere"],
    [{ $ref: "#/$defs/a" }, "$ref: `$ref` leads nowhere: `#/$defs/a`"],
    [{ anyOf: [{ $ref: "#" }] }, "it refers to itself without end"],
  ])("[TS50] %j: %s", (schema, message) => {
    expect(found(schema).problems).toEqual([expect.stringContaining(message)]);
  });

  test("[TS51] what is probably misspelt is warned of", () => {
    expect(found({ requird: ["id"], properties: { id: {} }, required: ["ib"] }).warnings).toEqual([
      "requird: `requird` is no keyword of JSON Schema: did you mean `required`?",
      "required.0: `ib` is required and no property is called that: did you mean `id`?",
    ]);
  });
});
