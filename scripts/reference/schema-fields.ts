import { z } from "zod";

/** One field of a record or payload, ready to be shown. */
export interface Field {
  /** E.g. `policies.checkpoints.<id>.concurrency`, `loras[].weight`. */
  readonly path: string;
  /** In words, e.g. `integer 1 to 64`. */
  readonly type: string;
  /** Canonical JSON; undefined when there is none. */
  readonly default: string | undefined;
  readonly isRequired: boolean;
  readonly description: string;
}

/** The part of JSON Schema that our schemas come out as. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  /** Kinds of a map, told apart by a key with one value each. */
  readonly oneOf?: readonly JsonSchema[];
  /** A shape that holds itself; there is one such shape. */
  readonly $ref?: string;
  readonly $defs?: unknown;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

/** Shapes that several records use and that are listed once, by the name of their section. */
export type SharedShapes = Readonly<Record<string, z.ZodType>>;

/**
 * Lists the fields of a schema depth first, in the order they are written.
 *
 * @param shared  Shapes to refer to by name instead of listing their fields again.
 * @throws TypeError for a field without a description: every setting and every event field is documented.
 */
export function listFields(schema: z.ZodType, shared: SharedShapes = {}): Field[] {
  const shapes = Object.entries(shared).map(([name, shape]) => ({ name, json: toJson(shape) }));
  const names = new Map(shapes.map(({ name, json }) => [fingerprint(json), name]));
  for (const { name, json } of shapes) if (JSON.stringify(json).includes(SELF)) names.set(REFERENCE, name);
  const root = toJson(schema);
  if (root.oneOf !== undefined) return root.oneOf.flatMap((kind) => listKind(kind, names));
  return walkObject(unwrap(root).inner, "", names);
}

/** Where the shape that holds itself does so, and under what its name is kept. */
const SELF = '"$ref":"#"';
const REFERENCE = "$ref";

/** One kind of a map: its name, then its other fields. */
function listKind(kind: JsonSchema, names: Names): Field[] {
  const [key, named] = Object.entries(kind.properties ?? {}).find(([, child]) => child.const !== undefined) ?? [];
  if (key === undefined || named?.description === undefined) throw new TypeError("each kind of a map says what it is");
  const name = String(named.const);
  const own = { path: `${key}: ${name}`, type: "", default: undefined, isRequired: false, description: named.description };
  const { [key]: _, ...rest } = kind.properties ?? {};
  return [own, ...walkObject({ ...kind, properties: rest }, `${name}.`, names)];
}

function toJson(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }) as JsonSchema;
}

/** What makes two shapes the same: their fields, whatever each use says about itself. */
function fingerprint(schema: JsonSchema): string {
  return JSON.stringify([schema.properties, schema.required, schema.oneOf]);
}

type Names = ReadonlyMap<string, string>;

function walkObject(schema: JsonSchema, prefix: string, names: Names): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const isRequired = schema.required?.includes(key) === true && child.default === undefined;
    return listField(child, { path: `${prefix}${key}`, isRequired, names });
  });
}

interface Context {
  readonly path: string;
  readonly isRequired: boolean;
  readonly names: Names;
}

function listField(schema: JsonSchema, { path, isRequired, names }: Context): Field[] {
  const description = schema.description;
  if (description === undefined) throw new TypeError(`\`${path}\` has no description; add \`.describe(…)\` to its schema`);
  const field: Field = { path, type: nameType(schema, names), default: showDefault(schema.default), isRequired, description };
  const { inner, suffix } = unwrap(schema);
  if (inner.properties === undefined || names.has(fingerprint(inner))) return [field];
  return [field, ...walkObject(inner, `${path}${suffix}.`, names)];
}

/** Looks through lists, records and `null` to the shape whose fields are worth listing. */
function unwrap(schema: JsonSchema): { inner: JsonSchema; suffix: string } {
  if (schema.items !== undefined) return stepInto(schema.items, "[]");
  if (isRecord(schema)) return stepInto(schema.additionalProperties, ".<key>");
  const options = (schema.anyOf ?? []).filter((option) => option.type !== "null");
  const maps = options.filter((option) => option.properties !== undefined);
  const [only, ...others] = options.length > 1 && maps.length === 1 ? maps : options;
  return only !== undefined && others.length === 0 ? unwrap(only) : { inner: schema, suffix: "" };
}

function stepInto(schema: JsonSchema, step: string): { inner: JsonSchema; suffix: string } {
  const { inner, suffix } = unwrap(schema);
  return { inner, suffix: `${step}${suffix}` };
}

function isRecord(schema: JsonSchema): schema is JsonSchema & { additionalProperties: JsonSchema } {
  return typeof schema.additionalProperties === "object";
}

function showDefault(value: unknown): string | undefined {
  const text = JSON.stringify(value);
  return text === undefined || text === "{}" ? undefined : text;
}

/** The type in words, e.g. `list of slug`, `one of a, b`, `integer 1 to 64 or null`. */
function nameType(schema: JsonSchema, names: Names): string {
  const isMap = schema.properties !== undefined || schema.oneOf !== undefined;
  const shared = names.get(schema.$ref === undefined ? fingerprint(schema) : REFERENCE);
  if ((isMap || schema.$ref !== undefined) && shared !== undefined) {
    return `[${shared}](#${shared.toLowerCase().replaceAll(" ", "-")})`;
  }
  if (schema.$ref !== undefined) return "the same again";
  if (schema.anyOf !== undefined) return schema.anyOf.map((option) => nameType(option, names)).join(" or ");
  if (schema.enum !== undefined) return `one of ${schema.enum.map((value) => `\`${value}\``).join(", ")}`;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.prefixItems !== undefined) return `(${schema.prefixItems.map((item) => nameType(item, names)).join(", ")})`;
  if (schema.items !== undefined) return `list of ${nameType(schema.items, names)}`;
  if (isRecord(schema)) return `map to ${nameType(schema.additionalProperties, names)}`;
  return nameSimpleType(schema);
}

/** Texts with a well-known pattern go by its name. */
const PATTERN_NAMES = new Map([
  ["^[a-z0-9][a-z0-9_-]{0,63}$", "slug"],
  ["^[a-z0-9][a-z0-9_-]{0,63}:[a-z0-9][a-z0-9_-]{0,63}$", "tag"],
  ["^#[0-9a-fA-F]{6}$", "colour"],
  ["^(sha256:)?[0-9a-f]{64}$", "digest"],
  ["^sha256:[0-9a-f]{64}$", "digest"],
]);

const TYPE_NAMES = new Map([
  ["string", "text"],
  ["boolean", "true or false"],
  ["object", "section"],
  ["null", "null"],
]);

function nameSimpleType(schema: JsonSchema): string {
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  const named = types.map((type) => {
    if (type === "string" && schema.pattern !== undefined) return PATTERN_NAMES.get(schema.pattern) ?? "text";
    return type === "integer" || type === "number" ? `${type}${nameRange(schema)}` : (TYPE_NAMES.get(type) ?? type);
  });
  return named.length === 0 ? "anything" : named.join(" or ");
}

function nameRange({ minimum, maximum }: JsonSchema): string {
  const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (isBounded) return minimum === undefined ? ` up to ${maximum}` : ` ${minimum} to ${maximum}`;
  return minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? "" : ` from ${minimum}`;
}
