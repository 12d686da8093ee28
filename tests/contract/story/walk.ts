import { openStream } from "../../../src/core/canonical/random.ts";
import type { Moment } from "../../../src/core/playtest/story/moment.ts";
import type { PlayOptions, Story, StoryPlay } from "../../../src/core/playtest/story/story.ts";

/** Opens a play with the story's defaults but for what is given. */
export function openPlay(story: Story, options: Partial<PlayOptions> = {}): StoryPlay {
  return story.open({ pov: null, worldline: null, variables: {}, promptPacks: [], seed: "7", detail: "all", ...options });
}

/** Takes the way that `pick` says among those offered; tells what that did. Nothing happens at an end. */
export function goOn(play: StoryPlay, pick: number): unknown {
  const { kind, offered } = play.moment;
  if (kind === "end") return null;
  return kind === "goto" ? play.advance() : play.choose(pick % offered.length);
}

/** Numbers that say which ways a walk takes. */
export function picksOf(walk: number, steps: number): number[] {
  const stream = openStream(walk, "walk");
  return Array.from({ length: steps }, () => stream.nextBelow(2 ** 16));
}

/** Everything that a play tells on a walk: each moment, and what each way taken did. */
export function tellWalk(play: StoryPlay, picks: readonly number[]): unknown[] {
  const told: unknown[] = [play.moment];
  for (const pick of picks) told.push(goOn(play, pick), play.moment);
  return told;
}

/** What can still happen, without the old values of variables that nothing will read. */
export function futureOf(play: StoryPlay, picks: readonly number[]): unknown[] {
  return tellWalk(play, picks).slice(1).map(withoutSets);
}

function withoutSets(told: unknown): unknown {
  return told === null ? null : { ...(told as Moment), sets: [] };
}
