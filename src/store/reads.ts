import type { DatabaseSync } from "node:sqlite";
import { GENESIS_HASH } from "../core/events/event.ts";
import type {
  AttemptRow,
  ImageRow,
  JobRow,
  RenderRow,
  SubmissionRow,
  ReplayRow,
  SpecStateRow,
  VersionRow,
} from "../core/events/rows.ts";
import type { SupersededResult } from "../core/events/superseded-event.ts";
import type { Reader } from "./database.ts";
import { readEvents, type EventPage, type EventQuery } from "./event-pages.ts";
import { readHead, type Head } from "./log.ts";
import * as queries from "./queries.ts";
import type { JobFilter, VersionFilter } from "./queries.ts";

/** What can be asked of a store. Each answer shows one committed state; nothing waits. */
export interface Reads {
  readEvents(query: EventQuery): EventPage;
  /** Where the stream ends. */
  head(): Head;
  /** Newest first. */
  listJobs(filter: JobFilter): readonly JobRow[];
  /** Of each spec the newest job, newest first. */
  listNewestJobs(): readonly JobRow[];
  /** How many jobs are in each state; a state without any is left out. */
  countJobs(): readonly { readonly state: JobRow["state"]; readonly count: number }[];
  /** The newest images that were drawn, newest first. */
  listNewestRenders(limit: number): readonly RenderRow[];
  /** The newest image that a backend made; null stands for the built-in renderer. */
  findNewestRender(backend: string | null): RenderRow | undefined;
  findJob(id: string): JobRow | undefined;
  /** The spec's newest job with this match digest that has not ended. */
  findOpenJob(specId: string, matchDigest: string): JobRow | undefined;
  /** In the order they were stored. */
  listRenders(jobId: string): readonly RenderRow[];
  /** Images that were about to be sent to a backend, oldest first. */
  listSubmissions(jobId: string): readonly SubmissionRow[];
  /** Oldest first. */
  listAttempts(jobId: string): readonly AttemptRow[];
  /** Results of stale attempts, in the order they were kept. */
  listSuperseded(jobId: string): readonly SupersededResult[];
  /** Newest first. */
  listVersions(filter: VersionFilter): readonly VersionRow[];
  findVersion(id: string): VersionRow | undefined;
  /** Those of them that exist, in any order. */
  findVersions(ids: readonly string[]): readonly VersionRow[];
  /** Of each spec the version that stands for it: its newest approved one, else its newest. Newest first. */
  listCurrentVersions(): readonly VersionRow[];
  /** Of each spec the newest version that is approved. */
  listApproved(): readonly Pick<VersionRow, "specId" | "id">[];
  /** By version id, then by position; at most `first` of each version. */
  listImages(versionIds: readonly string[], first?: number): readonly ImageRow[];
  /** Oldest first. */
  listReplays(versionId: string): readonly ReplayRow[];
  listSpecStates(): readonly SpecStateRow[];
  /** How many events were acknowledged as duplicates, in the life of the project. */
  duplicatesRefused(): number;
}

const headOf = (db: DatabaseSync): Head => readHead(db, GENESIS_HASH);

export function createReads(reader: Reader): Reads {
  return {
    readEvents: (query) => reader.read((db) => readEvents(db, query, headOf(db).seq)),
    head: () => reader.read(headOf),
    listJobs: (filter) => reader.read((db) => queries.listJobs(db, filter)),
    listNewestJobs: () => reader.read(queries.listNewestJobs),
    countJobs: () => reader.read(queries.countJobs),
    findNewestRender: (backend) => reader.read((db) => queries.findNewestRender(db, backend)),
    listNewestRenders: (limit) => reader.read((db) => queries.listNewestRenders(db, limit)),
    findJob: (id) => reader.read((db) => queries.findJob(db, id)),
    findOpenJob: (specId, matchDigest) => reader.read((db) => queries.findOpenJob(db, specId, matchDigest)),
    listSubmissions: (jobId) => reader.read((db) => queries.listSubmissions(db, jobId)),
    listRenders: (jobId) => reader.read((db) => queries.listRenders(db, jobId)),
    listAttempts: (jobId) => reader.read((db) => queries.listAttempts(db, jobId)),
    listSuperseded: (jobId) => reader.read((db) => queries.listSuperseded(db, jobId)),
    listVersions: (filter) => reader.read((db) => queries.listVersions(db, filter)),
    findVersion: (id) => reader.read((db) => queries.findVersion(db, id)),
    findVersions: (ids) => reader.read((db) => queries.findVersions(db, ids)),
    listCurrentVersions: () => reader.read(queries.listCurrentVersions),
    listApproved: () => reader.read(queries.listApproved),
    listImages: (versionIds, first) => reader.read((db) => queries.listImages(db, versionIds, first)),
    listReplays: (versionId) => reader.read((db) => queries.listReplays(db, versionId)),
    listSpecStates: () => reader.read(queries.listSpecStates),
    duplicatesRefused: () => reader.read(queries.countRefusedDuplicates),
  };
}
