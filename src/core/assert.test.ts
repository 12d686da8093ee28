import { expect, test } from "vitest";
import { assert } from "./assert.ts";

test("a broken claim throws and says which one", () => {
  expect(() => assert(false, "two is one")).toThrow("broken claim: two is one");
  expect(() => assert(true, "one is one")).not.toThrow();
});
