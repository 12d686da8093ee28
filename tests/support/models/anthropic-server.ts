import { isDeepStrictEqual } from "node:util";
import type { Json, JsonMap } from "../../../src/core/trials/json.ts";
import {
  asList,
  asMap,
  asText,
  checkCommon,
  checkName,
  checkSchema,
  demand,
  demandKnown,
  USUAL,
  type ServerFormat,
  type ServerTurn,
} from "./server-format.ts";

const KNOWN =
  "model messages max_tokens system tools tool_choice temperature top_p top_k stop_sequences stream thinking metadata";

/** Anthropic messages. */
export const ANTHROPIC_SERVER: ServerFormat = {
  base: "",
  path: "/v1/messages",
  keyIn: (headers) => headers["x-api-key"]?.toString(),
  check(body, { script, headers }) {
    demand(headers["anthropic-version"] === "2023-06-01", "anthropic-version: header is required");
    demandKnown(body, KNOWN);
    checkCommon(body);
    const { max_tokens: limit, system } = body;
    demand(typeof limit === "number" && Number.isInteger(limit) && limit > 0, "max_tokens: Field required");
    demand(system === undefined || typeof system === "string", "system: Input should be a valid string");
    const names = asList(body["tools"] ?? [], "tools").map((tool) => checkTool(asMap(tool, "tool")));
    demand(body["tool_choice"] === undefined || names.includes(forced(body) ?? ""), "tool_choice names a tool that is not there");
    checkMessages(
      asList(body["messages"], "messages").map((message) => asMap(message, "message")),
      script,
    );
  },
  turnIn: (body) =>
    asList(body["messages"], "messages").filter((message) => asMap(message, "message")["role"] === "assistant").length,
  forcedIn: forced,
  answer: (turn, { index, model }) => ({
    id: `msg_${index}`,
    type: "message",
    role: "assistant",
    model,
    content: say(turn, index),
    stop_reason: finishOf(turn),
    stop_sequence: null,
    ...(turn.usage === false ? {} : { usage: countTokens(turn) }),
  }),
  error: (message, code) => ({ type: "error", error: { type: code, message } }),
};

function forced(body: JsonMap): string | null {
  const choice = body["tool_choice"];
  if (choice === undefined) return null;
  const { type, name } = asMap(choice, "tool_choice");
  demand(type === "tool", "tool_choice.type");
  return asText(name, "tool_choice.name");
}

function checkTool(tool: JsonMap): string {
  demandKnown(tool, "name description input_schema");
  checkSchema(tool["input_schema"], "input_schema");
  return checkName(tool["name"]);
}

/** All results of a turn stand at the start of the one message after it. */
function checkMessages(messages: readonly JsonMap[], script: readonly ServerTurn[]): void {
  demand(messages.length > 0, "messages: at least one message is required");
  let open: string[] = [];
  let turn = 0;
  for (const [index, message] of messages.entries()) {
    const { role } = message;
    demand(
      role === (index % 2 === 0 ? "user" : "assistant"),
      `messages.${index}: roles must alternate between "user" and "assistant"`,
    );
    const blocks = asList(message["content"], "content").map((block) => asMap(block, "block"));
    demand(blocks.length > 0, "all messages must have non-empty content");
    for (const { type, text } of blocks)
      demand(type !== "text" || (typeof text === "string" && text !== ""), "text content blocks must be non-empty");
    if (role === "user") open = closeCalls(blocks, open);
    else {
      open = blocks.filter(({ type }) => type === "tool_use").map(checkUse);
      const thought = script[turn]?.thinks === true ? thoughtAt(turn) : undefined;
      const sent = blocks.find(({ type }) => type === "thinking");
      demand(isDeepStrictEqual(sent, thought), "thinking blocks in the latest assistant message cannot be modified");
      turn += 1;
    }
  }
  demand(open.length === 0, "`tool_use` ids were found without `tool_result` blocks immediately after");
}

function checkUse({ id, name, input }: JsonMap): string {
  demand(typeof name === "string", "tool_use.name");
  // What was written as `raw` is a text.
  if (typeof input !== "string") asMap(input, "tool_use.input");
  const text = asText(id, "tool_use.id");
  demand(/^[a-zA-Z0-9_-]+$/.test(text), "tool_use.id: String should match pattern");
  return text;
}

function closeCalls(blocks: readonly JsonMap[], open: readonly string[]): string[] {
  const results = blocks.filter(({ type }) => type === "tool_result");
  demand(
    blocks.every(({ type }, index) => (type === "tool_result") === index < results.length),
    "tool_result blocks must come first",
  );
  const ids = results.map(({ tool_use_id: id, content, is_error: isError }) => {
    demand(typeof content === "string" && (isError === undefined || isError === true), "tool_result");
    return asText(id, "tool_use_id");
  });
  for (const id of ids) demand(open.includes(id), `unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}`);
  const missing = open.filter((id) => !ids.includes(id));
  demand(
    missing.length === 0,
    `\`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(", ")}`,
  );
  return [];
}

function thoughtAt(index: number): JsonMap {
  return { type: "thinking", thinking: `I think about turn ${index}.`, signature: `EqQB-of-turn-${index}` };
}

function say(turn: ServerTurn, index: number): Json[] {
  return [
    ...(turn.thinks === true ? [thoughtAt(index)] : []),
    ...(turn.text === undefined ? [] : [{ type: "text", text: turn.text }]),
    ...(turn.calls ?? []).map((call, position) => ({
      type: "tool_use",
      id: `toolu_${index}_${position}`,
      name: call.name,
      input: call.raw ?? call.arguments ?? {},
    })),
  ];
}

function finishOf({ isCut, isRefusal, calls = [] }: ServerTurn): string {
  if (isCut === true) return "max_tokens";
  if (isRefusal === true) return "refusal";
  return calls.length > 0 ? "tool_use" : "end_turn";
}

/** This format counts what the cache held apart from the input. */
function countTokens(turn: ServerTurn): Json {
  const { input, output, cacheRead = 0, cacheWrite = 0, reasoning } = turn.usage || USUAL;
  return {
    input_tokens: input - cacheRead - cacheWrite,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite,
    output_tokens: output,
    ...(reasoning === undefined ? {} : { output_tokens_details: { thinking_tokens: reasoning } }),
  };
}
