import type { PlayStart } from "./play-start.ts";
import type { StateMap } from "./state-map.ts";

/** How a play came to somewhere. */
export interface FoundPath {
  readonly start: PlayStart;
  readonly choices: readonly string[];
  /** What came out of its draws, in order; null where the seed decided. */
  readonly dice: readonly number[] | null;
}

/** The way from where plays begin to a state: with the fewest choices that lead there. */
export function pathTo(map: StateMap, state: number): FoundPath {
  const ways: number[] = [];
  let at = state;
  for (let way = map.states[at]?.way ?? -1; way !== -1; way = map.states[at]?.way ?? -1) {
    ways.push(way);
    at = map.ways.from[way] as number;
  }
  return pathOf(map, at, ways.toReversed());
}

/** The way to a state and on by one of its ways. */
export function pathAlong(map: StateMap, way: number): FoundPath {
  const { choices, dice } = pathTo(map, map.ways.from[way] as number);
  const last = pathOf(map, -1, [way]);
  return { start: map.start, choices: [...choices, ...last.choices], dice: [...(dice ?? []), ...(last.dice ?? [])] };
}

/** The path of these ways, from the state `root` where plays begin; -1 for no beginning. */
export function pathOf({ start, states, ways }: StateMap, root: number, along: readonly number[]): FoundPath {
  const choices = along.flatMap((way) => ways.choice[way] ?? []);
  const dice = [...(states[root]?.dice ?? []), ...along.flatMap((way) => ways.dice.get(way) ?? [])];
  return { start, choices, dice };
}
