import { expect, test } from "vitest";
import { caseOf, toolOf } from "../../core/trials/loop/loop.fixture.ts";
import { createToolCaller } from "./create-tool-caller.ts";

type Run = (...args: readonly unknown[]) => unknown;

const call = { id: "1", name: "refund", arguments: { id: "7" }, invalid: null };

const answer = async (run: Run, limitMs?: number) => {
  const tool = toolOf("refund", { cases: [caseOf({ outcome: { kind: "function", ref: "a.ts#run" }, latencyMs: 40 })] });
  return await createToolCaller(new Map([["a.ts#run", run]]), limitMs)(tool, call, 3);
};

test("[TL10] a function gets a copy of the arguments and the number of the call, and takes the time that its mock says", async () => {
  const run: Run = (given, nth) => {
    Object.assign(given as object, { id: "changed" });
    return { given, nth, when: new Date(0), gone: undefined };
  };
  expect(await answer(run)).toEqual({
    value: { given: { id: "changed" }, nth: 3, when: "1970-01-01T00:00:00.000Z" },
    isError: false,
    by: "function",
    latencyMs: 40,
  });
  expect(call.arguments).toEqual({ id: "7" });
  expect(await answer(async () => await Promise.resolve())).toMatchObject({ value: null, isError: false });
});

test.each<[string, Run, string]>([
  [
    "throws",
    () => {
      throw new Error("the bank is closed");
    },
    "the bank is closed",
  ],
  ["rejects with no error", async () => await Promise.reject("closed"), "the tool failed"],
  ["hangs", async () => await new Promise(() => undefined), "the tool did not answer within 5 ms"],
  ["returns a function", () => () => 1, "the tool answered with something that is no JSON"],
  [
    "returns a circle",
    () => {
      const ring: unknown[] = [];
      ring.push(ring);
      return ring;
    },
    "the tool answered with something that is no JSON",
  ],
  [
    "returns a depth",
    () => Array.from({ length: 90 }).reduce((inner) => [inner], 1),
    "the tool answered with something that is no JSON",
  ],
])("[TL10] a function that %s is a tool's error that the model is told", async (_what, run, error) => {
  expect(await answer(run, 5)).toEqual({ value: { error }, isError: true, by: "function", latencyMs: 40 });
});

test("[TL7] whoever calls no function is answered by its mock", async () => {
  const call7 = createToolCaller(new Map());
  expect(await call7(toolOf("refund", { value: "paid" }), call, 0)).toMatchObject({ value: "paid", by: "mock" });
  expect(await call7(toolOf("refund", { pick: "none", cases: [] }), call, 0)).toMatchObject({ isError: true, by: "unmocked" });
});
