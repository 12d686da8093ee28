import { withStudio } from "../src/compose.ts";
import { callVerb, type WithStudio } from "../src/engine/call-verb.ts";
import { makeVerb } from "../src/engine/make.ts";
import { specReadyVerb } from "../src/engine/ready.ts";
import { assetListVerb } from "../src/engine/assets.ts";
import { encodePng } from "../src/adapters/images/png.ts";
import { draw } from "../src/adapters/procedural/draw.ts";
import type { Planned } from "../src/engine/planned.ts";
import { getDocument } from "../src/engine/planned.ts";
import { drawRequest } from "../src/adapters/procedural/builtin-backend.ts";
import { imageTask } from "../src/core/assets/plan/image-task.ts";
import { storeOf } from "../src/engine/studio.ts";
import { type Figure, median, round, spread } from "./figure.ts";
import { copySample, inScratch } from "./sample.ts";

const ROUNDS = 5;

/** The whole sample end to end (plan, draw, encode, store, check, evidence, events), against drawing and encoding alone. */
export async function benchMake(): Promise<readonly Figure[]> {
  const rates: number[] = [];
  const floors: number[] = [];
  for (let count = 0; count < ROUNDS; count++) {
    await inScratch(async (dir) => {
      const projectDir = copySample(dir);
      const open: WithStudio = async (access, use) => await withStudio({ projectDir, access, command: "bench" }, use);
      const caller = { by: "agent" } as const;
      const { ready } = await callVerb(specReadyVerb, { input: { specs: [], all: true }, caller, withStudio: open });
      const begun = performance.now();
      await callVerb(makeVerb, { input: { specs: ready.map(({ spec }) => spec) }, caller, withStudio: open });
      const tookMs = performance.now() - begun;
      const { assets } = await callVerb(assetListVerb, { input: { all: true }, caller, withStudio: open });
      rates.push((assets.reduce((sum, asset) => sum + asset.images.length, 0) * 1000) / tookMs);
      floors.push(await drawAll(open));
    });
  }
  const value = median(rates);
  const floor = median(floors);
  const against = {
    name: "drawing and encoding the same images, one thread, nothing stored",
    value: round(floor),
    ratio: round(floor / value),
  };
  return [
    {
      name: "sample images made end to end",
      value: round(value),
      unit: "images/s",
      against,
      target: ">= 60",
      holds: value >= 60,
      resolution: spread(rates, "images/s"),
    },
  ];
}

/** Images per second of drawing and encoding alone. */
async function drawAll(open: WithStudio): Promise<number> {
  return await open("read", async (studio) => {
    const store = storeOf(studio);
    const plans = await Promise.all(
      store.listJobs({}).map(async (job) => (await getDocument<Planned>(store.blobs, job.planBlob)).plan),
    );
    const requests = plans.flatMap((plan) => plan.images.map((_, index) => drawRequest(plan, imageTask(plan, index))));
    const begun = performance.now();
    for (const request of requests) await encodePng(draw(request));
    return (requests.length * 1000) / (performance.now() - begun);
  });
}
