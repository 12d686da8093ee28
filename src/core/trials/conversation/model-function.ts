import type { Json } from "../json.ts";
import type { ModelRequest } from "./model.ts";

/** What a function says in place of a model: a text, or more. */
export type ModelSays =
  | string
  | {
      readonly text?: string | null;
      /** `id`: ours where it is left out. */
      readonly toolCalls?: readonly { readonly name: string; readonly arguments?: Json; readonly id?: string }[];
      /** Left out: unknown. */
      readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
      /** How long it took, in ms, where that is not what it took here. */
      readonly latencyMs?: number;
    };

/** Answers in place of a model: your own agent, gateway or stand-in. What it throws is a failure of the infrastructure. */
export type ModelFunction = (
  request: ModelRequest,
  place: { readonly trialIndex: number; readonly ordinal: number },
) => ModelSays | Promise<ModelSays>;
