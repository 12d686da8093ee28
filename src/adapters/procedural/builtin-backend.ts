import type { ImageTask } from "../../core/assets/plan/image-task.ts";
import type { Plan } from "../../core/assets/plan/plan.ts";
import { BUILTIN_ID } from "../../core/backends/backends-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { encodePng } from "../images/png.ts";
import type { ImageBackend } from "../rendering/image-backend.ts";
import type { DrawPool } from "./draw-pool.ts";
import type { DrawRequest } from "./draw.ts";

/** It is no server, reads no model, and knows neither prompts nor a cache. */
const NOTHING_THERE = { promptId: null, cachedNodes: null, graphDigest: null, server: null, models: [] } as const;

/**
 * The built-in renderer as a backend. An image takes a fraction of a second, so what has begun is finished: it heeds a
 * cancellation only before. It keeps nothing of what it drew, so every image is fresh.
 */
export function openBuiltinBackend(pool: DrawPool, elapsedMs: () => number): ImageBackend {
  return {
    id: BUILTIN_ID,
    kind: "builtin",
    async render({ plan, task }, hooks) {
      if (hooks.cancel.aborted || hooks.detach.aborted) {
        throw new TouchstoneError("INTERRUPTED", "the image is not wanted any more");
      }
      const drawn = await pool.draw(drawRequest(plan, task));
      hooks.onReleased();
      const begunMs = elapsedMs();
      const png = await encodePng(drawn);
      const renderMs = drawn.drawMs + elapsedMs() - begunMs;
      return { ...NOTHING_THERE, file: once(png), pixels: drawn, renderMs };
    },
    close: async () => await Promise.resolve(),
  };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes);
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
