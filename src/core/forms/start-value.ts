import { findStart } from "./field-hints.ts";
import type { FormSchema } from "./form-field.ts";

/** The colour that a new one starts from. */
const START_COLOUR = "#808080";

/**
 * The least value that a schema takes, to begin from: required parts only, texts empty until they are filled in.
 *
 * @param pattern  Where it will stand, e.g. `contract.size`.
 */
export function startValue(schema: FormSchema, pattern: string): unknown {
  if (schema.default !== undefined) return schema.default;
  const chosen = findStart(pattern);
  if (chosen !== undefined && schema.type === "object") return chosen;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.prefixItems !== undefined) return schema.prefixItems.map((item, index) => startValue(item, `${pattern}.${index}`));
  if (schema.type === "object") return startObject(schema, pattern);
  if (schema.type === "array") return startList(schema, pattern);
  if (schema.type === "boolean") return false;
  if (schema.type === "integer" || schema.type === "number") return Math.max(0, schema.minimum ?? 0);
  return isColour(schema) ? START_COLOUR : "";
}

/** Whether a text is a colour like `#d0733a`. */
export function isColour(schema: FormSchema): boolean {
  return schema.pattern?.startsWith("^#") === true;
}

function startObject(schema: FormSchema, pattern: string): unknown {
  const needed = Object.entries(schema.properties ?? {}).filter(([key]) => schema.required?.includes(key) === true);
  return Object.fromEntries(needed.map(([key, each]) => [key, startValue(each, `${pattern}.${key}`)]));
}

function startList(schema: FormSchema, pattern: string): unknown {
  const { items } = schema;
  if (typeof items !== "object" || (schema.minItems ?? 0) === 0) return [];
  // A list of words that needs one is started empty: an empty word would be a second mistake to undo.
  return items.type === "string" && !isColour(items) ? [] : [startValue(items, `${pattern}.*`)];
}
