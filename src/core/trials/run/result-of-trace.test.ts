import { expect, test } from "vitest";
import { ENTRIES, HEADER, TRACE_ID } from "../record/trial.fixture.ts";
import type { TrialFooter, TrialLine } from "../record/trial-lines.ts";
import { errorOf, resultOfTrace } from "./result-of-trace.ts";

const LINES: readonly TrialLine[] = ENTRIES.map((entry, i) => ({ i, ...entry }));
const FOOTER: TrialFooter & { readonly digest: string } = {
  outcome: "infra_error",
  finishReason: "error",
  tokens: { input: 10, output: 4 },
  cost: 0.001,
  judgeCost: null,
  latencyMs: 40,
  score: null,
  counts: { turns: 1, toolCalls: 1, votes: 1 },
  digest: "sha256:6",
};

test("[RN9] a trial's result is read from its trace", () => {
  const result = resultOfTrace({ header: HEADER, environment: {}, lines: LINES, footer: FOOTER });
  expect(result).toMatchObject({
    traceId: TRACE_ID,
    trialIndex: 0,
    status: "infra_error",
    finishReason: "error",
    costUsd: 0.001,
    judgeCostUsd: null,
    turns: 1,
    retries: 1,
    digest: "sha256:6",
  });
  expect(result.error).toContain("PROVIDER_BUSY");
  expect(result.assertions.every((assertion) => !("line" in assertion) && !("i" in assertion))).toBe(true);
  expect(result.assertions.length).toBeGreaterThan(0);
});

test("[RN9] a judge or a function that did not answer is an error as well, a limit only where nothing else is", () => {
  const vote = LINES.flatMap((line) =>
    line.line === "judge_vote" ? [{ ...line, unasked: true, problem: "PROVIDER_BUSY: later" }] : [],
  );
  const limit: TrialLine = { i: 90, line: "error", turn: 2, code: "run_budget", message: "spent", status: null, ours: true };
  const open: TrialLine = {
    i: 91,
    line: "assertion",
    name: "polite",
    type: "custom",
    weight: 1,
    required: false,
    outcome: "unknown",
    score: null,
    why: "the function threw",
    missing: [],
  };
  expect(errorOf([...vote, open, limit])).toBe("a judge could not be asked: PROVIDER_BUSY: later");
  expect(errorOf([open, limit])).toBe("`polite` could not be judged: the function threw");
  expect(errorOf([limit])).toBe("spent");
});
