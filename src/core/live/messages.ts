import type { BackendState } from "../backends/backend-state.ts";
import type { StoredEvent } from "../events/event.ts";
import type { EnvWork } from "./env-work.ts";

/** Names of the frames of an event stream: the only ones with an id (the seq) are `event`s, all others are never repeated. */
export type FrameName = "event" | "progress" | "heartbeat" | "bye";

/** How often a stream says that it is alive, ms. */
export const HEARTBEAT_MS = 5_000;

/** Who holds the project and what it does; sent at once on connect and then every `HEARTBEAT_MS`. */
export interface Heartbeat {
  /** Server's clock, epoch ms. */
  readonly atMs: number;
  /** Seq of the newest event. Who has received it is up to date. */
  readonly head: number;
  /**
   * Only in the first one of a connection: the events that follow begin after this seq. It differs from what was asked for
   * when that lies beyond the head, which means that the log is not the one the reader knew.
   */
  readonly since?: number;
  readonly owner: { readonly pid: number; readonly command: string; readonly startedAtMs: number };
  readonly work: { readonly running: number; readonly queued: number; readonly backends: readonly BackendBrief[] };
  /** Changes whenever an authored file does: no event tells of those. Null until they were looked at. */
  readonly files: string | null;
}

/** One backend at a glance. */
export type BackendBrief = Pick<BackendState, "id" | "kind" | "enabled" | "health" | "rendering" | "slots">;

/** What a `progress` frame tells of: a job, or work on the environment, which has no `jobId`. */
export type ProgressFrame = Progress | EnvWork;

/** The newest step of one job: not an event, never stored, and the last value is always sent. */
export interface Progress {
  readonly jobId: string;
  readonly specId: string;
  /** Name of the step, e.g. `render_done`. */
  readonly step: string;
  /** Images of the job that are stored, and how many there will be. */
  readonly done: number;
  readonly total: number;
  /** Share of the image under way that is done, 0 to 1; null where its renderer does not say. */
  readonly fraction: number | null;
  /** The node of the workflow that runs now; null where there is none. */
  readonly node: string | null;
  /** Id of the backend that makes it; null where that is not known. */
  readonly backend: string | null;
  /** Changes with each new picture of how the image looks so far (`/jobs/{job}/preview`); null before the first. */
  readonly preview: number | null;
  /** Epoch ms. */
  readonly atMs: number;
}

/** A page of `GET /events`; `next` is the `since` of the page after it. */
export interface EventPage {
  readonly events: readonly StoredEvent[];
  readonly next: number;
  readonly head: number;
}
