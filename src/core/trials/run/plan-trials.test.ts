import { expect, test } from "vitest";
import { type FoundTrial, planAgain, planTrials } from "./plan-trials.ts";

const WANTED = [
  { name: "refund", trials: 3 },
  { name: "greet", trials: 1 },
];

function found(scenario: string, trialIndex: number, status: FoundTrial["status"]): FoundTrial {
  return { scenario, trialIndex, status, traceId: `${scenario}-${trialIndex}` };
}

test("[RN1] a new run has every trial, scenario by scenario, each from 0", () => {
  expect(planTrials(WANTED).map(({ scenario, trialIndex }) => `${scenario} ${trialIndex}`)).toEqual([
    "refund 0",
    "refund 1",
    "refund 2",
    "greet 0",
  ]);
});

test("[RN2] what has a result is kept, what never began or was cut off runs", () => {
  const before = [found("refund", 0, "failed"), found("refund", 1, "interrupted"), found("greet", 0, "running")];
  const { todo, kept } = planAgain(WANTED, { found: before, which: "missing" });
  expect(todo.map(({ scenario, trialIndex }) => `${scenario} ${trialIndex}`)).toEqual(["refund 1", "refund 2", "greet 0"]);
  expect(kept.map(({ traceId }) => traceId)).toEqual(["refund-0"]);
});

test("[RN3] errors alone run again; what is missing stays missing", () => {
  const before = [found("refund", 0, "infra_error"), found("refund", 1, "passed")];
  const { todo, kept, until } = planAgain(WANTED, { found: before, which: "errors" });
  expect(todo).toEqual([{ scenario: "refund", trialIndex: 0 }]);
  expect(until.map(({ traceId }) => traceId)).toEqual(["refund-0"]);
  expect(kept.map(({ traceId }) => traceId)).toEqual(["refund-1"]);
});

test("[RN4] of several traces of one trial the newest counts", () => {
  const before = [
    { ...found("greet", 0, "infra_error"), traceId: "old" },
    { ...found("greet", 0, "passed"), traceId: "new" },
  ];
  expect(planAgain(WANTED, { found: before, which: "errors" }).kept.map(({ traceId }) => traceId)).toEqual(["new"]);
  const worse = [
    { ...found("greet", 0, "passed"), traceId: "old" },
    { ...found("greet", 0, "infra_error"), traceId: "new" },
  ];
  expect(planAgain(WANTED, { found: worse, which: "errors" }).todo).toEqual([{ scenario: "greet", trialIndex: 0 }]);
});
