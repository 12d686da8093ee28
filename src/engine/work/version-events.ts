import type { AttemptRecord, Evidence, ImageRecord } from "../../core/assets/evidence.ts";
import { RULES_VERSION } from "../../core/assets/plan/plan.ts";
import { recordChecks } from "../../core/assets/read-verdict.ts";
import type { Digest } from "../../core/canonical/digest.ts";
import type { NewEvent } from "../../core/events/event.ts";
import type { ActiveJob } from "./active-job.ts";
import { chainEvent, type WorkContext } from "./work-context.ts";

/** The events by which a version exists, is judged and is sent on its way; a route that settles it says so at once. */
export function versionEvents(
  context: WorkContext,
  job: ActiveJob,
  made: { evidence: Evidence; evidenceBlob: Digest },
): NewEvent[] {
  const { evidence, evidenceBlob } = made;
  const { versionId, checks, route } = evidence;
  const rules = `rules/${RULES_VERSION}`;
  const events = [
    chainEvent(context, job, {
      type: "version.created",
      entityId: versionId,
      key: job.id,
      payload: {
        specId: evidence.specId,
        jobId: job.id,
        kind: job.row.kind,
        checkpointId: job.row.checkpointId,
        recipeDigest: job.row.recipeDigest,
        renderDigest: evidence.plan.renderDigest as Digest,
        matchDigest: job.row.matchDigest,
        evidenceBlob,
        images: evidence.images.map(pictureOf),
        firstPass: evidence.firstPass,
      },
    }),
    chainEvent(context, job, {
      type: "version.checked",
      entityId: versionId,
      key: rules,
      payload: { verdict: evidence.verdict, rulesVersion: RULES_VERSION, checks: recordChecks(checks) },
    }),
    chainEvent(context, job, {
      type: "version.routed",
      entityId: versionId,
      key: rules,
      payload: { route, reasons: [...evidence.reasons] },
    }),
  ];
  if (route !== "auto_advance" && route !== "reject") return events;
  const type = route === "reject" ? "version.rejected" : "version.approved";
  return [...events, chainEvent(context, job, { type, entityId: versionId, key: rules, payload: { by: "policy", note: null } })];
}

/** All attempts at a job, the running one as succeeded: it ends with the events this evidence goes into. */
export function attemptRecords({ store, studio }: WorkContext, job: ActiveJob): readonly AttemptRecord[] {
  const renders = store.listRenders(job.id);
  return store.listAttempts(job.id).map((attempt) => ({
    id: attempt.id,
    renders: renders.filter((render) => render.attemptId === attempt.id).map(({ variant, part }) => ({ variant, part })),
    outcome: attempt.id === job.attemptId ? "succeeded" : (attempt.outcome ?? "lost"),
    class: attempt.errorClass,
    detail: attempt.detail,
    startedAtMs: attempt.startedAtMs,
    endedAtMs: attempt.endedAtMs ?? studio.nowMs(),
  }));
}

/** What is listed of an image; how a backend made it stands in the evidence. */
function pictureOf({ variant, part, seed, blob, pixelSha256, width, height }: ImageRecord) {
  return { variant, part, seed, blob, pixelSha256, width, height };
}
