import type { RenderHooks, RenderRequest } from "../src/adapters/rendering/image-backend.ts";
import { getDocument, getInputs, type Planned } from "../src/engine/planned.ts";
import { renderRequest } from "../src/engine/render-request.ts";
import { storeOf, type Studio } from "../src/engine/studio.ts";
import { requireBackend } from "../src/engine/fleet/require-backend.ts";

/**
 * The first images of the newest jobs once more, by their backend alone: two at a time, each downloaded and then dropped.
 *
 * @returns what does it; everything that is read for it is read before.
 */
export async function drivePrompts(studio: Studio, count: number): Promise<() => Promise<void>> {
  const backend = requireBackend(studio.fleet, "bench");
  const hooks = hooksOf(studio);
  const waiting = await Promise.all(
    storeOf(studio)
      .listJobs({})
      .slice(0, count)
      .map(async (job) => await requestOf(studio, job)),
  );
  const lane = async (): Promise<void> => {
    for (let request = waiting.pop(); request !== undefined; request = waiting.pop()) {
      const { file } = await backend.render(request, hooks);
      for await (const piece of file) if (piece.length === 0) throw new Error("an empty piece of a file");
    }
  };
  return async () => void (await Promise.all([lane(), lane()]));
}

async function requestOf(studio: Studio, job: { readonly id: string; readonly planBlob: string }): Promise<RenderRequest> {
  const { blobs } = storeOf(studio);
  const { plan, inputs } = await getDocument<Planned>(blobs, job.planBlob);
  const origin = { job: job.id };
  const read = await getInputs(blobs, inputs, studio.crew.readDocument);
  return renderRequest(studio, { plan, index: 0, inputs: read, origin, earlierPromptId: null, fresh: false });
}

/** Nobody listens, and nothing is written down. */
function hooksOf(studio: Studio): RenderHooks {
  return {
    cancel: new AbortController().signal,
    detach: new AbortController().signal,
    beforeSubmit: async () => await Promise.resolve(),
    onProgress: () => undefined,
    onPreview: () => undefined,
    onReleased: () => undefined,
    newId: () => studio.newId(),
  };
}
