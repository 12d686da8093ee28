import { expect, test } from "vitest";
import { listFailures } from "../../scripts/test/list-failures.ts";

function report(...testResults: object[]): string {
  return JSON.stringify({ testResults });
}

test("a failed test is told with its file, its title and the first lines of why", () => {
  const failureMessages = [`AssertionError: expected 1 to be 2\n\n    at there.ts:3\n${"    at deeper\n".repeat(20)}`];
  const file = {
    name: "/game/tests/a.test.ts",
    assertionResults: [
      { status: "passed", fullName: "holds" },
      { status: "failed", fullName: "breaks", failureMessages },
    ],
  };
  const [told, ...others] = listFailures(report(file), "/game");
  expect(others).toEqual([]);
  expect(told?.split("\n").slice(0, 3)).toEqual([
    "tests/a.test.ts: breaks",
    "    AssertionError: expected 1 to be 2",
    "    at there.ts:3",
  ]);
  expect(told?.split("\n")).toHaveLength(7);
});

test("a file that does not load is told with its message", () => {
  const file = { name: "/game/tests/b.test.ts", message: "Cannot find `x`", assertionResults: [] };
  expect(listFailures(report(file), "/game")).toEqual(["tests/b.test.ts\n    Cannot find `x`"]);
});
