import { encodePng, pixelSha256 } from "../../adapters/images/png.ts";
import type { DrawRequest } from "../../adapters/procedural/draw.ts";
import type { Plan } from "../../core/assets/plan/plan.ts";
import type { ImageRecord } from "../../core/assets/evidence.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { supersededEvent } from "../../core/events/superseded-event.ts";
import type { Studio } from "../studio.ts";
import { type ActiveJob, type ImageTask, imageTask } from "./active-job.ts";
import { isStale } from "./stale.ts";
import { announce, chainEvent, type WorkContext } from "./work-context.ts";

/** Which image to make, and whom to tell when the renderer is free again. */
export interface RenderStart {
  readonly index: number;
  readonly onDrawn: () => void;
}

/**
 * Makes one image of a job: draws it, stores the file, then records it under the attempt's fence.
 * The order matters: an image is recorded only after its bytes are on disk.
 */
export async function renderImage(context: WorkContext, job: ActiveJob, { index, onDrawn }: RenderStart): Promise<void> {
  const { store } = context;
  const attemptId = job.attemptId as string;
  const { image, renderMs } = await makeImage(context, job, { index, onDrawn });
  const key = `${attemptId}/${image.variant}/${image.part ?? "image"}`;
  const payload = { attemptId, image, renderMs };
  const event = chainEvent(context, job, { type: "job.render_done", entityId: job.id, key, payload });
  try {
    await store.append({ events: [event], fence: { jobId: job.id, attemptId } });
  } catch (error) {
    await keepSuperseded(context, job, { attemptId, image, error });
    throw error;
  }
  job.images.set(index, image);
  announce(context, job, "render_done");
}

/** An image that came after its attempt had lost the job is kept as evidence, and changes nothing. */
async function keepSuperseded(
  context: WorkContext,
  job: ActiveJob,
  late: { attemptId: string; image: ImageRecord; error: unknown },
): Promise<void> {
  if (!isStale(late.error)) return;
  const { studio, store } = context;
  const { attemptId, image } = late;
  const reason = (late.error as Error).message;
  const event = supersededEvent({ id: studio.newId(), ts: studio.nowMs(), job: job.row, attemptId, image, reason });
  await store.append({ events: [event] });
}

/** Draws, encodes and stores one image. `renderMs` is the drawing and the encoding, without any waiting. */
async function makeImage(context: WorkContext, job: ActiveJob, { index, onDrawn }: RenderStart) {
  const { studio, store } = context;
  const task = imageTask(job.plan, index);
  const drawn = await drawImage(studio, job.plan, task);
  onDrawn();
  announce(context, job, "drawn");
  const begunMs = studio.elapsedMs();
  const png = await encodePng(drawn);
  const renderMs = drawn.drawMs + studio.elapsedMs() - begunMs;
  announce(context, job, "encoded");
  const blob = await store.blobs.put(png);
  announce(context, job, "blob_stored");
  const { variant, part, seed } = task.image;
  const image = { variant, part, seed, blob, pixelSha256: pixelSha256(drawn), width: drawn.width, height: drawn.height };
  return { image, renderMs };
}

/**
 * Makes an image again whose stored file is damaged or gone, which puts the file back if it comes out the same.
 *
 * @returns whether it did.
 */
export async function repairImage(context: WorkContext, job: ActiveJob, index: number): Promise<boolean> {
  const { image } = await makeImage(context, job, { index, onDrawn: () => undefined });
  return image.blob === job.images.get(index)?.blob;
}

/** Draws one image of a plan with the renderer that the plan names. */
export async function drawImage(studio: Studio, plan: Plan, task: ImageTask) {
  if (plan.renderer !== "builtin") {
    throw new TouchstoneError("RENDERER_MISSING", `spec \`${plan.spec}\` needs a ComfyUI server, and none is configured`, {
      hint: "Remove `workflow` from the spec to use the built-in renderer",
    });
  }
  return await studio.drawPool.draw(drawRequest(plan, task));
}

/** Everything the built-in renderer is told about one image. */
export function drawRequest(plan: Plan, { image, partIndex, partCount, takeSeed }: ImageTask): DrawRequest {
  const { checkpoint, prompt, drawing, parameters } = plan;
  if (checkpoint === null || prompt === null || drawing === null || parameters === null) {
    throw new TypeError("drawRequest: a plan without blockers has all of these");
  }
  return {
    family: checkpoint.family,
    positive: prompt.positive,
    negative: prompt.negative,
    stack: plan.stack.map(({ sha256, weight }) => ({ sha256, weight })),
    drawing,
    part: image.part,
    partIndex,
    partCount,
    takeSeed,
    seed: image.seed,
    width: parameters.width,
    height: parameters.height,
  };
}
