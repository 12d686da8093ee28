import { createHash } from "node:crypto";
import { BUILTIN_RENDERER } from "../src/adapters/procedural/draw.ts";
import { planSpec } from "../src/core/assets/plan/plan-spec.ts";
import { selectInputs } from "../src/core/assets/plan/select-inputs.ts";
import { canonicalJson } from "../src/core/canonical/canonical-json.ts";
import { loadProject } from "../src/engine/project.ts";
import { cpuSeconds, type Figure, median, round, spread } from "./figure.ts";
import { copySample, inScratch } from "./sample.ts";

const ROUNDS = 9;
const PLANS_PER_ROUND = 2000;

/** Plans of all sample specs, with the project's digests memoised as in any command that plans more than one. */
export async function benchPlan(): Promise<readonly Figure[]> {
  return await inScratch(async (dir) => {
    const { records } = await loadProject({ projectDir: copySample(dir) });
    const specs = [...records.specs.values()];
    const settings = { builtinRenderer: BUILTIN_RENDERER, drawnSeed: null, adjustments: [] };
    const planOne = (index: number) => planSpec(selectInputs(records, specs[index % specs.length]!), settings);
    const finished = specs.map((_, index) => planOne(index));
    const perSecond: number[] = [];
    const floor: number[] = [];
    for (let count = 0; count < ROUNDS; count++) {
      perSecond.push(PLANS_PER_ROUND / (await cpuSeconds(() => repeat(planOne))));
      floor.push(PLANS_PER_ROUND / (await cpuSeconds(() => repeat((index) => hashOnce(finished[index % finished.length])))));
    }
    const value = median(perSecond);
    const against = {
      name: "canonical JSON and SHA-256 of the finished plan, once",
      value: round(median(floor)),
      ratio: round(median(floor) / value),
    };
    return [
      {
        name: "plans per CPU-second",
        value: round(value),
        unit: "plans/CPU-s",
        against,
        target: ">= 2,000",
        holds: value >= 2000,
        resolution: spread(perSecond, "plans/CPU-s"),
      },
    ];
  });
}

function repeat(work: (index: number) => unknown): void {
  for (let index = 0; index < PLANS_PER_ROUND; index++) work(index);
}

function hashOnce(plan: unknown): string {
  return createHash("sha256").update(canonicalJson(plan)).digest("hex");
}
