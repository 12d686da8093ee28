import { decodeImage } from "../adapters/images/png.ts";
import type { ImageBackend, RenderedImage, RenderHooks } from "../adapters/rendering/image-backend.ts";
import type { Environment, Evidence, ImageRecord } from "../core/assets/evidence.ts";
import type { PlanInputs } from "../core/assets/plan/inputs.ts";
import { comparePixels } from "../core/assets/replay/compare-pixels.ts";
import type { ReplayedImage } from "../core/assets/replay/compare-replay.ts";
import { BUILTIN_ID } from "../core/backends/backends-file.ts";
import type { Digest } from "../core/canonical/digest.ts";
import type { Pixels } from "../core/checks/check.ts";
import { TouchstoneError } from "../core/errors.ts";
import { describeMaking, environmentOf, environmentThere, type MadeBy } from "./environment.ts";
import { requireBackend } from "./fleet/require-backend.ts";
import { renderRequest } from "./render-request.ts";
import { storeOf, type Studio } from "./studio.ts";

/** How a version's images are to be made again. */
export interface RedrawOptions {
  readonly inputs: PlanInputs;
  /** Id or address of the ComfyUI server; where it made them, or any other, where this is absent. */
  readonly backend: string | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface Redrawn {
  readonly images: readonly ReplayedImage[];
  /** Where they were made now. */
  readonly environment: Environment;
}

/**
 * Makes the images of a version again and compares them with those on record. Nothing is stored. A ComfyUI server makes them
 * one after the other, and nothing else meanwhile, each without its cache: what it still remembers would prove nothing.
 *
 * @throws TouchstoneError of the backend; RENDERER_MISSING, BACKEND_UNREACHABLE when there is none.
 */
export async function redraw(studio: Studio, evidence: Evidence, options: RedrawOptions): Promise<Redrawn> {
  if (evidence.plan.renderer === "builtin") {
    const backend = requireBackend(studio.fleet, BUILTIN_ID);
    const redrawn = await Promise.all(
      evidence.images.map(async (image) => await redrawImage(studio, evidence, { image, backend, options })),
    );
    return { images: redrawn.map(({ replayed }) => replayed), environment: environmentOf(studio) };
  }
  const images: ReplayedImage[] = [];
  const making: MadeBy[] = [];
  for (const image of evidence.images) {
    const backend = await chooseBackend(studio, { image, evidence, named: options.backend });
    const giveBack = await studio.fleet.reserve(backend.id);
    try {
      const { replayed, rendered } = await redrawImage(studio, evidence, { image, backend, options });
      images.push(replayed);
      making.push({ backend: backend.id, ...(await describeMaking(studio, backend.id, rendered)) });
    } finally {
      giveBack();
    }
  }
  return { images, environment: environmentThere(studio, making) };
}

/** The server that the caller names, else the one that made the image, else any that may. */
async function chooseBackend(
  { fleet }: Studio,
  { image, evidence, named }: { readonly image: ImageRecord; readonly evidence: Evidence; readonly named: string | undefined },
): Promise<ImageBackend> {
  if (named !== undefined) return requireBackend(fleet, await fleet.use(named));
  await fleet.look();
  const checkpointId = evidence.plan.checkpoint?.id ?? "";
  const demand = { kind: "comfyui", checkpointId, only: null, refusedBy: [] } as const;
  const outage = fleet.outageFor(demand);
  if (outage.kind === "fail") throw new TouchstoneError(outage.code, outage.message, { hint: outage.hint });
  const up = new Set(fleet.known().flatMap(({ id, health }) => (health === "up" ? [id] : [])));
  const fit = fleet.candidatesFor(demand).filter((id) => up.has(id));
  const chosen = fit.find((id) => id === image.backend) ?? fit[0];
  if (chosen !== undefined) return requireBackend(fleet, chosen);
  throw new TouchstoneError("BACKEND_UNREACHABLE", "no backend answers now", {
    hint: "Look at them with `touchstone backend list`",
  });
}

interface Redraw {
  readonly image: ImageRecord;
  readonly backend: ImageBackend;
  readonly options: RedrawOptions;
}

async function redrawImage(studio: Studio, evidence: Evidence, { image, backend, options }: Redraw) {
  const { plan, versionId } = evidence;
  const { variant, part } = image;
  const index = plan.images.findIndex((planned) => planned.variant === variant && planned.part === part);
  const inputs = plan.renderer === "builtin" ? null : options.inputs;
  const origin = { replayOf: versionId };
  const request = renderRequest(studio, { plan, index, inputs, origin, earlierPromptId: null, fresh: true });
  const [rendered, stored] = await Promise.all([
    backend.render(request, quietHooks(studio, options.signal)),
    decodeImage(await storeOf(studio).blobs.get(image.blob as Digest)),
  ]);
  const drawn = await pixelsOf(rendered);
  if (stored === undefined) {
    throw new TouchstoneError("STORE_DAMAGED", `an image of version \`${versionId}\` is stored but cannot be decoded`, {
      hint: "Run `touchstone verify` to see what else is damaged",
    });
  }
  return { replayed: { variant, part, pixels: comparePixels(stored.pixels, drawn) }, rendered };
}

/** Nothing is written down of a replay's prompts: nobody would collect what they make, so a stop ends them there too. */
function quietHooks(studio: Studio, signal: AbortSignal | undefined): RenderHooks {
  const nothing = (): void => undefined;
  return {
    cancel: signal ?? new AbortController().signal,
    detach: new AbortController().signal,
    beforeSubmit: async () => await Promise.resolve(),
    onProgress: nothing,
    onPreview: nothing,
    onReleased: nothing,
    newId: () => studio.newId(),
  };
}

async function pixelsOf({ file, pixels }: RenderedImage): Promise<Pixels> {
  if (pixels !== null) return pixels;
  const pieces: Uint8Array[] = [];
  for await (const piece of file) pieces.push(piece);
  const decoded = await decodeImage(Buffer.concat(pieces));
  if (decoded !== undefined) return decoded.pixels;
  throw new TouchstoneError("BACKEND_MALFORMED", "the backend sent a file that is not an image", {
    hint: "Look at the server's log; a full disk there can leave half a file",
  });
}
