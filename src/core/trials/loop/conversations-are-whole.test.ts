import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { TrialLine } from "../record/trial-lines.ts";
import { hold, linesOf } from "./loop.fixture.ts";
import { aTrial } from "./random-trial.fixture.ts";

/** A conversation, in a letter per line: q question, a answer, c call, r result, e error. Clocks say nothing of it. */
const LETTERS: Partial<Record<TrialLine["line"], string>> = {
  model_request: "q",
  model_response: "a",
  tool_call: "c",
  tool_result: "r",
  error: "e",
};

test("[TL17] whatever is said, lines are written as things happen: question, answer, each call with its result, one end", async () => {
  await fc.assert(
    fc.asyncProperty(aTrial, async ({ scenario, answers, stopped }) => {
      const { end, lines, requests } = await hold(scenario, answers, { stopped: stopped() });
      const letters = lines.map((line) => LETTERS[line.line] ?? "").join("");
      expect(letters).toMatch(/^(qa(cr)*)*(q?e)?$/);
      expect(lines.map(({ i }) => i)).toEqual(lines.map((_line, at) => at));
      expect(linesOf(lines, "model_response")).toHaveLength(end.turns);
      expect(linesOf(lines, "tool_call")).toHaveLength(end.toolCalls);
      expect(letters.endsWith("e")).toBe(["max_turns", "timeout", "budget", "interrupted", "error"].includes(end.finishReason));
      const calls = linesOf(lines, "tool_call").map(({ turn, call }) => [turn, call.id]);
      expect(linesOf(lines, "tool_result").map(({ turn, callId }) => [turn, callId])).toEqual(calls);
      const turns = [...linesOf(lines, "model_request"), ...linesOf(lines, "error")].map(({ turn }) => turn);
      expect(new Set(turns).size).toBeGreaterThanOrEqual(requests.length);
      expect(end.turns).toBeLessThanOrEqual(scenario.maxTurns);
      expect(JSON.stringify(lines)).not.toMatch(/hunter/);
    }),
    { numRuns: 100 },
  );
});
