import type { Message } from "../conversation/message.ts";
import type { ModelAnswer, ModelRequest } from "../conversation/model.ts";
import type { ToolAnswer } from "../loop/loop-ports.ts";
import type { RequestConfig, TrialLine } from "../record/trial-lines.ts";
import { answerOf, type AnswerLine } from "./answer-of.ts";
import { recordedTimes, type RecordedTimes } from "./recorded-times.ts";
import { findOutsideStop, type OutsideStop } from "./outside-stop.ts";

/** One call of the model, as it was recorded. */
export interface RecordedCall {
  /** From 1. */
  readonly turn: number;
  /** Digest of the request; null in metadata_only. */
  readonly fingerprint: string | null;
  /** The whole request, without its secrets. */
  readonly request: () => ModelRequest;
  /** What came; null where the recording ends before it. */
  readonly answer: ModelAnswer | null;
  readonly costUsd: number | null;
}

/** One tool call, as it was recorded. */
export interface RecordedToolCall {
  readonly turn: number;
  readonly callId: string;
  readonly name: string;
  /** Why it was refused; null where it reached its tool. */
  readonly problem: string | null;
  /** Null where the recording ends before it. */
  readonly answer: ToolAnswer | null;
}

/** What a trial's lines tell of its conversation, ready to be given again. */
export interface Recording {
  readonly calls: readonly RecordedCall[];
  readonly toolCalls: readonly RecordedToolCall[];
  /** Where somebody stopped it from outside; null where nobody did. */
  readonly stopped: OutsideStop | null;
}

/**
 * Opens the recording in a trial's lines. Calls are told apart by their number, never by what was said: trials begin alike.
 *
 * Source: SPEC.md RP1, RP2.
 */
export function openRecording(lines: readonly TrialLine[]): Recording {
  const times = recordedTimes(lines);
  return { calls: readCalls(lines, times), toolCalls: readToolCalls(lines, times), stopped: findOutsideStop(lines) };
}

function readCalls(lines: readonly TrialLine[], times: RecordedTimes): RecordedCall[] {
  const requests = lines.filter((line) => line.line === "model_request");
  const config = requests.find((request) => request.config !== null)?.config ?? null;
  const messages = requests.flatMap((request) => request.messages);
  const answers = answersByTurn(lines);
  let count = 0;
  return requests.map(({ turn, fingerprint, messages: added }) => {
    const upTo = (count += added.length);
    const came = answers.get(turn);
    return {
      turn,
      fingerprint,
      request: () => requestOf(config, messages.slice(0, upTo)),
      answer: came === undefined ? null : answerOf(came, times.of(came.i)),
      costUsd: came?.line === "model_response" ? came.costUsd : null,
    };
  });
}

function answersByTurn(lines: readonly TrialLine[]): ReadonlyMap<number, AnswerLine> {
  const answers = new Map<number, AnswerLine>();
  for (const line of lines) {
    if (line.line !== "model_response" && line.line !== "error") continue;
    if (line.turn !== null && !answers.has(line.turn)) answers.set(line.turn, line);
  }
  return answers;
}

function requestOf(config: RequestConfig | null, messages: readonly Message[]): ModelRequest {
  const known = config ?? { model: "", system: null, tools: [], temperature: null, seed: null, extras: {} };
  return { ...known, messages, mustCall: null };
}

function readToolCalls(lines: readonly TrialLine[], times: RecordedTimes): RecordedToolCall[] {
  const results = lines.filter((line) => line.line === "tool_result");
  const calls = lines.filter((line) => line.line === "tool_call");
  // Each call is answered before the next one is made.
  return calls.map(({ turn, call, problem }, at) => {
    const result = results[at];
    if (result === undefined) return { turn, callId: call.id, name: call.name, problem, answer: null };
    const { value, isError, by, i } = result;
    const answer = { value, isError, by, latencyMs: times.of(i).latencyMs };
    return { turn, callId: call.id, name: call.name, problem, answer };
  });
}
