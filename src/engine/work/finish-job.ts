import type { Evidence } from "../../core/assets/evidence.ts";
import { seedModeOf } from "../../core/assets/plan/choose-records.ts";
import type { Check, CheckedImage } from "../../core/checks/check.ts";
import { decideRoute, type Regeneration } from "../../core/checks/route.ts";
import { runChecks } from "../../core/checks/run-checks.ts";
import { deriveVerdict } from "../../core/checks/verdict.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { resolveRetry } from "../../core/jobs/retry-policy.ts";
import { loadCheckedImage } from "../checked-image.ts";
import { checkInput } from "../check-input.ts";
import { environmentOfRenders } from "../environment.ts";
import { putDocument } from "../planned.ts";
import type { ActiveJob } from "./active-job.ts";
import { discardLeftovers } from "./discard-leftovers.ts";
import { repairImage } from "./render-image.ts";
import { queueRegeneration } from "./regenerate.ts";
import { attemptRecords, versionEvents } from "./version-events.ts";
import { announce, chainEvent, type WorkContext } from "./work-context.ts";

/**
 * Turns a job whose images are all stored into a version: checks, verdict, route, evidence, then one batch of events.
 * Either all of it is in the log or none.
 *
 * @returns the id of the regeneration job that policy asked for, if any.
 */
export async function finishJob(context: WorkContext, job: ActiveJob): Promise<string | undefined> {
  const { studio, store } = context;
  const attemptId = job.attemptId as string;
  const { evidence, regenerate } = await judge(context, job);
  announce(context, job, "checked");
  const evidenceBlob = await putDocument(store.blobs, evidence);
  announce(context, job, "evidence_stored");
  const { versionId } = evidence;
  const succeeded = chainEvent(context, job, {
    type: "job.succeeded",
    entityId: job.id,
    key: attemptId,
    payload: { attemptId, versionId, wallMs: studio.elapsedMs() - job.startedElapsedMs },
  });
  const regeneration = regenerate ? await queueRegeneration(context, job, versionId) : undefined;
  const events = [...versionEvents(context, job, { evidence, evidenceBlob }), succeeded];
  await store.append({
    events: regeneration === undefined ? events : [...events, regeneration],
    fence: { jobId: job.id, attemptId },
  });
  await discardLeftovers(studio, store, job.id);
  announce(context, job, "finished");
  return regeneration?.entityId;
}

/** Runs the checks on what is stored and derives verdict and route from them. */
async function judge(context: WorkContext, job: ActiveJob): Promise<{ evidence: Evidence; regenerate: boolean }> {
  const { studio, store } = context;
  const { plan } = job;
  const images = plan.images.map((_, index) => job.images.get(index)).filter((image) => image !== undefined);
  const renders = store.listRenders(job.id);
  const checks = runChecks(checkInput(plan, job.row.kind, await loadImages(context, job)));
  const verdict = deriveVerdict(checks);
  const routedBy = { routing: job.policies.routing, regeneration: regenerationFacts(job, checks) };
  const decision = decideRoute({ verdict, checks, ...routedBy });
  const evidence: Evidence = {
    format: "touchstone.evidence/1",
    versionId: studio.newId(),
    specId: plan.spec,
    plan,
    inputs: job.inputs,
    jobId: job.id,
    attempts: attemptRecords(context, job),
    backend: { kind: plan.renderer, identity: job.renderer },
    environment: await environmentOfRenders(studio, renders),
    images,
    checks,
    verdict,
    route: decision.route,
    routedBy,
    reasons: decision.reasons,
    firstPass: job.row.chainLength === 1 && verdict === "pass",
    timing: { planMs: job.row.planMs, renderMs: renders.reduce((sum, render) => sum + render.renderMs, 0) },
  };
  return { evidence, regenerate: decision.regenerate };
}

/** Reads every stored image back. One whose file is damaged or gone is made again, which puts the same file back. */
async function loadImages(context: WorkContext, job: ActiveJob): Promise<readonly CheckedImage[]> {
  const { blobs } = context.store;
  return await Promise.all(
    [...job.images]
      .toSorted(([a], [b]) => a - b)
      .map(async ([index, image]) => {
        try {
          return await loadCheckedImage(blobs, image);
        } catch (error) {
          if (!isDamage(error) || !(await repairImage(context, job, index))) throw error;
          return await loadCheckedImage(blobs, image);
        }
      }),
  );
}

function isDamage(error: unknown): boolean {
  return error instanceof TouchstoneError && error.code === "STORE_DAMAGED";
}

function regenerationFacts(job: ActiveJob, checks: readonly Check[]): Regeneration {
  const failedChecks = checks.filter((check) => check.outcome === "fail").map((check) => check.check);
  const { maxAttempts, escalateTo } = resolveRetry(job.policies.retry, { jobType: "regenerate", failedChecks });
  const { chainLength, depth } = job.row;
  return { seedMode: seedModeOf(job.plan), chainLength, depth, maxAttempts, escalateTo };
}
