import { expect, test } from "vitest";
import type { ScriptDeed, ScriptTurn } from "../../core/trials/scenario/script-turn.ts";
import { callOf, goOn, openQuickly, replied, requestOf } from "../../../tests/support/models/ask.ts";

const deed: ScriptDeed = { text: null, toolCalls: [], usage: null, latencyMs: 0, error: null };
const turn = (unusual: Partial<ScriptTurn>): ScriptTurn => ({
  ...deed,
  when: null,
  trials: null,
  repeat: false,
  sometimes: null,
  ...unusual,
});
const failing = (status: number | null, retryAfterMs: number | null = null) => ({ status, message: "no luck", retryAfterMs });
const open = (...script: ScriptTurn[]) => openQuickly({ adapter: "scripted", script });

test("[MP16] turns are said in order, each trial for itself", async () => {
  const provider = open(turn({ text: "one" }), turn({ text: "two" }));
  const said = async (trialIndex: number) => replied(await provider.complete(requestOf(), callOf({ trialIndex }))).text;
  expect([await said(0), await said(1), await said(0), await said(1)]).toEqual(["one", "one", "two", "two"]);
});

test("[MP16] a turn is said where it fits, for the trials that it is for, and again where it repeats", async () => {
  const provider = open(
    turn({ text: "only the second trial hears this", trials: [1] }),
    turn({ text: "the order is there", when: { tool: "find_order", contains: "ok" } }),
    turn({ text: "a refund!", when: { contains: "money", tool: null } }),
    turn({ text: "I did not get that", repeat: true }),
  );
  const told = { role: "tool", callId: "1", name: "find_order", text: "ok 0", isError: false } as const;
  const said = async (text: string, trialIndex = 0) => {
    const last = text === "(tool)" ? told : ({ role: "user", text } as const);
    return replied(await provider.complete(requestOf({ messages: [last] }), callOf({ trialIndex }))).text;
  };
  expect(await said("my money")).toBe("a refund!");
  expect(await said("my money")).toBe("I did not get that");
  expect(await said("hello")).toBe("I did not get that");
  expect(await said("(tool)")).toBe("the order is there");
  expect(await said("hello", 1)).toBe("only the second trial hears this");
});

test("[MP16] calls get ids by their turn, and arguments that are no JSON stay as they are", async () => {
  const calls = [
    { name: "find_order", arguments: { id: "1" }, invalid: null },
    { name: "find_order", arguments: null, invalid: "{id:" },
  ];
  const usage = { inputTokens: 3, outputTokens: 2, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
  const provider = open(turn({ toolCalls: calls, usage }), turn({ text: "then", toolCalls: calls.slice(0, 1) }));
  const request = requestOf();
  const first = replied(await provider.complete(request, callOf()));
  expect(first).toMatchObject({ text: null, finish: "tool_calls", usage, wire: null, opaque: null, failedTries: [] });
  expect(first.toolCalls).toEqual([
    { id: "call-1-1", ...calls[0] },
    { id: "call-1-2", ...calls[1] },
  ]);
  const second = await provider.complete({ ...request, messages: goOn(request.messages, first) }, callOf({ ordinal: 1 }));
  expect(replied(second).toolCalls.map(({ id }) => id)).toEqual(["call-2-1"]);
});

test("[MP17] a script that has no turn left is told so, at once", async () => {
  const provider = open(turn({ text: "one" }));
  await provider.complete(requestOf(), callOf());
  const failure = await provider.complete(requestOf(), callOf());
  expect(failure).toMatchObject({ kind: "failure", code: "SCRIPT_EXHAUSTED", failedTries: [{ status: null, waitedMs: 0 }] });
});

test("[MP17] errors are tried again without waiting, and the answer tells of them", async () => {
  const provider = open(
    turn({ error: failing(429, 61_000), latencyMs: 100 }),
    turn({ error: failing(null) }),
    turn({ text: "at last", latencyMs: 7_200_000 }),
  );
  const began = performance.now();
  const reply = replied(await provider.complete(requestOf(), callOf({ limitMs: 9_000_000 })));
  expect(performance.now() - began).toBeLessThan(5000);
  expect(provider.pauses).toEqual([]);
  expect(reply).toMatchObject({ text: "at last", latencyMs: 7_200_000 });
  expect(reply.failedTries[0]).toEqual({ status: 429, message: "no luck", waitedMs: 61_000 });
  expect(reply.failedTries[1]).toMatchObject({ status: null, message: "no luck" });
});

test("[MP17] an error that nothing follows stays until patience ends", async () => {
  const storm = await open(turn({ error: failing(529) })).complete(requestOf(), callOf());
  expect(storm).toMatchObject({ code: "PROVIDER_BUSY", message: "no luck (5 tries)", failedTries: { length: 5 } });
  const refusal = await open(turn({ error: failing(401) }), turn({ text: "never" })).complete(requestOf(), callOf());
  expect(refusal).toMatchObject({ code: "PROVIDER_REFUSED", failedTries: { length: 1 } });
  const away = await open(turn({ error: failing(null) })).complete(requestOf(), callOf());
  expect(away).toMatchObject({ code: "PROVIDER_UNREACHABLE", failedTries: { length: 5 } });
});

test("[MP17] an answer that takes longer than the time that is left does not come", async () => {
  const failure = await open(turn({ text: "late", latencyMs: 5000 })).complete(requestOf(), callOf({ limitMs: 300 }));
  expect(failure).toMatchObject({ code: "PROVIDER_TIMEOUT", latencyMs: 300 });
});

test("[MP18] what happens sometimes is the same with the same seed, in whatever order trials go", async () => {
  const script = [turn({ text: "well", repeat: true, sometimes: { ...deed, text: "badly", chance: 0.3 } })];
  const trials = Array.from({ length: 200 }, (_, index) => index);
  const run = async (seed: number, order: readonly number[]) => {
    const provider = openQuickly({ adapter: "flaky", script, seed });
    const said = new Map<number, string | null>();
    for (const trialIndex of order)
      said.set(trialIndex, replied(await provider.complete(requestOf(), callOf({ trialIndex }))).text);
    return trials.map((trialIndex) => said.get(trialIndex));
  };
  const first = await run(7, trials);
  expect(await run(7, trials.toReversed())).toEqual(first);
  expect(await run(8, trials)).not.toEqual(first);
  const badly = first.filter((text) => text === "badly").length;
  expect(badly).toBeGreaterThan(40);
  expect(badly).toBeLessThan(80);
});

test("[MP18] a chance of 0 never happens, one of 1 always, and nothing does to a script that is not flaky", async () => {
  const say = async (adapter: "flaky" | "scripted", chance: number) => {
    const provider = openQuickly({ adapter, script: [turn({ text: "well", sometimes: { ...deed, text: "badly", chance } })] });
    return replied(await provider.complete(requestOf(), callOf())).text;
  };
  expect([await say("flaky", 0), await say("flaky", 1), await say("scripted", 1)]).toEqual(["well", "badly", "well"]);
});

test("[MP19] an echo says what it was told last, and knows of no tokens", async () => {
  const reply = replied(await openQuickly({ adapter: "echo" }).complete(requestOf(), callOf()));
  expect(reply).toMatchObject({ text: "hi", finish: "stop", toolCalls: [], usage: null, latencyMs: 0, wire: null });
});
