import type { ModelFailure, ModelReply } from "../conversation/model.ts";
import type { TrialEntry, TrialFinish } from "../record/trial-lines.ts";
import { findStopOfFailure, finishOf, recordStop } from "./limits.ts";
import type { LoopState } from "./loop-state.ts";

/** What came of one call of the model. */
export type Asked =
  | { readonly kind: "reply"; readonly reply: ModelReply }
  | { readonly kind: "end"; readonly finishReason: TrialFinish };

/**
 * Asks the model and records question and answer. Only what is new is recorded of the question: the messages since the last
 * one, and everything else in the first.
 */
export async function askModel(state: LoopState): Promise<Asked> {
  const { config, messages, ports, scenario, trialIndex, turns } = state;
  const { timeoutMs } = scenario;
  const print = recordRequest(state);
  const limitMs = timeoutMs === null ? null : timeoutMs - ports.clock.nowMs();
  const request = { ...config, messages: [...messages], mustCall: null };
  const answer = await ports.complete(request, { trialIndex, ordinal: turns }, limitMs);
  ports.clock.advance(answer.latencyMs);
  if (answer.kind === "failure") return { kind: "end", finishReason: recordFailure(state, answer) };
  recordReply(state, answer, print);
  return { kind: "reply", reply: answer };
}

function recordRequest(state: LoopState): string {
  const { config, messages, ports } = state;
  const { fingerprint, redacted } = state.fingerprints.next(messages.slice(state.recorded));
  const line = { line: "model_request", turn: state.turns + 1, fingerprint, messages: redacted } as const;
  ports.record({ ...line, config: state.recorded === 0 ? config : null });
  state.recorded = messages.length;
  return fingerprint;
}

function recordReply(state: LoopState, reply: ModelReply, print: string): void {
  const { ports, config } = state;
  const { text, toolCalls, finish, rawFinish, usage, model, opaque } = reply;
  const costUsd = ports.price(config.model, usage);
  state.turns += 1;
  state.costUsd = state.costUsd === null || costUsd === null ? null : state.costUsd + costUsd;
  const said = { text, toolCalls, finish, rawFinish, usage, costUsd, model, opaque, wire: wireOf(state, reply, print) };
  recordTimes(state, ports.record({ line: "model_response", turn: state.turns, ...said }), reply);
  state.messages.push({ role: "assistant", text, toolCalls, opaque });
}

/** From the second call on the request's fingerprint stands for its body, which repeats what went before. */
function wireOf(
  { turns }: LoopState,
  { wire }: ModelReply,
  print: string,
): Extract<TrialEntry, { line: "model_response" }>["wire"] {
  return wire === null || turns === 1 ? wire : { ...wire, request: print };
}

function recordFailure(state: LoopState, failure: ModelFailure): TrialFinish {
  const turn = state.turns + 1;
  const stop = findStopOfFailure(state, failure);
  if (stop !== null) {
    recordTimes(state, recordStop(state, stop, turn), failure);
    return finishOf(stop);
  }
  const { code, message, wire, failedTries } = failure;
  const status = wire?.status ?? failedTries.at(-1)?.status ?? null;
  recordTimes(state, state.ports.record({ line: "error", turn, code, message, status, ours: false }), failure);
  return "error";
}

function recordTimes({ ports }: LoopState, of: number, { latencyMs, failedTries }: ModelReply | ModelFailure): void {
  ports.record({ line: "clock", of, atMs: ports.clock.nowMs(), latencyMs, failedTries });
}
