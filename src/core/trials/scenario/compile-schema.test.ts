import { expect, test } from "vitest";
import { compileSchema } from "./compile-schema.ts";

const check = compileSchema({
  type: "object",
  properties: {
    id: { type: "string", pattern: "^(a+)+$", allOf: [{ minLength: 2 }] },
    "a/b": { type: "integer" },
    at: { anyOf: [{ format: "url" }, { pattern: "^\\w+\\/[\\w-]+$" }] },
  },
  required: ["id"],
  additionalProperties: false,
});

test("[TS52] a schema says where a value does not fit", () => {
  expect(check({ id: "aa", "a/b": 1, at: "a/b" })).toBeNull();
  expect(check({})).toBe('Instance does not have required property "id"');
  expect(check({ id: "ab" })).toBe('`id`: String does not match pattern "^(a+)+$"');
  expect(check({ id: "a" })).toContain("`id`: String is too short");
  expect(check({ id: "aa", "a/b": "1" })).toContain('Expected "integer"');
  expect(check({ id: "aa", at: "-" })).toContain("`at`: Instance does not match any subschemas");
  expect(check([])).toContain('Expected "object"');
});

test("[TS52] it takes linear time where backtracking would take for ever", () => {
  expect(check({ id: `${"a".repeat(20_000)}b` })).toContain("does not match pattern");
  expect(compileSchema({ dependencies: { a: { pattern: "^(a+)+$" } } })({ a: "x" })).toBeNull();
  expect(compileSchema({ dependencies: { a: ["b"] } })({ a: "x" })).toContain("does not have");
});

test("[TS52] it leaves what it was given as it was, and tells of what is no schema", () => {
  const schema = Object.freeze({ enum: ["a"], const: { pattern: "x" } });
  expect(compileSchema(schema)("b")).not.toBeNull();
  expect(Object.getOwnPropertyNames(schema)).toEqual(["enum", "const"]);
  expect(compileSchema({ const: { pattern: "x" } })({ pattern: "x" })).toBeNull();
  expect(compileSchema(false)(1)).toBe("False boolean schema");
  expect(compileSchema({ $ref: "#/nowhere" })(1)).toContain("the schema cannot be used: Unresolved $ref");
  expect(compileSchema({ $ref: "#" })(1)).toBe("the schema cannot be used: it refers to itself without end");
});
