import type { Json } from "../json.ts";
import type { Place } from "../../errors.ts";
import type { ScriptTurn } from "../scenario/script-turn.ts";

export interface AssertionWeights {
  /** Its name in reports; its type and what it looks at where none is written. Unique in its scenario. */
  readonly name: string;
  /** Share in the score; 0: reported only. */
  readonly weight: number;
  /** Its failure is a hard failure. */
  readonly required: boolean;
  /** Whether it holds where the rest does not. */
  readonly not: boolean;
  readonly place: Place;
}

export const OPERATORS = ["eq", "ne", "gt", "gte", "lt", "lte", "contains", "regex", "exists"] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Criterion {
  readonly name: string;
  readonly description: string;
  readonly weight: number;
}

export interface JudgeAssertion {
  readonly type: "judge";
  readonly criteria: readonly Criterion[];
  /** Null: the scenario's, or that of `policies.trials.judge`. */
  readonly judgeAdapter: string | null;
  readonly judgeModel: string | null;
  /** Votes, 1 to 21 (3). */
  readonly k: number;
  /** Score that a vote must reach, 0 to 1 (0.8). */
  readonly threshold: number;
  /** Votes that must reach it; unparsable ones do not (more than half of k). */
  readonly quorum: number;
  readonly includeSystemPrompt: boolean;
  /** Takes the place of our instructions; null for ours. */
  readonly customPrompt: string | null;
  /** What a scripted judge says; empty for others. */
  readonly script: readonly ScriptTurn[];
}

/** One thing that a trial must show; every field that its author left out has its default. */
export type Assertion = AssertionWeights &
  (
    | { readonly type: "tool_called"; readonly tool: string }
    | {
        readonly type: "tool_args";
        readonly tool: string;
        readonly mode: "subset" | "exact";
        readonly value: Json;
        /** Which call is looked at: any of them, all of them, or one by its number from 0. */
        readonly which: "any" | "all" | number;
      }
    | { readonly type: "tool_sequence"; readonly mode: "exact" | "in_order" | "any_order"; readonly value: readonly string[] }
    | { readonly type: "tool_count"; readonly tool: string | null; readonly min: number | null; readonly max: number | null }
    | { readonly type: "output_contains"; readonly value: string; readonly ignoreCase: boolean }
    /** RE2 syntax: linear time. */
    | { readonly type: "regex"; readonly value: string }
    | { readonly type: "equals"; readonly value: Json }
    /** The output as JSON fits the schema. */
    | { readonly type: "json_schema"; readonly schema: Json }
    | { readonly type: "jmespath"; readonly expression: string; readonly operator: Operator; readonly value: Json }
    | { readonly type: "cost_limit"; readonly maxUsd: number }
    | { readonly type: "latency_limit"; readonly maxMs: number }
    | { readonly type: "turns_limit"; readonly max: number }
    | JudgeAssertion
    /** `file.ts#name`; gets the facts, returns a boolean, a score, or `{pass, score?, why?}`. */
    | { readonly type: "custom"; readonly ref: string; readonly config: Json }
  );

export type AssertionType = Assertion["type"];

/** An assertion of one type. */
export type AssertionOf<Type extends AssertionType> = Extract<Assertion, { readonly type: Type }>;

/** What a trace must have for an assertion to be judged by it. */
export const CAPABILITIES = ["content", "tool_args", "tool_results", "raw", "usage", "cost", "latency", "complete"] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** What came of one assertion. `unknown` is neither: e.g. a price that nobody knows, a judge that nobody could ask. */
export interface AssertionResult {
  readonly name: string;
  readonly type: AssertionType;
  readonly weight: number;
  readonly required: boolean;
  readonly outcome: "pass" | "fail" | "skipped" | "unknown";
  /** 0 to 1; null where it was skipped or is unknown. */
  readonly score: number | null;
  /** One sentence: what was looked at and what was there. Empty in metadata_only where it would say content. */
  readonly why: string;
  /** Capabilities that were missing, where it was skipped. */
  readonly missing: readonly Capability[];
}
