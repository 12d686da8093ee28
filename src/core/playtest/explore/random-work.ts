import { randomPolicy } from "../policies/random-policy.ts";
import { playUntraced } from "../run/play-story.ts";
import type { Story } from "../story/story.ts";
import type { RandomAnswer, RandomJob } from "./explore-job.ts";

/** Does a job of random plays: each is the play of `playtest run --policy random` with that seed. Source: SPEC.md PA8. */
export function workRandom({ start, from, to, maxSteps }: RandomJob, story: Story): RandomAnswer {
  const { pov, worldline, variables } = start;
  const endings = new Map<string, number>();
  let unfinished = 0;
  for (let seed = from; seed < to; seed += 1) {
    const end = playUntraced(story, {
      suite: null,
      category: null,
      workflow: null,
      pov,
      worldline,
      seed,
      variables,
      promptPacks: [],
      metadata: {},
      policy: randomPolicy,
      maxSteps,
      touchstone: "",
      storyFile: null,
    });
    if (end.outcome === "budget") unfinished += 1;
    else if (end.outcome === "ended" && end.ending !== null) endings.set(end.ending, (endings.get(end.ending) ?? 0) + 1);
  }
  return { kind: "random", endings, unfinished };
}
