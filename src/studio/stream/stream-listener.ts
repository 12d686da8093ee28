import type { LiveState } from "../../core/live/connection.ts";
import type { StoredEvent } from "../../core/events/event.ts";
import type { Heartbeat, ProgressFrame } from "../../core/live/messages.ts";

/** Who hears the stream. */
export interface StreamListener {
  /** New events, at least one: each once, in order, without gaps. */
  readonly events: (events: readonly StoredEvent[]) => void;
  readonly progress: (progress: ProgressFrame) => void;
  readonly heartbeat: (heartbeat: Heartbeat) => void;
  /** The connection calls itself something else. */
  readonly state: (state: LiveState) => void;
  /** The log was replaced by another one: fetch everything anew; events go on after this seq. */
  readonly reset: (seq: number) => void;
}

/** As much of an EventSource as is used. */
export interface Source {
  addEventListener(type: string, listener: (message: { readonly data?: unknown }) => void): void;
  close(): void;
}
