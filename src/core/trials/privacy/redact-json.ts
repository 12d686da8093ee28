import type { Json } from "../json.ts";
import { MARK } from "./mark.ts";
import { type KeyKind, kindOfKey } from "./secret-keys.ts";

/** Redacts a text. @param isId  It names a call or an answer: being random says nothing of it. */
export type RedactText = (text: string, isId: boolean) => string;

/**
 * How deep data is kept. Guess: no data of people nests so; a trace's line may nest 100 levels, and wraps data in ten.
 */
const MAX_DEPTH = 64;
const TOO_DEEP = "[nested too deep]";

/**
 * Redacts JSON data: every text in it, names of fields too, and all that stands in a field whose name says that it holds a
 * secret. What is no JSON (NaN, undefined) becomes null.
 *
 * @returns the very value where nothing was changed.
 */
export function redactJson(value: Json, redactText: RedactText): Json {
  return walk(value, { redactText, depth: 0, isSecret: false, isId: false });
}

interface Walk {
  readonly redactText: RedactText;
  readonly depth: number;
  /** Inside of a field whose name says that it holds a secret. */
  readonly isSecret: boolean;
  readonly isId: boolean;
}

function walk(value: Json | undefined, at: Walk): Json {
  if (typeof value === "string") return at.isSecret ? hide(value, at) : at.redactText(value, at.isId);
  if (typeof value === "number") return redactNumber(value, at);
  if (typeof value === "boolean" || value === null) return value;
  if (typeof value !== "object") return null;
  if (at.depth >= MAX_DEPTH) return TOO_DEEP;
  return isList(value) ? walkList(value, at) : walkMap(value, at);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** What is so short holds nothing, or stands for anything: `*` in the conditions of mocks. */
const MIN_HIDDEN_CHARS = 2;

function hide(text: string, { redactText, isId }: Walk): string {
  return text.length < MIN_HIDDEN_CHARS ? redactText(text, isId) : MARK;
}

function redactNumber(value: number, { isSecret }: Walk): Json {
  if (isSecret) return MARK;
  return Number.isFinite(value) ? value : null;
}

function walkList(list: readonly Json[], at: Walk): Json {
  const inner = { ...at, depth: at.depth + 1 };
  const redacted = list.map((item) => walk(item, inner));
  return redacted.every((item, index) => item === list[index]) ? list : redacted;
}

type JsonMap = { readonly [key: string]: Json };

/** A schema under `password` describes one; it holds none. */
function walkMap(map: JsonMap, at: Walk): Json {
  if (!at.isSecret || !isSchema(map)) return walkFields(map, at);
  const redacted = walkFields(map, { ...at, isSecret: false });
  return isSchema(redacted) ? redacted : walkFields(map, at);
}

function walkFields(map: JsonMap, at: Walk): JsonMap {
  const inner = { ...at, depth: at.depth + 1 };
  const names = redactNames(Object.keys(map), at);
  const hasName = (name: string): boolean => names.has(name);
  let changed = false;
  const entries = [...names].map(([name, key]): [string, Json] => {
    const kind = kindOfField([key, name], map, inner);
    const value = walkField(map[key], kind, { ...inner, isId: isIdKey(name, hasName) });
    if (name !== key || value !== map[key]) changed = true;
    return [name, value];
  });
  return changed ? Object.fromEntries(entries) : map;
}

/** No name of a field is a secret that is shorter than this, but the caller's own. */
const MIN_SECRET_NAME_CHARS = 20;

/** The names as they are written, each with the one that it had. Two names that become one would hide a field. */
function redactNames(keys: readonly string[], { redactText }: Walk): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const key of keys) {
    const name = redactText(key, key.length < MIN_SECRET_NAME_CHARS);
    let free = name;
    for (let count = 2; names.has(free); count += 1) free = `${name} ${count}`;
    names.set(free, key);
  }
  return names;
}

function walkField(value: Json | undefined, kind: KeyKind, at: Walk): Json {
  if (at.isSecret || kind === "secret") return walk(value, { ...at, isSecret: true });
  if (kind === "token" && typeof value === "string" && value.length >= MIN_TOKEN_CHARS) return MARK;
  return walk(value, at);
}

/** The same before and after redaction, so that a second one changes nothing. */
function kindOfField(names: readonly [key: string, name: string], map: JsonMap, { redactText }: Walk): KeyKind {
  const [key, name] = names;
  if (key === "value") return strongest(namesOfPair(map).flatMap((one) => [one, redactText(one, true)]));
  return name === key ? kindOfKey(key) : strongest(names);
}

function strongest(names: readonly string[]): KeyKind {
  const kinds = names.map(kindOfKey);
  return kinds.find((kind) => kind === "secret") ?? kinds.find((kind) => kind === "token") ?? "plain";
}

/** Lists of headers and of variables write `{name, value}`. */
function namesOfPair({ name, key }: JsonMap): readonly string[] {
  return [name, key].filter((one) => typeof one === "string");
}

/** Shorter tokens are pieces of words, as in a model's list of likely ones. */
const MIN_TOKEN_CHARS = 8;

const ID_KEYS: ReadonlySet<string> = new Set(["callId", "call_id", "tool_call_id", "tool_use_id", "previous_response_id"]);
/** What has one of these beside its `id` is a call, a message or an answer. */
const BESIDE_ID = ["function", "arguments", "input", "role", "object", "status"];

function isIdKey(name: string, hasName: (name: string) => boolean): boolean {
  return ID_KEYS.has(name) || (name === "id" && BESIDE_ID.some(hasName));
}

const SCHEMA_TYPES: ReadonlySet<unknown> = new Set(["string", "number", "integer", "boolean", "object", "array", "null"]);

function isSchema(map: JsonMap): boolean {
  const { type } = map;
  if (SCHEMA_TYPES.has(type) || (Array.isArray(type) && type.every((one) => SCHEMA_TYPES.has(one)))) return true;
  return ["$ref", "anyOf", "oneOf", "allOf", "enum", "const"].some((name) => Object.hasOwn(map, name));
}
