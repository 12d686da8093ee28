import type { JobRow, VersionRow } from "../core/events/rows.ts";
import type { Store } from "../store/store.ts";

/** What became of one spec that was asked for. */
export interface MadeJob {
  /** The last job of its chain: the one whose version counts. */
  readonly id: string;
  readonly spec: string;
  readonly status: JobRow["state"];
  readonly versionId: string | null;
  /** True when an equal version was there already and nothing was made. */
  readonly reused: boolean;
  readonly route: VersionRow["route"];
  readonly decision: VersionRow["decision"] | null;
  /** Failure code and words of the last failure, if any. */
  readonly reasonCode: string | null;
  readonly detail: string | null;
}

/** Reports the end of a job's chain: its last job and that job's version. A reused version is reported with its own job. */
export function madeJob(store: Store, { spec, jobId, reused }: Pick<MadeJob, "spec" | "reused"> & { jobId: string }): MadeJob {
  const first = store.findJob(jobId);
  const chain = reused || first === undefined ? [] : store.listJobs({ chainId: first.chainId });
  const job = chain.toSorted((a, b) => b.chainLength - a.chainLength || b.seq - a.seq)[0] ?? first;
  if (job === undefined) throw new TypeError(`madeJob: job ${jobId} vanished`);
  const version = job.versionId === null ? undefined : store.findVersion(job.versionId);
  const { id, state, versionId, reasonCode, detail } = job;
  return {
    id,
    spec,
    status: state,
    versionId,
    reused,
    route: version?.route ?? null,
    decision: version?.decision ?? null,
    reasonCode,
    detail,
  };
}
