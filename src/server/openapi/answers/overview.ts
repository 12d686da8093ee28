import { z } from "zod";
import { BackendValue } from "./backends.ts";
import { ImageValue, JobState, VersionValue } from "./rows.ts";
import { Decision, EpochMs, Seq, Verdict } from "./values.ts";

const Count = z.number();

export const StatusValue = z.strictObject({
  project: z.strictObject({ id: z.string(), title: z.string() }),
  owner: z
    .strictObject({
      pid: z.number(),
      command: z.string(),
      startedAtMs: EpochMs,
      url: z.string().nullable().describe("Where it serves; null when it does not"),
    })
    .nullable()
    .describe("The process that owns the folder"),
  head: Seq.describe("Seq of the newest event"),
  jobs: z.partialRecord(JobState, Count).describe("Jobs by state"),
  assets: z.strictObject({ approved: Count, pending: Count, rejected: Count }),
  specs: z.strictObject({ draft: Count, ready: Count, deprecated: Count, broken: Count }),
  stale: z.array(z.strictObject({ spec: z.string(), differences: Count.nullable() })),
  waiting: Count.describe("Specs that wait for a person"),
  exceptions: Count.describe("Specs that policy could not settle"),
  renderers: z.array(
    z.strictObject({
      id: BackendValue.shape.id,
      kind: BackendValue.shape.kind,
      url: BackendValue.shape.url,
      enabled: BackendValue.shape.enabled,
      health: BackendValue.shape.health,
      version: z.string().nullable(),
      running: Count.nullable().describe("Renders that occupy it now; null where another process owns the folder"),
      lastRenderAtMs: EpochMs.nullable().describe("When it made its newest image; null where that is not known"),
    }),
  ),
});

export const DoctorValue = z.strictObject({
  ok: z.boolean(),
  checks: z.array(
    z.strictObject({
      id: z.enum(["node", "files", "lock", "store", "disk", "owner", "images", "renderer", "backends", "clock"]),
      outcome: z.enum(["ok", "warn", "fail", "unknown"]),
      detail: z.string().describe("What was found"),
      hint: z.string().nullable().describe("The way out"),
    }),
  ),
});

const STAGES = ["ready", "queued", "making", "waiting", "approved", "exception", "closed"] as const;
const Stage = z.enum(STAGES).describe("Where a spec stands in the pipeline");

const PipelineCard = z
  .strictObject({
    spec: z.string(),
    title: z.string(),
    stage: Stage,
    kind: z.string(),
    checkpoint: z.string().nullable(),
    renderer: z.enum(["builtin", "comfyui"]).nullable().describe("What draws it; null where its file cannot be read"),
    jobId: z.string().nullable(),
    versionId: z.string().nullable(),
    why: z.string().describe("Why it is here"),
    since: EpochMs.nullable(),
    priority: z.string().nullable(),
    attempt: z.number(),
    done: Count.describe("Images stored"),
    total: Count,
    dueAtMs: EpochMs.nullable().describe("When the next attempt may start"),
    stale: z.boolean(),
    thumbs: z.array(z.strictObject({ blob: z.string(), width: z.number(), height: z.number() })),
    primary: z.enum(["make", "retry", "cancel", "review", "open"]).nullable().describe("What one press does"),
    approvedVersionId: z.string().nullable(),
  })
  .describe("One spec on the board");

export const PipelineValue = z.strictObject({
  stages: z.array(
    z.strictObject({ stage: Stage, total: Count.describe("All of them, listed or not"), cards: z.array(PipelineCard) }),
  ),
  head: Seq,
  etaMs: z.number().nullable().describe("Until all is made, ms; null when that cannot be told"),
});

const LibraryAsset = z
  .strictObject({
    versionId: z.string(),
    spec: z.string(),
    title: z.string(),
    kind: VersionValue.shape.kind,
    assetType: z.string().nullable(),
    tags: z.array(z.string()),
    entity: z.string().nullable(),
    checkpoint: z.string(),
    route: VersionValue.shape.route,
    verdict: Verdict.nullable(),
    decision: Decision,
    createdAtMs: EpochMs,
    images: z.array(ImageValue.omit({ seed: true, pixelSha256: true })),
  })
  .describe("One version as the library shows it");

const Facet = z.array(z.strictObject({ value: z.string(), count: Count })).describe("How many carry each value, most first");

export const LibraryValue = z.strictObject({
  assets: z.array(LibraryAsset).describe("Newest first"),
  facets: z.strictObject({
    kinds: Facet,
    tags: Facet,
    entities: Facet,
    checkpoints: Facet,
    routes: Facet,
    assetTypes: Facet,
  }),
});
