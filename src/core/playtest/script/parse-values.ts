import { suggest } from "../../authored/nearest.ts";
import { quoteForMessage } from "../../authored/quote.ts";
import type { Value } from "../story/value.ts";
import { SCRIPT_OPERATORS, type ScriptOperator } from "./script.ts";

const SIGNS: Readonly<Record<string, ScriptOperator>> = {
  "=": "eq",
  "==": "eq",
  "!=": "neq",
  ">": "gt",
  ">=": "gte",
  "<": "lt",
  "<=": "lte",
};

/** `NAME = VALUE`; a text is what is wrong. */
export function parseGiven(rest: string): { readonly name: string; readonly value: Value } | string {
  const sign = rest.indexOf("=");
  const [name, text] = [rest.slice(0, Math.max(0, sign)).trim(), rest.slice(sign + 1).trim()];
  if (name === "" || text === "") return `\`${quoteForMessage(rest)}\` gives no variable a value`;
  const value = parseValue(text);
  return value === undefined ? notAValue(text) : { name, value };
}

/** `NAME OP VALUE`, blanks around the operator; a text is what is wrong. */
export function parseComparison(
  rest: string,
): { readonly name: string; readonly op: ScriptOperator; readonly value: Value } | string {
  const [, name, sign, text] = /^(\S+)\s+(\S+)\s+(.+)$/.exec(rest) ?? [];
  if (name === undefined || sign === undefined || text === undefined) return `\`${quoteForMessage(rest)}\` compares nothing`;
  const op = SIGNS[sign] ?? SCRIPT_OPERATORS.find((each) => each === sign);
  if (op === undefined)
    return `\`${quoteForMessage(sign)}\` is no comparison${suggest(sign, [...Object.keys(SIGNS), ...SCRIPT_OPERATORS])}`;
  const value = parseValue(text);
  if (value === undefined) return notAValue(text);
  return { name, op, value };
}

/** JSON, or text without quotes; undefined for what looks like JSON and is not a value of a variable. */
function parseValue(text: string): Value | undefined {
  const isBare = !/^[[{"\d-]/.test(text) && text !== "true" && text !== "false" && text !== "null";
  if (isBare) return text;
  const value = parseJson(text);
  if (Array.isArray(value)) return value.every(isScalar) ? value : undefined;
  return isScalar(value) ? value : undefined;
}

function isScalar(value: unknown): value is boolean | number | string | null {
  return value === null || ["boolean", "number", "string"].includes(typeof value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is no JSON is reported as no value, with the line.
    return undefined;
  }
}

function notAValue(text: string): string {
  return `\`${quoteForMessage(text)}\` is no value: a number, \`true\`, \`false\`, \`null\`, text, or a list of those`;
}
