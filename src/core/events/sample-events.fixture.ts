import type { Digest } from "../canonical/digest.ts";
import { GENESIS_HASH, type EventPayload, type EventType, type NewEvent, type StoredEvent } from "./event.ts";
import { newEvent } from "./new-event.ts";
import { supersededEvent, type SupersededResult } from "./superseded-event.ts";

/** A digest whose hex is one digit repeated, e.g. `sampleDigest("a")`. */
export function sampleDigest(digit: string): Digest {
  return `sha256:${digit.repeat(64)}`;
}

type Overrides = Partial<Omit<NewEvent, "type" | "payload">>;

/** A valid event; its id and key derive from type, entity and key, so equal calls make equal events. */
export function sampleEvent<T extends EventType>(
  type: T,
  entityId: string,
  { payload, ...overrides }: Overrides & { readonly payload: EventPayload<T> },
): NewEvent {
  const key = overrides.idempotencyKey ?? type;
  const id = `event:${type}:${entityId}:${key}`;
  const chain = { id: `chain-${entityId}`, depth: 0 };
  return { ...newEvent({ id, ts: 1_763_640_000_000, type, entityId, chain, key, payload }), ...overrides };
}

/** An event as if it stood in a log at this seq; its hashes are not real. */
export function storedSample(event: NewEvent, seq: number): StoredEvent {
  return { ...event, projectId: "p", seq, prevHash: GENESIS_HASH, hash: sampleDigest("f") };
}

export function sampleImage(variant: number, part: string | null = null): EventPayload<"job.render_done">["image"] {
  const digests = { blob: sampleDigest("1"), pixelSha256: sampleDigest("2") };
  return { variant, part, seed: 7 + variant, ...digests, width: 64, height: 64 };
}

/** Events of a job's life, with valid payloads. */
export const jobSamples = {
  queued: (jobId: string, payload: Partial<EventPayload<"job.queued">> = {}, overrides: Overrides = {}): NewEvent =>
    sampleEvent("job.queued", jobId, { payload: { ...QUEUED, ...payload }, ...overrides }),
  started: (jobId: string, attemptId: string, attempt = 1): NewEvent =>
    sampleEvent("job.started", jobId, {
      payload: { attemptId, attempt, owner: "session-1" },
      idempotencyKey: `start/${attemptId}`,
    }),
  submitted: (jobId: string, attemptId: string, promptId = "prompt-1"): NewEvent => {
    const payload = { attemptId, variant: 0, part: null, backend: "studio-pc", promptId };
    return sampleEvent("job.submitted", jobId, { payload, idempotencyKey: promptId });
  },
  renderDone: (jobId: string, attemptId: string, image = sampleImage(0)): NewEvent => {
    const { variant, part } = image;
    const payload = { attemptId, image, renderMs: 3.5 };
    return sampleEvent("job.render_done", jobId, { payload, idempotencyKey: `render/${attemptId}/${variant}/${part}` });
  },
  retry: (jobId: string, attemptId: string): NewEvent => {
    const payload = { attemptId, ...FAILURE, delayMs: 2000, dueAtMs: 1_763_640_002_000 };
    return sampleEvent("job.retry", jobId, { payload, idempotencyKey: `retry/${attemptId}` });
  },
  due: (jobId: string, key = ""): NewEvent =>
    sampleEvent("job.requeued", jobId, { payload: { reason: "due", attemptId: null }, idempotencyKey: `due/${key}` }),
  drained: (jobId: string, attemptId: string): NewEvent =>
    sampleEvent("job.requeued", jobId, { payload: { reason: "drained", attemptId }, idempotencyKey: `drained/${attemptId}` }),
  lost: (jobId: string, attemptId: string): NewEvent =>
    sampleEvent("job.lost", jobId, { payload: { attemptId, owner: "session-1" }, idempotencyKey: `lost/${attemptId}` }),
  superseded: (jobId: string, attemptId: string, image: SupersededResult["image"] = sampleImage(0)): NewEvent => {
    const facts = { id: `event:superseded:${attemptId}`, ts: 1_763_640_000_000, attemptId, image };
    const job = { id: jobId, chainId: `chain-${jobId}`, depth: 0 };
    return supersededEvent({ ...facts, job, reason: "attempt does not hold job" });
  },
  succeeded: (jobId: string, attemptId: string, versionId: string): NewEvent =>
    sampleEvent("job.succeeded", jobId, { payload: { attemptId, versionId, wallMs: 30 } }),
  failed: (jobId: string, attemptId: string | null): NewEvent =>
    sampleEvent("job.failed", jobId, { payload: { attemptId, ...FAILURE } }),
  escalated: (jobId: string, attemptId: string): NewEvent =>
    sampleEvent("job.escalated", jobId, {
      payload: {
        attemptId,
        escalateTo: "manual_review_queue",
        errorClass: "timeout",
        reasonCode: "RENDER_FAILED",
        retryHistory: [{ attemptId, errorClass: "timeout", detail: "no answer in 60 s", atMs: 1_763_640_000_000 }],
        evidence: [sampleDigest("3")],
        suggestedAction: "Look at the renderer",
      },
    }),
  canceled: (jobId: string): NewEvent => sampleEvent("job.canceled", jobId, { payload: { by: "person" } }),
} as const;

/** Events about a version, with valid payloads. */
export const versionSamples = {
  created: (versionId: string, jobId: string, payload: Partial<EventPayload<"version.created">> = {}): NewEvent =>
    sampleEvent("version.created", versionId, { payload: { ...CREATED, jobId, ...payload } }),
  approved: (versionId: string, by: "policy" | "person", key = ""): NewEvent =>
    sampleEvent("version.approved", versionId, { payload: { by, note: null }, idempotencyKey: `approve/${by}/${key}` }),
  rejected: (versionId: string, by: "policy" | "person", key = ""): NewEvent =>
    sampleEvent("version.rejected", versionId, { payload: { by, note: null }, idempotencyKey: `reject/${by}/${key}` }),
} as const;

const QUEUED: EventPayload<"job.queued"> = {
  specId: "ember-sword",
  jobType: "make",
  kind: "single_image",
  checkpointId: "pony",
  backend: "builtin",
  priority: "normal",
  recipeDigest: sampleDigest("a"),
  matchDigest: sampleDigest("b"),
  planBlob: sampleDigest("c"),
  renders: 2,
  planMs: 1.25,
  chainLength: 1,
};

const FAILURE = { errorClass: "timeout", reasonCode: "RENDER_FAILED", detail: "no answer in 60 s" } as const;

const CREATED: Omit<EventPayload<"version.created">, "jobId"> = {
  specId: "ember-sword",
  kind: "single_image",
  checkpointId: "pony",
  recipeDigest: sampleDigest("a"),
  renderDigest: sampleDigest("d"),
  matchDigest: sampleDigest("b"),
  evidenceBlob: sampleDigest("e"),
  images: [sampleImage(0), sampleImage(1)],
  firstPass: true,
};
