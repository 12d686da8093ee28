import { createHash } from "node:crypto";
import { canonicalJson } from "../../src/core/canonical/canonical-json.ts";
import { openScene } from "../../src/core/playtest/native/open-scene.ts";
import { randomPolicy } from "../../src/core/playtest/policies/random-policy.ts";
import { writePlaytestTrace } from "../../src/core/playtest/record/write-playtest-trace.ts";
import type { PlayRequest } from "../../src/core/playtest/run/play-request.ts";
import { playStory, playUntraced } from "../../src/core/playtest/run/play-story.ts";
import type { Story } from "../../src/core/playtest/story/story.ts";
import { cpuSeconds, type Figure, median, round, spread } from "../figure.ts";
import { openBareLoop } from "./bare-loop.ts";
import { ordinaryScene } from "./ordinary-scene.ts";

const ROUNDS = 7;
const UNTRACED_STEPS = 400_000;
const TRACED_STEPS = 100_000;
/** Lengths of plays between which the cost of a step must not differ. */
const LENGTHS = [256, 4_096, 100_000] as const;

export function requestOf(maxSteps: number, seed = 1): PlayRequest {
  return {
    suite: null,
    category: null,
    workflow: null,
    pov: null,
    worldline: null,
    seed,
    variables: {},
    promptPacks: [],
    metadata: {},
    policy: randomPolicy,
    maxSteps,
    touchstone: "bench",
    storyFile: null,
  };
}

/** Plays of an ordinary scene of 340 nodes: untraced, traced, and at three lengths. */
export async function benchNativePlays(): Promise<readonly Figure[]> {
  const story = openScene(ordinaryScene());
  return [await untraced(story), await traced(story), ...(await lengths(story)), bytesPerStep(story)];
}

async function untraced(story: Story): Promise<Figure> {
  const loop = openBareLoop();
  const play = (): unknown => playUntraced(story, requestOf(UNTRACED_STEPS));
  const { perSecond, floor } = await measure(UNTRACED_STEPS, play, () => loop(UNTRACED_STEPS));
  return rate("native scene, untraced", {
    perSecond,
    floor,
    floorName: "a loop written by hand for this one story",
    least: 1_000_000,
  });
}

async function traced(story: Story): Promise<Figure> {
  const lines = hashedLines(story);
  const play = (): unknown => playStory(story, requestOf(TRACED_STEPS));
  const { perSecond, floor } = await measure(TRACED_STEPS, play, () => hashOf(lines));
  const floorName = "canonical JSON and SHA-256 of the same steps";
  return rate("native scene, traced", { perSecond, floor, floorName, least: 100_000 });
}

/** The steps of one trace as its file holds them. */
function hashedLines(story: Story): readonly unknown[] {
  const text = writePlaytestTrace(playStory(story, requestOf(TRACED_STEPS)).trace);
  return text
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

function hashOf(lines: readonly unknown[]): string {
  const hash = createHash("sha256");
  for (const line of lines) hash.update(`${canonicalJson(line)}\n`);
  return hash.digest("hex");
}

interface Rates {
  readonly perSecond: readonly number[];
  readonly floor: readonly number[];
}

/** Steps per CPU-second of both, turn by turn, after one round that warms them up. */
async function measure(steps: number, play: () => unknown, floor: () => unknown): Promise<Rates> {
  const rates: { perSecond: number[]; floor: number[] } = { perSecond: [], floor: [] };
  for (let count = -1; count < ROUNDS; count += 1) {
    const played = steps / (await cpuSeconds(() => void play()));
    const bare = steps / (await cpuSeconds(() => void floor()));
    if (count < 0) continue;
    rates.perSecond.push(played);
    rates.floor.push(bare);
  }
  return rates;
}

function rate(name: string, { perSecond, floor, floorName, least }: Rates & { floorName: string; least: number }): Figure {
  const value = median(perSecond);
  return {
    name,
    value: round(value),
    unit: "steps/CPU-s",
    against: { name: floorName, value: round(median(floor)), ratio: round(median(floor) / value) },
    target: `>= ${least.toLocaleString("en")}`,
    holds: value >= least,
    resolution: spread(perSecond, "steps/CPU-s"),
  };
}

/** What a step costs in plays of each length; the same number of steps is played of each. */
async function lengths(story: Story): Promise<Figure[]> {
  const costs = new Map<number, number[]>(LENGTHS.map((length) => [length, []]));
  for (let count = -1; count < ROUNDS; count += 1) {
    for (const length of LENGTHS) {
      const plays = Math.ceil(TRACED_STEPS / length);
      const seconds = await cpuSeconds(() => {
        for (let seed = 0; seed < plays; seed += 1) playStory(story, requestOf(length, seed));
      });
      if (count >= 0) costs.get(length)?.push((seconds / plays / length) * 1e6);
    }
  }
  const shortest = median(costs.get(LENGTHS[0]) ?? []);
  return LENGTHS.slice(1).map((length) => flat(length, { micros: costs.get(length) ?? [], shortest }));
}

function flat(length: number, { micros, shortest }: { readonly micros: readonly number[]; readonly shortest: number }): Figure {
  const value = median(micros);
  return {
    name: `native scene, traced step in a play of ${length.toLocaleString("en")}`,
    value: round(value),
    unit: "CPU-µs",
    against: {
      name: "a step in a play of 256, which says most words for the first time",
      value: round(shortest),
      ratio: round(value / shortest),
    },
    target: "<= 1.25 times that",
    holds: value <= 1.25 * shortest,
    resolution: spread(micros, "CPU-µs"),
  };
}

function bytesPerStep(story: Story): Figure {
  const steps = LENGTHS[1];
  const text = writePlaytestTrace(playStory(story, requestOf(steps)).trace);
  const value = Buffer.byteLength(text) / steps;
  return {
    name: "trace of a native scene, per step",
    value: round(value),
    unit: "bytes",
    target: "<= 250 bytes",
    holds: value <= 250,
    resolution: `exact; one play of ${steps} steps, header and footer included`,
  };
}
