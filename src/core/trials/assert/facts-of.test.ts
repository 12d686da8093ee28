import { describe, expect, test } from "vitest";
import { asks, calls, facts, linesOf, says } from "./facts.fixture.ts";
import { CAPABILITIES } from "./assertion.ts";
import { factsOf } from "./facts-of.ts";

describe("facts of a trial", () => {
  test("[AS1] the order of keys changes nothing", () => {
    const one = facts([asks("hi"), ...calls("find", { a: 1, b: [{ c: 2, d: 3 }] }), says("done")]);
    const other = facts([asks("hi"), ...calls("find", { b: [{ d: 3, c: 2 }], a: 1 }), says("done")]);
    expect(JSON.stringify(one.document)).toBe(JSON.stringify(other.document));
    const calling = (args: Parameters<typeof calls>[1]) =>
      facts([asks("hi"), says(null, { toolCalls: [{ id: "1", name: "find", arguments: args ?? null, invalid: null }] })]);
    expect(calling({ a: 1, b: 2 }).transcript).toEqual(calling({ b: 2, a: 1 }).transcript);
  });

  test("[AS1] the document has the seed's names", () => {
    const { document } = facts([asks("hi"), ...calls("find", { id: "7" }), says("done")]);
    expect(document).toMatchObject({
      response: { content: "done", finish_reason: "stop" },
      turns: [
        { role: "system", content: "Be kind." },
        { role: "user", content: "hi" },
        { role: "tool_result", content: { ok: true }, tool_name: "find" },
        { role: "assistant", content: "done" },
      ],
      tool_calls: [{ name: "find", arguments: { id: "7" }, result: { ok: true }, is_error: false, turn: 1 }],
      metadata: { model: "m-1", provider: "scripted", cost_usd: 0.01, latency_seconds: 1.2, total_tokens: 110, turn_count: 1 },
    });
  });

  test("[AS2] a refused call is a call, and answers belong to the latest call of their id", () => {
    const [call] = calls("find", {}, { id: "same" });
    const { toolCalls } = facts([
      ...calls("find", { n: 1 }, { result: "first", id: "same" }),
      ...calls("find", { n: 2 }, { result: "second", id: "same" }),
      { ...(call as Extract<typeof call, { line: "tool_call" }>), problem: "there is no tool `find`" },
    ]);
    expect(toolCalls.map(({ result }) => result)).toEqual(["first", "second", null]);
  });

  test("[AS3] one unknown makes the sum unknown, and no answer is no zero", () => {
    expect(facts([says("a"), says("b")])).toMatchObject({ costUsd: 0.02, usage: { inputTokens: 200, outputTokens: 20 } });
    expect(facts([says("a"), says("b", { costUsd: null, usage: null })])).toMatchObject({ costUsd: null, usage: null });
    const late = { line: "error", turn: 2, code: "timeout", message: "late", status: null, ours: true } as const;
    const clock = { line: "clock", of: 1, atMs: 40, latencyMs: 40, failedTries: [] } as const;
    expect(facts([says("a"), late, clock])).toMatchObject({ costUsd: null, usage: null });
    expect(facts([asks("hi")])).toMatchObject({ costUsd: null, usage: null, turns: 0, output: null });
  });

  test.each([
    ["no end", null],
    ["an error", { finishReason: "error", latencyMs: 1 }],
    ["an interruption", { finishReason: "interrupted", latencyMs: 1 }],
  ] as const)("[AS4] a conversation with %s is not complete", (_what, footer) => {
    expect(facts([asks("hi")], { footer }).capabilities.has("complete")).toBe(false);
  });

  test("[AS4] the scenario's own limits end a conversation, and its time is that of the last line where no footer says it", () => {
    const clock = { line: "clock", of: 0, atMs: 40, latencyMs: 40, failedTries: [] } as const;
    const header = { capabilities: CAPABILITIES, snapshot: null };
    expect(facts([asks("hi")], { footer: { finishReason: "max_turns", latencyMs: 1 } }).capabilities.has("complete")).toBe(true);
    expect(factsOf({ header, lines: linesOf(asks("hi"), clock), footer: null })).toMatchObject({ latencyMs: 40, adapter: null });
  });
});
