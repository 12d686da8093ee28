import { openStream, type RandomStream } from "../../../src/core/canonical/random.ts";

/** Rounds at once: more would measure how two cores are shared, not what a kill does. */
const LANES = 2;

/** Kills are spread over a little more than the whole run, so that its very end is met too. */
const BEYOND_THE_END = 1.1;
const RESOLUTION = 1_000_000;

/** A moment of a run that takes so long, evenly distributed, ms. */
export function pickMomentMs(random: RandomStream, durationMs: number): number {
  return (random.nextBelow(RESOLUTION) / RESOLUTION) * BEYOND_THE_END * durationMs;
}

/** A series of rounds of one fault. */
export interface Rounds {
  /** Path of the test file, for the command that repeats a round. */
  readonly file: string;
  /** What is disturbed, e.g. `make`. */
  readonly title: string;
  /** Rounds when `TOUCHSTONE_FAULT_ROUNDS` does not say otherwise. */
  readonly always: number;
  /** Folder in which the projects of failed rounds are kept. */
  readonly keptIn: string;
  /** Plays one round and returns the name of its outcome, or problems; `random` is the round's own. */
  readonly play: (round: number, random: RandomStream) => Promise<{ outcome: string; problems: readonly string[] }>;
}

/**
 * Plays the rounds and prints how often each outcome came about. Each round has its own stream of random numbers under the
 * printed seed, so that any one can be played again alone.
 *
 * @throws Error naming each failed round, its problems and the command that plays it again.
 */
export async function playRounds({ file, title, always, keptIn, play }: Rounds): Promise<ReadonlyMap<string, number>> {
  const seed = process.env["TOUCHSTONE_FAULT_SEED"] ?? String(Date.now());
  const only = process.env["TOUCHSTONE_FAULT_ROUND"];
  const count = Number(process.env["TOUCHSTONE_FAULT_ROUNDS"] ?? always);
  const rounds = only === undefined ? Array.from({ length: count }, (_, index) => index) : [Number(only)];
  const outcomes = new Map<string, number>();
  const failures: string[] = [];
  const beginMs = performance.now();
  const playNext = async (): Promise<void> => {
    for (let round = rounds.shift(); round !== undefined; round = rounds.shift()) {
      const { outcome, problems } = await playSafely(play, round, openStream(seed, `${title}/${round}`));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      const replay = `TOUCHSTONE_FAULT_SEED=${seed} TOUCHSTONE_FAULT_ROUND=${round} npx vitest run ${file} -t ${title}`;
      if (problems.length > 0) failures.push([`round ${round} (${outcome}), again with: ${replay}`, ...problems].join("\n  "));
    }
  };
  await Promise.all(Array.from({ length: LANES }, playNext));
  const told = [...outcomes].map(([outcome, times]) => `${times} ${outcome}`).join(", ");
  console.log(`${title}: seed ${seed}, ${told}, ${((performance.now() - beginMs) / 1000).toFixed(1)} s`);
  if (failures.length > 0) throw new Error(`${failures.length} rounds failed, kept in ${keptIn}\n${failures.join("\n")}`);
  return outcomes;
}

async function playSafely(play: Rounds["play"], round: number, random: RandomStream): ReturnType<Rounds["play"]> {
  try {
    return await play(round, random);
  } catch (error) {
    return { outcome: "broken off", problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  }
}
