import type { Message, ToolCall } from "../../core/trials/conversation/message.ts";
import type { FinishReason, Usage } from "../../core/trials/conversation/model.ts";
import type { Json } from "../../core/trials/json.ts";
import { countIn, itemsIn, member, textIn } from "./model-json.ts";
import { bearer } from "./openai-chat.ts";
import { argumentsBack, readArguments } from "./tool-arguments.ts";
import { consistentUsage, wrongShape, type Reading, type WireFormat } from "./wire-format.ts";

const ENCRYPTED = "reasoning.encrypted_content";

/**
 * `POST /v1/responses` without state at the server: nothing is stored there, so each request holds all items so far, and
 * reasoning comes and goes encrypted. The format knows no seed. Source: `SPEC.md` MP1 to MP7.
 */
export const OPENAI_RESPONSES: WireFormat = {
  publicUrl: "https://api.openai.com/v1",
  keyName: "OPENAI_API_KEY",
  endpoint: (path) => `${path === "" ? "/v1" : path}/responses`,
  headers: (apiKey) => bearer(apiKey),
  // Models that do not reason refuse to be asked for reasoning.
  optional: ["include"],
  body: (request, without) => ({
    ...request.extras,
    model: request.model,
    ...(request.system === null ? {} : { instructions: request.system }),
    input: request.messages.flatMap(writeItems),
    // Without `strict: false` schemas are held to rules that those of tools need not keep.
    ...(request.tools.length === 0 ? {} : { tools: request.tools.map((tool) => ({ type: "function", ...tool, strict: false })) }),
    ...(request.mustCall === null ? {} : { tool_choice: { type: "function", name: request.mustCall } }),
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(without.has("include") ? {} : { include: [...itemsIn(request.extras["include"]), ENCRYPTED] }),
    store: false,
    stream: false,
  }),
  read: readResponse,
};

function writeItems(message: Message): readonly Json[] {
  if (message.role === "user") return [{ role: "user", content: message.text }];
  if (message.role === "tool") return [{ type: "function_call_output", call_id: message.callId, output: message.text }];
  const kept = itemsIn(message.opaque);
  if (kept.length > 0) return kept.filter((item) => !isForgotten(item));
  return [
    ...(message.text === null ? [] : [{ role: "assistant", content: message.text }]),
    ...message.toolCalls.map((call) => ({
      type: "function_call",
      call_id: call.id,
      name: call.name,
      arguments: JSON.stringify(argumentsBack(call)),
    })),
  ];
}

/** Reasoning that came without its content: the server stored nothing, so it would not know it by its id. */
function isForgotten(item: Json): boolean {
  return member(item, "type") === "reasoning" && textIn(member(item, "encrypted_content")) === null;
}

function readResponse(body: Json): Reading {
  const status = textIn(member(body, "status"));
  if (status === "failed" || status === "cancelled") return readFailure(body);
  if (status !== "completed" && status !== "incomplete") return wrongShape("its `status` is none that an answer ends with");
  const output = member(body, "output");
  if (!Array.isArray(output)) return wrongShape("it has no `output`");
  const items = itemsIn(output);
  const toolCalls = readCalls(items);
  if (toolCalls === null) return wrongShape("a function call has no name or no `call_id`");
  const parts = items.filter((item) => member(item, "type") === "message").flatMap((item) => itemsIn(member(item, "content")));
  const texts = parts.map((part) => textIn(member(part, "text")) ?? textIn(member(part, "refusal")) ?? "");
  const isRefusal = parts.some((part) => textIn(member(part, "refusal")) !== null);
  const reason = status === "incomplete" ? textIn(member(body, "incomplete_details", "reason")) : null;
  return {
    kind: "reply",
    text: textIn(texts.join("")),
    toolCalls,
    finish: readFinish(status, reason, { isRefusal, hasCalls: toolCalls.length > 0 }),
    rawFinish: reason ?? status,
    usage: readUsage(member(body, "usage")),
    model: textIn(member(body, "model")),
    opaque: items.length === 0 ? null : items,
  };
}

/** An answer that says that there is none. Errors of the server pass; what is wrong with the request does not. */
function readFailure(body: Json): Reading {
  const code = textIn(member(body, "error", "code")) ?? "";
  const said = textIn(member(body, "error", "message")) ?? "it does not say why";
  const isTransient = code === "server_error" || code === "rate_limit_exceeded";
  const message = `the provider ended the answer as failed: ${said}`;
  return { kind: "problem", code: isTransient ? "PROVIDER_BUSY" : "PROVIDER_REFUSED", message, isTransient };
}

function readCalls(items: readonly Json[]): ToolCall[] | null {
  const calls: ToolCall[] = [];
  for (const item of items) {
    if (member(item, "type") !== "function_call") continue;
    const id = textIn(member(item, "call_id"));
    const name = textIn(member(item, "name"));
    if (id === null || name === null) return null;
    calls.push({ id, name, ...readArguments(member(item, "arguments")) });
  }
  return calls;
}

function readFinish(status: string, reason: string | null, { isRefusal, hasCalls }: Said): FinishReason {
  if (status === "incomplete") {
    if (reason === "max_output_tokens") return "length";
    return reason === "content_filter" ? "content_filter" : "other";
  }
  if (isRefusal) return "refusal";
  return hasCalls ? "tool_calls" : "stop";
}

interface Said {
  readonly isRefusal: boolean;
  readonly hasCalls: boolean;
}

function readUsage(usage: Json | undefined): Usage | null {
  const inputTokens = countIn(member(usage, "input_tokens"));
  const outputTokens = countIn(member(usage, "output_tokens"));
  if (inputTokens === null || outputTokens === null) return null;
  return consistentUsage({
    inputTokens,
    outputTokens,
    cacheReadTokens: countIn(member(usage, "input_tokens_details", "cached_tokens")) ?? 0,
    cacheWriteTokens: countIn(member(usage, "input_tokens_details", "cache_write_tokens")) ?? 0,
    reasoningTokens: countIn(member(usage, "output_tokens_details", "reasoning_tokens")) ?? 0,
  });
}
