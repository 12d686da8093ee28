import { z } from "zod";
import type { ModelCall, ModelProvider } from "../../adapters/models/model-provider.ts";
import { turnOf } from "../../adapters/models/wire-format.ts";
import type { ModelAnswer, ModelFailure, ModelReply, ModelRequest } from "../../core/trials/conversation/model.ts";
import type { ModelFunction } from "../../core/trials/conversation/model-function.ts";
import type { RunPorts } from "./run-options.ts";
import { toPlainJson } from "./to-plain-json.ts";

const Tokens = z.int().min(0);
const Says = z.strictObject({
  text: z.string().nullable().default(null),
  toolCalls: z
    .array(z.strictObject({ name: z.string().min(1), arguments: z.json().default({}), id: z.string().min(1).optional() }))
    .default([]),
  usage: z.strictObject({ inputTokens: Tokens, outputTokens: Tokens }).optional(),
  latencyMs: z.number().min(0).optional(),
});

/** A provider that asks a function; no call is tried twice. */
export function openFunctionProvider(
  ask: ModelFunction,
  { elapsedMs, wait }: Pick<RunPorts, "elapsedMs" | "wait">,
): ModelProvider {
  const answer = async (request: ModelRequest, { trialIndex, ordinal }: ModelCall): Promise<ModelAnswer> => {
    const begunMs = elapsedMs();
    const tookMs = (): number => Math.round(elapsedMs() - begunMs);
    try {
      const says = await ask(request, { trialIndex, ordinal });
      return readSays(says, { request, tookMs: tookMs() });
    } catch (error) {
      return failure(
        "PROVIDER_REFUSED",
        `the function threw: ${error instanceof Error ? error.message : String(error)}`,
        tookMs(),
      );
    }
  };
  return { complete: async (request, call) => await withinLimit(answer(request, call), call, wait) };
}

/** Whoever comes too late is not waited for. */
async function withinLimit(
  answer: Promise<ModelAnswer>,
  { limitMs, signal }: ModelCall,
  wait: RunPorts["wait"],
): Promise<ModelAnswer> {
  const ended = new AbortController();
  const over = waitFor(limitMs, AbortSignal.any([signal, ended.signal]), wait);
  try {
    return await Promise.race([answer, over]);
  } finally {
    ended.abort();
  }
}

/** Longest wait that timers can do, in ms. */
const MAX_WAIT_MS = 2 ** 31 - 1;

async function waitFor(limitMs: number | null, signal: AbortSignal, wait: RunPorts["wait"]): Promise<ModelAnswer> {
  try {
    await wait(Math.min(limitMs ?? MAX_WAIT_MS, MAX_WAIT_MS), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    return failure("INTERRUPTED", "the call was stopped before an answer came", 0);
  }
  return failure("PROVIDER_TIMEOUT", `the function did not answer within ${limitMs} ms`, limitMs ?? 0);
}

function readSays(says: unknown, { request, tookMs }: { request: ModelRequest; tookMs: number }): ModelAnswer {
  const parsed = Says.safeParse(typeof says === "string" ? { text: says } : toPlainJson(says));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? "" : ` at \`${issue.path.join(".")}\``;
    return failure("PROVIDER_MALFORMED", `what the function returned is no answer${where}`, tookMs);
  }
  const { text, toolCalls, usage, latencyMs = tookMs } = parsed.data;
  const turn = turnOf(request);
  const reply: ModelReply = {
    kind: "reply",
    text: text?.toWellFormed() ?? null,
    toolCalls: toolCalls.map(({ name, arguments: args, id }, index) => ({
      id: id ?? `call-${turn}-${index + 1}`,
      name,
      arguments: args,
      invalid: null,
    })),
    finish: toolCalls.length > 0 ? "tool_calls" : "stop",
    rawFinish: null,
    usage: usage === undefined ? null : { ...usage, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
    model: null,
    opaque: null,
    wire: null,
    failedTries: [],
    latencyMs,
  };
  return reply;
}

function failure(code: ModelFailure["code"], message: string, latencyMs: number): ModelFailure {
  const failedTries = [{ status: null, message, waitedMs: 0 }];
  return { kind: "failure", code, message, failedTries, wire: null, latencyMs };
}
