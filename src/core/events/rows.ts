import type { Verdict } from "../checks/check.ts";
import type { JobState } from "../jobs/transition.ts";
import type { EventPayload } from "./event.ts";

type Queued = EventPayload<"job.queued">;
type Created = EventPayload<"version.created">;
type Image = Created["images"][number];

/** A job as the events so far leave it. Jobs are listed newest first, by `seq`. */
export interface JobRow {
  /** Seq of its `job.queued`. */
  readonly seq: number;
  readonly id: string;
  readonly specId: string;
  readonly jobType: Queued["jobType"];
  readonly kind: Queued["kind"];
  readonly checkpointId: string;
  readonly backend: string;
  readonly priority: Queued["priority"];
  readonly state: JobState;
  /** Causal chain: the first job of a request and its regenerations share it. */
  readonly chainId: string;
  /** Jobs in the chain so far, this one included. */
  readonly chainLength: number;
  /** Automatic consequences between what a person did and this job. */
  readonly depth: number;
  readonly recipeDigest: string;
  /** The recipe with drawn seeds left out. */
  readonly matchDigest: string;
  readonly planBlob: string;
  /** Number of images to make, and how many of them are stored. */
  readonly renders: number;
  readonly rendersDone: number;
  readonly planMs: number;
  /** Attempts that counted so far; one that was drained does not. */
  readonly attempt: number;
  /** The running attempt (the fencing token) and the session that holds it; null when the job is not running. */
  readonly attemptId: string | null;
  readonly owner: string | null;
  /** When the next attempt may start; null unless the job waits for one. */
  readonly dueAtMs: number | null;
  readonly versionId: string | null;
  /** The last failure; null while there was none. */
  readonly errorClass: EventPayload<"job.retry">["errorClass"] | null;
  readonly reasonCode: string | null;
  readonly detail: string | null;
  readonly queuedAtMs: number;
  readonly updatedAtMs: number;
  /** Seq of the newest event about it. */
  readonly lastSeq: number;
}

/** One try at a job. `outcome` is null while it runs. */
export interface AttemptRow {
  /** Seq of its `job.started`. */
  readonly seq: number;
  readonly id: string;
  readonly jobId: string;
  /** Attempts at the job so far, this one included. */
  readonly attempt: number;
  readonly owner: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly outcome: "succeeded" | "failed" | "lost" | "drained" | "canceled" | null;
  readonly errorClass: EventPayload<"job.retry">["errorClass"] | null;
  readonly reasonCode: string | null;
  readonly detail: string | null;
}

/** One image that was about to be sent to a backend: from here on it may run there. */
export interface SubmissionRow extends EventPayload<"job.submitted"> {
  readonly seq: number;
  readonly jobId: string;
  readonly atMs: number;
}

/** How a backend made an image; all null for the built-in renderer. */
type MadeColumns = { readonly [C in keyof Made]: Made[C] | null };
type Made = NonNullable<EventPayload<"job.render_done">["made"]>;

/** One image of a job that is stored, whether or not the job got to its end. */
export interface RenderRow extends Image, MadeColumns {
  readonly seq: number;
  readonly jobId: string;
  readonly attemptId: string;
  readonly renderMs: number;
  readonly atMs: number;
}

/** A version as the events so far leave it. Versions are listed newest first, by `seq`. */
export interface VersionRow {
  /** Seq of its `version.created`. */
  readonly seq: number;
  readonly id: string;
  readonly specId: string;
  readonly jobId: string;
  /** Causal chain of its job: a version and those that regenerations made of it share it. */
  readonly chainId: string;
  readonly kind: Created["kind"];
  readonly checkpointId: string;
  readonly recipeDigest: string;
  readonly renderDigest: string;
  readonly matchDigest: string;
  readonly evidenceBlob: string;
  readonly firstPass: boolean;
  /** Null until its checks were run, like the version of the rules it was derived by and the checks it was derived from. */
  readonly verdict: Verdict | null;
  readonly rulesVersion: number | null;
  readonly checks: EventPayload<"version.checked">["checks"] | null;
  /** Null until policy decided. */
  readonly route: EventPayload<"version.routed">["route"] | null;
  readonly decision: "pending" | "approved" | "rejected";
  readonly decidedBy: EventPayload<"version.approved">["by"] | null;
  readonly createdAtMs: number;
  readonly lastSeq: number;
}

/** One image of a version; `position` is its place in the version, from 0. */
export interface ImageRow extends Image {
  readonly versionId: string;
  readonly position: number;
}

/** One replay of a version with its three answers. */
export interface ReplayRow extends EventPayload<"replay.done"> {
  readonly seq: number;
  readonly versionId: string;
  readonly atMs: number;
}

/** What a spec was last frozen to. */
export interface SpecStateRow {
  readonly specId: string;
  readonly inputsDigest: string;
}

/** The projections: tables that are rebuilt from the events at any time. */
export interface ProjectionRows {
  readonly job: JobRow;
  readonly attempt: AttemptRow;
  readonly submission: SubmissionRow;
  readonly render: RenderRow;
  readonly version: VersionRow;
  readonly image: ImageRow;
  readonly replay: ReplayRow;
  readonly specState: SpecStateRow;
}

export type ProjectionName = keyof ProjectionRows;
