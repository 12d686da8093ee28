import type { TrialLine } from "../record/trial-lines.ts";
import type { CalledTool } from "./trial-facts.ts";

/**
 * The calls of a trial, in order, each with what came back. Calls that were refused are calls: the model made them. One that
 * was cut off before its answer has null for a result.
 */
export function calledTools(lines: readonly TrialLine[]): readonly CalledTool[] {
  const calls: CalledTool[] = [];
  for (const line of lines) {
    if (line.line === "tool_call") {
      const { id, name, arguments: args, invalid } = line.call;
      calls.push({ id, name, turn: line.turn, arguments: args, invalid, result: null, isError: false });
    } else if (line.line === "tool_result") {
      // Providers may give one id twice: the latest call of it is the one that is answered.
      const at = calls.findLastIndex(({ id }) => id === line.callId);
      const call = calls[at];
      if (call !== undefined) calls[at] = { ...call, result: line.value, isError: line.isError };
    }
  }
  return calls;
}
