import { z } from "zod";

/** A JSON Schema (draft 2020-12), as far as this server reads it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
  readonly [keyword: string]: unknown;
}

const known = new WeakMap<z.ZodType, JsonSchema>();

/** What a caller may send for an input: defaults are optional. Computed once for each schema. */
export function inputSchemaOf(schema: z.ZodType): JsonSchema {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, { io: "input", target: "draft-2020-12" });
  known.set(schema, made as JsonSchema);
  return made as JsonSchema;
}
