import { assert } from "../assert.ts";
import type { Control, FormSchema } from "./form-field.ts";
import { isColour } from "./start-value.ts";

/** Texts that may be longer than this are entered over several lines. */
const LONGEST_LINE = 1024;
/** Words that may be longer than this are entered one below the other. */
const LONGEST_WORD = 200;

/** How a value of this schema is entered. Fails for a shape that no control enters: no value is ever shown as raw JSON. */
export function chooseControl(schema: FormSchema, isOptional: boolean): Control {
  if (schema.type === "object") return chooseForObject(schema, isOptional);
  if (schema.type === "array") return chooseForList(schema);
  if (schema.enum !== undefined) return "choice";
  if (schema.type === "string") return chooseForText(schema);
  const { type } = schema;
  assert(type === "integer" || type === "number" || type === "boolean", `a control enters ${JSON.stringify(schema)}`);
  return type;
}

function chooseForObject(schema: FormSchema, isOptional: boolean): Control {
  if (schema.properties === undefined) {
    assert(typeof schema.additionalProperties === "object", "a map without named keys says what its values are");
    return "record";
  }
  assert(typeof schema.additionalProperties !== "object", "a map has named keys or keys of the author's choice, not both");
  return isOptional && schema.default === undefined ? "optionalGroup" : "group";
}

function chooseForList(schema: FormSchema): Control {
  if (schema.prefixItems !== undefined) return "tuple";
  const { items } = schema;
  assert(typeof items === "object", "a list says what its items are");
  if (items.enum !== undefined) return "choices";
  const isWord = items.type === "string" && !isColour(items) && (items.pattern !== undefined || isShort(items, LONGEST_WORD));
  return isWord ? "tagList" : "list";
}

function chooseForText(schema: FormSchema): Control {
  if (isColour(schema)) return "colour";
  if (schema.pattern?.startsWith("^[a-z0-9][a-z0-9_-]") === true) return "slug";
  // Addresses are long and yet one line.
  const isLine = schema.pattern !== undefined || schema.maxLength === 2048 || isShort(schema, LONGEST_LINE);
  return isLine ? "text" : "multiline";
}

function isShort(schema: FormSchema, longest: number): boolean {
  return schema.maxLength !== undefined && schema.maxLength <= longest;
}
