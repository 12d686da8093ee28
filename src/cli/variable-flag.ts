import { TouchstoneError } from "../core/errors.ts";
import type { Value } from "../core/playtest/story/value.ts";
import type { CommandFlag, Typed } from "./command.ts";

/** A start value of a story's variable. */
export const VARIABLE_FLAG: CommandFlag = {
  name: "var",
  value: "NAME=VALUE",
  summary: 'A start value, e.g. hp=3, lamp=true, name=Mina; quotes make text of a number: name="7"',
  many: true,
};

/**
 * Start values as typed: what reads as JSON is that value, anything else is text.
 *
 * @throws TouchstoneError USAGE for what is no `NAME=VALUE`, or names a variable twice.
 */
export function readVariables(typed: Pick<Typed, "flags">): Readonly<Record<string, Value>> {
  const variables = new Map<string, Value>();
  for (const text of typed.flags(VARIABLE_FLAG.name)) {
    const place = text.indexOf("=");
    const name = text.slice(0, Math.max(0, place));
    if (name === "" || variables.has(name)) {
      const message = name === "" ? `\`${text}\` is no \`NAME=VALUE\`` : `the variable \`${name}\` is given twice`;
      throw new TouchstoneError("USAGE", message, { hint: "Write `--var hp=3 --var lamp=true`" });
    }
    variables.set(name, readValue(text.slice(place + 1)));
  }
  return Object.fromEntries(variables);
}

function readValue(text: string): Value {
  const value = parseJson(text);
  // No variable holds an object, so it is text that looks like one.
  if (value === undefined || (typeof value === "object" && value !== null && !Array.isArray(value))) return text;
  return value as Value;
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
