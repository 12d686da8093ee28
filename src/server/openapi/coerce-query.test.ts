import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { requestFor } from "../../core/api/request.ts";
import { coerceQuery } from "./coerce-query.ts";

const Input = z.strictObject({
  name: z.string().optional(),
  limit: z.int().min(1).default(50),
  share: z.number().optional(),
  all: z.boolean().default(false),
  kind: z.enum(["a", "b"]).optional(),
  specs: z.array(z.string()).optional(),
  seqs: z.array(z.int()).optional(),
  either: z.union([z.string(), z.int()]).optional(),
  maybe: z.int().nullable().optional(),
});

test.each([
  [{ limit: ["7"] }, { limit: 7 }],
  [{ limit: ["-7"] }, { limit: -7 }],
  [{ share: ["0.5"] }, { share: 0.5 }],
  [{ share: ["1e-3"] }, { share: 0.001 }],
  [{ all: ["true"] }, { all: true }],
  [{ all: ["false"] }, { all: false }],
  [{ name: ["7"] }, { name: "7" }],
  [{ kind: ["b"] }, { kind: "b" }],
  [{ specs: ["one"] }, { specs: ["one"] }],
  [{ specs: ["one", "2"] }, { specs: ["one", "2"] }],
  [{ seqs: ["1", "2"] }, { seqs: [1, 2] }],
  [{ either: ["7"] }, { either: "7" }],
  [{ maybe: ["7"] }, { maybe: 7 }],
])("%j is read as %j", (given, read) => {
  expect(coerceQuery(Input, given)).toEqual(read);
});

test.each([
  [{ limit: ["7.5"] }, { limit: "7.5" }],
  [{ limit: [""] }, { limit: "" }],
  [{ limit: [" 7"] }, { limit: " 7" }],
  [{ limit: ["0x7"] }, { limit: "0x7" }],
  [{ limit: ["7", "8"] }, { limit: ["7", "8"] }],
  [{ share: ["Infinity"] }, { share: "Infinity" }],
  [{ all: ["yes"] }, { all: "yes" }],
  [{ seqs: ["1", "x"] }, { seqs: [1, "x"] }],
  [{ unknown: ["7"] }, { unknown: "7" }],
  [{ toString: ["7"] }, { toString: "7" }],
])("%j does not fit, and stays what it is", (given, read) => {
  expect(coerceQuery(Input, given)).toEqual(read);
  expect(Input.safeParse(coerceQuery(Input, given)).success).toBe(false);
});

test("a name that reaches for prototypes stays a name", () => {
  const given = JSON.parse('{"__proto__":["1"],"constructor":["2"]}') as Record<string, string[]>;
  expect(Object.keys(coerceQuery(Input, given))).toEqual(["__proto__", "constructor"]);
  expect(({} as Record<string, unknown>)["0"]).toBeUndefined();
});

test("whatever a client puts into a query comes out as it was", () => {
  const Asked = z.strictObject({
    name: z.string().optional(),
    limit: z.int(),
    all: z.boolean(),
    specs: z.array(z.string()).min(1),
  });
  const asked = fc.record({
    name: fc.string({ unit: "grapheme" }),
    limit: fc.maxSafeInteger(),
    all: fc.boolean(),
    specs: fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }),
  });
  fc.assert(
    fc.property(asked, (input) => {
      const { searchParams } = new URL(requestFor({ method: "GET", path: "/x" }, input).path, "http://127.0.0.1");
      const given = Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]));
      expect(coerceQuery(Asked, given)).toEqual(input);
    }),
  );
});
