import { z } from "zod";
import { decodeImage } from "../adapters/images/png.ts";
import type { Evidence, ImageRecord } from "../core/assets/evidence.ts";
import { planSpec } from "../core/assets/plan/plan-spec.ts";
import { comparePixels } from "../core/assets/replay/compare-pixels.ts";
import { compareReplay, type ReplayAnswer, type ReplayedImage, replaySettings } from "../core/assets/replay/compare-replay.ts";
import type { Digest } from "../core/canonical/digest.ts";
import { TouchstoneError } from "../core/errors.ts";
import type { NewEvent } from "../core/events/event.ts";
import { newEvent } from "../core/events/new-event.ts";
import type { VersionRow } from "../core/events/rows.ts";
import { loadEvidence } from "./assets.ts";
import { environmentOf } from "./environment.ts";
import { getInputs } from "./planned.ts";
import { getVersion, storeOf, type Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";
import { imageTask } from "./work/active-job.ts";
import { drawImage } from "./work/render-image.ts";

/** Makes a version's decisions again from its evidence, and on request its pixels, and compares. */
export const replayVerb = defineVerb({
  name: "replay",
  summary: "Make the decisions of a version again; with render also its pixels",
  access: "own",
  input: z.strictObject({
    version: z.string().describe("Version id"),
    render: z.boolean().default(false).describe("Draw the images again and compare them"),
  }),
  async run(studio, input): Promise<ReplayAnswer> {
    const store = storeOf(studio);
    const version = getVersion(store, input.version);
    const { evidence } = await loadEvidence(store, version);
    const replannedPlan = planSpec(await getInputs(store.blobs, evidence.inputs), replaySettings(evidence));
    const answer = compareReplay({
      evidencePlan: evidence.plan,
      replannedPlan,
      evidenceEnvironment: evidence.environment,
      currentEnvironment: environmentOf(studio),
      pixels: input.render ? await redraw(studio, evidence) : null,
    });
    await store.append({ events: [replayEvent(studio, version, answer)] });
    return answer;
  },
});

async function redraw(studio: Studio, evidence: Evidence): Promise<readonly ReplayedImage[]> {
  return await Promise.all(evidence.images.map(async (image) => await redrawImage(studio, evidence, image)));
}

async function redrawImage(studio: Studio, { plan, versionId }: Evidence, image: ImageRecord): Promise<ReplayedImage> {
  const { variant, part } = image;
  const index = plan.images.findIndex((planned) => planned.variant === variant && planned.part === part);
  const [drawn, stored] = await Promise.all([
    drawImage(studio, plan, imageTask(plan, index)),
    decodeImage(await storeOf(studio).blobs.get(image.blob as Digest)),
  ]);
  if (stored === undefined) {
    throw new TouchstoneError("STORE_DAMAGED", `an image of version \`${versionId}\` is stored but cannot be decoded`, {
      hint: "Run `touchstone verify` to see what else is damaged",
    });
  }
  return { variant, part, pixels: comparePixels(stored.pixels, drawn) };
}

function replayEvent(studio: Studio, version: VersionRow, answer: ReplayAnswer): NewEvent {
  const id = studio.newId();
  const { decisions, environment, pixels, differences } = answer;
  return newEvent({
    id,
    ts: studio.nowMs(),
    type: "replay.done",
    entityId: version.id,
    chain: { id, depth: 0 },
    key: id,
    payload: { decisions, environment, pixels, differences: differences.length },
  });
}
