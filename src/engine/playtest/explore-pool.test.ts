import { afterAll, expect, test } from "vitest";
import { explore, planOf } from "../../../tests/support/explored.ts";
import { PLANTED } from "../../../tests/support/planted.ts";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { writeFiles } from "../../../tests/support/stories.ts";
import { planExploration } from "../../core/playtest/explore/explore-story.ts";
import { exploreInThreads } from "./explore-pool.ts";
import { loadStory } from "./load-story.ts";

const workshop = createWorkshop("explore-pool");
afterAll(workshop.remove);

const file = { path: workshop.at("planted.yaml"), name: "planted.yaml" };

test.each(["exhaustive", "guided"] as const)("[EX6] %s: several threads come to what one comes to", async (policy) => {
  writeFiles(workshop.dir, { "planted.yaml": PLANTED });
  const { story } = await loadStory(file);
  const plan = planOf({ policy, states: policy === "guided" ? 12 : 20_000, plays: 200 });
  const threaded = await exploreInThreads(planExploration(story, plan), { file, digest: story.digest }, 2);
  expect(JSON.stringify(threaded)).toBe(JSON.stringify(explore(story, plan)));
});

test("[EX6] a file that changed after it was opened is not explored", async () => {
  writeFiles(workshop.dir, { "planted.yaml": PLANTED });
  const { story } = await loadStory(file);
  const exploring = exploreInThreads(planExploration(story, planOf()), { file, digest: "sha256:other" }, 2);
  await expect(exploring).rejects.toMatchObject({
    code: "STATE_CONFLICT",
    message: "`planted.yaml` changed while it was explored",
  });
});
