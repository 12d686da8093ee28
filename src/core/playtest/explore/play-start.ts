import { mixSeed } from "../run/mix-seed.ts";
import type { PlayOptions, Story, StoryPlay } from "../story/story.ts";
import type { Values } from "../story/value.ts";

/** How a play is begun; what a witness's command has to repeat. */
export interface PlayStart {
  readonly pov: string | null;
  readonly worldline: string | null;
  readonly variables: Values;
  readonly seed: number;
}

/** Every way to begin a story without start values: each pov in the story as it stands, then in each worldline. Source: SPEC.md EX1. */
export function listStarts(story: Story, seed: number): PlayStart[] {
  const povs = story.povs.length === 0 ? [story.defaultPov] : story.povs;
  const worldlines = [null, ...story.worldlines];
  return povs.flatMap((pov) => worldlines.map((worldline) => ({ pov, worldline, variables: {}, seed })));
}

/** What a play draws, and what it watches. */
type OpenOptions = Pick<PlayOptions, "dice" | "watched">;

/**
 * Opens a play that tells all, with the random streams that `playtest run` has for the same pov and seed.
 *
 * Codes: STORY_OPTION_UNKNOWN, as `Story.open`.
 */
export function openStart(story: Story, { pov, worldline, variables, seed }: PlayStart, options: OpenOptions = {}): StoryPlay {
  const mixed = mixSeed({ suite: null, pov, category: null, story: story.id, seed });
  return story.open({ pov, worldline, variables, promptPacks: [], seed: mixed, detail: "all", ...options });
}
