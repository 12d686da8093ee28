import { FAILURES, type FailureCode } from "../core/errors.ts";
import type { MadeJob } from "../engine/made-job.ts";
import type { Paint } from "./paint.ts";
import { stateText } from "./words.ts";

/** What became of one job, as a row. */
export function madeRow(job: MadeJob, paint: Paint): readonly string[] {
  return [
    job.reused ? paint.dim("= there already") : stateText(job.status, paint),
    paint.bold(job.spec),
    job.decision === "pending" ? (job.route ?? "") : (job.decision ?? ""),
    job.detail === null ? (job.versionId ?? job.id) : `${job.id} ${job.detail}`,
  ];
}

/**
 * The exit code of one job: what a person or policy decided counts, then where policy sent it. 0 also when a person must
 * look; 2 when it was rejected; 1 when policy could not settle it; the failure's own code when no version came out.
 */
export function madeExitCode(job: MadeJob): number {
  if (job.decision === "approved") return 0;
  if (job.decision === "rejected") return 2;
  if (job.route === "exception_inbox") return 1;
  if (job.status === "succeeded") return 0;
  const code = job.reasonCode as FailureCode | null;
  return code !== null && code in FAILURES ? FAILURES[code].exit : 1;
}
