import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { EventPayload, NewEvent } from "../core/events/event.ts";
import { jobSamples, sampleDigest, sampleEvent, sampleImage, versionSamples } from "../core/events/sample-events.fixture.ts";
import { openLog } from "./open-log.fixture.ts";
import { verifyLog } from "./verify-log.ts";

const STEPS = [
  "queued",
  "started",
  "renderDone",
  "retry",
  "due",
  "drained",
  "lost",
  "succeeded",
  "failed",
  "escalated",
  "canceled",
  "superseded",
  "created",
  "approved",
  "rejected",
  "checked",
  "routed",
  "replayed",
  "ready",
] as const;
type Step = (typeof STEPS)[number];

interface Choice {
  readonly step: Step;
  /** Which of a few jobs, and which of its attempts. */
  readonly job: number;
  readonly attempt: number;
  readonly key: number;
}

/** The event of a choice, whether or not it is legal where it comes. */
function eventOf({ step, job, attempt, key }: Choice): NewEvent {
  const jobId = `job-${job}`;
  const attemptId = `${jobId}/attempt-${attempt}`;
  const versionId = `version-${job}`;
  const idempotencyKey = `${step}-${key}`;
  const routed: EventPayload<"version.routed"> = { route: "auto_advance", reasons: ["all checks pass"] };
  const replayed = { decisions: "equal", environment: "equal", pixels: "identical", differences: key } as const;
  const checks: EventPayload<"version.checked">["checks"] = [{ check: "blank", outcome: "pass", severity: "hard" }];
  const frozen = { specDigest: sampleDigest("a"), inputsDigest: sampleDigest(String(key)), recipeDigest: null };
  const events: Record<Step, () => NewEvent> = {
    queued: () => jobSamples.queued(jobId, {}, { idempotencyKey }),
    started: () => jobSamples.started(jobId, attemptId, attempt + 1),
    renderDone: () => jobSamples.renderDone(jobId, attemptId, sampleImage(key)),
    retry: () => jobSamples.retry(jobId, attemptId),
    due: () => jobSamples.due(jobId, String(key)),
    drained: () => jobSamples.drained(jobId, attemptId),
    lost: () => jobSamples.lost(jobId, attemptId),
    succeeded: () => jobSamples.succeeded(jobId, attemptId, versionId),
    failed: () => jobSamples.failed(jobId, key === 0 ? null : attemptId),
    escalated: () => jobSamples.escalated(jobId, attemptId),
    canceled: () => jobSamples.canceled(jobId),
    superseded: () => jobSamples.superseded(jobId, attemptId),
    created: () => versionSamples.created(versionId, jobId),
    approved: () => versionSamples.approved(versionId, "person", String(key)),
    rejected: () => versionSamples.rejected(versionId, "policy", String(key)),
    checked: () =>
      sampleEvent("version.checked", versionId, { payload: { verdict: "pass", rulesVersion: 1, checks }, idempotencyKey }),
    routed: () => sampleEvent("version.routed", versionId, { payload: routed, idempotencyKey }),
    replayed: () => sampleEvent("replay.done", versionId, { payload: replayed, idempotencyKey }),
    ready: () => sampleEvent("spec.ready", `spec-${job}`, { payload: frozen, idempotencyKey }),
  };
  return events[step]();
}

const choice = fc.record({ step: fc.constantFrom(...STEPS), job: fc.nat(2), attempt: fc.nat(1), key: fc.nat(2) });
/** Lives that start as lives do, so that the rarer events become legal often enough. */
const opening: readonly Choice[] = [
  ...[0, 1, 2].flatMap((job): Choice[] => [
    { step: "queued", job, attempt: 0, key: 0 },
    { step: "started", job, attempt: 0, key: 0 },
  ]),
  { step: "created", job: 0, attempt: 0, key: 0 },
];

/** Rows whose last seq is not that of the newest event about them. */
const STALE_ROWS = ["job", "version"]
  .map((table) => `SELECT id FROM ${table} WHERE last_seq != (SELECT MAX(seq) FROM event WHERE entity_id = ${table}.id)`)
  .join(" UNION ALL ");

test("[E5][S25] any sequence of batches, legal or refused, leaves projections that the log rebuilds to", () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(fc.array(choice, { minLength: 1, maxLength: 3 }), { maxLength: 60 }), (batches) => {
      const { db, append } = openLog();
      for (const batch of [opening, ...batches]) append(batch.map(eventOf));
      const report = verifyLog(db, "p");
      expect(report.problems).toEqual([]);
      expect(report.events.head).toBe(report.events.count);
      expect(db.prepare(STALE_ROWS).all()).toEqual([]);
      for (const row of db.prepare("SELECT DISTINCT state FROM job").all()) reached.add(String(row["state"]));
      for (const row of db.prepare("SELECT DISTINCT type FROM event").all()) reached.add(String(row["type"]));
      db.close();
    }),
    // A fixed seed, so that whether the walks get everywhere does not change from run to run.
    { numRuns: 80, seed: 20 },
  );
  // The property says little unless the walks get everywhere.
  const states = ["queued", "running", "retry_wait", "succeeded", "failed", "escalated", "canceled"];
  expect([...reached]).toEqual(
    expect.arrayContaining([...states, "job.lost", "job.requeued", "job.superseded", "version.rejected", "replay.done"]),
  );
});
