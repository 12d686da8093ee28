import { assertionSchema, type Assertion } from "../../src/core/playtest/assert/assertion.ts";
import { openDesk } from "../../src/core/playtest/explore/desk.ts";
import { planExploration } from "../../src/core/playtest/explore/explore-story.ts";
import type { Exploration, ExplorePlan } from "../../src/core/playtest/explore/explore-plan.ts";
import type { FindingKind } from "../../src/core/playtest/explore/finding.ts";
import { runExploring } from "../../src/core/playtest/explore/run-exploring.ts";
import { openScene } from "../../src/core/playtest/native/open-scene.ts";
import { readScene } from "../../src/core/playtest/scene/read-scene.ts";
import type { Story } from "../../src/core/playtest/story/story.ts";

/** Opens a scene from its text, without `format`. */
export function openText(text: string): Story {
  const reading = readScene({ file: "scene.yaml", text });
  if (reading.kind === "invalid") throw new Error(JSON.stringify(reading.problems));
  return openScene(reading.scene, { linesOf: reading.placeOf });
}

/** A plan with what nobody says filled in. */
export function planOf(given: Partial<ExplorePlan> = {}): ExplorePlan {
  return {
    policy: "exhaustive",
    seed: 0,
    starts: null,
    plays: 600,
    states: 20_000,
    assertions: [],
    storyFile: "scene.yaml",
    missingAssets: new Map(),
    proven: new Map(),
    ...given,
  };
}

/** Explores on one thread. */
export function explore(given: Story | string, plan: Partial<ExplorePlan> = {}): Exploration {
  const story = typeof given === "string" ? openText(given) : given;
  return runExploring(planExploration(story, planOf(plan)), openDesk(story));
}

/** Places of findings of one kind. */
export function placesOf({ findings }: Exploration, kind: FindingKind): string[] {
  return findings.filter((finding) => finding.kind === kind).map(({ where }) => where);
}

export function readAssertions(...written: readonly unknown[]): Assertion[] {
  return written.map((each) => assertionSchema.parse(each));
}
