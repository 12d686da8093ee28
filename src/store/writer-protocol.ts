import type { Digest } from "../core/canonical/digest.ts";
import { TouchstoneError, type FailureCode } from "../core/errors.ts";
import type { PreparedBatch } from "./append.ts";
import type { Head, Placed } from "./log.ts";

/** What the writer thread is started with. */
export interface WriterData {
  readonly dir: string;
  readonly projectId: string;
  /** What the first event is chained to. */
  readonly genesis: Digest;
}

/**
 * Main thread to writer, as JSON text: cloning many small objects from thread to thread costs more than writing and
 * reading them. One group is under way at a time.
 */
export type WriterRequest = { readonly kind: "append"; readonly batches: readonly PreparedBatch[] } | { readonly kind: "close" };

/** Writer to main thread, as JSON text. */
export type WriterReply =
  | { readonly kind: "ready"; readonly head: Head }
  | { readonly kind: "appended"; readonly outcomes: readonly WireOutcome[]; readonly head: Head }
  | { readonly kind: "closed" }
  /** The store could not be opened, or not be closed well. */
  | { readonly kind: "failed"; readonly error: WireError };

export type WireOutcome =
  | { readonly accepted: true; readonly placed: readonly Placed[] }
  | { readonly accepted: false; readonly error: WireError };

/** An error as it crosses between threads, where classes are lost. `code` is null for a bug. */
export interface WireError {
  readonly code: FailureCode | null;
  readonly message: string;
  readonly hint: string | null;
  readonly detail: string;
}

export function packError(error: unknown): WireError {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof TouchstoneError) return { code: error.code, message: error.message, hint: error.hint ?? null, detail };
  return { code: null, message: error instanceof Error ? error.message : String(error), hint: null, detail };
}

export function unpackError(error: WireError): Error {
  const cause = new Error(error.detail);
  if (error.code === null) return new Error(`The store's writer failed: ${error.message}`, { cause });
  return new TouchstoneError(error.code, error.message, { hint: error.hint ?? undefined, cause });
}
