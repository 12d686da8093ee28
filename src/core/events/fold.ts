import type { EntityType, EventType, StoredEvent } from "./event.ts";
import type { AttemptRow, JobRow, ProjectionName, ProjectionRows, VersionRow } from "./rows.ts";

/** One write to a projection. Column names are those of the row types. */
export type RowChange = {
  [T in ProjectionName]:
    | { readonly op: "insert"; readonly table: T; readonly row: ProjectionRows[T] }
    /** Inserts the row, or replaces the one with the same value in `key`. */
    | { readonly op: "put"; readonly table: T; readonly key: keyof ProjectionRows[T] & string; readonly row: ProjectionRows[T] }
    | RowUpdate<T>;
}[ProjectionName];

interface RowUpdate<T extends ProjectionName> {
  readonly op: "update";
  readonly table: T;
  /** Rows whose columns have these values; null matches an unset column. */
  readonly where: Partial<ProjectionRows[T]>;
  readonly set: Partial<ProjectionRows[T]>;
  /** Amounts to add to counting columns. */
  readonly add?: { readonly [C in keyof ProjectionRows[T]]?: number };
  /** True when it is fine that no row matches; otherwise the event is about something that does not exist. */
  readonly optional?: true;
}

type EventOf<T extends EventType> = Extract<StoredEvent, { type: T }>;

/**
 * What one event changes in the projections. Live appends and the rebuild of `touchstone verify` both run these
 * changes, in order, so a projection never says more than its events.
 *
 * @returns writes to apply in this order; none reads anything but the event, so the result depends on nothing else.
 *
 * Source: SPEC.md E5-E9.
 */
export function rowChanges(event: StoredEvent): readonly RowChange[] {
  const fold = FOLDS[event.type] as (event: StoredEvent) => readonly RowChange[];
  return fold(event);
}

const FOLDS: { readonly [T in EventType]: (event: EventOf<T>) => readonly RowChange[] } = {
  "spec.ready": specFrozen,
  "spec.rebound": specFrozen,
  "job.queued": jobQueued,
  "job.started": jobStarted,
  "job.submitted": submitted,
  "job.render_done": renderDone,
  "job.retry": jobRetry,
  "job.requeued": jobRequeued,
  "job.lost": (event) => [updateJob(event, { state: "queued", ...NOT_RUNNING }), endAttempt(event, { outcome: "lost" })],
  "job.superseded": (event) => [updateJob(event, {})],
  "job.succeeded": jobSucceeded,
  "job.failed": (event) => jobGivenUp(event, "failed"),
  "job.escalated": (event) => jobGivenUp(event, "escalated"),
  "job.canceled": jobCanceled,
  "version.created": versionCreated,
  "version.checked": versionChecked,
  "version.routed": (event) => [updateVersion(event, { route: event.payload.route })],
  "version.approved": (event) => [updateVersion(event, { decision: "approved", decidedBy: event.payload.by })],
  "version.rejected": (event) => [updateVersion(event, { decision: "rejected", decidedBy: event.payload.by })],
  "replay.done": replayDone,
  "playtest.started": nothing,
  "playtest.finished": nothing,
  "playtest.explored": nothing,
  "playtest.checked": nothing,
  "trial.started": nothing,
  "trial.finished": nothing,
  "env.initialized": nothing,
  "env.staged": nothing,
  "env.tx_finished": nothing,
  "env.promoted": nothing,
  "env.promote_failed": nothing,
  "env.rolled_back": nothing,
  "env.node_removed": nothing,
  "env.recovered": nothing,
  "env.imported": nothing,
  "env.started": nothing,
  "env.stopped": nothing,
};

/** What a playtest found or a run of trials came to is in its event, and the environment itself lies in files: no row follows. */
function nothing(): readonly RowChange[] {
  return [];
}

/** The kind of entity that events of a type are about. SPEC.md E3. */
export function entityTypeOf(type: EventType): EntityType {
  if (type.startsWith("spec.")) return "spec";
  if (type.startsWith("playtest.")) return "playtest";
  if (type.startsWith("trial.")) return "trial";
  if (type.startsWith("env.")) return "env";
  return type.startsWith("job.") ? "job" : "version";
}

const NOT_RUNNING = { attemptId: null, owner: null } as const;

function specFrozen(event: EventOf<"spec.ready" | "spec.rebound">): readonly RowChange[] {
  const row = { specId: event.entityId, inputsDigest: event.payload.inputsDigest };
  return [{ op: "put", table: "specState", key: "specId", row }];
}

function jobQueued(event: EventOf<"job.queued">): readonly RowChange[] {
  const row: JobRow = {
    ...event.payload,
    ...NOT_RUNNING,
    seq: event.seq,
    id: event.entityId,
    state: "queued",
    chainId: event.causalChainId,
    depth: event.causalDepth,
    rendersDone: 0,
    attempt: 0,
    dueAtMs: null,
    versionId: null,
    errorClass: null,
    reasonCode: null,
    detail: null,
    queuedAtMs: event.ts,
    updatedAtMs: event.ts,
    lastSeq: event.seq,
  };
  return [{ op: "insert", table: "job", row }];
}

function jobStarted(event: EventOf<"job.started">): readonly RowChange[] {
  const { attemptId, attempt, owner } = event.payload;
  const row: AttemptRow = {
    seq: event.seq,
    id: attemptId,
    jobId: event.entityId,
    attempt,
    owner,
    startedAtMs: event.ts,
    endedAtMs: null,
    outcome: null,
    errorClass: null,
    reasonCode: null,
    detail: null,
  };
  return [
    updateJob(event, { state: "running", attempt, attemptId, owner, dueAtMs: null }),
    { op: "insert", table: "attempt", row },
  ];
}

function submitted(event: EventOf<"job.submitted">): readonly RowChange[] {
  const row = { seq: event.seq, jobId: event.entityId, ...event.payload, atMs: event.ts };
  return [{ op: "insert", table: "submission", row }, updateJob(event, {})];
}

/** The built-in renderer has no prompts, and nothing to say of a server. */
const MADE_HERE = { backend: null, promptId: null, cachedNodes: null, graphDigest: null, serverBlob: null } as const;

function renderDone(event: EventOf<"job.render_done">): readonly RowChange[] {
  const { image, attemptId, renderMs, made = MADE_HERE } = event.payload;
  const row = { seq: event.seq, jobId: event.entityId, attemptId, ...image, renderMs, ...made, atMs: event.ts };
  return [
    { op: "insert", table: "render", row },
    { ...updateJob(event, {}), add: { rendersDone: 1 } },
  ];
}

function jobRetry(event: EventOf<"job.retry">): readonly RowChange[] {
  const failure = failureOf(event);
  const set = { state: "retry_wait", dueAtMs: event.payload.dueAtMs, ...failure, ...NOT_RUNNING } as const;
  return [updateJob(event, set), endAttempt(event, { outcome: "failed", ...failure })];
}

function jobSucceeded(event: EventOf<"job.succeeded">): readonly RowChange[] {
  const set = { state: "succeeded", versionId: event.payload.versionId, ...NOT_RUNNING } as const;
  return [updateJob(event, set), endAttempt(event, { outcome: "succeeded" })];
}

function jobGivenUp(event: EventOf<"job.failed" | "job.escalated">, state: "failed" | "escalated"): readonly RowChange[] {
  const failure = failureOf(event);
  return [updateJob(event, { state, ...failure, ...NOT_RUNNING }), endAttempt(event, { outcome: "failed", ...failure })];
}

function jobCanceled(event: EventOf<"job.canceled">): readonly RowChange[] {
  const set = { state: "canceled", dueAtMs: null, ...NOT_RUNNING } as const;
  return [updateJob(event, set), endAttempt(event, { outcome: "canceled" })];
}

function jobRequeued(event: EventOf<"job.requeued">): readonly RowChange[] {
  const update = updateJob(event, { state: "queued", dueAtMs: null, ...NOT_RUNNING });
  if (event.payload.reason === "due") return [update];
  // A drained attempt was nobody's failure, so it does not count.
  return [{ ...update, add: { attempt: -1 } }, endAttempt(event, { outcome: "drained" })];
}

function versionCreated(event: EventOf<"version.created">): readonly RowChange[] {
  const { images, ...facts } = event.payload;
  const row: VersionRow = {
    ...facts,
    seq: event.seq,
    id: event.entityId,
    chainId: event.causalChainId,
    verdict: null,
    rulesVersion: null,
    checks: null,
    route: null,
    decision: "pending",
    decidedBy: null,
    createdAtMs: event.ts,
    lastSeq: event.seq,
  };
  const imageRows = images.map((image, position): RowChange => {
    return { op: "insert", table: "image", row: { versionId: event.entityId, position, ...image } };
  });
  return [{ op: "insert", table: "version", row }, ...imageRows];
}

function versionChecked(event: EventOf<"version.checked">): readonly RowChange[] {
  const { verdict, rulesVersion, checks } = event.payload;
  return [updateVersion(event, { verdict, rulesVersion, checks })];
}

function replayDone(event: EventOf<"replay.done">): readonly RowChange[] {
  const row = { seq: event.seq, versionId: event.entityId, ...event.payload, atMs: event.ts };
  return [{ op: "insert", table: "replay", row }, updateVersion(event, {})];
}

function updateJob(event: StoredEvent, set: Partial<JobRow>): RowUpdate<"job"> {
  const stamped = { ...set, updatedAtMs: event.ts, lastSeq: event.seq };
  return { op: "update", table: "job", where: { id: event.entityId }, set: stamped };
}

function updateVersion(event: StoredEvent, set: Partial<VersionRow>): RowUpdate<"version"> {
  return { op: "update", table: "version", where: { id: event.entityId }, set: { ...set, lastSeq: event.seq } };
}

/** Closes the job's open attempt, of which there is at most one; a job that waits has none. */
function endAttempt(event: StoredEvent, set: Partial<AttemptRow>): RowUpdate<"attempt"> {
  const where = { jobId: event.entityId, endedAtMs: null };
  return { op: "update", table: "attempt", where, set: { ...set, endedAtMs: event.ts }, optional: true };
}

function failureOf(event: EventOf<"job.retry" | "job.failed" | "job.escalated">) {
  const { errorClass, reasonCode } = event.payload;
  const detail = event.type === "job.escalated" ? (event.payload.retryHistory.at(-1)?.detail ?? null) : event.payload.detail;
  return { errorClass, reasonCode, detail };
}
