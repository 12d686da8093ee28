import { z } from "zod";
import { EVENT_PAYLOADS } from "../../../core/events/event.ts";
import { Decision, EpochMs, Seq, Verdict } from "./values.ts";

const queued = EVENT_PAYLOADS["job.queued"].shape;
const created = EVENT_PAYLOADS["version.created"].shape;
const failed = EVENT_PAYLOADS["job.failed"].shape;
const image = EVENT_PAYLOADS["job.render_done"].shape.image;

export const JobState = z.enum(["queued", "running", "retry_wait", "succeeded", "failed", "escalated", "canceled"]);

const LastFailure = {
  errorClass: failed.errorClass.nullable().describe("Class of the last failure"),
  reasonCode: z.string().nullable().describe("Code of the last failure"),
  detail: z.string().nullable().describe("What happened"),
};

export const JobValue = z
  .strictObject({
    seq: Seq.describe("Seq of its `job.queued`"),
    id: z.string(),
    specId: queued.specId,
    jobType: queued.jobType,
    kind: queued.kind,
    checkpointId: queued.checkpointId,
    backend: queued.backend,
    priority: queued.priority,
    state: JobState,
    chainId: z.string().describe("Causal chain: the first job of a request and its regenerations share it"),
    chainLength: queued.chainLength,
    depth: z.int().describe("Automatic consequences between what a person did and this job"),
    recipeDigest: queued.recipeDigest,
    matchDigest: queued.matchDigest,
    planBlob: queued.planBlob,
    renders: queued.renders,
    rendersDone: z.int().describe("Images that are stored"),
    planMs: queued.planMs,
    attempt: z.int().describe("Attempts that counted so far"),
    attemptId: z.string().nullable().describe("The running attempt"),
    owner: z.string().nullable().describe("The session that holds it"),
    dueAtMs: EpochMs.nullable().describe("When the next attempt may start"),
    versionId: z.string().nullable().describe("The version it made"),
    ...LastFailure,
    queuedAtMs: EpochMs,
    updatedAtMs: EpochMs,
    lastSeq: Seq.describe("Seq of the newest event about it"),
  })
  .describe("The work that makes one version");

export const AttemptValue = z
  .strictObject({
    seq: Seq.describe("Seq of its `job.started`"),
    id: z.string().describe("The fencing token"),
    jobId: z.string(),
    attempt: z.int().describe("Attempts at the job so far, this one included"),
    owner: z.string(),
    startedAtMs: EpochMs,
    endedAtMs: EpochMs.nullable(),
    outcome: z.enum(["succeeded", "failed", "lost", "drained", "canceled"]).nullable().describe("Null while it runs"),
    ...LastFailure,
  })
  .describe("One try at a job");

const made = EVENT_PAYLOADS["job.render_done"].shape.made.unwrap().shape;

export const RenderValue = image
  .extend({
    seq: Seq,
    jobId: z.string(),
    attemptId: z.string(),
    renderMs: z.number(),
    atMs: EpochMs,
    backend: made.backend.nullable(),
    promptId: made.promptId.nullable(),
    cachedNodes: made.cachedNodes,
    graphDigest: made.graphDigest.nullable(),
    serverBlob: made.serverBlob.nullable(),
  })
  .describe("One image of a job that is stored");

/** The version is said by what holds it. */
export const ImageValue = image.describe("One image of a version");

export const SupersededValue = EVENT_PAYLOADS["job.superseded"]
  .extend({ seq: Seq, atMs: EpochMs })
  .describe("A result that came after its attempt had lost the job");

export const VersionValue = z
  .strictObject({
    seq: Seq.describe("Seq of its `version.created`"),
    id: z.string(),
    specId: created.specId,
    jobId: created.jobId,
    chainId: z.string().describe("Causal chain of its job"),
    kind: created.kind,
    checkpointId: created.checkpointId,
    recipeDigest: created.recipeDigest,
    renderDigest: created.renderDigest,
    matchDigest: created.matchDigest,
    evidenceBlob: created.evidenceBlob,
    firstPass: created.firstPass,
    verdict: Verdict.nullable().describe("Null until its checks were run"),
    rulesVersion: z.int().nullable().describe("Version of the rules that the verdict follows from"),
    checks: EVENT_PAYLOADS["version.checked"].shape.checks.nullable(),
    route: EVENT_PAYLOADS["version.routed"].shape.route.nullable().describe("Null until policy decided"),
    decision: Decision,
    decidedBy: EVENT_PAYLOADS["version.approved"].shape.by.nullable(),
    createdAtMs: EpochMs,
    lastSeq: Seq.describe("Seq of the newest event about it"),
  })
  .describe("One produced result of a spec");

export const ReplayValue = EVENT_PAYLOADS["replay.done"]
  .extend({ seq: Seq, versionId: z.string(), atMs: EpochMs })
  .describe("One replay of a version with its three answers");
