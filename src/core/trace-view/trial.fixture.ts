import { digestOf } from "../canonical/digest.ts";
import { digestTrace } from "../trace/trace-digest.ts";
import { writeTraceLines } from "../trace/write-trace.ts";
import type { RawTrace } from "../trace/envelope.ts";
import type { TrialEntry } from "../trials/record/trial-lines.ts";
import type { WholeTrialTrace } from "../trials/record/trial-trace.ts";

const HASH = digestOf(1);
const USAGE = { inputTokens: 210, outputTokens: 38, cacheReadTokens: 100, cacheWriteTokens: 0, reasoningTokens: 0 };
const CALL = { id: "call-1-1", name: "check_stock", arguments: { thing: "oil" }, invalid: null };
const BAD_CALL = { id: "call-1-2", name: "check_stock", arguments: null, invalid: "{thing: wick" };

/** A short trial: one question, two calls of a tool, an answer, a judge's votes. Parts of it can be replaced. */
export function sampleTrial(change: Partial<WholeTrialTrace> = {}): WholeTrialTrace {
  return { header: HEADER, environment: ENVIRONMENT, lines: numbered(ENTRIES), footer: FOOTER, ...change };
}

export function numbered(entries: readonly TrialEntry[]): WholeTrialTrace["lines"] {
  return entries.map((entry, i) => ({ i, ...entry }));
}

/** The text of its file, whole. */
export function trialText(trace: WholeTrialTrace): string {
  const raw = trace as unknown as RawTrace;
  return writeTraceLines({ ...raw, footer: { ...raw.footer, digest: digestTrace(raw) } });
}

const HEADER: WholeTrialTrace["header"] = {
  format: "touchstone.trace/1",
  kind: "trial",
  traceId: "019b0000-0000-7000-8000-000000000001",
  runId: "019b0000-0000-7000-8000-0000000000aa",
  trialIndex: 2,
  scenario: "lamp-oil",
  hashes: { execution: HASH, evaluation: HASH, environment: HASH },
  recordingMode: "full",
  capabilities: ["content", "tool_args", "tool_results", "raw", "usage", "cost", "latency", "complete"],
  snapshot: { name: "lamp-oil" },
};

const ENVIRONMENT = { adapter: "openai-chat", scenarioFile: "scenarios/lamp-oil.scenario.yaml", touchstone: "0.1.0" };

/** The lines of the sample, without numbers. */
export const ENTRIES: readonly TrialEntry[] = [
  {
    line: "model_request",
    turn: 1,
    fingerprint: HASH,
    messages: [{ role: "user", text: "Two measures of oil, please." }],
    config: {
      model: "wick-keeper",
      system: "You keep the chandlery.",
      tools: [{ name: "check_stock", description: "Says what is left", parameters: { type: "object" } }],
      temperature: 0.2,
      seed: null,
      extras: {},
    },
  },
  {
    line: "model_response",
    turn: 1,
    text: null,
    toolCalls: [CALL, BAD_CALL],
    finish: "tool_calls",
    rawFinish: null,
    usage: USAGE,
    costUsd: 0.0021,
    model: "wick-keeper-7",
    opaque: null,
    wire: { status: 200, request: '{"model":"wick-keeper"}', response: '{"choices":[]}' },
  },
  {
    line: "clock",
    of: 1,
    atMs: 1420,
    latencyMs: 420,
    failedTries: [{ status: 429, message: "too many requests", waitedMs: 1000 }],
  },
  { line: "tool_call", turn: 1, call: CALL, problem: null },
  {
    line: "tool_result",
    turn: 1,
    callId: CALL.id,
    name: "check_stock",
    value: { left: 6 },
    isError: false,
    by: "mock",
  },
  { line: "clock", of: 4, atMs: 1450, latencyMs: 30, failedTries: [] },
  { line: "tool_call", turn: 1, call: BAD_CALL, problem: "the arguments are no JSON" },
  {
    line: "tool_result",
    turn: 1,
    callId: BAD_CALL.id,
    name: "check_stock",
    value: "the arguments are no JSON",
    isError: true,
    by: "refused",
  },
  {
    line: "model_request",
    turn: 2,
    fingerprint: HASH,
    messages: [
      { role: "assistant", text: null, toolCalls: [CALL, BAD_CALL], opaque: null },
      { role: "tool", callId: CALL.id, name: "check_stock", text: '{"left":6}', isError: false },
    ],
    config: null,
  },
  {
    line: "model_response",
    turn: 2,
    text: "Eight pence.",
    toolCalls: [],
    finish: "stop",
    rawFinish: "end_turn",
    usage: null,
    costUsd: null,
    model: null,
    opaque: null,
    wire: null,
  },
  {
    line: "judge_vote",
    assertion: "is polite",
    vote: 0,
    promptHash: HASH,
    judge: "openai-chat/arbiter",
    scores: [{ name: "tone", score: 0.9, reasoning: "It is short and kind" }],
    problem: null,
    unasked: false,
    usage: null,
    costUsd: null,
    raw: '{"scores":[]}',
  },
  {
    line: "judge_vote",
    assertion: "is polite",
    vote: 1,
    promptHash: HASH,
    judge: "openai-chat/arbiter",
    scores: null,
    problem: "it is no JSON",
    unasked: false,
    usage: null,
    costUsd: null,
    raw: "sure!",
  },
  {
    line: "assertion",
    name: "says the sum",
    type: "regex",
    weight: 1,
    required: true,
    outcome: "pass",
    score: 1,
    why: "the last answer fits `pence`",
    missing: [],
  },
  {
    line: "assertion",
    name: "cost_limit",
    type: "cost_limit",
    weight: 0.5,
    required: false,
    outcome: "skipped",
    score: null,
    why: "",
    missing: ["cost"],
  },
];

const FOOTER: WholeTrialTrace["footer"] = {
  outcome: "failed",
  finishReason: "stop",
  tokens: null,
  cost: null,
  judgeCost: null,
  latencyMs: 1900,
  score: 0.666666,
  counts: { turns: 2, toolCalls: 2, votes: 2 },
  digest: HASH,
};
