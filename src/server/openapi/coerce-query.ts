import type { z } from "zod";
import { inputSchemaOf, type JsonSchema } from "./json-schema.ts";

/**
 * Reads the text of query and path parameters as what the input's schema asks for: whole and other numbers, booleans, and
 * lists by repetition. What does not fit stays text, so that the verb's own validation names it.
 *
 * @param given  e.g. `{ limit: ["50"], state: ["queued"] }`.
 * @returns e.g. `{ limit: 50, state: "queued" }`.
 */
export function coerceQuery(schema: z.ZodType, given: Readonly<Record<string, readonly string[]>>): Record<string, unknown> {
  const properties = inputSchemaOf(schema).properties ?? {};
  const fields = Object.entries(given).map(([name, texts]) => {
    const wanted = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return [name, coerce(wanted, texts)] as const;
  });
  // Not by assignment: `__proto__` is a name like any other here, and is refused as unknown.
  return Object.fromEntries(fields);
}

function coerce(schema: JsonSchema | undefined, texts: readonly string[]): unknown {
  const list = alternativesOf(schema).find((each) => typesOf(each).includes("array"));
  if (list !== undefined) return texts.map((text) => coerceText(list.items, text));
  return texts.length === 1 ? coerceText(schema, texts[0] ?? "") : texts;
}

function coerceText(schema: JsonSchema | undefined, text: string): unknown {
  const types = alternativesOf(schema).flatMap(typesOf);
  if (types.includes("string")) return text;
  if (types.includes("boolean") && (text === "true" || text === "false")) return text === "true";
  if (types.includes("integer") && /^-?\d+$/.test(text)) return Number(text);
  if (types.includes("number") && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return Number(text);
  return text;
}

function alternativesOf(schema: JsonSchema | undefined): readonly JsonSchema[] {
  if (schema === undefined) return [];
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(alternativesOf);
}

function typesOf({ type }: JsonSchema): readonly string[] {
  return type === undefined ? [] : [type].flat();
}
