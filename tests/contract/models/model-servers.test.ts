import { expect, onTestFinished, test } from "vitest";
import { converse, FIND_ORDER, openQuickly, requestOf } from "../../support/models/ask.ts";
import { startModelServer, type WireName } from "../../support/models/model-server.ts";
import type { ServerTurn } from "../../support/models/server-format.ts";

const turns: readonly ServerTurn[] = [
  { text: "Let me look.", thinks: true, calls: ["1", "2"].map((id) => ({ name: "find_order", arguments: { id } })) },
  { text: "Done." },
];

/** Plain JSON, to be spoiled. */
type Loose = Record<string, unknown> & { messages: Loose[]; input: Loose[]; content: Loose[]; tools: Loose[] };

/** A request that was accepted, with the results of two calls in it. */
async function acceptedBy(format: WireName) {
  const server = await startModelServer({ format, turns });
  onTestFinished(async () => {
    await server.close();
  });
  const request = requestOf({ system: "Be kind", tools: [FIND_ORDER] });
  await converse(openQuickly({ adapter: format, baseUrl: server.baseUrl }), request);
  expect(server.complaints).toEqual([]);
  const path = { "openai-chat": "/chat/completions", "openai-responses": "/responses", anthropic: "/v1/messages" }[format];
  const send = async (body: Loose) => {
    const headers = { "content-type": "application/json", "anthropic-version": "2023-06-01" };
    const answer = await fetch(server.baseUrl + path, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: answer.status, complaint: server.complaints.at(-1) ?? "" };
  };
  return { body: JSON.parse(server.requests[1] ?? "") as Loose, send };
}

const spoilt: readonly [WireName, string, (body: Loose) => unknown, RegExp][] = [
  ["openai-chat", "an unknown field", (body) => (body["instructions"] = "x"), /Unknown parameter: 'instructions'/],
  ["openai-chat", "a call without its result", (body) => body.messages.pop(), /did not have response messages: call_0_1/],
  [
    "openai-chat",
    "a result of no call",
    (body) => (body.messages[3]!["tool_call_id"] = "x"),
    /must be a response to a preceding/,
  ],
  ["openai-chat", "arguments as data", (body) => spoilCall(body), /a call is/],
  ["openai-chat", "a lost thought", (body) => delete body.messages[2]!["reasoning_content"], /is not what was sent/],
  ["openai-chat", "a role that is none", (body) => (body.messages[1]!["role"] = "human"), /is not one of/],
  ["openai-responses", "a seed", (body) => (body["seed"] = 1), /Unknown parameter: 'seed'/],
  [
    "openai-responses",
    "a nested tool",
    (body) => (body.tools[0] = { type: "function", function: FIND_ORDER } as never),
    /'function'/,
  ],
  [
    "openai-responses",
    "a call without its output",
    (body) => body.input.pop(),
    /No tool output found for function call call_0_1/,
  ],
  ["openai-responses", "an output of no call", (body) => (body.input.at(-1)!["call_id"] = "x"), /No tool call found/],
  ["openai-responses", "a lost thought", (body) => body.input.splice(1, 1), /reasoning item of answer 0 is not what was sent/],
  ["anthropic", "no limit", (body) => delete body["max_tokens"], /max_tokens: Field required/],
  ["anthropic", "a system message", (body) => (body.messages[0]!["role"] = "system"), /roles must alternate/],
  [
    "anthropic",
    "results in two messages",
    (body) => splitResults(body),
    /without `tool_result` blocks immediately after: toolu_0_1/,
  ],
  [
    "anthropic",
    "text before a result",
    (body) => body.messages[2]!.content.unshift({ type: "text", text: "x" } as never),
    /must come first/,
  ],
  ["anthropic", "a thought with another word", (body) => (body.messages[1]!.content[0]!["thinking"] = "x"), /cannot be modified/],
  ["anthropic", "no schema", (body) => delete body.tools[0]!["input_schema"], /input_schema is no object/],
];

function spoilCall(body: Loose): void {
  const [call] = body.messages[2]!["tool_calls"] as Loose[];
  (call!["function"] as Loose)["arguments"] = { id: "1" };
}

function splitResults(body: Loose): void {
  const rest = body.messages[2]!.content.splice(1, 1);
  body.messages.push({ role: "user", content: rest } as never);
}

test.each(spoilt)("the server of %s refuses %s", async (...row) => {
  const [format, , spoil, complaint] = row;
  const { body, send } = await acceptedBy(format);
  expect(await send(body)).toEqual({ status: 200, complaint: "" });
  spoil(body);
  const refused = await send(body);
  expect(refused.status).toBe(400);
  expect(refused.complaint).toMatch(complaint);
});
