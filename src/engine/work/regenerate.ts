import { seedModeOf } from "../../core/assets/plan/choose-records.ts";
import type { Adjustment } from "../../core/assets/plan/plan.ts";
import { planSpec } from "../../core/assets/plan/plan-spec.ts";
import type { Digest } from "../../core/canonical/digest.ts";
import type { NewEvent } from "../../core/events/event.ts";
import { getInputs, putPlanned } from "../planned.ts";
import type { ActiveJob } from "./active-job.ts";
import { chainEvent, type WorkContext } from "./work-context.ts";

/**
 * Plans the next job of a chain: the same inputs, seeds advanced by one more. It is appended in one fenced batch with the
 * version that failed, so that the same failure can never queue it twice.
 */
export async function queueRegeneration(context: WorkContext, job: ActiveJob, versionId: string): Promise<NewEvent> {
  const { studio, store } = context;
  const begunMs = studio.elapsedMs();
  const inputs = await getInputs(store.blobs, job.inputs);
  const adjustments: readonly Adjustment[] = [...job.plan.adjustments, { kind: "seed_advance", by: 1 }];
  const drawnSeed = seedModeOf(job.plan) === "random_recorded" ? studio.drawSeed() : null;
  const plan = planSpec(inputs, { builtinRenderer: studio.builtinRenderer, drawnSeed, adjustments });
  const planBlob = await putPlanned(store.blobs, plan, { inputs, renderer: job.renderer });
  return {
    ...chainEvent(context, job, {
      type: "job.queued",
      entityId: studio.newId(),
      key: `${versionId}/0/${job.plan.spec}`,
      payload: {
        specId: job.plan.spec,
        jobType: "regenerate",
        kind: job.row.kind,
        checkpointId: job.row.checkpointId,
        backend: job.row.backend,
        priority: job.row.priority,
        recipeDigest: plan.recipeDigest as Digest,
        matchDigest: job.row.matchDigest,
        planBlob,
        renders: plan.images.length,
        planMs: studio.elapsedMs() - begunMs,
        chainLength: job.row.chainLength + 1,
      },
    }),
    causalDepth: job.row.depth + 1,
  };
}
