import { expect, test } from "vitest";
import type { TrialEntry, TrialLine } from "../record/trial-lines.ts";
import { sumTrial } from "./trial-sums.ts";

function numbered(...entries: readonly TrialEntry[]): readonly TrialLine[] {
  return entries.map((entry, i) => ({ i, ...entry }));
}

function response(costUsd: number | null, tokens: number | null): TrialEntry {
  const usage =
    tokens === null
      ? null
      : { inputTokens: tokens, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
  const said = { text: "hello", toolCalls: [], finish: "stop", rawFinish: null, model: null, opaque: null, wire: null } as const;
  return { line: "model_response", turn: 1, usage, costUsd, ...said };
}

function failure(code: string): TrialEntry {
  return { line: "error", turn: 1, code, message: "it failed", status: 503, ours: false };
}

function clock(of: number, tries: number): TrialEntry {
  const failedTries = Array.from({ length: tries }, () => ({ status: 503, message: "busy", waitedMs: 1 }));
  return { line: "clock", of, atMs: 1, latencyMs: 1, failedTries };
}

test("[RN10] what all calls tell adds up; what one does not is unknown", () => {
  expect(sumTrial(numbered(response(0.5, 10), response(0.25, 20)))).toMatchObject({
    tokens: { input: 30, output: 2 },
    costUsd: 0.75,
    turns: 2,
  });
  expect(sumTrial(numbered(response(0.5, 10), response(null, 20)))).toMatchObject({ costUsd: null, tokens: { input: 30 } });
  expect(sumTrial(numbered(response(0.5, 10), response(0.5, null)))).toMatchObject({ costUsd: 1, tokens: null });
  expect(sumTrial([])).toMatchObject({ costUsd: 0, judgeCostUsd: 0, tokens: { input: 0, output: 0 }, turns: 0 });
});

test("[RN10] a call that timed out may have cost something, one that was refused has not", () => {
  expect(sumTrial(numbered(failure("PROVIDER_TIMEOUT"), clock(0, 1))).costUsd).toBeNull();
  expect(sumTrial(numbered(failure("timeout"), clock(0, 1))).tokens).toBeNull();
  expect(sumTrial(numbered(failure("PROVIDER_REFUSED"), clock(0, 1))).costUsd).toBe(0);
  // No call was made any more when the limit was found.
  expect(sumTrial(numbered(response(0.5, 10), failure("timeout"))).costUsd).toBe(0.5);
});

test("[RN11] tries that were repeated are counted", () => {
  expect(sumTrial(numbered(response(1, 1), clock(0, 2))).retries).toBe(2);
  expect(sumTrial(numbered(failure("PROVIDER_BUSY"), clock(0, 5))).retries).toBe(4);
  expect(sumTrial(numbered(failure("interrupted"), clock(0, 0))).retries).toBe(0);
});

test("[RN10] the cost of a judge that could not be asked is known, unless it ran out of time", () => {
  const vote = (problem: string | null, costUsd: number | null): TrialEntry => ({
    line: "judge_vote",
    assertion: "polite",
    vote: 0,
    promptHash: "sha256:1",
    judge: "echo/small",
    scores: null,
    problem,
    unasked: problem !== null,
    usage: null,
    costUsd,
    raw: null,
  });
  expect(sumTrial(numbered(vote(null, 0.5), vote("PROVIDER_BUSY: later", null))).judgeCostUsd).toBe(0.5);
  expect(sumTrial(numbered(vote(null, 0.5), vote("PROVIDER_TIMEOUT: late", null))).judgeCostUsd).toBeNull();
  expect(sumTrial(numbered(vote(null, null))).judgeCostUsd).toBeNull();
});
