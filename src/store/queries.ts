import type { DatabaseSync } from "node:sqlite";
import type { Compilable } from "kysely";
import type { StoredEvent } from "../core/events/event.ts";
import type {
  AttemptRow,
  ImageRow,
  JobRow,
  ProjectionName,
  ProjectionRows,
  RenderRow,
  SubmissionRow,
  ReplayRow,
  SpecStateRow,
  VersionRow,
} from "../core/events/rows.ts";
import type { SupersededResult } from "../core/events/superseded-event.ts";
import type { JobState } from "../core/jobs/transition.ts";
import { readEvent } from "./event-pages.ts";
import { selectRaw, sqlite } from "./sql.ts";
import { PROJECTIONS, readRow } from "./tables.ts";

function select<T extends ProjectionName>(db: DatabaseSync, from: T, query: Compilable): readonly ProjectionRows[T][] {
  return selectRaw(db, query).map((row) => readRow(PROJECTIONS[from], row) as unknown as ProjectionRows[T]);
}

/** Which jobs to list, newest first. */
export interface JobFilter {
  readonly states?: readonly JobState[];
  readonly specId?: string;
  readonly chainId?: string;
  /** Only jobs older than the one with this `seq`: the last row of a page continues it. */
  readonly beforeSeq?: number;
  readonly limit?: number;
}

export function listJobs(db: DatabaseSync, filter: JobFilter): readonly JobRow[] {
  let query = sqlite.selectFrom("job").selectAll().orderBy("seq", "desc");
  if (filter.states !== undefined) query = query.where("state", "in", filter.states);
  if (filter.specId !== undefined) query = query.where("specId", "=", filter.specId);
  if (filter.chainId !== undefined) query = query.where("chainId", "=", filter.chainId);
  if (filter.beforeSeq !== undefined) query = query.where("seq", "<", filter.beforeSeq);
  if (filter.limit !== undefined) query = query.limit(filter.limit);
  return select(db, "job", query);
}

/** Of each spec the newest job, newest first. */
export function listNewestJobs(db: DatabaseSync): readonly JobRow[] {
  const query = sqlite
    .selectFrom("job")
    .selectAll()
    .where("seq", "in", (from) =>
      from
        .selectFrom("job")
        .select(({ fn }) => fn.max("seq").as("seq"))
        .groupBy("specId"),
    );
  return select(db, "job", query.orderBy("seq", "desc"));
}

/** How many jobs are in each state; a state without any is left out. */
export function countJobs(db: DatabaseSync): readonly { readonly state: JobState; readonly count: number }[] {
  const query = sqlite
    .selectFrom("job")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .groupBy("state");
  return selectRaw(db, query.orderBy("state")) as unknown as readonly { state: JobState; count: number }[];
}

/** The newest images that were drawn, newest first. */
export function listNewestRenders(db: DatabaseSync, limit: number): readonly RenderRow[] {
  return select(db, "render", sqlite.selectFrom("render").selectAll().orderBy("seq", "desc").limit(limit));
}

/** The newest image that a backend made; null stands for the built-in renderer. */
export function findNewestRender(db: DatabaseSync, backend: string | null): RenderRow | undefined {
  const all = sqlite.selectFrom("render").selectAll().orderBy("seq", "desc").limit(1);
  return select(db, "render", backend === null ? all.where("backend", "is", null) : all.where("backend", "=", backend))[0];
}

export function findJob(db: DatabaseSync, id: string): JobRow | undefined {
  return select(db, "job", sqlite.selectFrom("job").selectAll().where("id", "=", id))[0];
}

const OPEN_STATES: readonly JobState[] = ["queued", "running", "retry_wait"];

export function findOpenJob(db: DatabaseSync, specId: string, matchDigest: string): JobRow | undefined {
  const query = sqlite
    .selectFrom("job")
    .selectAll()
    .where("matchDigest", "=", matchDigest)
    .where("specId", "=", specId)
    .where("state", "in", OPEN_STATES);
  return select(db, "job", query.orderBy("seq", "desc").limit(1))[0];
}

export function listRenders(db: DatabaseSync, jobId: string): readonly RenderRow[] {
  return select(db, "render", sqlite.selectFrom("render").selectAll().where("jobId", "=", jobId).orderBy("seq"));
}

/** Images that were about to be sent to a backend, oldest first. */
export function listSubmissions(db: DatabaseSync, jobId: string): readonly SubmissionRow[] {
  return select(db, "submission", sqlite.selectFrom("submission").selectAll().where("jobId", "=", jobId).orderBy("seq"));
}

export function listAttempts(db: DatabaseSync, jobId: string): readonly AttemptRow[] {
  return select(db, "attempt", sqlite.selectFrom("attempt").selectAll().where("jobId", "=", jobId).orderBy("seq"));
}

export function listSuperseded(db: DatabaseSync, jobId: string): readonly SupersededResult[] {
  const query = sqlite.selectFrom("event").selectAll().where("entityId", "=", jobId).where("type", "=", "job.superseded");
  return selectRaw(db, query.orderBy("seq")).map((row) => {
    const event = readEvent(row) as Extract<StoredEvent, { type: "job.superseded" }>;
    return { seq: event.seq, atMs: event.ts, ...event.payload };
  });
}

/** Which versions to list, newest first. */
export interface VersionFilter {
  readonly specId?: string;
  readonly matchDigest?: string;
  /** Only versions of which this backend made an image. */
  readonly backend?: string;
  /** Only versions older than the one with this `seq`. */
  readonly beforeSeq?: number;
  readonly limit?: number;
}

export function listVersions(db: DatabaseSync, filter: VersionFilter): readonly VersionRow[] {
  const { backend } = filter;
  let query = sqlite.selectFrom("version").selectAll().orderBy("seq", "desc");
  if (backend !== undefined)
    query = query.where("jobId", "in", (from) => from.selectFrom("render").select("jobId").where("backend", "=", backend));
  if (filter.specId !== undefined) query = query.where("specId", "=", filter.specId);
  if (filter.matchDigest !== undefined) query = query.where("matchDigest", "=", filter.matchDigest);
  if (filter.beforeSeq !== undefined) query = query.where("seq", "<", filter.beforeSeq);
  if (filter.limit !== undefined) query = query.limit(filter.limit);
  return select(db, "version", query);
}

export function findVersion(db: DatabaseSync, id: string): VersionRow | undefined {
  return select(db, "version", sqlite.selectFrom("version").selectAll().where("id", "=", id))[0];
}

/** Of each spec the version that stands for it (`findCurrentVersions`): its newest approved one, else its newest. Newest first. */
export function listCurrentVersions(db: DatabaseSync): readonly VersionRow[] {
  const query = sqlite
    .selectFrom("version")
    .selectAll()
    .where("seq", "in", (from) =>
      from
        .selectFrom("version")
        .select(({ fn, eb }) => {
          const approved = eb.case().when("decision", "=", "approved").then(eb.ref("seq")).end();
          return fn.coalesce(fn.max(approved), fn.max("seq")).as("seq");
        })
        .groupBy("specId"),
    );
  return select(db, "version", query.orderBy("seq", "desc"));
}

/** Of each spec the newest version that is approved. */
export function listApproved(db: DatabaseSync): readonly Pick<VersionRow, "specId" | "id">[] {
  const query = sqlite
    .selectFrom("version")
    .select(["specId", "id"])
    .where("seq", "in", (from) =>
      from
        .selectFrom("version")
        .select(({ fn }) => fn.max("seq").as("seq"))
        .where("decision", "=", "approved")
        .groupBy("specId"),
    );
  return selectRaw(db, query).map((row) => ({ specId: String(row["spec_id"]), id: String(row["id"]) }));
}

/** SQLite takes at most 32,766 values per statement; long lists are asked for in pieces. */
const PIECE = 500;

function inPieces<T>(ids: readonly string[], ask: (piece: readonly string[]) => readonly T[]): readonly T[] {
  const found: T[] = [];
  for (let start = 0; start < ids.length; start += PIECE) found.push(...ask(ids.slice(start, start + PIECE)));
  return found;
}

export function findVersions(db: DatabaseSync, ids: readonly string[]): readonly VersionRow[] {
  return inPieces(ids, (piece) => select(db, "version", sqlite.selectFrom("version").selectAll().where("id", "in", piece)));
}

/** @param first  At most so many of each version. */
export function listImages(db: DatabaseSync, versionIds: readonly string[], first?: number): readonly ImageRow[] {
  return inPieces(versionIds, (piece) => {
    let query = sqlite.selectFrom("image").selectAll().where("versionId", "in", piece);
    if (first !== undefined) query = query.where("position", "<", first);
    return select(db, "image", query.orderBy("versionId").orderBy("position"));
  });
}

export function listReplays(db: DatabaseSync, versionId: string): readonly ReplayRow[] {
  return select(db, "replay", sqlite.selectFrom("replay").selectAll().where("versionId", "=", versionId).orderBy("seq"));
}

export function listSpecStates(db: DatabaseSync): readonly SpecStateRow[] {
  return select(db, "specState", sqlite.selectFrom("specState").selectAll().orderBy("specId"));
}

export function countRefusedDuplicates(db: DatabaseSync): number {
  const query = sqlite.selectFrom("duplicate").select((of) => of.fn.sum<number>("refused").as("refused"));
  return Number(selectRaw(db, query)[0]?.["refused"] ?? 0);
}
