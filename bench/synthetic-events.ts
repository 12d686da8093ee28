import type { NewEvent } from "../src/core/events/event.ts";

const CHECKS = ["decodable", "required_parts", "size", "background", "blank"].map((check) => {
  return { check, outcome: "pass", severity: "hard" };
});
const DIGEST = `sha256:${"ab".repeat(32)}`;

/** A job that was accepted, with everything a real one has; `index` makes it its own. */
export function queuedJob(index: number, specs = 300): NewEvent {
  const jobId = `job-${index}`;
  return {
    id: `event-queued-${index}`,
    ts: 1_795_000_000_000 + index,
    type: "job.queued",
    v: 1,
    entityType: "job",
    entityId: jobId,
    causalChainId: jobId,
    causalDepth: 0,
    idempotencyKey: jobId,
    payload: {
      specId: `spec-${index % specs}`,
      jobType: "make",
      kind: "single_image",
      checkpointId: "copax",
      backend: "builtin",
      priority: "normal",
      recipeDigest: DIGEST,
      matchDigest: DIGEST,
      planBlob: DIGEST,
      renders: 1,
      planMs: 0.4,
      chainLength: 1,
    },
  };
}

/** A job that a person canceled before it began. */
export function canceledJob(index: number): NewEvent {
  const queued = queuedJob(index);
  const payload = { by: "person" };
  return {
    ...queued,
    id: `event-canceled-${index}`,
    type: "job.canceled",
    idempotencyKey: `canceled-${index}`,
    payload,
  } as NewEvent;
}

/** The rest of a job's life: started, one image, one version, done. */
export function finishedJob(index: number): NewEvent[] {
  const queued = queuedJob(index);
  const attemptId = `attempt-${index}`;
  const versionId = `version-${index}`;
  const image = { variant: 0, part: null, seed: index, blob: DIGEST, pixelSha256: DIGEST, width: 64, height: 64 };
  const about = (type: NewEvent["type"], entityId: string, payload: unknown): NewEvent =>
    ({
      ...queued,
      id: `event-${type}-${index}`,
      type,
      entityType: type.split(".")[0],
      entityId,
      idempotencyKey: `${type}-${index}`,
      payload,
    }) as NewEvent;
  return [
    about("job.started", queued.entityId, { attemptId, attempt: 1, owner: "bench" }),
    about("job.render_done", queued.entityId, { attemptId, image, renderMs: 2 }),
    about("version.created", versionId, {
      specId: `spec-${index % 300}`,
      jobId: queued.entityId,
      kind: "single_image",
      checkpointId: "copax",
      recipeDigest: DIGEST,
      renderDigest: DIGEST,
      matchDigest: DIGEST,
      evidenceBlob: DIGEST,
      images: [image],
      firstPass: true,
    }),
    about("version.checked", versionId, { verdict: "pass", rulesVersion: 1, checks: CHECKS }),
    about("version.routed", versionId, { route: "auto_advance", reasons: ["verdict is pass"] }),
    about("version.approved", versionId, { by: "policy", note: null }),
    about("job.succeeded", queued.entityId, { attemptId, versionId, wallMs: 5 }),
  ];
}
