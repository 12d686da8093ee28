import { isMap } from "../../forms/value-at.ts";
import type { Redactor } from "../privacy/redactor.ts";
import { reaches } from "../verdict/reaches.ts";
import type { AssertionOf, AssertionResult } from "./assertion.ts";
import { needsOf } from "./needs-of.ts";
import { type Outcome, resultOf, skipWithout } from "./results.ts";
import { showJson } from "./show.ts";
import type { TrialFacts } from "./trial-facts.ts";

/** What functions of the author's are called with. */
export interface CustomOptions {
  readonly functions: CustomFunctions;
  /** Takes secrets out of what they say before it is shortened. */
  readonly redactor: Redactor;
}

/** Functions of the author's by their `ref` (`file.ts#name`); called with the facts and the assertion's `config`. */
export type CustomFunctions = ReadonlyMap<string, (...args: readonly unknown[]) => unknown>;

/** Score from which on a bare number passes: the same as a trial's own threshold where none is written. */
const PASSING_SCORE = 0.8;

/**
 * Judges a trial by a function of the author's: `true` or `false`; a score from 0 to 1, which passes from 0.8 on; or
 * `{pass, score?, why?}`. It may be asynchronous. One that throws, or answers anything else, leaves the trial unjudged: that
 * says nothing about the model.
 */
export async function checkCustom(
  assertion: AssertionOf<"custom">,
  facts: TrialFacts,
  options: CustomOptions,
): Promise<AssertionResult> {
  const skip = skipWithout(needsOf(assertion), facts);
  return resultOf(assertion, skip ?? (await callFunction(assertion, facts, options)));
}

async function callFunction(
  { ref, config, not }: AssertionOf<"custom">,
  facts: TrialFacts,
  { functions, redactor }: CustomOptions,
): Promise<Outcome> {
  const judge = functions.get(ref);
  if (judge === undefined) return unknown(`the function \`${ref}\` was not loaded`);
  try {
    return readAnswer(await judge(facts, config), { ref, not });
  } catch (error) {
    // Whatever an author's function throws is said, and the other trials go on.
    return unknown(`\`${ref}\` threw ${showJson(redactor.text(messageOf(error)))}`);
  }
}

/** What was thrown, in words; to ask it for them may throw again. */
function messageOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error);
  } catch {
    return "something that is no text";
  }
}

function readAnswer(answer: unknown, { ref, not }: { readonly ref: string; readonly not: boolean }): Outcome {
  if (typeof answer === "boolean") return decide({ holds: answer, not, why: `\`${ref}\` says ${answer}` });
  if (isScore(answer))
    return decide({ holds: reaches(answer, PASSING_SCORE), score: answer, not, why: `\`${ref}\` gives ${answer}` });
  if (!isMap(answer) || typeof answer["pass"] !== "boolean")
    return unknown(`\`${ref}\` answered neither a boolean, a score nor \`{pass}\``);
  const { pass, score, why } = answer;
  if (score !== undefined && !isScore(score)) return unknown(`\`${ref}\` gave a score that is not from 0 to 1`);
  return decide({ holds: pass, score, not, why: typeof why === "string" ? why : `\`${ref}\` says ${pass}` });
}

function isScore(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

interface Answer {
  readonly holds: boolean;
  readonly score?: number | undefined;
  readonly not: boolean;
  readonly why: string;
}

function decide({ holds, score = holds ? 1 : 0, not, why }: Answer): Outcome {
  return { outcome: holds === not ? "fail" : "pass", score: not ? 1 - score : score, why, missing: [] };
}

function unknown(why: string): Outcome {
  return { outcome: "unknown", score: null, why, missing: [] };
}
