import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { randomPolicy } from "../../src/core/playtest/policies/random-policy.ts";
import { writePlaytestTrace } from "../../src/core/playtest/record/write-playtest-trace.ts";
import { requestOf } from "../../src/core/playtest/run/play.fixture.ts";
import { playStory } from "../../src/core/playtest/run/play-story.ts";
import { loadStory } from "../../src/engine/playtest/load-story.ts";

const STORIES = new URL("../../examples/wickwater/story/", import.meta.url).pathname;
const files = readdirSync(STORIES).filter((name) => /\.(scene\.yaml|ink)$/.test(name));

describe.each(files)("the sample's %s", (name) => {
  test("[PR7] leaves the same trace when it is saved and restored before every step", async () => {
    const { story } = await loadStory({ path: `${STORIES}${name}`, name });
    const povs = story.povs.length === 0 ? [null] : story.povs;
    for (const pov of povs) {
      for (const worldline of [null, ...story.worldlines]) {
        for (const seed of [0, 1, 2]) {
          const request = requestOf({ policy: randomPolicy, pov, worldline, seed });
          const light = playStory(story, request);
          expect(light.outcome).not.toBe("error");
          expect(writePlaytestTrace(playStory(story, { ...request, heavy: true }).trace)).toBe(writePlaytestTrace(light.trace));
        }
      }
    }
  });
});
