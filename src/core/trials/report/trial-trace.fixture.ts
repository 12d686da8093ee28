import { capabilitiesOf } from "../record/capabilities-of.ts";
import type { TrialEntry, TrialHeader, TrialLine } from "../record/trial-lines.ts";
import type { WholeTrialTrace } from "../record/trial-trace.ts";
import type { TrialResult } from "../verdict/scenario-report.ts";

const USAGE = { inputTokens: 60, outputTokens: 15, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
const NO_CALL = { toolCalls: [], rawFinish: null, usage: USAGE, costUsd: 0.001, model: "scripted", opaque: null, wire: null };

/** What was said in a trial of a shop's agent; `words` is the customer's. */
export function talkOf(words: string): readonly TrialEntry[] {
  const call = { id: "call-1-0", name: "lookup_order", arguments: { orderId: "A-17" }, invalid: null };
  const config = {
    model: "scripted",
    system: "You answer for a small shop.",
    tools: [],
    temperature: null,
    seed: null,
    extras: {},
  };
  return [
    { line: "model_request", turn: 1, fingerprint: null, messages: [{ role: "user", text: words }], config },
    { ...NO_CALL, line: "model_response", turn: 1, text: null, toolCalls: [call], finish: "tool_calls" },
    { line: "clock", of: 1, atMs: 420, latencyMs: 420, failedTries: [] },
    { line: "tool_call", turn: 1, call, problem: null },
    {
      line: "tool_result",
      turn: 1,
      callId: call.id,
      name: call.name,
      value: { orderId: "A-17", status: "delivered", total: 39.9 },
      isError: false,
      by: "mock",
    },
    { line: "clock", of: 4, atMs: 500, latencyMs: 80, failedTries: [] },
    { line: "model_request", turn: 2, fingerprint: null, messages: [], config: null },
    { ...NO_CALL, line: "model_response", turn: 2, text: "Your order has arrived. Is there anything else?", finish: "stop" },
    { line: "clock", of: 7, atMs: 960, latencyMs: 460, failedTries: [] },
    {
      line: "judge_vote",
      assertion: "polite",
      vote: 0,
      promptHash: "",
      judge: "scripted",
      scores: [{ name: "tone", score: 0.9, reasoning: "It is friendly, and short." }],
      problem: null,
      unasked: false,
      usage: USAGE,
      costUsd: 0.0004,
      raw: null,
    },
  ];
}

/** A trial's trace with these lines. */
export function traceOf(
  result: TrialResult,
  entries: readonly TrialEntry[],
  recordingMode: TrialHeader["recordingMode"] = "full",
): WholeTrialTrace {
  const lines: TrialLine[] = entries.map((entry, i) => ({ i, ...entry }));
  const { traceId, trialIndex, status, score, finishReason, tokens, costUsd, judgeCostUsd, latencyMs } = result;
  return {
    header: {
      format: "touchstone.trace/1",
      kind: "trial",
      traceId,
      runId: "0199a000-0000-7000-9000-000000000000",
      trialIndex,
      scenario: "refund",
      hashes: { execution: "", evaluation: "", environment: "" },
      recordingMode,
      capabilities: capabilitiesOf(recordingMode),
      snapshot: null,
    },
    environment: {},
    lines,
    footer: {
      outcome: status,
      finishReason,
      tokens,
      cost: costUsd,
      judgeCost: judgeCostUsd,
      latencyMs,
      score,
      counts: { turns: 2, toolCalls: 1, votes: 1 },
      digest: "",
    },
  };
}
