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
  "model input instructions tools tool_choice parallel_tool_calls temperature top_p include store stream max_output_tokens " +
  "reasoning text truncation user metadata";

/** OpenAI responses, of which nothing is stored. */
export const RESPONSES_SERVER: ServerFormat = {
  base: "/v1",
  path: "/v1/responses",
  keyIn: ({ authorization }) => authorization?.replace(/^Bearer /, ""),
  check(body, { script, isPlain }) {
    demandKnown(body, KNOWN);
    checkCommon(body);
    demand(body["store"] === false, "these tests store nothing");
    const names = asList(body["tools"] ?? [], "tools").map((tool) => checkTool(asMap(tool, "tool")));
    demand(body["tool_choice"] === undefined || names.includes(forced(body) ?? ""), "tool_choice names a tool that is not there");
    const items = itemsOf(body);
    checkItems(items);
    for (const [index, thought] of thoughtsIn(items).entries()) {
      const expected = script[index]?.thinks === true ? thoughtAt(index) : undefined;
      demand(isDeepStrictEqual(thought, expected), `the reasoning item of answer ${index} is not what was sent`, "input");
    }
    const include = asList(body["include"] ?? [], "include");
    demand(!isPlain || include.length === 0, "Encrypted content is not supported with this model.", "include");
    demand(isPlain || include.includes("reasoning.encrypted_content"), "reasoning would be lost: it is not included");
  },
  turnIn: (body) => thoughtsIn(itemsOf(body)).length,
  forcedIn: forced,
  answer: (turn, { index, model }) => ({
    id: `resp_${index}`,
    object: "response",
    created_at: 1_700_000_000,
    status: turn.isCut === true ? "incomplete" : "completed",
    error: null,
    incomplete_details: turn.isCut === true ? { reason: "max_output_tokens" } : null,
    model,
    output: say(turn, index),
    store: false,
    usage: turn.usage === false ? null : countTokens(turn),
  }),
  error: (message, code, param) => ({ error: { message, type: "invalid_request_error", param, code } }),
};

function itemsOf(body: JsonMap): JsonMap[] {
  return asList(body["input"], "input").map((item) => asMap(item, "input item"));
}

function forced(body: JsonMap): string | null {
  const choice = body["tool_choice"];
  if (choice === undefined) return null;
  const { type, name } = asMap(choice, "tool_choice");
  demand(type === "function", "tool_choice.type");
  return asText(name, "tool_choice.name");
}

/** Tools are flat in this format, and strict where they do not say otherwise. */
function checkTool(tool: JsonMap): string {
  demandKnown(tool, "type name description parameters strict");
  demand(tool["type"] === "function" && tool["strict"] === false, "a tool is {type: function, name, parameters, strict: false}");
  checkSchema(tool["parameters"], "parameters");
  return checkName(tool["name"]);
}

/** Every call has an output, and every output a call before it. */
function checkItems(items: readonly JsonMap[]): void {
  demand(items.length > 0, "input is empty");
  const open = new Set<string>();
  const seen = new Set<string>();
  for (const item of items) {
    const type = item["type"] ?? "message";
    if (type === "function_call") {
      const id = asText(item["call_id"], "call_id");
      demand(!seen.has(id), `two calls have the id ${id}`);
      demand(typeof item["name"] === "string" && typeof item["arguments"] === "string", "a call is {call_id, name, arguments}");
      seen.add(id);
      open.add(id);
    } else if (type === "function_call_output") {
      const id = asText(item["call_id"], "call_id");
      asText(item["output"], "output");
      demand(open.delete(id), `No tool call found for function call output with call_id ${id}.`, "input");
    } else if (type === "message") {
      demand(item["role"] === "user" || item["role"] === "assistant", "role");
      demand(
        item["role"] === "assistant" || open.size === 0,
        `No tool output found for function call ${[...open].join()}.`,
        "input",
      );
    } else demand(type === "reasoning", `Invalid value: ${JSON.stringify(type)}.`, "input");
  }
  demand(open.size === 0, `No tool output found for function call ${[...open].join()}.`, "input");
}

/** By answer of the model, in order, its reasoning item. An answer is what stands between things that others said. */
function thoughtsIn(items: readonly JsonMap[]): (JsonMap | undefined)[] {
  const thoughts: (JsonMap | undefined)[] = [];
  let isModel = false;
  for (const item of items) {
    const wasModel = isModel;
    isModel = item["type"] === "reasoning" || item["type"] === "function_call" || item["role"] === "assistant";
    if (isModel && !wasModel) thoughts.push(undefined);
    if (item["type"] === "reasoning") thoughts[thoughts.length - 1] = item;
  }
  return thoughts;
}

function thoughtAt(index: number): JsonMap {
  return { type: "reasoning", id: `rs_${index}`, summary: [], encrypted_content: `gAAAA-of-turn-${index}` };
}

function say(turn: ServerTurn, index: number): Json[] {
  const part =
    turn.isRefusal === true
      ? { type: "refusal", refusal: turn.text ?? "No." }
      : { type: "output_text", text: turn.text ?? "", annotations: [] };
  const isSaid = turn.text !== undefined || turn.isRefusal === true;
  return [
    ...(turn.thinks === true ? [thoughtAt(index)] : []),
    ...(isSaid ? [{ type: "message", id: `msg_${index}`, role: "assistant", status: "completed", content: [part] }] : []),
    ...(turn.calls ?? []).map((call, position) => ({
      type: "function_call",
      id: `fc_${index}_${position}`,
      call_id: `call_${index}_${position}`,
      name: call.name,
      arguments: call.raw ?? JSON.stringify(call.arguments ?? {}),
      status: "completed",
    })),
  ];
}

function countTokens(turn: ServerTurn): Json {
  const { input, output, cacheRead = 0, cacheWrite = 0, reasoning = 0 } = turn.usage || USUAL;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: cacheWrite },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
  };
}
