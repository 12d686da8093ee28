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
  "model messages tools tool_choice parallel_tool_calls temperature top_p seed stream max_tokens max_completion_tokens " +
  "response_format reasoning_effort n stop user metadata frequency_penalty presence_penalty";

/** OpenAI chat completions. */
export const CHAT_SERVER: ServerFormat = {
  base: "/v1",
  path: "/v1/chat/completions",
  keyIn: ({ authorization }) => authorization?.replace(/^Bearer /, ""),
  check(body, { script }) {
    demandKnown(body, KNOWN);
    checkCommon(body);
    const names = asList(body["tools"] ?? [], "tools").map((tool) => checkTool(asMap(tool, "tool")));
    demand(body["tools"] === undefined || names.length > 0, "[] is too short - 'tools'");
    const choice = body["tool_choice"];
    demand(choice === undefined || names.includes(forced(body) ?? ""), "tool_choice names a tool that is not there");
    checkMessages(
      asList(body["messages"], "messages").map((message) => asMap(message, "message")),
      script,
    );
  },
  turnIn: (body) =>
    asList(body["messages"], "messages").filter((message) => asMap(message, "message")["role"] === "assistant").length,
  forcedIn: forced,
  answer: (turn, { index, model }) => ({
    id: `chatcmpl-${index}`,
    object: "chat.completion",
    created: 1_700_000_000,
    model,
    choices: [{ index: 0, message: say(turn, index), finish_reason: finishOf(turn), logprobs: null }],
    ...(turn.usage === false ? {} : { usage: countTokens(turn) }),
  }),
  error: (message, code, param) => ({ error: { message, type: "invalid_request_error", param, code } }),
};

function forced(body: JsonMap): string | null {
  const choice = body["tool_choice"];
  if (choice === undefined) return null;
  const { type, function: named } = asMap(choice, "tool_choice");
  demand(type === "function", "tool_choice.type");
  return asText(asMap(named, "tool_choice.function")["name"], "tool_choice.function.name");
}

function checkTool({ type, function: named, ...rest }: JsonMap): string {
  demand(type === "function" && Object.keys(rest).length === 0, "a tool is {type: function, function}");
  const tool = asMap(named, "function");
  demandKnown(tool, "name description parameters strict");
  checkSchema(tool["parameters"], "function.parameters");
  return checkName(tool["name"]);
}

/** Every call is answered, by its id, before anybody says anything else. */
function checkMessages(messages: readonly JsonMap[], script: readonly ServerTurn[]): void {
  demand(messages.length > 0, "[] is too short - 'messages'");
  let open: string[] = [];
  let turn = 0;
  for (const [index, message] of messages.entries()) {
    const { role } = message;
    if (role !== "tool") demand(open.length === 0, `tool_call_ids did not have response messages: ${open.join(", ")}`);
    if (role === "system") demand(index === 0 && typeof message["content"] === "string", "the system message comes first");
    else if (role === "user") demand(typeof message["content"] === "string", "content of a user is no text");
    else if (role === "tool") open = closeCall(message, open);
    else {
      demand(role === "assistant", `${JSON.stringify(role)} is not one of ['system', 'assistant', 'user', 'tool']`);
      open = checkAnswer(message);
      const thought = script[turn]?.thinks === true ? thoughtAt(turn) : undefined;
      demand(
        isDeepStrictEqual(message["reasoning_content"], thought),
        `reasoning_content of answer ${turn} is not what was sent`,
      );
      turn += 1;
    }
  }
  demand(open.length === 0, `tool_call_ids did not have response messages: ${open.join(", ")}`);
}

function closeCall(message: JsonMap, open: readonly string[]): string[] {
  const id = asText(message["tool_call_id"], "tool_call_id");
  demand(typeof message["content"] === "string", "content of a tool is no text");
  demand(open.includes(id), `messages with role 'tool' must be a response to a preceding message with 'tool_calls': ${id}`);
  return open.filter((other) => other !== id);
}

function checkAnswer(message: JsonMap): string[] {
  const calls = asList(message["tool_calls"] ?? [], "tool_calls").map((call) => asMap(call, "tool_call"));
  demand(message["tool_calls"] === undefined || calls.length > 0, "[] is too short - 'tool_calls'");
  demand(typeof message["content"] === "string" || calls.length > 0, "an assistant message has content or tool_calls");
  const ids = calls.map(({ id, type, function: called }) => {
    const { name, arguments: written } = asMap(called, "function");
    demand(
      type === "function" && typeof name === "string" && typeof written === "string",
      "a call is {id, type, function{name, arguments}}",
    );
    return asText(id, "tool_call.id");
  });
  demand(new Set(ids).size === ids.length, "two calls of one message have one id");
  return ids;
}

function thoughtAt(index: number): string {
  return `I think about turn ${index}.`;
}

function say(turn: ServerTurn, index: number): Json {
  const calls = (turn.calls ?? []).map((call, position) => ({
    id: `call_${index}_${position}`,
    type: "function",
    function: { name: call.name, arguments: call.raw ?? JSON.stringify(call.arguments ?? {}) },
  }));
  return {
    role: "assistant",
    content: turn.isRefusal === true ? null : (turn.text ?? null),
    refusal: turn.isRefusal === true ? (turn.text ?? "No.") : null,
    ...(turn.thinks === true ? { reasoning_content: thoughtAt(index) } : {}),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

function finishOf({ isCut, calls = [] }: ServerTurn): string {
  if (isCut === true) return "length";
  return calls.length > 0 ? "tool_calls" : "stop";
}

function countTokens(turn: ServerTurn): Json {
  const { input, output, cacheRead = 0, cacheWrite = 0, reasoning = 0 } = turn.usage || USUAL;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: cacheWrite },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}
