import { suggest } from "../../authored/nearest.ts";
import { quoteForMessage } from "../../authored/quote.ts";
import type { Place, Problem } from "../../errors.ts";
import { parseComparison, parseGiven } from "./parse-values.ts";
import type { ScriptStatement } from "./script.ts";
import type { Value } from "../story/value.ts";

/** How a run is opened. */
export type ScriptSetting =
  | { readonly kind: "run"; readonly name: string }
  | { readonly kind: "pov"; readonly id: string }
  | { readonly kind: "worldline"; readonly id: string }
  | { readonly kind: "seed"; readonly seed: number }
  | { readonly kind: "set"; readonly name: string; readonly value: Value }
  | { readonly kind: "strict" };

/** One line of a script that is neither empty nor a comment. */
export type ParsedLine = { readonly place: Place } & (
  | { readonly kind: "setting"; readonly setting: ScriptSetting }
  | { readonly kind: "statement"; readonly statement: ScriptStatement }
  | { readonly kind: "separator" }
  | { readonly kind: "problem"; readonly problem: Problem }
);

type WithoutPlace<T> = T extends unknown ? Omit<T, "place"> : never;
type Bare = WithoutPlace<ScriptStatement>;

/** What a keyword makes of the text behind its colon; a text is what is wrong with it. */
interface Keyword {
  /** Whether something must, may or cannot follow. */
  readonly rest: "needed" | "optional" | "none";
  /** How it is written, for hints. */
  readonly form: string;
  readonly setting?: (rest: string) => ScriptSetting | string;
  readonly statement?: (rest: string) => Bare | string;
}

const DISABLED = "[disabled]";

const OUTCOMES = ["ended", "dead_end", "loop", "budget", "error"];

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  run: { rest: "needed", form: "run: NAME", setting: (name) => ({ kind: "run", name }) },
  pov: { rest: "needed", form: "pov: ID", setting: (id) => ({ kind: "pov", id }) },
  worldline: { rest: "needed", form: "worldline: ID", setting: (id) => ({ kind: "worldline", id }) },
  seed: { rest: "needed", form: "seed: 3", setting: parseSeed },
  set: { rest: "needed", form: "set: VARIABLE = VALUE", setting: parseSet },
  strict: { rest: "none", form: "strict", setting: () => ({ kind: "strict" }) },
  node: { rest: "needed", form: "node: ID", statement: (node) => ({ kind: "node", node }) },
  line: { rest: "needed", form: "line: TEXT", statement: (text) => ({ kind: "line", text }) },
  says: { rest: "needed", form: "says: PART OF A LINE", statement: (part) => ({ kind: "says", part }) },
  option: { rest: "needed", form: "option: CHOICE [disabled]", statement: parseOption },
  assert: { rest: "needed", form: "assert: VARIABLE >= VALUE", statement: parseAssert },
  select: { rest: "needed", form: "select: CHOICE", statement: (name) => ({ kind: "select", name }) },
  end: { rest: "optional", form: "end: ENDING", statement: (rest) => ({ kind: "end", ending: rest === "" ? null : rest }) },
  outcome: { rest: "needed", form: "outcome: dead_end", statement: parseOutcome },
  stop: { rest: "none", form: "stop", statement: () => ({ kind: "stop" }) },
};

/** Reads one line. @param content  Without blanks at its ends; neither empty nor a comment. */
export function parseStatement(content: string, place: Place): ParsedLine {
  if (/^-{3,}$/.test(content)) return { kind: "separator", place };
  const [word, rest] = splitAtColon(content);
  const keyword = Object.hasOwn(KEYWORDS, word) ? KEYWORDS[word] : undefined;
  if (keyword === undefined) {
    return problem(place, `\`${quoteForMessage(word)}\` is no statement${suggest(word, Object.keys(KEYWORDS))}`, allForms());
  }
  const complaint = complainOfRest(word, keyword, rest);
  const made = complaint ?? keyword.setting?.(rest ?? "") ?? keyword.statement?.(rest ?? "") ?? "";
  if (typeof made === "string") return problem(place, made, `Write \`${keyword.form}\``);
  if (isSetting(made)) return { kind: "setting", place, setting: made };
  // The spread loses which of the forms it is; each came from the table as one of them.
  return { kind: "statement", place, statement: { ...made, place } as ScriptStatement };
}

/** The word before the colon, and what follows; null where there is no colon. */
function splitAtColon(content: string): [word: string, rest: string | null] {
  const colon = content.indexOf(":");
  return colon === -1 ? [content, null] : [content.slice(0, colon).trim(), content.slice(colon + 1).trim()];
}

function complainOfRest(word: string, keyword: Keyword, rest: string | null): string | null {
  if (keyword.rest === "needed" && (rest ?? "") === "") return `\`${word}\` says nothing`;
  return keyword.rest === "none" && rest !== null ? `nothing stands behind \`${word}\`` : null;
}

function isSetting(made: ScriptSetting | Bare): made is ScriptSetting {
  return ["run", "pov", "worldline", "seed", "set", "strict"].includes(made.kind);
}

function problem(place: Place, message: string, hint: string): ParsedLine {
  return { kind: "problem", place, problem: { code: "INPUT_INVALID", message, place, hint } };
}

function allForms(): string {
  return `Use one of ${Object.keys(KEYWORDS)
    .map((word) => `\`${word}\``)
    .join(", ")}`;
}

function parseSeed(rest: string): ScriptSetting | string {
  const seed = Number(rest);
  if (/^-?\d+$/.test(rest) && Number.isSafeInteger(seed)) return { kind: "seed", seed };
  return `the seed \`${quoteForMessage(rest)}\` is no whole number`;
}

function parseSet(rest: string): ScriptSetting | string {
  const given = parseGiven(rest);
  return typeof given === "string" ? given : { kind: "set", ...given };
}

function parseOption(rest: string): Bare | string {
  const isDisabled = rest.endsWith(DISABLED);
  const name = isDisabled ? rest.slice(0, -DISABLED.length).trimEnd() : rest;
  return name === "" ? "`option` names no choice" : { kind: "option", name, isDisabled };
}

function parseAssert(rest: string): Bare | string {
  const comparison = parseComparison(rest);
  return typeof comparison === "string" ? comparison : { kind: "assert", ...comparison };
}

function parseOutcome(rest: string): Bare | string {
  if (OUTCOMES.includes(rest)) return { kind: "outcome", outcome: rest };
  return `\`${quoteForMessage(rest)}\` is no outcome${suggest(rest, OUTCOMES)}`;
}
