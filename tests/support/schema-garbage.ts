import * as fc from "fast-check";
import { requestFor, type ApiRequest } from "../../src/core/api/request.ts";
import { ROUTES } from "../../src/core/api/routes.ts";
import type { VerbName } from "../../src/server/api.ts";
import { inputSchemaOf, type JsonSchema } from "../../src/server/openapi/json-schema.ts";
import { VERBS } from "../../src/server/verb-table.ts";

/** Ids that exist in the project under test, so that some garbage gets past the first look-up, e.g. `{ spec: ["ember"] }`. */
export type KnownIds = Readonly<Record<string, readonly string[]>>;

/** An input for a verb: right, nearly right, or broken. */
export interface GarbageInput {
  readonly verb: VerbName;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Inputs for any served verb. */
export function garbageForVerbs(known: KnownIds, names = Object.keys(VERBS) as VerbName[]): fc.Arbitrary<GarbageInput> {
  return fc.oneof(...names.map((verb) => fc.record({ verb: fc.constant(verb), input: garbageInput(verb, known) })));
}

function garbageInput(verb: VerbName, known: KnownIds): fc.Arbitrary<Record<string, unknown>> {
  const inPath = [...ROUTES[verb].path.matchAll(/\{(\w+)\}/g)].map(([, field = ""]) => field);
  return garbageObject(inputSchemaOf(VERBS[verb].input), known).map((input) => {
    // A field of the path is always there: without it, there would be no address.
    return { ...Object.fromEntries(inPath.map((field) => [field, "x"])), ...input };
  });
}

/** The request for such an input, as far as HTTP can carry it: what goes into the address becomes text. */
export function garbageRequest({ verb, input }: GarbageInput): ApiRequest {
  const route = ROUTES[verb];
  const fields = Object.entries(input).map(([name, value]) => {
    const inAddress = route.method === "GET" || route.path.includes(`{${name}}`);
    return inAddress ? ([name.toWellFormed(), asText(value)] as const) : ([name, value] as const);
  });
  return requestFor(route, Object.fromEntries(fields));
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (Array.isArray(item) ? JSON.stringify(item) : asText(item)));
  // An address has no lone surrogates.
  return typeof value === "string" ? value.toWellFormed() : JSON.stringify(value);
}

/** Values that a schema nearly accepts: mostly right, with some field wrong, missing or too many. */
export function garbageOf(schema: JsonSchema, known: KnownIds = {}): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: fittingOf(schema, known) }, { weight: 3, arbitrary: BROKEN });
}

function garbageObject(schema: JsonSchema, known: KnownIds): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const ids = known[name] ?? [];
    const value = ids.length === 0 ? garbageOf(field, known) : fc.oneof(idsFor(field, ids), garbageOf(field, known));
    return [name, value] as const;
  });
  const whole = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  const complete = fc.record(Object.fromEntries(fields));
  const extra = fc.dictionary(fc.oneof(fc.constantFrom(...PROTOTYPE_KEYS), TEXT), BROKEN, { maxKeys: 2 });
  const crowded = fc.tuple(whole, extra).map(([own, others]): Record<string, unknown> => {
    const merged = Object.entries(own).concat(Object.entries(others));
    return Object.fromEntries(merged);
  });
  return fc.oneof({ weight: 5, arbitrary: complete }, { weight: 3, arbitrary: whole }, { weight: 2, arbitrary: crowded });
}

function idsFor({ type }: JsonSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const id = fc.constantFrom(...ids);
  return type === "array" ? fc.array(id, { minLength: 1, maxLength: 3 }) : id;
}

/** Values of the right type, within and just outside of the limits. */
function fittingOf(schema: JsonSchema, known: KnownIds): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const alternatives = schema.anyOf ?? [];
  if (alternatives.length > 0) return fc.oneof(...alternatives.map((each) => garbageOf(each, known)));
  const make = typeof schema.type === "string" ? FITTING[schema.type] : undefined;
  return make === undefined ? BROKEN : make(schema, known);
}

const FITTING: Readonly<Record<string, (schema: JsonSchema, known: KnownIds) => fc.Arbitrary<unknown>>> = {
  object: garbageObject,
  array: ({ items = {} }, known) => fc.array(garbageOf(items, known), { maxLength: 4 }),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  string: () => TEXT,
  integer: (schema) => fc.oneof(fc.integer({ min: -1, max: 100 }), edgesOf(schema)),
  number: (schema) => fc.oneof(fc.double({ noNaN: true }), edgesOf(schema)),
};

function edgesOf({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: JsonSchema): fc.Arbitrary<number> {
  const [low, high] = [Number(minimum), Number(maximum)];
  return fc.constantFrom(low - 1, low, low + 0.5, high, high + 1);
}

const PROTOTYPE_KEYS = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"] as const;

/** Text that something on the way may trip over. */
const TEXT: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "",
    " ",
    ".",
    "..",
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
    "C:\\windows\\win.ini",
    "\u0000",
    "a\u0000b",
    "a\r\nSet-Cookie: x=1",
    "\u202etxt.exe",
    "\ud800",
    "%",
    "%00",
    "%zz",
    "'; DROP TABLE event; --",
    "<script>alert(1)</script>",
    "${7*7}",
    "(a+)+$",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
    "NaN",
    "null",
    "undefined",
    "true",
    "1e999",
    "-0",
    "९",
    "İ",
    "ﬁ",
    "💥".repeat(50),
    "x".repeat(5_000),
    ...PROTOTYPE_KEYS,
  ),
);

/** Nested so deep that walking it by recursion would be felt. */
const DEEP: fc.Arbitrary<unknown> = fc.constantFrom(10, 63, 64, 65, 500).chain((levels) =>
  fc.boolean().map((asList) => {
    let value: unknown = 1;
    for (let level = 0; level < levels; level += 1) value = asList ? [value] : { a: value };
    return value;
  }),
);

/** Values of no type in particular; all of them can be JSON. */
const BROKEN: fc.Arbitrary<unknown> = fc.oneof(
  TEXT,
  DEEP,
  fc.constantFrom(null, true, false, 0, -0, -1, 0.1, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324, [], {}, [[]], [null]),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(...PROTOTYPE_KEYS).map((key) => JSON.parse(`{"${key}":{"polluted":true}}`) as unknown),
  fc.constant(null).map(() => Array.from({ length: 300 }, (_, index) => index)),
);
