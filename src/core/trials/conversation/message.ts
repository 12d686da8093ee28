import type { Json } from "../json.ts";

/** One call that a model asks for. */
export interface ToolCall {
  /** As the provider named it; ours (`call-<turn>-<n>`) where it names none. */
  readonly id: string;
  readonly name: string;
  /** The arguments; null where what the model wrote is no JSON. */
  readonly arguments: Json;
  /** What the model wrote, where it is no JSON; else null. */
  readonly invalid: string | null;
}

/** One message of the conversation, in the one form that all providers are translated from and to. */
export type Message =
  | { readonly role: "user"; readonly text: string }
  | {
      readonly role: "assistant";
      /** Null where the model said nothing but its calls. */
      readonly text: string | null;
      readonly toolCalls: readonly ToolCall[];
      /** What the provider must get back unchanged (its reasoning blocks or output items); null for nothing. */
      readonly opaque: Json;
    }
  | {
      readonly role: "tool";
      readonly callId: string;
      readonly name: string;
      /** What the model is told: the value as JSON text, or a text as it is. */
      readonly text: string;
      readonly isError: boolean;
    };

/** A tool as a model is told of it. */
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its arguments, an object. */
  readonly parameters: Json;
}
