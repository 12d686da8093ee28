import { assert } from "../../assert.ts";
import type { Story, StoryPlay, StorySnapshot } from "../story/story.ts";
import { findDoomed } from "./doom.ts";
import type { Suspect } from "./finding.ts";
import type { FoundPath } from "./found-path.ts";
import type { Guided, GuidedStop } from "./guided.ts";
import { findInMap } from "./map-findings.ts";
import { type Exploring, limitMap, mapStates } from "./map-states.ts";
import { replayPath } from "./replay-path.ts";
import { pathOfTrail } from "./trail.ts";
import { choiceKey, type StateMap } from "./state-map.ts";

/** Stops that are looked into; the rest is told as it is. Guess: nobody reads the reasons of more at once. */
const MAX_STOPS = 64;

/** States around one place. Guess: what a play is caught in is small. */
const NEAR_STATES = 2000;

/**
 * Looks into where walks stopped without an ending, in a story that is too large to be gone through: maps what can still
 * be reached from there, and finds on the way to it the choice that took the last chance. What it claims is proven by
 * such a map; where none is whole, nothing is claimed but the stop itself.
 *
 * Source: SPEC.md EX19.
 */
export function* deepenStops(story: Story, { stops }: Guided): Exploring<Suspect[]> {
  const wrong = [...stops.values()].filter(({ how }) => how !== "ended");
  const shortFirst = wrong.toSorted((one, other) => one.trail.length - other.trail.length);
  const suspects: Suspect[] = [];
  for (const [index, stop] of shortFirst.entries()) {
    if (index < MAX_STOPS) suspects.push(...(yield* lookInto(story, stop)));
    else if (stop.how !== "cut") suspects.push(tellStop(stop, ""));
  }
  return suspects;
}

function* lookInto(story: Story, stop: GuidedStop): Exploring<Suspect[]> {
  const { trail, snapshot, how } = stop;
  const path = pathOfTrail(trail);
  if (how === "cut" && !isDoomed(yield* mapNear(path, snapshot))) return [];
  const doom = yield* findDoom(story, path);
  const here = how === "cut" ? [] : [tellStop(stop, wordDoom(doom))];
  if (how !== "cut" && doom.at === path.choices.length) return here;
  const before = { ...path, choices: path.choices.slice(0, doom.at) };
  const map = yield* mapNear(before, standAt(story, path, doom.at).snapshot());
  const found = findInMap(map, wordDoom(doom)).map((suspect) => continuePath(before, suspect));
  return [...here, ...found];
}

function tellStop({ how, node, why, trail }: GuidedStop, doom: string): Suspect {
  const kind = how === "ran_dry" || how === "error" || how === "loop" ? how : "dead_end";
  const words = how === "loop" ? "it goes round for ever by itself" : why;
  return { kind, where: node, why: `${words}${doom}`, path: pathOfTrail(trail), node };
}

/** A finding of a map that begins where a path ends. What hangs on dice from there on is shown by the path alone. */
function continuePath(path: FoundPath, suspect: Suspect): Suspect {
  const choices = suspect.path?.dice?.length === 0 ? suspect.path.choices : [];
  return { ...suspect, path: { start: path.start, choices: [...path.choices, ...choices], dice: null } };
}

/** Where a path lost its last chance of an ending. */
interface Doom {
  /** Choices taken by then. */
  readonly at: number;
  /** Where it stood then. */
  readonly node: string;
  /** The choice that did it, as `NODE/CHOICE`; null where there was no chance from the start. */
  readonly choice: string | null;
}

/**
 * The first place of a path, whose end is doomed, that is proven to be. What is doomed stays so, so halving finds it; a
 * place whose surroundings are too large counts as not doomed.
 */
function* findDoom(story: Story, path: FoundPath): Exploring<Doom> {
  let low = 0;
  let high = path.choices.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const play = standAt(story, path, middle);
    const { end } = play.moment;
    const isOver = end !== null && end.outcome !== "ended";
    if (isOver || isDoomed(yield* mapNear(path, play.snapshot()))) high = middle;
    else low = middle + 1;
  }
  const { node } = standAt(story, path, high).moment;
  if (high === 0) return { at: 0, node, choice: null };
  const before = standAt(story, path, high - 1).moment.node;
  return { at: high, node, choice: choiceKey(before, path.choices[high - 1] as string) };
}

function standAt(story: Story, { start, choices }: FoundPath, at: number): StoryPlay {
  const play = replayPath(story, { start, choices: choices.slice(0, at), dice: null });
  assert(play !== null, "a path that was walked can be walked again");
  return play;
}

function* mapNear({ start }: FoundPath, from: StorySnapshot): Exploring<StateMap> {
  return yield* mapStates({ start, watch: { conditions: [], assets: [] }, from, limits: limitMap(NEAR_STATES) });
}

function isDoomed(map: StateMap): boolean {
  return findDoomed(map)[0] === 1;
}

function wordDoom({ choice }: Doom): string {
  return choice === null ? "; no play from this start can reach an ending" : `; \`${choice}\` doomed this play`;
}
