import type { FailureCode } from "../../errors.ts";
import type { Json, JsonMap } from "../json.ts";
import type { Message, ToolCall, ToolSpec } from "./message.ts";

/** What a model is asked, whatever its provider. All of it decides the answer, so all of it is in the fingerprint. */
export interface ModelRequest {
  readonly model: string;
  readonly system: string | null;
  readonly messages: readonly Message[];
  readonly tools: readonly ToolSpec[];
  readonly temperature: number | null;
  readonly seed: number | null;
  /** Further fields for the provider's request body, as the scenario names them; they never displace ours. */
  readonly extras: JsonMap;
  /** Name of the tool that the model must call; null where it is free. Judges are asked so. */
  readonly mustCall: string | null;
}

/** Why a model stopped, in one vocabulary; `other` for what no provider documents. */
export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter" | "refusal" | "other";

/** Tokens of one call. Input includes what was read from and written to a cache; output includes reasoning. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly reasoningTokens: number;
}

/** What went over the wire. */
export interface Wire {
  readonly status: number;
  /** The body that was sent, as text. */
  readonly request: string;
  /** The body that came, as text, whatever it is. */
  readonly response: string;
}

/** One try that failed and was repeated, or was the last. */
export interface FailedTry {
  /** HTTP status; null where none came. */
  readonly status: number | null;
  readonly message: string;
  /** How long was waited after it; 0 after the last. */
  readonly waitedMs: number;
}

/** A model's answer to one request. */
export interface ModelReply {
  readonly kind: "reply";
  readonly text: string | null;
  readonly toolCalls: readonly ToolCall[];
  readonly finish: FinishReason;
  /** The provider's own word for it. */
  readonly rawFinish: string | null;
  /** Null where the provider says nothing: unknown, never zero. */
  readonly usage: Usage | null;
  /** The model as the provider names it; null where it does not. */
  readonly model: string | null;
  readonly opaque: Json;
  /** Null for providers without a wire. */
  readonly wire: Wire | null;
  /** Tries that failed before this one. */
  readonly failedTries: readonly FailedTry[];
  /** From the last try's sending to its whole answer. Exact where the provider has a clock of its own. */
  readonly latencyMs: number;
}

/** No answer came, and what is known of why. This is never the model's fault. */
export interface ModelFailure {
  readonly kind: "failure";
  /**
   * PROVIDER_UNREACHABLE, PROVIDER_REFUSED, PROVIDER_BUSY, PROVIDER_MALFORMED, PROVIDER_TIMEOUT, SCRIPT_EXHAUSTED or
   * RECORDING_MISSING; INTERRUPTED where the call's signal said so.
   */
  readonly code: FailureCode;
  readonly message: string;
  readonly failedTries: readonly FailedTry[];
  readonly wire: Wire | null;
  readonly latencyMs: number;
}

export type ModelAnswer = ModelReply | ModelFailure;

/** Which call of which trial a request is: the first call of a trial is 0. */
export interface CallPlace {
  readonly trialIndex: number;
  readonly ordinal: number;
}
