import { expect, test } from "vitest";
import { TouchstoneError } from "../errors.ts";
import { failureFrom, failureJson } from "./failure.ts";

test("a failure that crosses a connection is the failure it was", () => {
  const place = { file: "specs/a.yaml", line: 2, column: 3 };
  const problems = [{ code: "INPUT_INVALID", message: "`x` is missing", place }] as const;
  const failure = new TouchstoneError("INPUT_INVALID", "one problem", { hint: "Add `x`", place, problems });
  const back = failureFrom(JSON.parse(JSON.stringify(failureJson(failure))));
  expect(back).toMatchObject({ code: "INPUT_INVALID", message: "one problem", hint: "Add `x`", place, problems });
});

test.each([undefined, null, "text", {}, { code: "NO_SUCH_CODE", message: "x" }, { code: "toString", message: "x" }])(
  "%j is no failure",
  (json) => {
    expect(failureFrom(json)).toBeUndefined();
  },
);
