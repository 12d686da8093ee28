import { nameImage } from "../../core/checks/words.ts";
import { jobCancelVerb, jobListVerb, jobRetryVerb, jobShowVerb } from "../../engine/jobs.ts";
import { BACKEND_FLAG } from "../backend-flag.ts";
import { defineCommand } from "../command.ts";
import { madeExitCode, madeRow } from "../made-text.ts";
import { formatTable } from "../table.ts";
import { counted, stateText } from "../words.ts";

const JOB_ARG = [{ name: "job", summary: "Job id" }];

export const jobListCommand = defineCommand({
  path: ["job", "list"],
  summary: "List jobs, newest first",
  flags: [
    { name: "state", value: "STATE", summary: "Only jobs in this state" },
    { name: "spec", value: "ID", summary: "Only jobs of this spec" },
    { name: "limit", value: "N", summary: "At most so many (50)", number: true },
    { name: "before", value: "SEQ", summary: "Only jobs older than this seq", number: true },
  ],
  examples: ["touchstone job list", "touchstone job list --state escalated"],
  verb: jobListVerb,
  toInput: (typed) => ({
    state: typed.flag("state"),
    spec: typed.flag("spec"),
    limit: typed.number("limit"),
    beforeSeq: typed.number("before"),
  }),
  render: ({ jobs }, paint) =>
    jobs.length === 0
      ? "No jobs. Make something with `touchstone make SPEC`"
      : formatTable(
          jobs.map((job) => [
            stateText(job.state, paint),
            paint.bold(job.specId),
            `${job.rendersDone}/${job.renders} images`,
            job.chainLength > 1 ? `regeneration ${job.chainLength - 1}` : "",
            job.detail === null ? job.id : `${job.id} ${job.detail}`,
          ]),
          paint.columns,
        ),
});

export const jobShowCommand = defineCommand({
  path: ["job", "show"],
  summary: "Show a job with its attempts and images",
  args: JOB_ARG,
  examples: [],
  verb: jobShowVerb,
  toInput: (typed) => ({ job: typed.word("job") }),
  render: ({ job, attempts, renders, superseded, chain, escalation }, paint) =>
    [
      `${paint.bold(job.specId)} · job ${job.id}`,
      `${stateText(job.state, paint)} · ${renders.length} of ${counted(job.renders, "image")}`,
      ...attempts.map(
        (attempt) =>
          `  attempt ${attempt.attempt}: ${attempt.outcome ?? "running"}${attempt.detail === null ? "" : ` — ${attempt.detail}`}`,
      ),
      ...superseded.map(
        ({ attemptId, image, reason }) =>
          `  too late: ${image === null ? "a version" : nameImage(image)} of attempt ${attemptId} — ${reason}`,
      ),
      ...(chain.length > 1 ? ["  its chain:", ...chain.map((one) => `    ${one.id} ${stateText(one.state, paint)}`)] : []),
      ...(job.versionId === null ? [] : [`  version ${job.versionId}`]),
      ...(escalation === null ? [] : [`  ${paint.dim("→")} ${escalation.suggestedAction}`]),
    ].join("\n"),
});

export const jobRetryCommand = defineCommand({
  path: ["job", "retry"],
  summary: "Try again what ended without a version, from the same plan",
  args: JOB_ARG,
  flags: [BACKEND_FLAG],
  examples: [],
  verb: jobRetryVerb,
  progress: true,
  toInput: (typed) => ({ job: typed.word("job"), backend: typed.flag("backend") }),
  render: ({ job }, paint) => formatTable([madeRow(job, paint)], paint.columns),
  exitCode: ({ job }) => madeExitCode(job),
});

export const jobCancelCommand = defineCommand({
  path: ["job", "cancel"],
  summary: "Cancel a job that has not ended",
  args: JOB_ARG,
  examples: [],
  verb: jobCancelVerb,
  toInput: (typed) => ({ job: typed.word("job") }),
  render: ({ job }, paint) => `${stateText(job.state, paint)} ${paint.bold(job.specId)} ${job.id}`,
});
