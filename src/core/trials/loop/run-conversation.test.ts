import { describe, expect, test } from "vitest";
import type { ModelReply, Usage } from "../conversation/model.ts";
import { createRedactor } from "../privacy/create-redactor.ts";
import { asks, caseOf, fails, hold, linesOf, says, scenarioOf, toolOf } from "./loop.fixture.ts";

const costing = (outputTokens: number): Usage => ({
  inputTokens: 1,
  outputTokens,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
});

/** What each line is, in a word. */
const wordsOf = (lines: Awaited<ReturnType<typeof hold>>["lines"]): string[] =>
  lines.flatMap((line) => (line.line === "clock" ? [] : [line.line]));

describe("turns", () => {
  test("[TL1] the user says the next turn when the model asks for no tool, and after the last the model's finish ends it", async () => {
    const scenario = scenarioOf({ turns: ["Hello.", "And the shield?"], tools: [toolOf("find_order")] });
    const held = await hold(scenario, [says("Hi."), asks(["find_order", { id: "1" }]), says("Cut off", { finish: "length" })]);
    expect(held.end).toEqual({ finishReason: "length", turns: 3, toolCalls: 1 });
    expect(held.requests.map(({ messages }) => messages.map((message) => message.role).join(" "))).toEqual([
      "user",
      "user assistant user",
      "user assistant user assistant tool",
    ]);
  });

  test("[TL2] calls of one turn are answered in their order before the model is asked again", async () => {
    const scenario = scenarioOf({ tools: [toolOf("find_order", { value: "found" }), toolOf("refund", { value: { paid: 12 } })] });
    const held = await hold(scenario, [asks(["refund", { id: "1" }], ["find_order", { id: "1" }]), says("Done.")]);
    expect(held.requests[1]?.messages.slice(2)).toEqual([
      { role: "tool", callId: "refund-0", name: "refund", text: '{"paid":12}', isError: false },
      { role: "tool", callId: "find_order-1", name: "find_order", text: "found", isError: false },
    ]);
    expect(wordsOf(held.lines)).toEqual([
      "model_request",
      "model_response",
      "tool_call",
      "tool_result",
      "tool_call",
      "tool_result",
      "model_request",
      "model_response",
    ]);
  });

  test("[TL3] the model answers maxTurns times at most, and what it asks for last is still answered", async () => {
    const scenario = scenarioOf({ maxTurns: 2, tools: [toolOf("find_order")] });
    const held = await hold(scenario, [asks(["find_order", { id: "1" }]), asks(["find_order", { id: "2" }]), says("Never.")]);
    expect(held.end).toEqual({ finishReason: "max_turns", turns: 2, toolCalls: 2 });
    expect(linesOf(held.lines, "tool_result")).toHaveLength(2);
    expect(held.lines.at(-1)).toMatchObject({ line: "error", code: "max_turns", turn: 3, ours: true });
    expect((await hold({ ...scenario, maxTurns: 1 }, [says("All.")])).end.finishReason).toBe("stop");
  });
});

describe("tool calls", () => {
  const scenario = scenarioOf({ tools: [toolOf("find_order")] });
  const refusedOf = async (reply: ModelReply) => {
    const held = await hold(scenario, [reply, says("Sorry.")], {
      callTool: async () => await Promise.reject(new TypeError("a call that does not fit reached its tool")),
    });
    expect(held.end.finishReason).toBe("stop");
    const [call] = linesOf(held.lines, "tool_call");
    return { call, result: linesOf(held.lines, "tool_result")[0], told: held.requests[1]?.messages.at(-1) };
  };

  test("[TL4] a tool that does not exist is the model's fault: it is told so and goes on", async () => {
    const { call, result, told } = await refusedOf(asks(["give_gold", { id: "1" }]));
    expect(call?.problem).toBe("there is no tool `give_gold`");
    expect(result).toMatchObject({ by: "refused", isError: true, name: "give_gold" });
    expect(told).toMatchObject({ role: "tool", isError: true, text: '{"error":"there is no tool `give_gold`"}' });
  });

  test("[TL5] arguments that are no JSON are recorded as they were written, and told", async () => {
    const { call, told } = await refusedOf(asks(["find_order", '{"id": "77']));
    expect(call?.call).toMatchObject({ arguments: null, invalid: '{"id": "77' });
    expect(told?.text).toContain("the arguments are no JSON that can be read");
  });

  test("[TL6] arguments that do not fit the tool's schema are told with where, and never reach the tool", async () => {
    const { call } = await refusedOf(asks(["find_order", { id: 7781 }]));
    expect(call?.problem).toContain("the arguments do not fit the tool's schema: `id`");
    expect((await refusedOf(asks(["find_order", {}]))).call?.problem).toContain("id");
    const pay = { ...toolOf("pay"), parameters: { type: "object", properties: { pin: { type: "number", minimum: 10_000 } } } };
    const { lines } = await hold(scenarioOf({ tools: [pay] }), [asks(["pay", { pin: 7781 }]), says("Sorry.")]);
    expect(linesOf(lines, "tool_call")[0]?.problem).toBe("the arguments do not fit the tool's schema: `pin`: is less than 10000");
  });

  test("[TL7] a mock says a value or an error; a tool without one, or without a fitting case, cannot answer", async () => {
    const failing = toolOf("refund", { cases: [caseOf({ outcome: { kind: "error", message: "the bank is closed" } })] });
    const tools = [failing, toolOf("ship", { pick: "none", cases: [] })];
    const held = await hold(scenarioOf({ tools }), [asks(["refund", { id: "1" }], ["ship", { id: "1" }]), says("Sorry.")]);
    expect(linesOf(held.lines, "tool_result")).toMatchObject([
      { by: "mock", isError: true, value: { error: "the bank is closed" } },
      { by: "unmocked", isError: true },
    ]);
  });
});

describe("limits", () => {
  test("[TL11] time is what providers and tools say, calls get what is left, and when none is left the trial ends", async () => {
    const slow = toolOf("find_order", { cases: [caseOf({ latencyMs: 300 })] });
    const scenario = scenarioOf({ timeoutMs: 1000, tools: [slow] });
    const asking = { ...asks(["find_order", { id: "1" }]), latencyMs: 200 };
    const held = await hold(scenario, [asking, asking, says("Late.")]);
    expect(held.limits).toEqual([1000, 500]);
    expect(held.end.finishReason).toBe("timeout");
    expect(held.nowMs).toBe(1000);
    expect(linesOf(held.lines, "clock").map(({ atMs, latencyMs }) => [atMs, latencyMs])).toEqual([
      [200, 200],
      [500, 300],
      [700, 200],
      [1000, 300],
    ]);
    expect((await hold(scenarioOf(), [says("Hi.")])).limits).toEqual([null]);
  });

  test("[TL11] a call that its provider ends because the trial's time is over is a timeout, an earlier one a failure", async () => {
    const scenario = scenarioOf({ timeoutMs: 1000 });
    const over = await hold(scenario, [fails("PROVIDER_TIMEOUT", { latencyMs: 998 })]);
    expect(over.end.finishReason).toBe("timeout");
    expect(linesOf(over.lines, "error")).toMatchObject([{ code: "timeout", ours: true, turn: 1 }]);
    const early = await hold(scenario, [fails("PROVIDER_TIMEOUT", { latencyMs: 600 })]);
    expect(early.end.finishReason).toBe("error");
    expect(linesOf(early.lines, "error")).toMatchObject([{ code: "PROVIDER_TIMEOUT", ours: false }]);
  });

  test("[TL12] no call begins once the limit of the cost is reached, nor where the cost is not known", async () => {
    const scenario = scenarioOf({ maxCostUsd: 1, turns: ["1", "2", "3"] });
    const cheap = await hold(
      scenario,
      [40, 60, 1].map((tokens) => says("Yes.", { usage: costing(tokens) })),
    );
    expect(cheap.end).toMatchObject({ finishReason: "budget", turns: 2 });
    expect(linesOf(cheap.lines, "error")).toMatchObject([{ code: "max_cost", turn: 3, ours: true }]);
    const unknown = await hold(scenario, [says("Yes."), says("Yes.")]);
    expect(unknown.end).toMatchObject({ finishReason: "budget", turns: 1 });
    expect((await hold({ ...scenario, maxCostUsd: null }, [says("1"), says("2"), says("3")])).end.finishReason).toBe("stop");
  });

  test("[TL14] who stops the run ends the trial before its next call, or in the midst of one", async () => {
    for (const [why, finishReason, code] of [
      ["interrupted", "interrupted", "interrupted"],
      ["budget", "budget", "run_budget"],
    ] as const) {
      let asked = 0;
      const stopped = () => ((asked += 1) > 1 ? why : null);
      const held = await hold(scenarioOf({ turns: ["1", "2"] }), [says("Yes.")], { stopped });
      expect(held.end).toEqual({ finishReason, turns: 1, toolCalls: 0 });
      expect(held.lines.at(-1)).toMatchObject({ line: "error", code, turn: 2, ours: true });
    }
    const midst = await hold(scenarioOf(), [fails("INTERRUPTED")]);
    expect(midst.end.finishReason).toBe("interrupted");
  });

  test("[TL15] a provider that does not answer ends the trial, and every real turn is kept", async () => {
    const scenario = scenarioOf({ tools: [toolOf("find_order")] });
    const failedTries = [{ status: 529, message: "overloaded", waitedMs: 0 }];
    const held = await hold(scenario, [asks(["find_order", { id: "1" }]), fails("PROVIDER_BUSY", { failedTries, latencyMs: 5 })]);
    expect(held.end).toEqual({ finishReason: "error", turns: 1, toolCalls: 1 });
    expect(wordsOf(held.lines)).toEqual([
      "model_request",
      "model_response",
      "tool_call",
      "tool_result",
      "model_request",
      "error",
    ]);
    expect(linesOf(held.lines, "error")).toMatchObject([{ code: "PROVIDER_BUSY", status: 529, turn: 2, ours: false }]);
    expect(held.lines.at(-1)).toMatchObject({ line: "clock", latencyMs: 5, failedTries });
  });
});

describe("lines", () => {
  test("[TL16] a message is recorded once, what does not change in the first request, and the wire's request once", async () => {
    const turns = Array.from({ length: 8 }, (_, at) => `turn ${at}`);
    const wire = { status: 200, request: "the whole body", response: "{}" };
    const held = await hold(
      scenarioOf({ turns }),
      turns.map((turn) => says(`answer to ${turn}`, { wire })),
    );
    const requests = linesOf(held.lines, "model_request");
    expect(requests.flatMap(({ messages }) => messages)).toEqual(held.requests.at(-1)?.messages);
    expect(requests.map(({ config }) => config === null)).toEqual(turns.map((_turn, at) => at > 0));
    expect(requests[0]?.config).toMatchObject({ system: "You run a shop.", model: "some-model" });
    const bodies = linesOf(held.lines, "model_response").map((line) => line.wire?.request);
    expect(bodies).toEqual(["the whole body", ...requests.slice(1).map(({ fingerprint }) => fingerprint)]);
  });

  test("[TL16] how tools are mocked is nothing that the model is told", async () => {
    const held = await hold(scenarioOf({ tools: [toolOf("find_order")] }), [says("Hi.")]);
    expect(Object.keys(held.requests[0]?.tools[0] ?? {})).toEqual(["name", "description", "parameters"]);
  });

  test("[TL13] what is recorded of requests is without secrets, and the model is told all of it", async () => {
    const redactor = createRedactor({ patterns: ["sword"], secrets: ["hunter2-hunter2"] });
    const tools = [toolOf("find_order", { value: { password: "hunter3", note: "hunter2-hunter2" } })];
    const held = await hold(scenarioOf({ tools }), [asks(["find_order", { id: "1" }]), says("Done.")], { redactor });
    expect(JSON.stringify(held.lines)).not.toMatch(/hunter|sword/);
    expect(held.requests[1]?.messages.at(-1)?.text).toBe('{"note":"hunter2-hunter2","password":"hunter3"}');
  });
});
