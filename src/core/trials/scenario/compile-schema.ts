import { format, type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import { RE2JS } from "re2js";
import { isMap, type Json } from "../json.ts";
import { KEYWORDS } from "./json-schema-keywords.ts";

/** How patterns are handed to the validator, which would match them by backtracking: as formats of ours. */
const PATTERN_FORMAT = "re2:";

/** How every check of a schema begins that cannot be used. */
export const UNUSABLE = "the schema cannot be used";

/** Whether a value fits: null, or why it does not, in one sentence without a full stop. */
export type SchemaCheck = (value: Json) => string | null;

/**
 * Prepares a JSON Schema (draft 2020-12) for many values. What it says by patterns is matched by RE2, so that nothing that a model
 * writes takes more than linear time; where it is no schema after all, every value is told so (`UNUSABLE`).
 *
 * @param schema  As `checkJsonSchema` accepts it. It is copied: the validator writes into what it is given.
 */
export function compileSchema(schema: Json): SchemaCheck {
  const validator = attempt(() => new Validator(withFormats(schema) as Schema, "2020-12"));
  return (value) => {
    if (typeof validator === "string") return validator;
    const result = attempt(() => validator.validate(value));
    if (typeof result === "string") return result;
    return result.valid ? null : describe(result.errors);
  };
}

/** What a call returns, or why the schema cannot be used: the validator throws at references that lead nowhere or in a circle. */
function attempt<T>(call: () => T): T | string {
  try {
    return call();
  } catch (error) {
    if (error instanceof RangeError) return `${UNUSABLE}: it refers to itself without end`;
    return `${UNUSABLE}: ${(error as Error).message.split("\n", 1)[0]?.replace(/\.$/, "") ?? ""}`;
  }
}

/** A copy of a schema in which each pattern is a format; and `url`, whose own test backtracks, is `uri`. */
function withFormats(schema: Json): Json {
  if (!isMap(schema)) return copyData(schema);
  const { pattern, ...others } = schema;
  const copy = Object.fromEntries(Object.entries(others).map(([key, value]) => [key, copyKeyword(key, value)]));
  if (copy["format"] === "url") copy["format"] = "uri";
  if (typeof pattern !== "string") return copy;
  const all: readonly Json[] = Array.isArray(copy["allOf"]) ? (copy["allOf"] as readonly Json[]) : [];
  return { ...copy, allOf: [...all, { format: formatOf(pattern) }] };
}

function copyKeyword(key: string, value: Json): Json {
  const kind = KEYWORDS.get(key);
  if (Array.isArray(value)) return kind === "schemas" || kind === "schema" ? value.map(withFormats) : copyData(value);
  if (kind === "schema") return withFormats(value);
  if (kind !== "schemaMap" || !isMap(value)) return copyData(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withFormats(inner)]));
}

function copyData(value: Json): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** The format of a pattern. The validator knows formats by name alone, for all schemas: one name is one pattern for good. */
function formatOf(pattern: string): string {
  const name = `${PATTERN_FORMAT}${pattern}`;
  if (Object.hasOwn(format, name)) return name;
  // JSON Schema writes patterns as JavaScript does.
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  format[name] = (text) => compiled.matcher(text).find();
  return name;
}

/** What does not fit one of several choices may fit another, so it says nothing by itself. */
const IN_CHOICE = /\/(?:anyOf|oneOf|not|if)\//;

/** The innermost misfit: those around it only say that something inside of them does not fit. */
function describe(errors: readonly OutputUnit[]): string {
  const [first, ...rest] = errors.filter(({ keywordLocation }) => !IN_CHOICE.test(keywordLocation));
  if (first === undefined) return "it does not fit";
  const isDeeper = (one: OutputUnit, other: OutputUnit): boolean => one.instanceLocation.length >= other.instanceLocation.length;
  const { instanceLocation, error } = rest.reduce((deepest, each) => (isDeeper(each, deepest) ? each : deepest), first);
  const where = instanceLocation.replace(/^#\/?/, "").replaceAll("/", ".");
  const what = error.replace(`format "${PATTERN_FORMAT}`, 'pattern "').replace(/\.$/, "");
  return where === "" ? what : `\`${where}\`: ${what}`;
}
