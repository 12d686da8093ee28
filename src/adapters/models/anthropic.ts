import type { Message, ToolCall } from "../../core/trials/conversation/message.ts";
import type { FinishReason, Usage } from "../../core/trials/conversation/model.ts";
import type { Json, JsonMap } from "../../core/trials/json.ts";
import { countIn, itemsIn, member, textIn } from "./model-json.ts";
import { argumentsBack, readArguments } from "./tool-arguments.ts";
import { consistentUsage, wrongShape, type Reading, type WireFormat } from "./wire-format.ts";

/** The format demands a limit; every model that speaks it can write so much. A scenario's `extras.max_tokens` goes before it. */
const MAX_TOKENS = 4096;

/** `POST /v1/messages`. The format knows no seed. Source: `SPEC.md` MP1 to MP7. */
export const ANTHROPIC: WireFormat = {
  publicUrl: "https://api.anthropic.com",
  keyName: "ANTHROPIC_API_KEY",
  endpoint: (path) => (path.endsWith("/v1") ? `${path}/messages` : `${path}/v1/messages`),
  headers: (apiKey) => ({ "anthropic-version": "2023-06-01", ...(apiKey === null ? {} : { "x-api-key": apiKey }) }),
  optional: [],
  body: (request) => ({
    max_tokens: MAX_TOKENS,
    ...request.extras,
    model: request.model,
    ...(request.system === null ? {} : { system: request.system }),
    messages: writeMessages(request.messages),
    ...(request.tools.length === 0
      ? {}
      : { tools: request.tools.map(({ name, description, parameters }) => ({ name, description, input_schema: parameters })) }),
    ...(request.mustCall === null ? {} : { tool_choice: { type: "tool", name: request.mustCall } }),
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    stream: false,
  }),
  read: readMessage,
};

/**
 * Turns by turns. What comes between two answers is one message of the user's: all results of tools first, then texts. An
 * answer that said nothing is left out, since the format has no empty messages.
 */
function writeMessages(messages: readonly Message[]): JsonMap[] {
  const written: JsonMap[] = [];
  let waiting: Exclude<Message, { role: "assistant" }>[] = [];
  const flush = (): void => {
    if (waiting.length > 0)
      written.push({ role: "user", content: [...waiting.filter(isResult).map(writeResult), ...writeTexts(waiting)] });
    waiting = [];
  };
  for (const message of messages) {
    if (message.role !== "assistant") waiting.push(message);
    else {
      const content = writeAnswer(message);
      if (content.length === 0) continue;
      flush();
      written.push({ role: "assistant", content });
    }
  }
  flush();
  return written;
}

type Result = Extract<Message, { role: "tool" }>;

function isResult(message: Message): message is Result {
  return message.role === "tool";
}

function writeResult({ callId, text, isError }: Result): JsonMap {
  return { type: "tool_result", tool_use_id: callId, content: text, ...(isError ? { is_error: true } : {}) };
}

function writeTexts(messages: readonly Message[]): JsonMap[] {
  return messages.flatMap((message) => (message.role === "user" ? [{ type: "text", text: message.text }] : []));
}

function writeAnswer({ text, toolCalls, opaque }: Extract<Message, { role: "assistant" }>): readonly Json[] {
  const kept = itemsIn(opaque);
  if (kept.length > 0) return kept;
  return [
    ...(text === null || text.trim() === "" ? [] : [{ type: "text", text }]),
    ...toolCalls.map((call) => ({ type: "tool_use", id: call.id, name: call.name, input: argumentsBack(call) })),
  ];
}

function readMessage(body: Json): Reading {
  const content = member(body, "content");
  if (!Array.isArray(content)) return wrongShape("it has no `content`");
  const blocks = itemsIn(content);
  const toolCalls = readCalls(blocks);
  if (toolCalls === null) return wrongShape("a tool use has no name or no id");
  const rawFinish = textIn(member(body, "stop_reason"));
  const texts = blocks.filter((block) => member(block, "type") === "text").map((block) => textIn(member(block, "text")) ?? "");
  return {
    kind: "reply",
    text: textIn(texts.join("")),
    toolCalls,
    finish: rawFinish !== null && Object.hasOwn(FINISHES, rawFinish) ? (FINISHES[rawFinish] ?? "other") : "other",
    rawFinish,
    usage: readUsage(member(body, "usage")),
    model: textIn(member(body, "model")),
    // Blocks of thought are signed, and are refused where a character of them is another.
    opaque: blocks.length === 0 ? null : blocks,
  };
}

function readCalls(blocks: readonly Json[]): ToolCall[] | null {
  const calls: ToolCall[] = [];
  for (const block of blocks) {
    if (member(block, "type") !== "tool_use") continue;
    const id = textIn(member(block, "id"));
    const name = textIn(member(block, "name"));
    if (id === null || name === null) return null;
    calls.push({ id, name, ...readArguments(member(block, "input")) });
  }
  return calls;
}

const FINISHES: Readonly<Record<string, FinishReason>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool_calls",
  refusal: "refusal",
};

/** The format counts tokens of the cache apart from the rest of the input; here they are part of it, as with the others. */
function readUsage(usage: Json | undefined): Usage | null {
  const plain = countIn(member(usage, "input_tokens"));
  const outputTokens = countIn(member(usage, "output_tokens"));
  if (plain === null || outputTokens === null) return null;
  const cacheReadTokens = countIn(member(usage, "cache_read_input_tokens")) ?? 0;
  const cacheWriteTokens = countIn(member(usage, "cache_creation_input_tokens")) ?? 0;
  return consistentUsage({
    inputTokens: plain + cacheReadTokens + cacheWriteTokens,
    outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    reasoningTokens: countIn(member(usage, "output_tokens_details", "thinking_tokens")) ?? 0,
  });
}
