import { expect, test } from "vitest";
import { compareRuns } from "../core/trials/report/compare-runs.ts";
import {
  failedTrial,
  runOf,
  scenarioOf,
  trialResult,
  trialsOf,
  unansweredTrial,
} from "../core/trials/report/run-report.fixture.ts";
import { createPaint } from "./paint.ts";
import { comparisonText } from "./trial-compare-text.ts";
import { failuresText, historyText, runsText } from "./trial-history-text.ts";
import { runText } from "./trial-text.ts";
import { textWidth } from "./wrap-text.ts";

const RUN = runOf(
  [
    scenarioOf(trialsOf(20, 0), { name: "greeting" }),
    scenarioOf(trialsOf(7, 3), {
      name: "address-change",
      gate: { minScore: null, minRate: 0.8, minLowerBound: null, passHatK: null },
    }),
    scenarioOf([trialResult(0), unansweredTrial(1), unansweredTrial(2)], { name: "escalation" }),
  ],
  { exitCode: 3 },
);

const at = (columns: number) => createPaint(false, columns);

test("at 120 columns a scenario is one row, with everything that decides", () => {
  const [first, second, third] = runText(RUN, at(120)).split("\n");
  expect(first).toBe(
    "✓ pass   greeting        20/20  100 % [83–100 %]  score 1     stable   cost $0.04    p50 490 ms p95 580 ms",
  );
  expect(second).toMatch(/^✕ fail {3}address-change +7\/10 +70 % \[39–90 %\] +score 0\.85 +~ flaky +cost \$0\.02/);
  expect(third).toMatch(/^\? infra {2}escalation {6}1\/1 .*too few {2}cost unknown/);
});

test("at 80 columns nothing is wider, and figures stand below the names", () => {
  const lines = runText(RUN, at(80)).split("\n");
  expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80);
  expect(lines.slice(0, 2)).toEqual([
    "✓ pass   greeting        20/20  100 % [83–100 %]",
    "    score 1 · stable · cost $0.04 · p50 490 ms p95 580 ms",
  ]);
});

test("what nobody answered is told by the error, and not by assertions that could not be judged for it", () => {
  const assertion = { type: "regex", weight: 1, required: true, score: null, missing: [] } as const;
  const why = "the trace does not hold how the conversation ended";
  const trial = { ...unansweredTrial(0), assertions: [{ ...assertion, name: "polite", outcome: "skipped" as const, why }] };
  const text = runText(runOf([scenarioOf([trial])], { exitCode: 3 }), at(120));
  expect(text).toContain(`errors  1× ${trial.error}`);
  expect(text).not.toContain(why);
});

test("what failed says why, which trial to look at, and by which command; what passed says no more", () => {
  const text = runText(RUN, at(120));
  expect(text).toContain(
    [
      "✕ fail address-change",
      "  why     7 of 10 trials passed; pass rate 0.7, at least 0.8 asked",
      "  failed  refund issued 3× failed: it was not called",
      "  flaky   7 of 10 trials passed; trial 0, 1, 2 failed, by `refund issued`",
      "  worst   trial 0, ✕ failed, score 0.5",
      "          $ touchstone trace show 0199a000-0000-7000-8000-000000000000",
    ].join("\n"),
  );
  expect(text).toContain("  errors  2× 429 at each of 3 tries [PROVIDER_BUSY]\n");
  expect(text.match(/greeting/g)).toHaveLength(1);
  expect(text).toContain("\n? 1 of 3 scenarios passed · 33 trials · cost unknown\n  run 0199a000-0000-7000-9000-000000000000");
});

test("a run that left no trace names none, and one without content shows none", () => {
  expect(runText({ ...RUN, recordingMode: "off" }, at(120))).not.toContain("trace show");
  const bare = runText({ ...RUN, recordingMode: "metadata_only" }, at(120));
  expect(bare).toContain("  failed  refund issued 3× failed\n");
  expect(bare).not.toContain("it was not called");
});

test("an interrupted run is called that", () => {
  expect(runText({ ...RUN, exitCode: 130 }, at(80))).toMatch(/run \S+ · interrupted$/);
});

test("two runs are compared in words that claim no more than is shown", () => {
  const side = (results: Parameters<typeof scenarioOf>[0], execution = "a") => ({
    report: runOf([scenarioOf(results)]),
    hashes: new Map([["refund", { execution, evaluation: "b" }]]),
  });
  const few = comparisonText(compareRuns(side(trialsOf(10, 0)), side(trialsOf(8, 2))), at(80));
  expect(few).toContain("≈ no difference shown refund: −20 pp, with 95 % confidence −51 to +12 pp");
  expect(Math.max(...few.split("\n").map(textWidth))).toBeLessThanOrEqual(80);
  const many = comparisonText(compareRuns(side(trialsOf(95, 5)), side(trialsOf(60, 40))), at(120));
  expect(many).toMatch(
    /▼ worse refund: −35 pp.*\n {2}before {2}✓ pass {2}95\/100.*\n {2}after .*✓ pass {2}60\/100.*\n {2}▼ worse refund issued 95\/100 → 60\/100: −35 pp/,
  );
  const other = comparisonText(compareRuns(side(trialsOf(95, 5)), side(trialsOf(5, 95), "c")), at(120));
  expect(other).toMatch(/≠ not comparable refund: what was run changed/);
  expect(other).not.toMatch(/▼|▲/);
});

test("lists are rows that fit, and say when there is nothing", () => {
  const listed = {
    runId: RUN.runId,
    createdAt: RUN.createdAt,
    recordingMode: "metadata_only",
    state: "interrupted",
    scenarios: ["a", "b"],
    requested: 10,
    trials: 4,
    passed: 3,
    hardFailed: 0,
    infra: 0,
  } as const;
  const text = runsText([listed], at(120));
  expect(text).toMatch(/^interrupted {2}0199a000\S+ {2}2026-03-01 09:30 {2}3\/4 passed, 6 not run {2}a, b \(metadata_only\)$/);
  expect(runsText([{ ...listed, infra: 1 }], at(120))).toContain("3/3 passed, 1 no answer, 6 not run");
  expect(runsText([], at(80))).toContain("trial run scenarios");
  expect(historyText([], at(80))).toContain("trial run scenarios");
  expect(failuresText(runOf([scenarioOf(trialsOf(2, 0))]), at(80))).toBe("✓ every trial passed");
});

test("a history says where what is run changed", () => {
  const row = { ...scenarioOf([failedTrial(0)]), runId: "r2", createdAt: RUN.createdAt, execution: "new" };
  const text = historyText([row, { ...row, runId: "r1", execution: "old" }], at(120));
  expect(text.split("\n")[1]).toMatch(/✕ fail .* 0\/1 .* r2 · what is run changed$/);
  expect(text.split("\n")[2]).toMatch(/ r1$/);
});

test("every trial that did not pass says all its reasons", () => {
  const text = failuresText(RUN, at(100));
  expect(text.match(/touchstone trace show/g)).toHaveLength(5);
  expect(text).toContain("✕ failed address-change trial 2, score 0.5\n  `refund issued` failed: it was not called\n");
});
