import type { RenderHooks } from "../../adapters/rendering/image-backend.ts";
import type { ActiveJob } from "./active-job.ts";
import type { RenderStart } from "./render-start.ts";
import { announce, announceProgress, chainEvent, type WorkContext } from "./work-context.ts";

/** How a backend and a job talk while one of its images is made. */
export function renderHooks(context: WorkContext, job: ActiveJob, start: RenderStart): RenderHooks {
  const { studio } = context;
  const { index, backend } = start;
  const progress = { backend, fraction: null as number | null, node: null as string | null };
  const tell = (): void => announceProgress(context, job, { ...progress, preview: studio.previews.counterOf(job.id) });
  return {
    cancel: job.cancel.signal,
    detach: job.detach.signal,
    newId: () => studio.newId(),
    async beforeSubmit(promptId) {
      await noteSubmission(context, job, { index, backend, promptId });
      announce(context, job, "submitted");
    },
    onProgress({ node, value, max }) {
      progress.node = node;
      progress.fraction = max > 0 ? Math.min(1, value / max) : null;
      tell();
    },
    onPreview({ type, bytes }) {
      studio.previews.put(job.id, { type, bytes });
      tell();
    },
    onReleased() {
      start.onReleased();
      announce(context, job, "drawn");
    },
  };
}

/** Writes down under which prompt an image is about to be sent, so that whoever comes after a crash can find it there. */
async function noteSubmission(
  context: WorkContext,
  job: ActiveJob,
  { index, backend, promptId }: { readonly index: number; readonly backend: string; readonly promptId: string },
): Promise<void> {
  const planned = job.plan.images[index];
  if (planned === undefined) throw new TypeError(`noteSubmission: no image ${index}`);
  const attemptId = job.attemptId as string;
  const { variant, part } = planned;
  const payload = { attemptId, variant, part, backend, promptId };
  const key = `${attemptId}/${promptId}`;
  const event = chainEvent(context, job, { type: "job.submitted", entityId: job.id, key, payload });
  await context.store.append({ events: [event], fence: { jobId: job.id, attemptId } });
  job.submitted.set(index, { backend, promptId });
}
