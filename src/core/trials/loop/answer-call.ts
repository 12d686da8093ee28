import type { Json } from "../json.ts";
import type { MockOutcome } from "../scenario/mock.ts";
import type { ToolAnswer } from "./loop-ports.ts";
import { errorValue } from "./tool-text.ts";

/** A call that never reached its tool. @param problem  What the model is told. */
export function refusedAnswer(problem: string): ToolAnswer {
  return { value: errorValue(problem), isError: true, by: "refused", latencyMs: 0 };
}

/** What came of a call whose mock calls no function; null: the mock had nothing to say. */
export function mockedAnswer(
  outcome: (Exclude<MockOutcome, { kind: "function" }> & { readonly latencyMs: number }) | null,
): ToolAnswer {
  if (outcome === null) {
    const value = errorValue("the tool has no answer to these arguments");
    return { value, isError: true, by: "unmocked", latencyMs: 0 };
  }
  const { latencyMs } = outcome;
  const value: Json = outcome.kind === "value" ? outcome.value : errorValue(outcome.message);
  return { value, isError: outcome.kind === "error", by: "mock", latencyMs };
}
