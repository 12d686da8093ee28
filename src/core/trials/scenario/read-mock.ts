import { fromSnakeCase } from "../../authored/canonical-keys.ts";
import { findNearest, suggest } from "../../authored/nearest.ts";
import { quoteForMessage } from "../../authored/quote.ts";
import type { Path } from "../../authored/source-tree.ts";
import { isMap, type Json, type JsonMap } from "../json.ts";
import type { Findings } from "./findings.ts";
import { readFunctionRef, refOf } from "./function-ref.ts";
import type { Mock, MockCase, MockOutcome } from "./mock.ts";
import type { ModuleRef } from "./scenario.ts";

/** Keys that say what a call gets; a map with one of them is a case, any other map is a value. */
const OUTCOMES = ["value", "error", "function"] as const;
const CASE_KEYS = ["when", ...OUTCOMES, "latencyMs"];

interface At {
  readonly path: Path;
  readonly findings: Findings;
  /** Receives the functions that are named. */
  readonly modules: ModuleRef[];
}

const NO_MOCK: Mock = { pick: "none", cases: [] };

/**
 * Reads what stands under `mock`: a value, a case, or a list of these. A list is by arguments where one of its cases has
 * `when`, and else by the number of the call.
 *
 * @param written  Undefined where nothing does.
 * Source: SPEC.md TS20-TS26.
 */
export function readMock(written: unknown, at: At): Mock {
  const { path, findings } = at;
  if (written === undefined) return NO_MOCK;
  const value = written as Json;
  if (value === null) {
    findings.refuse(path, "`mock` is empty", { hint: "Write `{ value: null }` for an answer that is null, or remove the line" });
    return NO_MOCK;
  }
  if (!Array.isArray(value)) return { pick: "nth", cases: [readItem(value, at)] };
  const items = value as readonly Json[];
  if (items.length === 0) findings.refuse(path, "`mock` has no answer", { hint: "Write `{ value: [] }` for an empty list" });
  const cases = items.map((item, index) => readItem(item, { ...at, path: [...path, index] }));
  const isMatched = items.some((item) => isCase(item) && "when" in item);
  if (isMatched) refuseUnreached(cases, at);
  return { pick: isMatched ? "match" : "nth", cases };
}

/** A case that fits any call takes all that come after it. */
function refuseUnreached(cases: readonly MockCase[], { path, findings }: At): void {
  const all = cases.findIndex(({ when }) => when === null);
  if (all === -1 || all === cases.length - 1) return;
  findings.refuse([...path, all + 1], "this case is never reached: the one before it fits every call", {
    hint: "Put the case without `when` last",
  });
}

/** Whether a map is a case; a misspelt outcome beside `when` is meant to be one. */
function isCase(item: Json): item is JsonMap {
  if (!isMap(item)) return false;
  const keys = Object.keys(item);
  if (OUTCOMES.some((key) => keys.includes(key))) return true;
  return keys.includes("when") && keys.some((key) => key !== "when" && findNearest(key, OUTCOMES) !== undefined);
}

function readItem(item: Json, at: At): MockCase {
  if (!isCase(item)) return { when: null, outcome: { kind: "value", value: item }, latencyMs: 0 };
  const fields = new Map<string, Json>();
  for (const [key, value] of Object.entries(item)) {
    const known = CASE_KEYS.includes(key) ? key : (fromSnakeCase(key) ?? key);
    if (CASE_KEYS.includes(known)) fields.set(known, value);
    else refuseKey(key, at);
  }
  return {
    when: readWhen(fields.get("when"), at),
    outcome: readOutcome(fields, at),
    latencyMs: readLatency(fields.get("latencyMs"), at),
  };
}

function refuseKey(key: string, { path, findings }: At): void {
  findings.refuse([...path, key], `\`${quoteForMessage(key)}\` is no key of a mock's case${suggest(key, CASE_KEYS)}`, {
    hint: "To answer with the map itself, write it under `value`",
  });
}

function readWhen(when: Json | undefined, { path, findings }: At): Json {
  if (when === undefined) return null;
  if (!isMap(when))
    findings.refuse([...path, "when"], "`when` must be a map of arguments", { hint: 'Write e.g. `when: { id: "7781" }`' });
  return when;
}

function readLatency(latency: Json | undefined, { path, findings }: At): number {
  if (latency === undefined) return 0;
  if (typeof latency === "number" && latency >= 0 && latency <= MAX_LATENCY_MS) return latency;
  findings.refuse([...path, "latencyMs"], `\`latencyMs\` must be a number of 0 to ${MAX_LATENCY_MS}`, {
    hint: "Write milliseconds",
  });
  return 0;
}

/** A day: a scripted answer that takes longer is a mistake. */
const MAX_LATENCY_MS = 86_400_000;

function readOutcome(fields: ReadonlyMap<string, Json>, { path, findings, modules }: At): MockOutcome {
  const [key = "value", ...others] = OUTCOMES.filter((each) => fields.has(each));
  for (const other of others) {
    findings.refuse([...path, other], `a case says \`${other}\` beside \`${key}\``, { hint: "Keep one of them" });
  }
  const value = fields.get(key) ?? null;
  if (key === "value") return { kind: "value", value };
  if (typeof value !== "string" || value === "") {
    findings.refuse([...path, key], `\`${key}\` must be a text`, {
      hint: key === "error" ? "Write what the model is told, or put the map under `value`" : "Write `file.ts#name`",
    });
    return { kind: "value", value: null };
  }
  if (key === "error") return { kind: "error", message: value };
  const ref = readFunctionRef(value, [...path, key], findings);
  if (ref === null) return { kind: "value", value: null };
  modules.push(ref);
  return { kind: "function", ref: refOf(ref) };
}
