import type { FailureCode } from "../../errors.ts";
import type { ToolCall } from "../conversation/message.ts";
import type { ModelAnswer, ModelFailure } from "../conversation/model.ts";
import { refusedAnswer } from "../loop/answer-call.ts";
import type { LoopPorts, ToolAnswer } from "../loop/loop-ports.ts";
import { toolProblem } from "../loop/tool-problem.ts";
import { createTrialClock } from "../loop/trial-clock.ts";
import type { Redactor } from "../privacy/redactor.ts";
import type { TrialEntry } from "../record/trial-lines.ts";
import { type AskedRequest, compareRequests } from "./compare-requests.ts";
import type { JsonDifference } from "./json-diff.ts";
import type { RecordedToolCall, Recording } from "./recording.ts";

/** A turn at which the request is another than the recorded one. */
export interface Divergence {
  /** From 1. */
  readonly turn: number;
  readonly diff: readonly JsonDifference[];
}

/** Something that a replay asked for and a recording lacks, or that a recording has and no replay asked for. */
export interface Gap {
  /** From 1. */
  readonly turn: number;
  /** E.g. `the answer of the model`, or `` the result of `find_order` ``. */
  readonly what: string;
}

/** What a replay has met so far. */
export interface ReplayState {
  diverged: Divergence | null;
  readonly missing: Gap[];
  /** How many calls of the model, and of tools, were made. */
  calls: number;
  toolCalls: number;
}

/** What the loop needs that no recording has. */
export type ReplayHost = Pick<LoopPorts, "redactor" | "record">;

/**
 * The world of a replayed conversation: all answers come from the recording, one after the other, and nobody else is asked.
 *
 * Source: SPEC.md RP3-RP8.
 */
export function openReplayPorts(
  recording: Recording,
  { redactor, record }: ReplayHost,
): { ports: LoopPorts; state: ReplayState } {
  const state: ReplayState = { diverged: null, missing: [], calls: 0, toolCalls: 0 };
  const asking: Asking = { recording, state, redactor };
  let print: string | null = null;
  let toolCall: RecordedToolCall | undefined;
  const ports: LoopPorts = {
    redactor,
    clock: createTrialClock(),
    record(entry: TrialEntry) {
      if (entry.line === "model_request") print = entry.fingerprint;
      return record(entry);
    },
    complete: async (request) => await Promise.resolve(answerAgain(asking, { request, print })),
    price: () => recording.calls[state.calls - 1]?.costUsd ?? null,
    problemOf(tool, call) {
      toolCall = recording.toolCalls[state.toolCalls];
      state.toolCalls += 1;
      return toolCall?.callId === call.id ? toolCall.problem : toolProblem(tool, call);
    },
    callTool: async (_tool, call) => await Promise.resolve(resultAgain(asking, call, toolCall)),
    stopped: () => (recording.stopped?.ordinal === state.calls ? recording.stopped.why : null),
  };
  return { ports, state };
}

interface Asking {
  readonly recording: Recording;
  readonly state: ReplayState;
  readonly redactor: Redactor;
}

function answerAgain({ recording, state, redactor }: Asking, asked: AskedRequest): ModelAnswer {
  const call = recording.calls[state.calls];
  state.calls += 1;
  const diff = call === undefined ? [] : compareRequests(call, asked, redactor);
  if (diff.length > 0) {
    state.diverged = { turn: state.calls, diff };
    return failure("TRIAL_DIVERGED", "the request is not the recorded one");
  }
  if (call?.answer) return call.answer;
  state.missing.push({ turn: state.calls, what: "the answer of the model" });
  return failure("RECORDING_MISSING", "the recording has no answer to this request");
}

function resultAgain({ state }: Asking, call: ToolCall, recorded: RecordedToolCall | undefined): ToolAnswer {
  if (recorded?.callId === call.id && recorded.answer !== null) return recorded.answer;
  state.missing.push({ turn: state.calls, what: `the result of \`${call.name}\`` });
  return refusedAnswer("the recording has no result of this call");
}

/** Ends the conversation; it is told apart from a provider's failure by what the replay found. */
function failure(code: FailureCode, message: string): ModelFailure {
  return { kind: "failure", code, message, failedTries: [], wire: null, latencyMs: 0 };
}
