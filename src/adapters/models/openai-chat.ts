import type { Message, ToolCall } from "../../core/trials/conversation/message.ts";
import type { FinishReason, ModelRequest, Usage } from "../../core/trials/conversation/model.ts";
import type { Json, JsonMap } from "../../core/trials/json.ts";
import { countIn, itemsIn, member, textIn } from "./model-json.ts";
import { argumentsBack, readArguments } from "./tool-arguments.ts";
import { consistentUsage, turnOf, wrongShape, type Reading, type WireFormat } from "./wire-format.ts";

/** `POST /v1/chat/completions`, as OpenAI, Ollama and many others answer it. Source: `SPEC.md` MP1 to MP7. */
export const OPENAI_CHAT: WireFormat = {
  publicUrl: "https://api.openai.com/v1",
  keyName: "OPENAI_API_KEY",
  endpoint: (path) => `${path === "" ? "/v1" : path}/chat/completions`,
  headers: (apiKey) => bearer(apiKey),
  optional: [],
  body: (request) => ({
    ...request.extras,
    model: request.model,
    messages: [
      ...(request.system === null ? [] : [{ role: "system", content: request.system }]),
      ...request.messages.map(writeMessage),
    ],
    ...(request.tools.length === 0 ? {} : { tools: request.tools.map((tool) => ({ type: "function", function: { ...tool } })) }),
    ...(request.mustCall === null ? {} : { tool_choice: { type: "function", function: { name: request.mustCall } } }),
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(request.seed === null ? {} : { seed: request.seed }),
    stream: false,
  }),
  read: readCompletion,
};

/** The header of a key. */
export function bearer(apiKey: string | null): Readonly<Record<string, string>> {
  return apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
}

function writeMessage(message: Message): JsonMap {
  if (message.role === "user") return { role: "user", content: message.text };
  if (message.role === "tool") return { role: "tool", tool_call_id: message.callId, content: message.text };
  const calls = message.toolCalls.map((call) => ({
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: JSON.stringify(argumentsBack(call)) },
  }));
  // A message without calls must hold a text, if an empty one.
  const content = message.text ?? (calls.length === 0 ? "" : null);
  return { ...thoughts(message.opaque), role: "assistant", content, ...(calls.length === 0 ? {} : { tool_calls: calls }) };
}

/** What compatible servers call the thoughts that they want back; OpenAI itself shows none in this format. */
const THOUGHTS = ["reasoning_content", "reasoning_details", "reasoning"];

function thoughts(holder: Json): JsonMap {
  return Object.fromEntries(
    THOUGHTS.flatMap((name) => {
      const value = member(holder, name) ?? null;
      return value === null ? [] : [[name, value] as const];
    }),
  );
}

function readCompletion(body: Json, request: ModelRequest): Reading {
  const choice = itemsIn(member(body, "choices"))[0];
  const message = member(choice, "message");
  if (member(message, "role") === undefined) return wrongShape("it has no message in `choices`");
  const toolCalls = readCalls(itemsIn(member(message, "tool_calls")), turnOf(request));
  if (toolCalls === null) return wrongShape("a tool call has no name");
  const refusal = textIn(member(message, "refusal"));
  const rawFinish = textIn(member(choice, "finish_reason"));
  const kept = thoughts(message ?? null);
  return {
    kind: "reply",
    text: readContent(member(message, "content")) ?? refusal,
    toolCalls,
    finish: refusal === null ? readFinish(rawFinish, toolCalls.length > 0) : "refusal",
    rawFinish,
    usage: readUsage(member(body, "usage")),
    model: textIn(member(body, "model")),
    opaque: Object.keys(kept).length === 0 ? null : kept,
  };
}

/** A text, or the texts of its parts, as some compatible servers send them. */
function readContent(content: Json | undefined): string | null {
  if (typeof content === "string") return textIn(content);
  return textIn(
    itemsIn(content)
      .map((part) => textIn(member(part, "text")) ?? "")
      .join(""),
  );
}

/** Calls without an id, or with that of another call of the turn, get one of ours: results are told apart by it. */
function readCalls(items: readonly Json[], turn: number): ToolCall[] | null {
  const taken = new Set<string>();
  const calls: ToolCall[] = [];
  for (const [index, item] of items.entries()) {
    const name = textIn(member(item, "function", "name"));
    if (name === null) return null;
    const given = textIn(member(item, "id"));
    const id = given === null || taken.has(given) ? `call-${turn}-${index + 1}` : given;
    taken.add(id);
    calls.push({ id, name, ...readArguments(member(item, "function", "arguments")) });
  }
  return calls;
}

const FINISHES: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "length",
  tool_calls: "tool_calls",
  function_call: "tool_calls",
  content_filter: "content_filter",
};

/** Some servers say `stop` with calls as well. */
function readFinish(raw: string | null, hasCalls: boolean): FinishReason {
  const finish = raw !== null && Object.hasOwn(FINISHES, raw) ? (FINISHES[raw] ?? "other") : "other";
  return finish === "stop" && hasCalls ? "tool_calls" : finish;
}

function readUsage(usage: Json | undefined): Usage | null {
  const inputTokens = countIn(member(usage, "prompt_tokens"));
  const outputTokens = countIn(member(usage, "completion_tokens"));
  if (inputTokens === null || outputTokens === null) return null;
  return consistentUsage({
    inputTokens,
    outputTokens,
    cacheReadTokens: countIn(member(usage, "prompt_tokens_details", "cached_tokens")) ?? 0,
    cacheWriteTokens: countIn(member(usage, "prompt_tokens_details", "cache_write_tokens")) ?? 0,
    reasoningTokens: countIn(member(usage, "completion_tokens_details", "reasoning_tokens")) ?? 0,
  });
}
