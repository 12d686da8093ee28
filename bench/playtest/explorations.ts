import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "../../src/core/canonical/canonical-json.ts";
import { DEFAULT_STATES } from "../../src/core/playtest/explore/explore-plan.ts";
import { type ExploreInput, type ExploreOutput, exploreTask } from "../../src/engine/playtest/explore-task.ts";
import { type Figure, median, round, spread } from "../figure.ts";
import { inScratch } from "../sample.ts";
import { ordinaryScene, type StorySize } from "./ordinary-scene.ts";

/** Small enough to be gone through whole: some ten thousand states. */
const SIZE: StorySize = { nodes: 200, variables: 5, most: 2 };
const PLAYS = 2_000;
const ROUNDS = 3;

/** Explores a scene with one and with two threads: every state of it, and by guided plays. The results must be equal. */
export async function benchExplorations(): Promise<readonly Figure[]> {
  return await inScratch(async (dir) => {
    const story = { path: join(dir, "small.json"), name: "small.json" };
    writeFileSync(story.path, JSON.stringify(ordinaryScene(SIZE)));
    const figures: Figure[] = [];
    for (const policy of ["exhaustive", "guided"] as const) {
      const everything = { pov: null, worldline: null, variables: {}, states: DEFAULT_STATES };
      figures.push(await compare({ ...everything, story, policy, seed: 1, plays: PLAYS }));
    }
    return figures;
  });
}

async function compare(input: Omit<ExploreInput, "workers">): Promise<Figure> {
  const seconds = { one: [] as number[], two: [] as number[] };
  const results = new Set<string>();
  let steps = 0;
  for (let count = 0; count < ROUNDS; count += 1) {
    for (const [name, workers] of [
      ["one", 1],
      ["two", 2],
    ] as const) {
      const startedMs = performance.now();
      const output: ExploreOutput = await exploreTask({ ...input, workers }, () => {});
      seconds[name].push((performance.now() - startedMs) / 1000);
      results.add(canonicalJson(output));
      steps = output.steps;
    }
  }
  const [one, two] = [median(seconds.one), median(seconds.two)];
  return {
    name: `explore a scene of ${SIZE.nodes} nodes, ${input.policy}, two threads`,
    value: round(two),
    unit: "s",
    against: { name: "one thread", value: round(one), ratio: round(one / two) },
    target: "the same result",
    holds: results.size === 1,
    resolution: `${spread(seconds.two, "s")}; ${steps} steps each`,
  };
}
