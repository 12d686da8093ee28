import { z } from "zod";
import { EVENT_PAYLOADS } from "../../../core/events/event.ts";
import { AttemptValue, JobState, JobValue, RenderValue, SupersededValue, VersionValue } from "./rows.ts";
import { Decision } from "./values.ts";

export const JobListValue = z.strictObject({ jobs: z.array(JobValue).describe("Newest first") });

export const JobShowValue = z.strictObject({
  job: JobValue,
  attempts: z.array(AttemptValue),
  renders: z.array(RenderValue),
  superseded: z.array(SupersededValue),
  chain: z.array(JobValue).describe("All jobs of its causal chain, oldest first"),
  escalation: EVENT_PAYLOADS["job.escalated"].nullable(),
});

export const JobCanceledValue = z.strictObject({ job: JobValue });

const MadeJob = z
  .strictObject({
    id: z.string().describe("The last job of its chain"),
    spec: z.string(),
    status: JobState,
    versionId: z.string().nullable(),
    reused: z.boolean().describe("An equal version was there already"),
    route: VersionValue.shape.route,
    decision: Decision.nullable(),
    reasonCode: z.string().nullable(),
    detail: z.string().nullable(),
  })
  .describe("What became of one spec that was asked for");

export const MadeValue = z.strictObject({ jobs: z.array(MadeJob) });
export const RetriedValue = z.strictObject({ job: MadeJob });
