import type { FailedCondition } from "../playtest/story/moment.ts";
import { valueWords } from "./value-words.ts";

type Tested = Extract<FailedCondition, { kind: "condition" }>;

/** What each comparison asks for, after the variable's name. */
const DEMANDS: Readonly<Record<string, (wanted: string) => string>> = {
  eq: (wanted) => `must be ${wanted}`,
  neq: (wanted) => `must not be ${wanted}`,
  gt: (wanted) => `must be over ${wanted}`,
  gte: (wanted) => `must be at least ${wanted}`,
  lt: (wanted) => `must be under ${wanted}`,
  lte: (wanted) => `must be at most ${wanted}`,
  in: (wanted) => `must be one of ${wanted}`,
  not_in: (wanted) => `must be none of ${wanted}`,
  exists: () => "must be set",
  not_exists: () => "must not be set",
};

/**
 * Why a choice was refused, as one part of a sentence with names in backticks, e.g. "`lamp` must be true, it is false".
 * Source: SPEC.md TV4.
 */
export function failedWords(failed: FailedCondition): string {
  switch (failed.kind) {
    case "condition":
      return conditionWords(failed);
    case "hidden_condition":
      return "its condition did not hold; which part of it, the story does not tell";
    case "once":
      return "it was taken before, and it is offered once";
    case "pov":
      return `only ${failed.visibleTo.map(quoted).join(", ")} is offered it`;
  }
}

function conditionWords({ key, op, value, actual }: Tested): string {
  const demand = DEMANDS[op]?.(valueWords(value)) ?? `must be \`${op}\` ${valueWords(value)}`;
  return `${quoted(key)} ${demand}, it is ${valueWords(actual)}`;
}

function quoted(name: string): string {
  return `\`${name}\``;
}
