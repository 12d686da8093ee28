import type { Json } from "../json.ts";
import type { TrialEntry, TrialLine } from "../record/trial-lines.ts";
import { type Assertion, CAPABILITIES } from "./assertion.ts";
import { factsOf, type TrialSoFar } from "./facts-of.ts";
import type { TrialFacts } from "./trial-facts.ts";

type Of<Line extends TrialEntry["line"]> = Extract<TrialEntry, { line: Line }>;

/** Lines of a trial, numbered. */
export function linesOf(...entries: readonly TrialEntry[]): readonly TrialLine[] {
  return entries.map((entry, i) => ({ i, ...entry }));
}

/** What the user says. */
export function asks(text: string): TrialEntry {
  const config = { model: "m", system: "Be kind.", tools: [], temperature: null, seed: null, extras: {} };
  return { line: "model_request", turn: 1, fingerprint: "sha256:0", messages: [{ role: "user", text }], config };
}

/** What the model answers. */
export function says(text: string | null, more: Partial<Of<"model_response">> = {}): TrialEntry {
  return {
    line: "model_response",
    turn: 1,
    text,
    toolCalls: [],
    finish: "stop",
    rawFinish: null,
    usage: { inputTokens: 100, outputTokens: 10, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
    costUsd: 0.01,
    model: "m-1",
    opaque: null,
    wire: null,
    ...more,
  };
}

/** A tool call and what came back; `{ ok: true }` where nothing else is said. */
export function calls(
  name: string,
  args: Json = {},
  more: { result?: Json; id?: string; turn?: number } = {},
): readonly TrialEntry[] {
  const { id = `call-${name}`, turn = 1, result = { ok: true } } = more;
  return [
    { line: "tool_call", turn, call: { id, name, arguments: args, invalid: null }, problem: null },
    { line: "tool_result", turn, callId: id, name, value: result, isError: false, by: "mock" },
  ];
}

/** Facts of a conversation that came to its end. */
export function facts(entries: readonly TrialEntry[], more: Partial<TrialSoFar> = {}): TrialFacts {
  const header = { capabilities: CAPABILITIES, snapshot: { adapter: "scripted" } };
  return factsOf({ header, lines: linesOf(...entries), footer: { finishReason: "stop", latencyMs: 1200 }, ...more });
}

/** An assertion with the weights that its author left out. */
export function assertion<const A extends { readonly type: Assertion["type"] }>(
  asked: A,
  more: Partial<Assertion> = {},
): Extract<Assertion, { type: A["type"] }> {
  const place = { file: "x.scenario.yaml", line: 1, column: 1 };
  return { name: asked.type, weight: 1, required: false, not: false, place, ...asked, ...more } as unknown as Extract<
    Assertion,
    { type: A["type"] }
  >;
}
