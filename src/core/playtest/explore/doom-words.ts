import { choiceKey, type StateMap } from "./state-map.ts";

/**
 * Which choice of the shortest way to a state took the last chance of an ending, as the end of a sentence; nothing where
 * an ending can still be reached. Null where the map's beginning had no chance.
 */
export function wordDoom(map: StateMap, doomed: Uint8Array, state: number): string | null {
  if (doomed[state] !== 1) return "";
  let first = state;
  let before = sourceOf(map, first);
  while (before !== -1 && doomed[before] === 1) {
    first = before;
    before = sourceOf(map, first);
  }
  if (before === -1) return null;
  const choice = choiceBefore(map, first);
  return choice === null ? `; entering \`${map.states[first]?.node}\` doomed this play` : `; \`${choice}\` doomed this play`;
}

function sourceOf({ states, ways }: StateMap, state: number): number {
  const way = states[state]?.way ?? -1;
  return way === -1 ? -1 : (ways.from[way] as number);
}

/** The last choice on the way to a state, as `NODE/CHOICE`; null where none was taken. */
function choiceBefore(map: StateMap, state: number): string | null {
  for (let at = state; sourceOf(map, at) !== -1; at = sourceOf(map, at)) {
    const from = sourceOf(map, at);
    const choice = map.ways.choice[map.states[at]?.way ?? -1] ?? null;
    if (choice !== null) return choiceKey((map.states[from] as StateMap["states"][number]).node, choice);
  }
  return null;
}
