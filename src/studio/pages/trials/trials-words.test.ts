import { expect, test } from "vitest";
import { itemKey, itemsOf } from "./trials-items.ts";
import { readTrialsSearch } from "./trials-search.ts";
import { comparedRuns, runBefore, runMark, scenariosWords } from "./trials-words.ts";
import { trialsOf } from "./strip-trials.ts";
import type { RunShown, RunSummary } from "./use-trials.ts";

const runOf = (run: string, parts: Partial<RunSummary> = {}): RunSummary => ({
  run,
  createdAtMs: 1,
  recordingMode: "full",
  seed: 1,
  state: "recorded",
  scenarios: ["a"],
  verdict: "pass",
  requested: 3,
  trials: 3,
  passed: 3,
  infra: 0,
  costUsd: null,
  ...parts,
});
/** Newest first. */
const RUNS = [
  runOf("5"),
  runOf("4", { scenarios: ["b"] }),
  runOf("3", { state: "interrupted", verdict: null }),
  runOf("2", { scenarios: ["a", "b"] }),
];

test("an address is read by its names, and what does not fit is left out", () => {
  expect(readTrialsSearch({ run: "r", trace: 7, beside: "", a: null, other: "x" })).toEqual({ run: "r" });
});

test("a run that did not end never looks like a verdict", () => {
  expect([...RUNS, runOf("1", { verdict: null }), runOf("0", { state: "running" })].map((run) => runMark(run).word)).toEqual([
    "pass",
    "pass",
    "interrupted",
    "pass",
    "not readable",
    "running",
  ]);
});

test("of many scenarios one is named and the others are counted", () => {
  expect([["a"], ["a", "b"], ["a", "b", "c", "d"], []].map(scenariosWords)).toEqual([
    "a",
    "a, b",
    "a and 3 others",
    "no scenario",
  ]);
});

test("the run before is the newest older one that ended and has a scenario in common", () => {
  expect([runBefore(RUNS, "5")?.run, runBefore(RUNS, "4")?.run, runBefore(RUNS, "2")]).toEqual(["2", "2", undefined]);
});

test("compared are the two that are marked, the earlier one first; else the chosen one with the one before", () => {
  expect(comparedRuns(RUNS, { marked: ["5", "2"], chosen: null })).toEqual({ a: "2", b: "5" });
  expect(comparedRuns(RUNS, { marked: ["2", "5"], chosen: "4" })).toEqual({ a: "2", b: "5" });
  expect(comparedRuns(RUNS, { marked: ["5"], chosen: "4" })).toEqual({ a: "2", b: "4" });
  expect([
    comparedRuns(RUNS, { marked: [], chosen: "3" }),
    comparedRuns(RUNS, { marked: [], chosen: "2" }),
    comparedRuns(RUNS, { marked: ["5"], chosen: null }),
  ]).toEqual([null, null, null]);
});

test("items stand in the order of the page", () => {
  const scenario = { name: "a", file: "scenarios/a.scenario.yaml", problems: [], about: null, history: [] };
  expect(itemsOf({ scenarios: [scenario], runs: RUNS.slice(0, 1), older: 0 }).map(itemKey)).toEqual([
    "scenario scenarios/a.scenario.yaml",
    "run 5",
  ]);
});

test("of a run that goes on the trials are those of its manifest, by their number; what runs or was cut off has its own mark", () => {
  const traces: RunShown["traces"] = [
    { traceId: "t2", trialIndex: 2, scenario: "a", status: "running" },
    { traceId: "t0", trialIndex: 0, scenario: "a", status: "infra_error", error: "no key" },
    { traceId: "t1", trialIndex: 1, scenario: "a", status: "interrupted" },
    { traceId: "u0", trialIndex: 0, scenario: "b", status: "passed" },
  ];
  expect(trialsOf({ report: null, traces }, "a").map(({ traceId, mark, error }) => [traceId, mark.word, error])).toEqual([
    ["t0", "no answer", "no key"],
    ["t1", "interrupted", null],
    ["t2", "running", null],
  ]);
});
