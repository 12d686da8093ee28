import { assert } from "../assert.ts";
import type { Path } from "../authored/source-tree.ts";
import { buildField, type FormInput } from "./build-field.ts";
import type { FormField, FormSchema } from "./form-field.ts";
import { layOut, type FormSection } from "./lay-out.ts";
import { valueAt } from "./value-at.ts";

/** A record as a form: everything that its schema lets an author write, in sections. */
export interface Form {
  readonly input: FormInput;
  /** All fields, in the schema's order. */
  readonly fields: readonly FormField[];
  readonly sections: readonly FormSection[];
}

/** Makes the form of a record. Pure and quick enough for every keystroke. */
export function buildForm(input: FormInput): Form {
  const { fields } = buildFieldAt(input, []);
  return { input, fields, sections: layOut(input.kind, fields) };
}

/**
 * Makes the field of one part of a record, without the rest: one tag of a catalogue with hundreds.
 *
 * @param path  E.g. `["tags", 3]`.
 */
export function buildFieldAt(input: FormInput, path: Path): FormField {
  let schema = input.schema;
  const pattern: string[] = [];
  for (const step of path) {
    const inner: FormSchema | undefined = schemaBelow(schema, step);
    assert(inner !== undefined, `the schema has a place for \`${String(step)}\``);
    const isNamed = schema.properties !== undefined || schema.prefixItems !== undefined;
    pattern.push(isNamed ? String(step) : "*");
    schema = inner;
  }
  const value = valueAt(input.value, path);
  return buildField(input, { schema, path, pattern: pattern.join("."), value, required: true, resetPath: path, beside: {} });
}

function schemaBelow(schema: FormSchema, step: string | number): FormSchema | undefined {
  if (typeof step === "string" && schema.properties !== undefined) return schema.properties[step];
  if (typeof step === "number" && schema.prefixItems !== undefined) return schema.prefixItems[step];
  const inner = typeof step === "number" ? schema.items : schema.additionalProperties;
  return typeof inner === "object" ? inner : undefined;
}
