import type { Usage } from "../conversation/model.ts";
import type { Json } from "../json.ts";
import type { TrialFinish } from "../record/trial-lines.ts";
import type { Capability } from "./assertion.ts";

/** One tool call with what came back. */
export interface CalledTool {
  readonly id: string;
  readonly name: string;
  /** From 1: the answer of the model that asked for it. */
  readonly turn: number;
  readonly arguments: Json;
  readonly invalid: string | null;
  readonly result: Json;
  readonly isError: boolean;
}

/**
 * What assertions see of a trial. It is made from a trace's lines alone, so a trial under way, a recorded one and a replayed
 * one are judged by the same facts.
 */
export interface TrialFacts {
  readonly capabilities: ReadonlySet<Capability>;
  /** What the model said last; null where it said nothing or its words were not recorded. */
  readonly output: string | null;
  readonly finishReason: TrialFinish;
  /** As the provider names it, else as it was asked for; null where neither was recorded. */
  readonly model: string | null;
  /** Null where the scenario was not recorded. */
  readonly adapter: string | null;
  readonly systemPrompt: string | null;
  /** What was said, in order, for judges. */
  readonly transcript: readonly { readonly role: "user" | "assistant" | "tool"; readonly text: string }[];
  readonly toolCalls: readonly CalledTool[];
  /** Answers of the model. */
  readonly turns: number;
  readonly usage: Usage | null;
  /** Null: unknown. */
  readonly costUsd: number | null;
  readonly latencyMs: number;
  /** The document of JMESPath assertions, with the seed's names: response, turns, tool_calls, metadata. */
  readonly document: Json;
}
