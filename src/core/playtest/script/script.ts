import type { Problem } from "../../errors.ts";
import type { Place } from "../../errors.ts";
import type { Value, Values } from "../story/value.ts";

/** How a variable is compared in a script; the words are those of a scene's conditions. */
export const SCRIPT_OPERATORS = ["eq", "neq", "gt", "gte", "lt", "lte", "in", "not_in"] as const;

export type ScriptOperator = (typeof SCRIPT_OPERATORS)[number];

/** What a script says at one of its lines. */
export type ScriptStatement = { readonly place: Place } & (
  | { readonly kind: "node"; readonly node: string }
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "says"; readonly part: string }
  | { readonly kind: "option"; readonly name: string; readonly isDisabled: boolean }
  | { readonly kind: "assert"; readonly name: string; readonly op: ScriptOperator; readonly value: Value }
  | { readonly kind: "select"; readonly name: string }
  /** `ending` is null where any will do. */
  | { readonly kind: "end"; readonly ending: string | null }
  | { readonly kind: "outcome"; readonly outcome: string }
  | { readonly kind: "stop" }
);

/** One run of a script: how the story is opened, and what is done and expected on the way. */
export interface ScriptRun {
  /** As the script names it; `run 2` where it does not. */
  readonly name: string;
  /** Where the run begins. */
  readonly place: Place;
  /** Null: what the caller asks for. */
  readonly pov: string | null;
  readonly worldline: string | null;
  readonly seed: number | null;
  readonly variables: Values;
  /** Whether all that is said and offered must be expected. */
  readonly isStrict: boolean;
  readonly statements: readonly ScriptStatement[];
}

/** The runs of a script, or everything that is wrong with it, in order of place. */
export type ScriptReading =
  | { readonly kind: "script"; readonly runs: readonly ScriptRun[] }
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] };
