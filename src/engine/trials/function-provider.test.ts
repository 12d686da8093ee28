import { expect, test } from "vitest";
import type { ModelFunction } from "../../core/trials/conversation/model-function.ts";
import type { ModelAnswer, ModelRequest } from "../../core/trials/conversation/model.ts";
import { openFunctionProvider } from "./function-provider.ts";
import { portsWith } from "./run.fixture.ts";

const REQUEST: ModelRequest = {
  model: "small-1",
  system: null,
  messages: [{ role: "user", text: "Say hello" }],
  tools: [],
  temperature: null,
  seed: null,
  extras: {},
  mustCall: null,
};

async function ask(
  agent: ModelFunction,
  limitMs: number | null = null,
  signal = new AbortController().signal,
): Promise<ModelAnswer> {
  return await openFunctionProvider(agent, portsWith()).complete(REQUEST, { trialIndex: 0, ordinal: 0, limitMs, signal });
}

test("a function answers with a text, or with calls, tokens and the time that it took", async () => {
  expect(await ask(() => "hello")).toMatchObject({ kind: "reply", text: "hello", toolCalls: [], usage: null, finish: "stop" });
  const usage = { inputTokens: 3, outputTokens: 4 };
  const toolCalls = [{ name: "look", arguments: { at: "door" } }, { name: "wait" }];
  expect(await ask(async () => ({ toolCalls, usage, latencyMs: 70 }))).toMatchObject({
    text: null,
    toolCalls: [
      { id: "call-1-1", name: "look", arguments: { at: "door" }, invalid: null },
      { id: "call-1-2", name: "wait", arguments: {} },
    ],
    usage,
    latencyMs: 70,
    finish: "tool_calls",
  });
});

test("what is no answer, and what it throws, is a failure", async () => {
  const wrong = { txt: "hello" } as unknown as string;
  expect(await ask(() => wrong)).toMatchObject({ kind: "failure", code: "PROVIDER_MALFORMED" });
  expect(await ask(() => 7n as unknown as string)).toMatchObject({ kind: "failure", code: "PROVIDER_MALFORMED" });
  const throws: ModelFunction = () => {
    throw new Error("no network");
  };
  expect(await ask(throws)).toMatchObject({ code: "PROVIDER_REFUSED", message: "the function threw: no network" });
});

test("who takes too long or is stopped is not waited for", async () => {
  const never: ModelFunction = async () => await new Promise(() => undefined);
  expect(await ask(never, 5)).toMatchObject({ code: "PROVIDER_TIMEOUT", latencyMs: 5 });
  const stop = new AbortController();
  const stopped = ask(never, null, stop.signal);
  stop.abort();
  expect(await stopped).toMatchObject({ code: "INTERRUPTED" });
});
