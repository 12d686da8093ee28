import type { AssertionResult, Capability } from "../assert/assertion.ts";
import type { Message, ToolCall, ToolSpec } from "../conversation/message.ts";
import type { FinishReason, Usage } from "../conversation/model.ts";
import type { Json, JsonMap } from "../json.ts";

/** What is recorded of trials. `off` leaves nothing on disk. */
export const RECORDING_MODES = ["full", "metadata_only", "off"] as const;
export type RecordingMode = (typeof RECORDING_MODES)[number];

export const TRIAL_STATUSES = ["passed", "failed", "hard_fail", "infra_error"] as const;
export type TrialStatus = (typeof TRIAL_STATUSES)[number];

/**
 * First line of a trial's trace. `traceId` and `runId` are outside the digest; all else decides.
 * A trial's digest covers: the header without ids, every line but clock lines, the footer without digest and latencyMs.
 */
export interface TrialHeader {
  readonly format: "touchstone.trace/1";
  readonly kind: "trial";
  readonly traceId: string;
  readonly runId: string;
  readonly trialIndex: number;
  readonly scenario: string;
  readonly hashes: { readonly execution: string; readonly evaluation: string; readonly environment: string };
  readonly recordingMode: Exclude<RecordingMode, "off">;
  readonly capabilities: readonly Capability[];
  /** The scenario that was run, redacted; null in metadata_only. */
  readonly snapshot: Json;
}

/** Lines of a trial's trace, numbered by `i` from 0. What metadata_only leaves out is null there, and lists are empty. */
export type TrialLine = { readonly i: number } & TrialEntry;

export type TrialEntry =
  | {
      readonly line: "model_request";
      /** From 1. */
      readonly turn: number;
      /** Digest of the whole request, redacted, in canonical form; null in metadata_only. */
      readonly fingerprint: string | null;
      /** What was added since the last request; all of them in the first. */
      readonly messages: readonly Message[];
      /** Everything but the messages, in the first request and where it changed; else null. */
      readonly config: RequestConfig | null;
    }
  | {
      readonly line: "model_response";
      readonly turn: number;
      readonly text: string | null;
      /** In metadata_only: names alone, with null arguments. */
      readonly toolCalls: readonly ToolCall[];
      readonly finish: FinishReason;
      readonly rawFinish: string | null;
      readonly usage: Usage | null;
      /** Null: the price is not known. */
      readonly costUsd: number | null;
      readonly model: string | null;
      readonly opaque: Json;
      /** Bodies as they went over the wire; from the second call on the request's fingerprint stands for its body, which repeats the first. */
      readonly wire: { readonly status: number; readonly request: string; readonly response: string } | null;
    }
  | { readonly line: "tool_call"; readonly turn: number; readonly call: ToolCall; readonly problem: string | null }
  | {
      readonly line: "tool_result";
      readonly turn: number;
      readonly callId: string;
      readonly name: string;
      readonly value: Json;
      readonly isError: boolean;
      /** Who answered: a mock case, a refusal of ours (unknown tool, bad arguments), or none. */
      readonly by: "mock" | "function" | "refused" | "unmocked";
    }
  | {
      readonly line: "judge_vote";
      readonly assertion: string;
      /** From 0. */
      readonly vote: number;
      /** Digest of judge, prompt and parameters: an equal one is the same question. */
      readonly promptHash: string;
      readonly judge: string;
      /** Null where the reply could not be read. */
      readonly scores: readonly { readonly name: string; readonly score: number; readonly reasoning: string | null }[] | null;
      /** Why not, or that the judge could not be asked; null for a good vote. */
      readonly problem: string | null;
      /** True where no answer came: nobody knows what it would have been. */
      readonly unasked: boolean;
      readonly usage: Usage | null;
      readonly costUsd: number | null;
      readonly raw: string | null;
    }
  /** `turn` null: outside the conversation. `ours`: a limit of the scenario's, not a fault of the provider. */
  | {
      readonly line: "error";
      readonly turn: number | null;
      readonly code: string;
      readonly message: string;
      readonly status: number | null;
      readonly ours: boolean;
    }
  /** Times of the line `of`; outside the digest. */
  | {
      readonly line: "clock";
      readonly of: number;
      /** Since the trial began. */
      readonly atMs: number;
      readonly latencyMs: number;
      readonly failedTries: readonly { readonly status: number | null; readonly message: string; readonly waitedMs: number }[];
    }
  | ({ readonly line: "assertion" } & AssertionResult);

/** Everything of a request but its messages. */
export interface RequestConfig {
  readonly model: string;
  readonly system: string | null;
  readonly tools: readonly ToolSpec[];
  readonly temperature: number | null;
  readonly seed: number | null;
  readonly extras: JsonMap;
}

/** Why a trial's conversation ended. */
export type TrialFinish = FinishReason | "max_turns" | "timeout" | "budget" | "interrupted" | "error";

/** Last line. `digest` is added by the writer. */
export interface TrialFooter {
  readonly outcome: TrialStatus;
  readonly finishReason: TrialFinish;
  /** Null: unknown, because a provider did not say. */
  readonly tokens: { readonly input: number; readonly output: number } | null;
  readonly cost: number | null;
  /** Of the judges, apart from the trial's own. */
  readonly judgeCost: number | null;
  readonly latencyMs: number;
  /** Weighted mean of the assertions; null where none could be judged. */
  readonly score: number | null;
  readonly counts: { readonly turns: number; readonly toolCalls: number; readonly votes: number };
}
