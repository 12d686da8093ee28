import { describe, expect, test } from "vitest";
import type { Message } from "../../core/trials/conversation/message.ts";
import type { ModelRequest } from "../../core/trials/conversation/model.ts";
import type { Json } from "../../core/trials/json.ts";
import { FIND_ORDER, requestOf } from "../../../tests/support/models/ask.ts";
import type { ReadReply } from "./wire-format.ts";
import { WIRE_FORMATS } from "./wire-formats.ts";

type Name = keyof typeof WIRE_FORMATS;

const bodyOf = (name: Name, request: ModelRequest) => WIRE_FORMATS[name].body(request, new Set());

function read(name: Name, body: Json): ReadReply {
  const reading = WIRE_FORMATS[name].read(body, requestOf());
  if (reading.kind === "reply") return reading;
  throw new TypeError(reading.message);
}

/** A conversation of which nothing opaque is left, as one that was made up. */
const messages: readonly Message[] = [
  { role: "user", text: "hi" },
  {
    role: "assistant",
    text: "One moment",
    toolCalls: [
      { id: "a", name: "find_order", arguments: { id: "1" }, invalid: null },
      { id: "b", name: "find_order", arguments: null, invalid: "{id" },
    ],
    opaque: null,
  },
  { role: "tool", callId: "a", name: "find_order", text: '{"price":12}', isError: false },
  { role: "tool", callId: "b", name: "find_order", text: "no JSON", isError: true },
  { role: "user", text: "And now?" },
];
const whole = requestOf({
  system: "Be kind",
  messages,
  tools: [FIND_ORDER],
  temperature: 0,
  seed: 5,
  mustCall: "find_order",
  extras: { top_p: 0.5, model: "another", stream: true, messages: [] },
});
const broken = JSON.stringify({ INVALID_JSON: "{id" });

describe("what is asked", () => {
  test("[MP1][MP4][MP5] in the format of chat completions", () => {
    const called = (id: string, written: string) => ({
      id,
      type: "function",
      function: { name: "find_order", arguments: written },
    });
    expect(bodyOf("openai-chat", whole)).toEqual({
      top_p: 0.5,
      model: "some-model",
      messages: [
        { role: "system", content: "Be kind" },
        { role: "user", content: "hi" },
        { role: "assistant", content: "One moment", tool_calls: [called("a", '{"id":"1"}'), called("b", broken)] },
        { role: "tool", tool_call_id: "a", content: '{"price":12}' },
        { role: "tool", tool_call_id: "b", content: "no JSON" },
        { role: "user", content: "And now?" },
      ],
      tools: [{ type: "function", function: FIND_ORDER }],
      tool_choice: { type: "function", function: { name: "find_order" } },
      temperature: 0,
      seed: 5,
      stream: false,
    });
  });

  test("[MP1][MP4][MP5] in the format of responses, which knows no seed", () => {
    const called = (id: string, written: string) => ({
      type: "function_call",
      call_id: id,
      name: "find_order",
      arguments: written,
    });
    expect(bodyOf("openai-responses", whole)).toEqual({
      top_p: 0.5,
      model: "some-model",
      messages: [],
      instructions: "Be kind",
      input: [
        { role: "user", content: "hi" },
        { role: "assistant", content: "One moment" },
        called("a", '{"id":"1"}'),
        called("b", broken),
        { type: "function_call_output", call_id: "a", output: '{"price":12}' },
        { type: "function_call_output", call_id: "b", output: "no JSON" },
        { role: "user", content: "And now?" },
      ],
      tools: [{ type: "function", ...FIND_ORDER, strict: false }],
      tool_choice: { type: "function", name: "find_order" },
      temperature: 0,
      include: ["reasoning.encrypted_content"],
      store: false,
      stream: false,
    });
  });

  test("[MP1][MP3][MP4][MP5] in the format of Anthropic, where results come first", () => {
    const { name, description, parameters } = FIND_ORDER;
    expect(bodyOf("anthropic", whole)).toEqual({
      max_tokens: 4096,
      top_p: 0.5,
      model: "some-model",
      system: "Be kind",
      messages: [
        { role: "user", content: [{ type: "text", text: "hi" }] },
        {
          role: "assistant",
          content: [
            { type: "text", text: "One moment" },
            { type: "tool_use", id: "a", name: "find_order", input: { id: "1" } },
            { type: "tool_use", id: "b", name: "find_order", input: { INVALID_JSON: "{id" } },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "a", content: '{"price":12}' },
            { type: "tool_result", tool_use_id: "b", content: "no JSON", is_error: true },
            { type: "text", text: "And now?" },
          ],
        },
      ],
      tools: [{ name, description, input_schema: parameters }],
      tool_choice: { type: "tool", name: "find_order" },
      temperature: 0,
      stream: false,
    });
  });

  test("[MP1] of all that is left out nothing is said", () => {
    expect(Object.keys(bodyOf("openai-chat", requestOf()))).toEqual(["model", "messages", "stream"]);
    expect(Object.keys(bodyOf("anthropic", requestOf()))).toEqual(["max_tokens", "model", "messages", "stream"]);
    expect(Object.keys(bodyOf("openai-responses", requestOf()))).toEqual(["model", "input", "include", "store", "stream"]);
  });

  test("[MP3] an answer that said nothing is no message, and a scenario's own limit of tokens goes before ours", () => {
    const silent: Message = { role: "assistant", text: null, toolCalls: [], opaque: null };
    const request = requestOf({ messages: [{ role: "user", text: "hi" }, silent, { role: "user", text: "hello?" }] });
    expect(bodyOf("anthropic", { ...request, extras: { max_tokens: 9 } })).toMatchObject({
      max_tokens: 9,
      messages: [{ role: "user", content: [{ text: "hi" }, { text: "hello?" }] }],
    });
    expect(bodyOf("openai-chat", request)["messages"]).toContainEqual({ role: "assistant", content: "" });
  });

  test("[MP2] reasoning that came without its content is not sent back, since nobody knows it", () => {
    const said = { type: "message", role: "assistant", content: [] };
    const answer: Message = { role: "assistant", text: null, toolCalls: [], opaque: [{ type: "reasoning", id: "rs_1" }, said] };
    expect(bodyOf("openai-responses", requestOf({ messages: [answer] }))["input"]).toEqual([said]);
  });
});

describe("what is answered", () => {
  const chat = (message: Json, finish: string | null = "stop") => ({ choices: [{ message, finish_reason: finish }] });

  test("[MP5] calls without an id of their own get one, and arguments are taken as they are meant", () => {
    const called = (id: Json, written: Json) => ({ id, type: "function", function: { name: "f", arguments: written } });
    const calls = [called("x", ""), called("x", { id: 1 }), called("", "[1"), called(null, "1e999")];
    expect(read("openai-chat", chat({ role: "assistant", content: null, tool_calls: calls })).toolCalls).toEqual([
      { id: "x", name: "f", arguments: {}, invalid: null },
      { id: "call-1-2", name: "f", arguments: { id: 1 }, invalid: null },
      { id: "call-1-3", name: "f", arguments: null, invalid: "[1" },
      { id: "call-1-4", name: "f", arguments: null, invalid: "1e999" },
    ]);
  });

  test.each([
    ["stop", "stop"],
    ["length", "length"],
    ["tool_calls", "tool_calls"],
    ["function_call", "tool_calls"],
    ["content_filter", "content_filter"],
    ["eos", "other"],
    ["constructor", "other"],
    [null, "other"],
  ])("[MP6] a chat that ends by %j ends by %j", (raw, finish) => {
    expect(read("openai-chat", chat({ role: "assistant", content: "x" }, raw))).toMatchObject({ finish, rawFinish: raw });
  });

  test("[MP6] a chat that stops with calls stops for them, and one that refuses says so", () => {
    const calls = [{ id: "x", type: "function", function: { name: "f", arguments: "{}" } }];
    expect(read("openai-chat", chat({ role: "assistant", content: "", tool_calls: calls }))).toMatchObject({
      text: null,
      finish: "tool_calls",
    });
    expect(read("openai-chat", chat({ role: "assistant", content: null, refusal: "No." }))).toMatchObject({
      text: "No.",
      finish: "refusal",
    });
  });

  test("[MP6] texts in parts are one text", () => {
    const parts = [{ type: "text", text: "a" }, { type: "thinking" }, { type: "text", text: "b" }];
    expect(read("openai-chat", chat({ role: "assistant", content: parts })).text).toBe("ab");
  });

  test.each([
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
    ["tool_use", "tool_calls"],
    ["refusal", "refusal"],
    ["pause_turn", "other"],
    [null, "other"],
  ])("[MP6] a message that ends by %j ends by %j", (raw, finish) => {
    expect(read("anthropic", { content: [], stop_reason: raw })).toMatchObject({
      text: null,
      finish,
      rawFinish: raw,
      opaque: null,
    });
  });

  test.each([
    [{ status: "completed" }, "stop", "completed"],
    [{ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } }, "length", "max_output_tokens"],
    [{ status: "incomplete", incomplete_details: { reason: "content_filter" } }, "content_filter", "content_filter"],
    [{ status: "incomplete" }, "other", "incomplete"],
  ])("[MP6] a response with %j ends by %j", (body, finish, rawFinish) => {
    expect(read("openai-responses", { ...body, output: [] })).toMatchObject({ finish, rawFinish, usage: null });
  });

  test.each([
    ["server_error", { code: "PROVIDER_BUSY", isTransient: true }],
    ["invalid_prompt", { code: "PROVIDER_REFUSED", isTransient: false }],
  ])("[MP9] a response that failed by %j", (code, expected) => {
    const body = { status: "failed", error: { code, message: "It broke." }, output: [] };
    expect(WIRE_FORMATS["openai-responses"].read(body, requestOf())).toMatchObject({ kind: "problem", ...expected });
  });

  test("[MP7] figures that contradict each other are as good as none", () => {
    const content = { role: "assistant", content: "x" };
    const counted = (usage: Json) => read("openai-chat", { ...chat(content), usage }).usage;
    expect(counted({ prompt_tokens: 3, completion_tokens: 1 })).toMatchObject({ inputTokens: 3, cacheReadTokens: 0 });
    expect(counted({ prompt_tokens: 3, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 4 } })).toBeNull();
    expect(counted({ prompt_tokens: -3, completion_tokens: 1 })).toBeNull();
    expect(counted({ prompt_tokens: 3 })).toBeNull();
    expect(counted({ prompt_tokens: "3", completion_tokens: 1.5 })).toBeNull();
  });

  test.each([
    ["openai-chat", { choices: [] }],
    ["openai-chat", { choices: [{ message: { role: "assistant", tool_calls: [{ id: "x", function: {} }] } }] }],
    ["openai-responses", { status: "in_progress", output: [] }],
    ["openai-responses", { status: "completed" }],
    ["openai-responses", { status: "completed", output: [{ type: "function_call", name: "f" }] }],
    ["anthropic", { content: "text" }],
    ["anthropic", { content: [{ type: "tool_use", name: "f" }] }],
    ["anthropic", [1]],
  ] as const)("[MP13] %s does not know %j", (name, body) => {
    expect(WIRE_FORMATS[name].read(body, requestOf())).toMatchObject({ kind: "problem", code: "PROVIDER_MALFORMED" });
  });
});
