import type { Message } from "../../../src/core/trials/conversation/message.ts";
import type { ModelAnswer, ModelReply, ModelRequest } from "../../../src/core/trials/conversation/model.ts";
import { createProvider, type ProviderOptions } from "../../../src/adapters/models/create-provider.ts";
import type { ModelCall, ModelProvider } from "../../../src/adapters/models/model-provider.ts";

/** A provider whose pauses are noted, and not taken. */
export interface QuickProvider extends ModelProvider {
  readonly pauses: readonly number[];
}

/** @param options  `adapter`, and what is not usual. */
export function openQuickly(options: Partial<ProviderOptions> & Pick<ProviderOptions, "adapter">): QuickProvider {
  const pauses: number[] = [];
  const wait = async (ms: number): Promise<void> => await Promise.resolve(void pauses.push(ms));
  const now = (): number => performance.now();
  const provider = createProvider({ baseUrl: null, apiKey: "sk-test-0123456789", script: [], seed: 7, now, wait, ...options });
  return { complete: async (request, call) => await provider.complete(request, call), pauses };
}

/** A tool, as models are told of it. */
export const FIND_ORDER = {
  name: "find_order",
  description: "Looks an order up",
  parameters: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
};

/** "hi", and what is not usual. */
export function requestOf(unusual: Partial<ModelRequest> = {}): ModelRequest {
  const usual = { model: "some-model", system: null, tools: [], temperature: null, seed: null, extras: {}, mustCall: null };
  return { ...usual, messages: [{ role: "user", text: "hi" }], ...unusual };
}

/** The first call of the first trial, and what is not usual. */
export function callOf(unusual: Partial<ModelCall> = {}): ModelCall {
  return { trialIndex: 0, ordinal: 0, signal: new AbortController().signal, limitMs: null, ...unusual };
}

/** A reply, or an error with what failed instead. */
export function replied(answer: ModelAnswer): ModelReply {
  if (answer.kind === "reply") return answer;
  throw new TypeError(`${answer.code}: ${answer.message}`);
}

/** The messages after an answer, with the result "ok <number of the call>" for each call. */
export function goOn(messages: readonly Message[], { text, toolCalls, opaque }: ModelReply): Message[] {
  const results = toolCalls.map(({ id, name }, index): Message => {
    return { role: "tool", callId: id, name, text: `ok ${index}`, isError: false };
  });
  return [...messages, { role: "assistant", text, toolCalls, opaque }, ...results];
}

/** Asks until no tool is asked for. */
export async function converse(provider: ModelProvider, request: ModelRequest, call = callOf()): Promise<ModelReply[]> {
  const replies: ModelReply[] = [];
  let { messages } = request;
  for (let ordinal = 0; ; ordinal += 1) {
    const reply = replied(await provider.complete({ ...request, messages }, { ...call, ordinal }));
    replies.push(reply);
    if (reply.toolCalls.length === 0) return replies;
    messages = goOn(messages, reply);
  }
}
