import type { IncomingHttpHeaders } from "node:http";
import type { Json, JsonMap } from "../../../src/core/trials/json.ts";

/** What the model says at one turn, whatever the format. */
export interface ServerTurn {
  readonly text?: string;
  /** `raw`: arguments written as this text, e.g. no JSON; in the Anthropic format, whose arguments are data, it is one text. */
  readonly calls?: readonly { readonly name: string; readonly arguments?: Json; readonly raw?: string }[];
  /** Thoughts that the server demands back unchanged (reasoning items, thinking blocks). */
  readonly thinks?: boolean;
  /** Cut off by the token limit. */
  readonly isCut?: boolean;
  /** The model does not want to. */
  readonly isRefusal?: boolean;
  /** As `Usage` counts: `input` holds the tokens of the cache. False: the server says nothing of tokens. */
  readonly usage?: false | ServerUsage;
}

export interface ServerUsage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly reasoning?: number;
}

/** Tokens of turns that name none. */
export const USUAL: ServerUsage = { input: 100, output: 20 };

/** One of the formats, from the server's side. */
export interface ServerFormat {
  /** Path of `baseUrl`. */
  readonly base: string;
  readonly path: string;
  keyIn(headers: IncomingHttpHeaders): string | undefined;
  /** @throws Complaint for a request that the real server would refuse, or one that lost a thought of ours. */
  check(
    body: JsonMap,
    by: { readonly script: readonly ServerTurn[]; readonly headers: IncomingHttpHeaders; readonly isPlain: boolean },
  ): void;
  /** How many answers of the model the request holds. */
  turnIn(body: JsonMap): number;
  /** Tool that the request forces. */
  forcedIn(body: JsonMap): string | null;
  answer(turn: ServerTurn, at: { readonly index: number; readonly model: Json }): Json;
  error(message: string, code: string, param: string | null): Json;
}

/** What is wrong with a request. */
export class Complaint extends Error {
  /** Field that it is about, where it is about one. */
  readonly param: string | null;

  constructor(message: string, param: string | null = null) {
    super(message);
    this.param = param;
  }
}

/** @throws Complaint unless it holds. */
export function demand(holds: boolean, message: string, param: string | null = null): asserts holds {
  if (!holds) throw new Complaint(message, param);
}

/** @throws Complaint for a field that the format does not know, as the real servers do. */
export function demandKnown(body: JsonMap, known: string): void {
  const names = new Set(known.split(" "));
  for (const name of Object.keys(body)) demand(names.has(name), `Unknown parameter: '${name}'.`, name);
}

export function asMap(value: Json | undefined, what: string): JsonMap {
  demand(typeof value === "object" && value !== null && !Array.isArray(value), `${what} is no object`);
  return value as JsonMap;
}

export function asList(value: Json | undefined, what: string): readonly Json[] {
  demand(Array.isArray(value), `${what} is no list`);
  return value;
}

export function asText(value: Json | undefined, what: string): string {
  demand(typeof value === "string", `${what} is no text`);
  return value;
}

/** Fields that all three formats have. */
export function checkCommon(body: JsonMap): void {
  demand(asText(body["model"], "model") !== "", "you must provide a model parameter");
  const { temperature = null } = body;
  demand(temperature === null || (typeof temperature === "number" && temperature >= 0 && temperature <= 2), "temperature");
  demand(body["stream"] !== true, "these tests do not stream");
}

/** @throws Complaint unless it is the schema of an object. */
export function checkSchema(value: Json | undefined, what: string): void {
  demand(asMap(value, what)["type"] === "object", `${what}: type should be 'object'`);
}

/** @throws Complaint for a name that the providers do not take. */
export function checkName(value: Json | undefined): string {
  const name = asText(value, "name");
  demand(/^[a-zA-Z0-9_-]{1,64}$/.test(name), `invalid tool name '${name}'`);
  return name;
}
