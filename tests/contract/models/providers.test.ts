import { describe, expect, onTestFinished, test } from "vitest";
import type { AdapterName } from "../../../src/core/trials/scenario/scenario.ts";
import type { ScriptTurn } from "../../../src/core/trials/scenario/script-turn.ts";
import { callOf, converse, FIND_ORDER, openQuickly, replied, requestOf, type QuickProvider } from "../../support/models/ask.ts";
import { startModelServer, WIRE_NAMES, type ModelServer, type ModelServerOptions } from "../../support/models/model-server.ts";
import type { ServerTurn } from "../../support/models/server-format.ts";

/** Something behind the port of providers that says what a test wants to hear. */
interface Stage {
  readonly adapter: AdapterName;
  readonly open: (turns: readonly ServerTurn[]) => Promise<QuickProvider>;
}

async function serve(options: ModelServerOptions): Promise<ModelServer> {
  const server = await startModelServer(options);
  onTestFinished(async () => {
    await server.close();
  });
  return server;
}

function scripted({ text, calls = [], usage }: ServerTurn): ScriptTurn {
  const { input, output, cacheRead = 0, cacheWrite = 0, reasoning = 0 } = usage || { input: 100, output: 20 };
  const counted = { inputTokens: input, outputTokens: output, cacheReadTokens: cacheRead, cacheWriteTokens: cacheWrite };
  return {
    text: text ?? null,
    toolCalls: calls.map(({ name, arguments: given = null, raw }) => ({ name, arguments: given, invalid: raw ?? null })),
    usage: usage === false ? null : { ...counted, reasoningTokens: reasoning },
    latencyMs: 0,
    error: null,
    when: null,
    trials: null,
    repeat: false,
    sometimes: null,
  };
}

const WIRED = WIRE_NAMES.map((adapter): Stage => {
  return { adapter, open: async (turns) => openQuickly({ adapter, baseUrl: (await serve({ format: adapter, turns })).baseUrl }) };
});
const UNWIRED = (["scripted", "flaky"] as const).map((adapter): Stage => {
  return { adapter, open: async (turns) => await Promise.resolve(openQuickly({ adapter, script: turns.map(scripted) })) };
});
const ECHO: Stage = { adapter: "echo", open: async () => await Promise.resolve(openQuickly({ adapter: "echo" })) };

const request = requestOf({ system: "Be kind", tools: [FIND_ORDER], temperature: 0, seed: 3 });
const refund: readonly ServerTurn[] = [
  { text: "Let me look.", thinks: true, calls: ["7781", "7782"].map((id) => ({ name: "find_order", arguments: { id } })) },
  { thinks: true, calls: [{ name: "find_order", raw: "{id: 7781" }] },
  { text: "It is refunded." },
];

describe.each([...WIRED, ...UNWIRED, ECHO])("$adapter", ({ adapter, open }) => {
  test("answers a text with a text", async () => {
    const provider = await open([{ text: "hi" }]);
    const reply = replied(await provider.complete(requestOf(), callOf()));
    expect(reply).toMatchObject({ kind: "reply", text: "hi", toolCalls: [], finish: "stop", failedTries: [] });
    expect(reply.latencyMs).toBeGreaterThanOrEqual(0);
    expect(reply.wire === null).toBe(!WIRE_NAMES.some((name) => name === adapter));
  });

  test("[MP12] answers nobody who has stopped the call", async () => {
    const provider = await open([{ text: "hi" }]);
    const failure = await provider.complete(requestOf(), callOf({ signal: AbortSignal.abort() }));
    expect(failure).toMatchObject({ kind: "failure", code: "INTERRUPTED" });
  });
});

describe.each([...WIRED, ...UNWIRED])("an agent of three turns on $adapter", ({ open }) => {
  test("[MP2][MP5] calls two tools at once, then one with broken arguments, then answers", async () => {
    const replies = await converse(await open(refund), request);
    expect(replies.map(({ text, finish }) => [text, finish])).toEqual([
      ["Let me look.", "tool_calls"],
      [null, "tool_calls"],
      ["It is refunded.", "stop"],
    ]);
    const [first, second] = replies.map(({ toolCalls }) => toolCalls);
    expect(first).toMatchObject([
      { name: "find_order", arguments: { id: "7781" }, invalid: null },
      { name: "find_order", arguments: { id: "7782" }, invalid: null },
    ]);
    expect(new Set(first?.map(({ id }) => id)).size).toBe(2);
    expect(second).toMatchObject([{ arguments: null, invalid: "{id: 7781" }]);
  });

  test("[MP7] has its tokens counted alike, or not at all", async () => {
    const usage = { input: 1000, output: 80, cacheRead: 600, cacheWrite: 100, reasoning: 30 };
    const provider = await open([
      { text: "a", calls: [{ name: "find_order", arguments: {} }], usage },
      { text: "b", usage: false },
    ]);
    expect((await converse(provider, request)).map((reply) => reply.usage)).toEqual([
      { inputTokens: 1000, outputTokens: 80, cacheReadTokens: 600, cacheWriteTokens: 100, reasoningTokens: 30 },
      null,
    ]);
  });

  test("goes the same way in trials beside each other", async () => {
    const provider = await open(refund);
    const trials = [0, 1, 2, 3].map(async (trialIndex) => await converse(provider, request, callOf({ trialIndex })));
    for (const replies of await Promise.all(trials)) expect(replies.at(-1)?.text).toBe("It is refunded.");
  });
});

describe.each(WIRE_NAMES)("the wire of %s", (format) => {
  test("[MP8] is kept as it was, and the key is not in it", async () => {
    const key = "sk-secret-of-mine-0815";
    const server = await serve({ format, turns: refund, key });
    const replies = await converse(openQuickly({ adapter: format, baseUrl: `${server.baseUrl}/`, apiKey: `${key}\n` }), request);
    expect(server.complaints).toEqual([]);
    expect(replies.map(({ wire }) => wire?.request)).toEqual(server.requests);
    expect(replies.map(({ model }) => model)).toEqual(["some-model", "some-model", "some-model"]);
    for (const { wire } of replies) expect(JSON.parse(wire?.response ?? "")).toMatchObject({ model: "some-model" });
    expect(JSON.stringify(replies)).not.toContain(key);
  });

  test("[MP4] forces a tool where one must be called", async () => {
    const forced = (tool: string, nth: number) => ({ id: `${tool} ${nth}` });
    const { baseUrl } = await serve({ format, turns: [{ text: "no" }], forced });
    const provider = openQuickly({ adapter: format, baseUrl });
    const ask = async (mustCall: string | null) => replied(await provider.complete({ ...request, mustCall }, callOf()));
    expect((await ask("find_order")).toolCalls).toMatchObject([{ name: "find_order", arguments: { id: "find_order 0" } }]);
    expect((await ask("find_order")).toolCalls).toMatchObject([{ arguments: { id: "find_order 1" } }]);
    expect((await ask(null)).text).toBe("no");
  });

  test("[MP6] tells answers that were cut, and refusals", async () => {
    const first = await serve({ format, turns: [{ text: "Once upon", isCut: true }] });
    const cut = replied(await openQuickly({ adapter: format, baseUrl: first.baseUrl }).complete(request, callOf()));
    expect(cut).toMatchObject({ text: "Once upon", finish: "length" });
    const second = await serve({ format, turns: [{ text: "I would rather not.", isRefusal: true }] });
    const refusal = replied(await openQuickly({ adapter: format, baseUrl: second.baseUrl }).complete(request, callOf()));
    expect(refusal).toMatchObject({ text: "I would rather not.", finish: "refusal" });
  });
});

test("[MP2] a model that does not reason is asked for no reasoning from then on", async () => {
  const server = await serve({ format: "openai-responses", turns: [{ text: "hi" }], isPlain: true });
  const provider = openQuickly({ adapter: "openai-responses", baseUrl: server.baseUrl });
  for (let ordinal = 0; ordinal < 2; ordinal += 1) {
    expect(replied(await provider.complete(request, callOf({ ordinal })))).toMatchObject({ text: "hi", failedTries: [] });
  }
  expect(server.requests.map((body) => body.includes("encrypted_content"))).toEqual([true, false, false]);
});
