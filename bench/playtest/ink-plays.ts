import { Compiler } from "inkjs/full";
import { openInk } from "../../src/adapters/ink/open-ink.ts";
import { openStream } from "../../src/core/canonical/random.ts";
import { playStory, playUntraced } from "../../src/core/playtest/run/play-story.ts";
import type { Story } from "../../src/core/playtest/story/story.ts";
import { cpuSeconds, type Figure, median, round, spread } from "../figure.ts";
import { inkStorySource } from "../ink-story.ts";
import { requestOf } from "./native-plays.ts";

/** As many choice points as The Intercept has, but for three. */
const CHOICE_POINTS = 340;
const ROUNDS = 7;
const PLAYS = 100;
/** No play of the story takes as many. */
const MOST_STEPS = 10_000;

/** Random plays of a generated ink story: through ours, untraced and traced, and by inkjs alone. */
export async function benchInkPlays(): Promise<readonly Figure[]> {
  const text = inkStorySource(CHOICE_POINTS);
  const story = openInk({ file: "bench.ink", text });
  const rates = { bare: [] as number[], untraced: [] as number[], traced: [] as number[] };
  const playBare = openBareInk(text);
  for (let count = -1; count < ROUNDS; count += 1) {
    const bare = await choicesPerSecond(playBare);
    const untraced = await choicesPerSecond((seed) => countChoices(story, seed));
    const traced = await choicesPerSecond((seed) => playStory(story, requestOf(MOST_STEPS, seed)).counts.choices);
    if (count < 0) continue;
    rates.bare.push(bare);
    rates.untraced.push(untraced);
    rates.traced.push(traced);
  }
  return [figure("ink story, untraced", rates.untraced, rates.bare), figure("ink story, traced", rates.traced, rates.bare)];
}

function countChoices(story: Story, seed: number): number {
  return playUntraced(story, requestOf(MOST_STEPS, seed)).choices;
}

/** Inkjs with nothing around it: every line is read, and choices are taken at random. */
function openBareInk(text: string): (seed: number) => number {
  const story = new Compiler(text).Compile();
  return (seed) => {
    story.ResetState();
    story.state.storySeed = seed;
    const stream = openStream(seed, "policy");
    for (let choices = 0; ; choices += 1) {
      while (story.canContinue) story.Continue();
      if (story.currentChoices.length === 0) return choices;
      story.ChooseChoiceIndex(stream.nextBelow(story.currentChoices.length));
    }
  };
}

/** @param play  Plays once, with this seed, and tells how many choices that took. */
async function choicesPerSecond(play: (seed: number) => number): Promise<number> {
  let choices = 0;
  const seconds = await cpuSeconds(() => {
    for (let seed = 0; seed < PLAYS; seed += 1) choices += play(seed);
  });
  return choices / seconds;
}

function figure(name: string, values: readonly number[], bare: readonly number[]): Figure {
  const [value, floor] = [median(values), median(bare)];
  return {
    name,
    value: round(value),
    unit: "choices/CPU-s",
    against: { name: "inkjs alone on the same story", value: round(floor), ratio: round(floor / value) },
    target: ">= 0.8 of inkjs alone",
    holds: value >= 0.8 * floor,
    resolution: spread(values, "choices/CPU-s"),
  };
}
