import { decodeImage, pixelSha256 } from "../../adapters/images/png.ts";
import type { RenderedImage, RenderHooks } from "../../adapters/rendering/image-backend.ts";
import { BUILTIN_ID } from "../../core/backends/backends-file.ts";
import type { ImageRecord } from "../../core/assets/evidence.ts";
import type { Digest } from "../../core/canonical/digest.ts";
import type { Pixels } from "../../core/checks/check.ts";
import { type FailureCode, TouchstoneError } from "../../core/errors.ts";
import type { ApiGraph } from "../../core/assets/records/workflow.ts";
import type { EventPayload } from "../../core/events/event.ts";
import { supersededEvent } from "../../core/events/superseded-event.ts";
import { nodeName } from "../../core/workflow/node-name.ts";
import { describeMaking } from "../environment.ts";
import { getInputs, putDocument } from "../planned.ts";
import { renderRequest } from "../render-request.ts";
import type { ActiveJob } from "./active-job.ts";
import { demandOf, NOWHERE } from "./pick-next.ts";
import { renderHooks } from "./render-hooks.ts";
import type { RenderStart } from "./render-start.ts";
import { isStale } from "./stale.ts";
import { announce, chainEvent, type WorkContext } from "./work-context.ts";

type Made = NonNullable<EventPayload<"job.render_done">["made"]>;

interface MadeImage {
  readonly image: ImageRecord;
  readonly renderMs: number;
  readonly made: Made | undefined;
}

/**
 * Makes one image of a job: lets a backend render it, stores the file, then records it under the attempt's fence.
 * The order matters: an image is recorded only after its bytes are on disk.
 */
export async function renderImage(context: WorkContext, job: ActiveJob, start: RenderStart): Promise<void> {
  const { store } = context;
  const attemptId = job.attemptId as string;
  const { image, renderMs, made } = await makeImage(context, job, start);
  const key = `${attemptId}/${image.variant}/${image.part ?? "image"}`;
  const payload = made === undefined ? { attemptId, image, renderMs } : { attemptId, image, renderMs, made };
  const event = chainEvent(context, job, { type: "job.render_done", entityId: job.id, key, payload });
  try {
    await store.append({ events: [event], fence: { jobId: job.id, attemptId } });
  } catch (error) {
    await keepSuperseded(context, job, { attemptId, image, error });
    throw error;
  }
  job.images.set(start.index, made === undefined ? image : { ...image, ...beside(made) });
  announce(context, job, "render_done");
}

/** What evidence says beside an image; the server's own words lie in `environment`. */
function beside({ backend, promptId, cachedNodes, graphDigest }: Made) {
  return { backend, promptId, cachedNodes, graphDigest };
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

/** Lets a backend make one image and stores its file as it came. */
async function makeImage(context: WorkContext, job: ActiveJob, start: RenderStart): Promise<MadeImage> {
  const { store } = context;
  const rendered = await render(context, job, start);
  announce(context, job, "encoded");
  const blob = await store.blobs.putStream(rendered.file);
  announce(context, job, "blob_stored");
  const pixels = rendered.pixels ?? (await readPixels(context, blob));
  const planned = job.plan.images[start.index];
  if (planned?.seed == null) throw new TypeError("makeImage: a job's images have seeds");
  const { variant, part, seed } = planned;
  const image = { variant, part, seed, blob, pixelSha256: pixelSha256(pixels), width: pixels.width, height: pixels.height };
  return { image, renderMs: rendered.renderMs, made: await noteMaking(context, start.backend, rendered) };
}

/** The fleet hears how it went: a backend that does not answer is given nothing more until it does. */
async function render(context: WorkContext, job: ActiveJob, start: RenderStart): Promise<RenderedImage> {
  const { studio, store } = context;
  const backend = start.backend === NOWHERE ? failOutage(context, job) : studio.fleet.find(start.backend);
  // Removed since it was picked: another one is picked.
  if (backend === undefined) throw left("the backend is gone");
  const hooks = renderHooks(context, job, start);
  if (backend.kind === "comfyui") job.loadedInputs ??= getInputs(store.blobs, job.inputs, studio.crew.readDocument);
  const sent = job.submitted.get(start.index);
  const inputs = (await job.loadedInputs) ?? null;
  const request = renderRequest(studio, {
    plan: job.plan,
    index: start.index,
    inputs,
    origin: { job: job.id },
    earlierPromptId: sent?.backend === backend.id ? sent.promptId : null,
    fresh: false,
  });
  try {
    const rendered = await backend.render(request, named(released(hooks), inputs?.workflow?.graph));
    studio.fleet.noteRender(backend.id, { ok: true, checkpointId: job.row.checkpointId });
    return rendered;
  } catch (error) {
    studio.fleet.noteRender(backend.id, { ok: false, error });
    throw afterFailedRender(context, job, { index: start.index, backend: backend.id, error });
  }
}

/** What a server lacks, another one may have. */
const REFUSALS: ReadonlySet<FailureCode> = new Set<FailureCode>(["MODEL_MISSING", "WORKFLOW_REFUSED", "MODEL_DIFFERENT"]);

/** After these there is nothing on the server that could still be collected. */
const ENDED: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "BACKEND_DISK_FULL",
  "BACKEND_INTERRUPTED",
  "BACKEND_LOST",
  "BACKEND_OUT_OF_MEMORY",
  "BACKEND_OUTPUT_MISSING",
  "RENDER_FAILED",
]);

/** What a failed render means to the job: its next try may go elsewhere, and a refusal counts only when all have refused. */
function afterFailedRender(
  { studio }: WorkContext,
  job: ActiveJob,
  { index, backend, error }: { readonly index: number; readonly backend: string; readonly error: unknown },
): unknown {
  if (!(error instanceof TouchstoneError)) return error;
  if (ENDED.has(error.code)) {
    job.submitted.delete(index);
    job.failedOn.add(backend);
  }
  if (!REFUSALS.has(error.code)) return error;
  job.refusedBy.set(backend, error);
  return studio.fleet.candidatesFor(demandOf(job)).length === 0 ? error : left("another backend may make it");
}

/** Nothing failed: the image waits again. */
function left(why: string): TouchstoneError {
  return new TouchstoneError("INTERRUPTED", why);
}

/** No backend makes this, and none has for too long: the attempt fails, and policy decides about the next one. */
function failOutage({ studio }: WorkContext, job: ActiveJob): never {
  const outage = studio.fleet.outageFor(demandOf(job));
  if (outage.kind === "fail") throw new TouchstoneError(outage.code, outage.message, { hint: outage.hint });
  throw left("a backend came back in this moment");
}

/** A backend that collects what an earlier attempt had made never occupies itself; it may then not say that it is free. */
function released(hooks: RenderHooks): RenderHooks {
  let isFree = false;
  return {
    ...hooks,
    onReleased() {
      if (!isFree) hooks.onReleased();
      isFree = true;
    },
  };
}

/** Servers name nodes by their ids; people know them by what they are called in the workflow. */
function named(hooks: RenderHooks, graph: ApiGraph | undefined): RenderHooks {
  if (graph === undefined) return hooks;
  return { ...hooks, onProgress: (progress) => hooks.onProgress({ ...progress, node: nodeName(graph, progress.node) }) };
}

async function readPixels({ store }: WorkContext, blob: Digest): Promise<Pixels> {
  const decoded = await decodeImage(await store.blobs.get(blob));
  if (decoded !== undefined) return decoded.pixels;
  throw new TouchstoneError("BACKEND_MALFORMED", "the backend sent a file that is not an image", {
    hint: "Look at the server's log; a full disk there can leave half a file",
  });
}

async function noteMaking(context: WorkContext, backend: string, rendered: RenderedImage): Promise<Made | undefined> {
  const { promptId, cachedNodes, graphDigest } = rendered;
  if (promptId === null || graphDigest === null) return undefined;
  const serverBlob = await putDocument(context.store.blobs, await describeMaking(context.studio, backend, rendered));
  return { backend, promptId, cachedNodes: cachedNodes === null ? null : [...cachedNodes], graphDigest, serverBlob };
}

/**
 * Makes an image again whose stored file is damaged or gone, which puts the file back if it comes out the same.
 *
 * @returns whether it did.
 */
export async function repairImage(context: WorkContext, job: ActiveJob, index: number): Promise<boolean> {
  const before = job.images.get(index);
  const made = before?.backend ?? BUILTIN_ID;
  const { fleet } = context.studio;
  const backend = fleet.find(made) === undefined ? (fleet.candidatesFor(demandOf(job))[0] ?? made) : made;
  const { image } = await makeImage(context, job, { index, backend, onReleased: () => undefined });
  context.studio.previews.forget(job.id);
  return image.blob === before?.blob;
}
