import type { ToolCall } from "../conversation/message.ts";
import type { Json, JsonMap } from "../json.ts";
import type { TrialLine } from "../record/trial-lines.ts";
import { sortKeys } from "./sorted-json.ts";
import type { TrialFacts } from "./trial-facts.ts";

/**
 * The document that JMESPath assertions look at, with the seed's names; `turn`, `result` and `is_error` of calls are ours.
 * What is not known is null; keys stand in order, as in a trace. `document-parts.ts` says what each part needs; both change together.
 */
export function documentOf(facts: Omit<TrialFacts, "document">, lines: readonly TrialLine[]): Json {
  return {
    response: { content: facts.output, finish_reason: facts.finishReason },
    turns: turnsOf(facts.systemPrompt, lines),
    tool_calls: facts.toolCalls.map((call) => ({
      id: call.id,
      name: call.name,
      arguments: sortKeys(call.arguments),
      turn: call.turn,
      result: sortKeys(call.result),
      is_error: call.isError,
    })),
    metadata: metadataOf(facts),
  };
}

function metadataOf({ model, adapter, usage, costUsd, latencyMs, turns, finishReason }: Omit<TrialFacts, "document">): JsonMap {
  return {
    model,
    provider: adapter,
    cost_usd: costUsd,
    latency_seconds: latencyMs / 1000,
    input_tokens: usage?.inputTokens ?? null,
    output_tokens: usage?.outputTokens ?? null,
    total_tokens: usage === null ? null : usage.inputTokens + usage.outputTokens,
    turn_count: turns,
    finish_reason: finishReason,
  };
}

function turnsOf(systemPrompt: string | null, lines: readonly TrialLine[]): readonly JsonMap[] {
  const system = systemPrompt === null ? [] : [{ role: "system", content: systemPrompt }];
  return [...system, ...lines.flatMap(turnOf)];
}

function turnOf(line: TrialLine): readonly JsonMap[] {
  if (line.line === "model_request") {
    return line.messages.flatMap((message) => (message.role === "user" ? [{ role: "user", content: message.text }] : []));
  }
  if (line.line === "model_response") {
    const calls = line.toolCalls.length === 0 ? {} : { tool_calls: line.toolCalls.map(callOf) };
    return [{ role: "assistant", content: line.text, ...calls }];
  }
  if (line.line !== "tool_result") return [];
  return [{ role: "tool_result", content: sortKeys(line.value), tool_call_id: line.callId, tool_name: line.name }];
}

function callOf({ id, name, arguments: args }: ToolCall): JsonMap {
  return { id, name, arguments: sortKeys(args) };
}
