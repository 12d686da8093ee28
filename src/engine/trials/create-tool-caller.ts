import { mockedAnswer } from "../../core/trials/loop/answer-call.ts";
import type { LoopPorts, ToolAnswer } from "../../core/trials/loop/loop-ports.ts";
import { answerFromMock } from "../../core/trials/loop/pick-mock.ts";
import { errorValue } from "../../core/trials/loop/tool-text.ts";
import type { Json } from "../../core/trials/json.ts";
import { assert } from "../../core/assert.ts";
import { limitTime } from "./limit-time.ts";
import type { TrialFunctions } from "./load-modules.ts";
import { toPlainJson } from "./to-plain-json.ts";

/**
 * Longest that a function of a mock may take, in ms. Guess: mocks look something up; whoever takes longer has hung, and the
 * trial must end all the same.
 */
const FUNCTION_LIMIT_MS = 30_000;

/**
 * Answers tool calls of live trials from the scenario's mocks: the port `callTool`. It never rejects. A function is called with
 * a copy of the arguments and the number of the call, from 0; what it throws is what the model is told, as of a tool that
 * failed. It takes the time that its mock says, so that a trial takes the same time on every machine.
 *
 * Source: SPEC.md of src/core/trials/loop, TL7-TL10.
 */
export function createToolCaller(functions: TrialFunctions, limitMs = FUNCTION_LIMIT_MS): LoopPorts["callTool"] {
  return async (tool, call, nth) => {
    const outcome = answerFromMock(tool, call, nth);
    if (outcome?.kind !== "function") return mockedAnswer(outcome);
    const run = functions.get(outcome.ref);
    assert(run !== undefined, "functions of mocks are imported before the first trial");
    const answer = await callFunction(() => run(structuredClone(call.arguments), nth), limitMs);
    return { ...answer, by: "function", latencyMs: outcome.latencyMs };
  };
}

type FunctionAnswer = Pick<ToolAnswer, "value" | "isError">;

async function callFunction(run: () => unknown, limitMs: number): Promise<FunctionAnswer> {
  try {
    const value = toPlainJson(await limitTime(run, { who: "the tool", limitMs, signal: NEVER }));
    return value === undefined ? failed("the tool answered with something that is no JSON") : { value, isError: false };
  } catch (error) {
    return failed(error instanceof Error ? error.message : "the tool failed");
  }
}

/** A trial that is stopped ends before its next call of the model; half a minute can be waited for. */
const NEVER = new AbortController().signal;

function failed(message: string): { readonly value: Json; readonly isError: true } {
  return { value: errorValue(message.toWellFormed()), isError: true };
}
