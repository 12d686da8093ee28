import type { Story, StoryPlay } from "../story/story.ts";
import type { Value, Values } from "../story/value.ts";
import type { FoundPath } from "./found-path.ts";
import { keyOf } from "./describe-place.ts";
import { openStart } from "./play-start.ts";
import { replayPath } from "./replay-path.ts";

/** A play that shows a finding. */
export interface Witness {
  readonly pov: string | null;
  readonly worldline: string | null;
  readonly seed: number;
  /** Start values that it needs. */
  readonly variables: Values;
  /** The shortest list that was found. */
  readonly choices: readonly string[];
  /** A command line that plays it; null where no seed that was tried draws what it needs. */
  readonly command: string | null;
}

/** Turns paths into witnesses. */
export interface WitnessDesk {
  /**
   * @param node  Where the path comes to.
   * @param isExact  Every variable must be as the path has it, also those that nothing in the story reads any more.
   */
  show(path: FoundPath, node: string, isExact: boolean): Witness;
}

/** Guess: what happens in one of a hundred plays is found among so many seeds. */
const SEEDS_PER_PATH = 1000;
/** Replays over all paths: a story whose every finding hangs on dice is still reported in seconds. */
const MAX_REPLAYS = 20_000;

/** @param storyFile  As the commands name the story; null where it is no file: there are no commands then. */
export function openWitnessDesk(story: Story, storyFile: string | null): WitnessDesk {
  let left = MAX_REPLAYS;
  return {
    show(path, node, isExact) {
      const seed = path.dice === null || path.dice.length === 0 ? path.start.seed : findSeed(path, node, isExact);
      const { pov, worldline, variables } = path.start;
      const witness = { pov, worldline, variables, choices: path.choices, seed: seed ?? path.start.seed };
      return { ...witness, command: seed === null || storyFile === null ? null : commandOf(story, storyFile, witness) };
    },
  };

  /** The first seed with which the same choices come to where the same can still happen; null where none was found. */
  function findSeed(path: FoundPath, node: string, isExact: boolean): number | null {
    const wanted = replayPath(story, path, { node });
    if (wanted === null) return null;
    // With dice in hand a state does not hang on how many values a stream has given.
    const scale = openStart(story, path.start, { dice: () => 0 });
    const look = keyOn(scale, wanted, isExact);
    for (let tried = 0; tried < SEEDS_PER_PATH && left > 0; tried += 1) {
      left -= 1;
      const seed = path.start.seed + tried;
      const play = replayPath(story, { ...path, start: { ...path.start, seed }, dice: null }, { node });
      if (play !== null && keyOn(scale, play, isExact) === look) return seed;
    }
    return null;
  }
}

function keyOn(scale: StoryPlay, play: StoryPlay, isExact: boolean): string {
  scale.restore(play.snapshot());
  return isExact ? `${keyOf(scale)}\n${JSON.stringify(play.variables())}` : keyOf(scale);
}

function commandOf(story: Story, file: string, { pov, worldline, seed, variables, choices }: Omit<Witness, "command">): string {
  const words = ["touchstone", "playtest", "run", file];
  if (pov !== null && pov !== story.defaultPov) words.push("--pov", pov);
  if (worldline !== null) words.push("--worldline", worldline);
  words.push("--seed", String(seed));
  for (const [name, value] of Object.entries(variables)) words.push("--var", `${name}=${wordValue(value)}`);
  if (choices.length > 0) words.push("--choices", choices.join(","));
  return words.map(quote).join(" ");
}

/** Texts stand as they are unless they would be read as something else. */
function wordValue(value: Value): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return /^[A-Za-z_][\w .-]*$/.test(value) && !["true", "false", "null"].includes(value) ? value : JSON.stringify(value);
}

/** As a POSIX shell takes a word. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
