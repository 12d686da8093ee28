import { RE2JS } from "re2js";
import { type Problem, TouchstoneError } from "../../errors.ts";
import type { Json } from "../json.ts";
import { MARK } from "./mark.ts";
import { redactJson, type RedactText } from "./redact-json.ts";
import type { Redactor } from "./redactor.ts";
import { redactForms } from "./secret-patterns.ts";
import { variantsOf } from "./secret-variants.ts";
import { withoutEscapes } from "./without-escapes.ts";

/** What is to be taken out besides what every redactor knows. */
export interface RedactorOptions {
  /** RE2 patterns of the project's (`policies.trials.redact`). */
  readonly patterns: readonly string[];
  /** Known secrets, e.g. the providers' keys. Those of under 8 characters are words, such as `ollama`. */
  readonly secrets: readonly string[];
}

const MIN_SECRET_CHARS = 8;
/** `pwd=abcdef` is the shortest form, and the shortest key that could be a field's name has twice as many. */
const MIN_FORM_CHARS = 10;
const MIN_NAME_CHARS = 20;
/** What was redacted can show something new to find: as often as this, and no text is known that needs three. */
const MAX_PASSES = 16;

/**
 * Creates a redactor: fields whose names say that they hold secrets, known secrets in the forms that they are written in,
 * forms that keys have, random tokens, and the project's own patterns; in texts, and in JSON inside of texts. Half characters
 * become whole ones, so that all of it can be written.
 *
 * Codes: INPUT_INVALID, with a problem for each pattern that is none or matches the empty text.
 *
 * Source: architecture, Safety; SPEC.md PV1-PV10.
 */
export function createRedactor({ patterns, secrets }: RedactorOptions): Redactor {
  const own = compileAll(patterns);
  const known = secrets.filter((secret) => secret.length >= MIN_SECRET_CHARS).flatMap(variantsOf);
  const steps = [
    ...own.map((pattern) => (piece: string) => replaceMatches(piece, pattern)),
    ...known.map((secret) => (piece: string) => piece.replaceAll(secret, MARK)),
  ];
  const redactOnce: RedactText = (text, isId) => {
    const structured = redactInside(text, redactText);
    const forms = (piece: string): string => redactForms(piece, isId);
    const search = (piece: string): string => [...steps, forms].reduce(redactAround, piece);
    const found = search(structured);
    const plain = withoutEscapes(found);
    const shown = plain === found ? found : search(plain);
    return shown === plain ? found : shown;
  };
  const isPlain = own.length + known.length === 0;
  const redactText = remember((text, isId) => {
    // Most texts are names and words; nothing but the caller's own secrets is so short.
    if (isPlain && text.length < (isId ? MIN_NAME_CHARS : MIN_FORM_CHARS) && text.isWellFormed()) return text;
    let now = text.toWellFormed();
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      const next = redactOnce(now, isId);
      if (next === now) break;
      now = next;
    }
    return now;
  });
  return {
    json: (value) => redactJson(value, redactText),
    text: (value) => redactText(value, false),
  };
}

/** What was redacted before is left alone, or a pattern that finds something in the mark would never end. */
function redactAround(text: string, redactPiece: (piece: string) => string): string {
  return text.includes(MARK) ? text.split(MARK).map(redactPiece).join(MARK) : redactPiece(text);
}

/** A text that is JSON is redacted as data; it is written anew only where something was found. */
function redactInside(text: string, redactText: RedactText): string {
  const value = parseJson(text);
  if (value === undefined) return text;
  const redacted = redactJson(value, redactText);
  return redacted === value ? text : JSON.stringify(redacted);
}

function parseJson(text: string): Json | undefined {
  if (!/^\s*[{["]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Not JSON is an outcome here: the text is looked through as it is.
    return undefined;
  }
}

/** Texts that are worth remembering: prompts come again with every trial. Guesses, for a megabyte or two at most. */
const REMEMBERED_CHARS = { min: 100, max: 20_000 };
const MAX_REMEMBERED = 64;

function remember(redactText: RedactText): RedactText {
  const known = new Map<string, string>();
  return (text, isId) => {
    if (isId || text.length < REMEMBERED_CHARS.min || text.length > REMEMBERED_CHARS.max) return redactText(text, isId);
    const before = known.get(text);
    if (before !== undefined) return before;
    const redacted = redactText(text, isId);
    if (known.size === MAX_REMEMBERED) known.clear();
    known.set(text, redacted);
    return redacted;
  };
}

function compileAll(patterns: readonly string[]): readonly RE2JS[] {
  const problems: Problem[] = [];
  const compiled = patterns.flatMap((pattern) => {
    const result = compile(pattern);
    if (typeof result !== "string") return [result];
    problems.push({ code: "INPUT_INVALID", message: `\`${pattern}\` ${result}`, hint: HINT });
    return [];
  });
  const [first] = problems;
  if (first !== undefined) throw new TouchstoneError("INPUT_INVALID", first.message, { hint: HINT, problems });
  return compiled;
}

const HINT = "Write patterns of RE2 in `policies.trials.redact`, without back-references and look-around";

/** The pattern, or what is wrong with it. */
function compile(pattern: string): RE2JS | string {
  try {
    const compiled = RE2JS.compile(pattern);
    return compiled.matcher("").find() ? "matches the empty text, so it would match everywhere" : compiled;
  } catch (error) {
    return `is no pattern: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function replaceMatches(text: string, pattern: RE2JS): string {
  const matcher = pattern.matcher(text);
  let redacted = "";
  let end = 0;
  while (matcher.find()) {
    if (matcher.end() === matcher.start()) continue;
    redacted += text.slice(end, matcher.start()) + MARK;
    end = matcher.end();
  }
  return end === 0 ? text : redacted + text.slice(end);
}
