import type { RawTrace } from "../../trace/envelope.ts";
import { digestTrace } from "../../trace/trace-digest.ts";
import { writeTraceLines } from "../../trace/write-trace.ts";
import { capabilitiesOf } from "./capabilities-of.ts";
import type { TrialEntry, TrialFooter, TrialHeader } from "./trial-lines.ts";

/** Ids as they are: of a run, and of its first trial. */
export const RUN_ID = "0190b8a0-0000-7000-8000-000000000001";
export const TRACE_ID = "0190b8a0-0000-7000-8000-000000000002";

/** A header; content words of every fixture are `walrus`. */
export const HEADER: TrialHeader = {
  format: "touchstone.trace/1",
  kind: "trial",
  traceId: TRACE_ID,
  runId: RUN_ID,
  trialIndex: 0,
  scenario: "refund",
  hashes: { execution: "sha256:1", evaluation: "sha256:2", environment: "sha256:3" },
  recordingMode: "full",
  capabilities: capabilitiesOf("full"),
  snapshot: { systemPrompt: "the walrus rules", tools: [{ mock: { value: "walrus" } }] },
};

const USAGE = { inputTokens: 10, outputTokens: 4, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
const CALL = { id: "call_1", name: "refund", arguments: { order: "walrus" }, invalid: null };

/** One line of each kind, with content in every place that can hold some. */
export const ENTRIES: readonly TrialEntry[] = [
  {
    line: "model_request",
    turn: 1,
    fingerprint: "sha256:4",
    messages: [
      { role: "user", text: "I am the walrus" },
      { role: "assistant", text: "walrus", toolCalls: [CALL], opaque: { reasoning: "walrus" } },
      { role: "tool", callId: "call_1", name: "refund", text: "walrus", isError: false },
    ],
    config: {
      model: "small-1",
      system: "the walrus rules",
      tools: [{ name: "refund", description: "for the walrus", parameters: { type: "object", title: "walrus" } }],
      temperature: 0,
      seed: null,
      extras: { user: "walrus" },
    },
  },
  {
    line: "model_response",
    turn: 1,
    text: "goo goo walrus",
    toolCalls: [CALL, { id: "call_2", name: "a walrus, please", arguments: null, invalid: "{walrus" }],
    finish: "tool_calls",
    rawFinish: "because of the walrus",
    usage: USAGE,
    costUsd: 0.001,
    model: "small-1",
    opaque: ["walrus"],
    wire: { status: 200, request: "walrus", response: "walrus" },
  },
  { line: "clock", of: 1, atMs: 12, latencyMs: 12, failedTries: [{ status: 429, message: "walrus", waitedMs: 5 }] },
  { line: "tool_call", turn: 1, call: CALL, problem: "`walrus` is no order" },
  { line: "tool_result", turn: 1, callId: "call_1", name: "refund", value: { of: "walrus" }, isError: true, by: "refused" },
  {
    line: "judge_vote",
    assertion: "polite",
    vote: 0,
    promptHash: "sha256:5",
    judge: "judge-1",
    scores: [{ name: "tone", score: 0.9, reasoning: "the walrus is kind" }],
    problem: "walrus",
    unasked: false,
    usage: null,
    costUsd: null,
    raw: "walrus",
  },
  { line: "error", turn: 1, code: "PROVIDER_BUSY", message: "no walrus now", status: 429, ours: false },
  {
    line: "assertion",
    name: "output_contains (2)",
    type: "output_contains",
    weight: 1,
    required: true,
    outcome: "fail",
    score: 0,
    why: "there is no `walrus`",
    missing: [],
  },
];

/** A footer. */
export const FOOTER: TrialFooter = {
  outcome: "infra_error",
  finishReason: "error",
  tokens: null,
  cost: null,
  judgeCost: null,
  latencyMs: 12,
  score: null,
  counts: { turns: 1, toolCalls: 1, votes: 1 },
};

/** A whole trace's text. */
export function trialText(header: TrialHeader = HEADER, entries: readonly TrialEntry[] = ENTRIES): string {
  const lines = entries.map((entry, i) => ({ ...entry, i }));
  const raw = { header: { ...header }, environment: { scenarioFile: "refund.scenario.yaml" }, lines, footer: { ...FOOTER } };
  const unsealed = raw as unknown as RawTrace;
  return writeTraceLines({ ...unsealed, footer: { ...unsealed.footer, digest: digestTrace(unsealed) } });
}
