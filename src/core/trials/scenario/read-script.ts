import type { Json } from "../json.ts";
import type { WrittenDeed, WrittenTurn } from "./script-schema.ts";
import type { ScriptDeed, ScriptTurn } from "./script-turn.ts";

/** A script as it is run: every field that its author left out has its default. Source: SPEC.md TS30. */
export function readScript(written: readonly WrittenTurn[]): readonly ScriptTurn[] {
  return written.map((turn) => {
    if (typeof turn === "string") return { ...NOTHING, text: turn, when: null, trials: null, repeat: false, sometimes: null };
    const { when, trials = null, repeat, sometimes } = turn;
    return {
      ...readDeed(turn),
      when: when === undefined ? null : { contains: when.contains ?? null, tool: when.tool ?? null },
      trials,
      repeat,
      sometimes: sometimes === undefined ? null : { ...readDeed(sometimes), chance: sometimes.chance },
    };
  });
}

const NOTHING: ScriptDeed = { text: null, toolCalls: [], usage: null, latencyMs: 0, error: null };

function readDeed({ text, toolCalls, usage, latencyMs, error }: WrittenDeed): ScriptDeed {
  return {
    text: text ?? null,
    toolCalls: toolCalls.map((call) => ({
      name: call.name,
      arguments: call.invalid === undefined ? ((call.arguments ?? {}) as Json) : null,
      invalid: call.invalid ?? null,
    })),
    usage: usage ?? null,
    latencyMs,
    error:
      error === undefined
        ? null
        : { status: error.status ?? null, message: error.message, retryAfterMs: error.retryAfterMs ?? null },
  };
}
