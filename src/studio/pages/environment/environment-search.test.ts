import { expect, test } from "vitest";
import { generationOf, readEnvironmentSearch } from "./environment-search.ts";

test("a number is a generation, however the router read it, and anything else a transaction", () => {
  expect(readEnvironmentSearch({ at: 4, other: 1 })).toEqual({ at: "4" });
  expect(readEnvironmentSearch({ at: "" })).toEqual({});
  expect(readEnvironmentSearch({ at: { x: 1 } })).toEqual({});
  expect(generationOf({ at: "12" })).toBe(12);
  expect(generationOf({ at: "019b2f4e-7c10-7000-8000-000000000001" })).toBeNull();
  expect(generationOf({})).toBeNull();
});
