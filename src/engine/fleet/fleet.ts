import type { ImageBackend } from "../../adapters/rendering/image-backend.ts";
import type { BackendState } from "../../core/backends/backend-state.ts";
import type { Outage } from "../../core/backends/judge-outage.ts";
import type { BackendSlots } from "../../core/jobs/schedule-input.ts";

/** How one render on a backend ended. */
export type RenderOutcome =
  | { readonly ok: true; readonly checkpointId: string }
  | { readonly ok: false; readonly error: unknown };

/** Which render asks for a backend. */
export interface RenderDemand {
  readonly kind: BackendState["kind"];
  readonly checkpointId: string;
  /** The only backend that may make it; null for any. */
  readonly only: string | null;
  /** Backends that refused it. */
  readonly refusedBy: readonly string[];
}

/** All renderers of this project on this machine. */
export interface Fleet {
  /**
   * Reads which servers there are, once, and again when `backends.yaml` was written by somebody else; nobody is asked yet.
   *
   * @throws TouchstoneError INPUT_INVALID and the like for a `backends.yaml` that is not valid.
   */
  load(): Promise<void>;
  /** The same again, after `backends.yaml` was written; what is no longer named there is let go. @throws as `load`. */
  reload(): Promise<void>;
  /**
   * Takes up one more server, which only callers that name it use.
   *
   * @param name  An id of `backends.yaml`, or an address.
   * @returns its id. @throws TouchstoneError BACKEND_NOT_FOUND, BACKEND_ADDRESS_REFUSED
   */
  use(name: string): Promise<string>;
  /** Every backend as it was last seen; asks servers that were never asked, all of them with `refresh`. Never rejects for one that is down. */
  look(options?: { readonly refresh?: boolean }): Promise<readonly BackendState[]>;
  /** The same without asking anyone. */
  known(): readonly BackendState[];
  /** The backend with this id; undefined when there is none. */
  find(id: string): ImageBackend | undefined;
  /** The backends that can take work now. */
  available(): readonly BackendSlots[];
  /** Ids of the backends that could make a render if they were up. */
  candidatesFor(demand: RenderDemand): readonly string[];
  /**
   * Has a backend for oneself: it is given nothing more, and what it has is waited for.
   *
   * @returns a function that gives it back.
   */
  reserve(id: string): Promise<() => void>;
  /** What becomes of a render that none of them takes. */
  outageFor(demand: RenderDemand): Outage;
  /** Hears how a render went: a backend that does not answer is given nothing more until a look at it succeeds. */
  noteRender(id: string, outcome: RenderOutcome): void;
  /** Stops a prompt that nobody wants any more: at once if its server answers, else when it answers again. */
  discard(id: string, promptId: string): Promise<void>;
  /** Begins the looks that are due: at servers that nobody asked yet, and at those that are down; to be called while work waits. */
  tend(): void;
  /** Hears whenever a backend comes or goes. @returns a function that ends it. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}
