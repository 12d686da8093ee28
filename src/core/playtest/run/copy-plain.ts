import { TouchstoneError } from "../../errors.ts";

/** Deepest nesting of what a caller gives along. Guess: far above what people write; it also ends what holds itself. */
const MAX_DEPTH = 64;

/**
 * A deep copy of plain JSON data. Members that are undefined are left out, as JSON does.
 *
 * Codes: INPUT_INVALID for what JSON cannot say (functions, dates, NaN, halves of surrogate pairs, what holds itself).
 *
 * @param name  What it is called in the message, e.g. `metadata`.
 */
export function copyPlain<T>(value: T, name: string): T {
  return copyPart(value, { name, depth: 0 }) as T;
}

interface At {
  readonly name: string;
  readonly depth: number;
}

function copyPart(value: unknown, at: At): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "string" && value.isWellFormed()) return value;
  if (typeof value !== "object" || at.depth >= MAX_DEPTH) throw notPlain(value, at);
  const inner = (key: string | number): At => ({ name: `${at.name}.${key}`, depth: at.depth + 1 });
  if (Array.isArray(value)) return value.map((item: unknown, index) => copyPart(item, inner(index)));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw notPlain(value, at);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  // Readers of JSON disagree on what it is.
  if (Object.hasOwn(value, "__proto__")) throw notPlain(value, inner("__proto__"));
  return Object.fromEntries(entries.map(([key, member]) => [copyPart(key, at), copyPart(member, inner(key))]));
}

function notPlain(value: unknown, { name, depth }: At): TouchstoneError {
  const what = depth >= MAX_DEPTH ? `nests deeper than ${MAX_DEPTH} levels` : `is ${describe(value)}`;
  return new TouchstoneError("INPUT_INVALID", `\`${name.toWellFormed()}\` ${what}, which JSON cannot say`, {
    hint: "Give text, finite numbers, `true`, `false`, null, lists and plain objects",
  });
}

function describe(value: unknown): string {
  if (typeof value === "number") return `\`${value}\``;
  if (typeof value === "string") return "a text with half of a surrogate pair";
  return typeof value === "object" ? "an object of another kind" : `of type ${typeof value}`;
}
