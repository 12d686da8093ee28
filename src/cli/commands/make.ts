import { combineExitCodes, FAILURES, type FailureCode } from "../../core/errors.ts";
import { type MadeJob, makeVerb } from "../../engine/make.ts";
import { defineCommand } from "../command.ts";
import { formatTable } from "../table.ts";
import { stateText } from "../words.ts";

export const makeCommand = defineCommand({
  path: ["make"],
  summary: "Make the assets of ready specs",
  args: [{ name: "specs", summary: "Ids of ready specs", many: true }],
  flags: [{ name: "again", summary: "Make a new version even if an equal one exists" }],
  examples: ["touchstone make emberhook-icon", "touchstone make tidestone lamphouse-key --json"],
  verb: makeVerb,
  progress: true,
  toInput: (typed) => ({ specs: typed.words("specs"), again: typed.isOn("again") }),
  render: ({ jobs }, paint) =>
    formatTable(
      jobs.map((job) => [
        job.reused ? paint.dim("= there already") : stateText(job.status, paint),
        paint.bold(job.spec),
        job.route ?? "",
        job.detail === null ? (job.versionId ?? job.id) : `${job.id} ${job.detail}`,
      ]),
      paint.columns,
    ),
  toJson: ({ jobs }) => ({ jobs }),
  exitCode: ({ jobs }) => combineExitCodes(jobs.map(exitCodeOf)),
});

/** 0 also when a person must look; 2 when policy rejected; 1 or 3 when no version came out. */
function exitCodeOf(job: MadeJob): number {
  if (job.route === "reject") return 2;
  if (job.route === "exception_inbox") return 1;
  if (job.status === "succeeded") return 0;
  const code = job.reasonCode as FailureCode | null;
  return code !== null && code in FAILURES ? FAILURES[code].exit : 1;
}
