import type { Json } from "../json.ts";
import type { Usage } from "../conversation/model.ts";

/** What a scripted model does at one of its turns. */
export interface ScriptDeed {
  readonly text: string | null;
  /** `invalid`: arguments written as this text, which is no JSON. */
  readonly toolCalls: readonly { readonly name: string; readonly arguments: Json; readonly invalid: string | null }[];
  /** Null: unknown, as with providers that say nothing. */
  readonly usage: Usage | null;
  /** On the trial's clock; nobody waits. */
  readonly latencyMs: number;
  /** The provider fails instead of answering. `status` null: it cannot be reached. */
  readonly error: { readonly status: number | null; readonly message: string; readonly retryAfterMs: number | null } | null;
}

/**
 * One turn of a scripted model. At each call the first turn that is not used up and fits is taken; a script that has none
 * left has run out, which is a failure of the infrastructure.
 */
export interface ScriptTurn extends ScriptDeed {
  /** Fits where the last message holds this text (`contains`) or is the result of this tool (`tool`); null: always. */
  readonly when: { readonly contains: string | null; readonly tool: string | null } | null;
  /** Trials that it is for, from 0; null: all. */
  readonly trials: readonly number[] | null;
  /** Whether it is never used up. */
  readonly repeat: boolean;
  /** `flaky` only: with this chance (seeded by run and trial) that happens instead. */
  readonly sometimes: (ScriptDeed & { readonly chance: number }) | null;
}
