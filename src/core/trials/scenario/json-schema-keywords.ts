/** What stands under a keyword of JSON Schema (draft 2020-12, and what drafts before it wrote). */
export type KeywordKind =
  | "any"
  | "count"
  | "list"
  | "names"
  | "number"
  | "pattern"
  | "ref"
  | "schema"
  | "schemaMap"
  | "schemas"
  | "text"
  | "type";

const BY_KIND: Readonly<Record<KeywordKind, string>> = {
  any: "const default dependentRequired deprecated examples readOnly uniqueItems writeOnly",
  count: "maxContains maxItems maxLength maxProperties minContains minItems minLength minProperties",
  list: "enum",
  names: "required",
  number: "exclusiveMaximum exclusiveMinimum maximum minimum multipleOf",
  pattern: "pattern",
  ref: "$ref",
  schema:
    "additionalItems additionalProperties contains contentSchema else if items not propertyNames then unevaluatedItems unevaluatedProperties",
  schemaMap: "$defs definitions dependencies dependentSchemas patternProperties properties",
  schemas: "allOf anyOf oneOf prefixItems",
  text: "$anchor $comment $id $schema contentEncoding contentMediaType description format title",
  type: "type",
};

/** Every keyword of JSON Schema that is documented. Source: json-schema.org, draft 2020-12, core and validation. */
export const KEYWORDS: ReadonlyMap<string, KeywordKind> = new Map(
  Object.entries(BY_KIND).flatMap(([kind, words]) => words.split(" ").map((word) => [word, kind as KeywordKind])),
);
