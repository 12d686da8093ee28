import { expect, test } from "vitest";
import { NEW_FIRST_RUN, readFirstRun, stepOfPlace, tickStep } from "./first-run-steps.ts";

test.each([
  ["/assets/0199", {}, "why"],
  ["/specs/lantern", { checkpoint: "" }, "switch"],
  ["/specs/lantern", {}, null],
  ["/pipeline", { checkpoint: "xl" }, null],
] as const)("opening %s with %j teaches %s", (path, query, step) => {
  expect(stepOfPlace({ path, query })).toBe(step);
});

test("a step is ticked once, and what changes nothing is the same memory", () => {
  const made = tickStep(NEW_FIRST_RUN, "make");
  expect(made.done).toEqual(["make"]);
  expect(tickStep(made, "make")).toBe(made);
  expect(tickStep(made, null)).toBe(made);
});

test("a memory is read back as it was kept", () => {
  const memory = { sinceSeq: 12, done: ["why", "replay"], dismissed: true } as const;
  expect(readFirstRun(JSON.stringify(memory))).toEqual(memory);
});

test.each([null, "", "{", "null", "7", '{"done":"all","dismissed":"yes"}', '{"done":["fly"]}'])(
  "%j counts as no memory",
  (text) => {
    expect(readFirstRun(text)).toEqual(NEW_FIRST_RUN);
  },
);
