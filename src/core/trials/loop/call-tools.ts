import type { ToolCall } from "../conversation/message.ts";
import type { MockedTool } from "../scenario/scenario.ts";
import { refusedAnswer } from "./answer-call.ts";
import type { ToolAnswer } from "./loop-ports.ts";
import type { LoopState } from "./loop-state.ts";
import { toolText } from "./tool-text.ts";

/** Answers the calls of one turn, one after the other in the order in which the model asked for them. */
export async function callTools(state: LoopState, calls: readonly ToolCall[]): Promise<void> {
  for (const call of calls) await callTool(state, call);
}

async function callTool(state: LoopState, call: ToolCall): Promise<void> {
  const { ports, turns: turn } = state;
  state.toolCalls += 1;
  const tool = findTool(state, call.name);
  const problem = ports.problemOf(tool, call);
  ports.record({ line: "tool_call", turn, call, problem });
  const { value, isError, by, latencyMs } =
    problem === null && tool !== null ? await askTool(state, tool, call) : refusedAnswer(problem ?? "there is no such tool");
  ports.clock.advance(latencyMs);
  const { id: callId, name } = call;
  const at = ports.record({ line: "tool_result", turn, callId, name, value, isError, by });
  if (latencyMs > 0) ports.record({ line: "clock", of: at, atMs: ports.clock.nowMs(), latencyMs, failedTries: [] });
  state.messages.push({ role: "tool", callId, name, text: toolText(value), isError });
}

/** A name that looks like a secret is another one in the recording that a replay speaks from. */
function findTool({ scenario: { tools }, ports }: LoopState, called: string): MockedTool | null {
  const tool = tools.find(({ name }) => name === called) ?? tools.find(({ name }) => ports.redactor.text(name) === called);
  return tool ?? null;
}

async function askTool({ ports, answered }: LoopState, tool: MockedTool, call: ToolCall): Promise<ToolAnswer> {
  const nth = answered.get(tool.name) ?? 0;
  answered.set(tool.name, nth + 1);
  return await ports.callTool(tool, call, nth);
}
