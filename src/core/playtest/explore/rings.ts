import { indexWays, type WayIndex, waysOf } from "./doom.ts";
import type { StateMap } from "./state-map.ts";

/**
 * Finds closed rings: groups of states that all lead to each other and nowhere else, so a play in one never stops and
 * never leaves. Only marked states are looked at; no way may lead out of the marked ones.
 *
 * @returns the states of each ring, in ascending order. Source: Tarjan 1972, strongly connected components.
 */
export function findRings(map: StateMap, isMarked: Uint8Array): number[][] {
  const out = indexWays(map.states.length, map.ways.from);
  return findGroups(map, out, isMarked).filter((group) => isClosedRing(map, out, group));
}

function isClosedRing({ ways }: StateMap, out: WayIndex, group: readonly number[]): boolean {
  const inside = new Set(group);
  return group.every((state) => {
    const on = waysOf(out, state);
    return on.length > 0 && on.every((way) => inside.has(ways.to[way] as number));
  });
}

interface Search {
  readonly order: Int32Array;
  readonly low: Int32Array;
  readonly isOnStack: Uint8Array;
  readonly stack: number[];
  /** States being looked at, and how many of their ways were followed. */
  readonly path: { readonly state: number; followed: number }[];
  readonly groups: number[][];
  count: number;
}

/** Without recursion: a story's states can form a chain of any length. */
function findGroups(map: StateMap, out: WayIndex, isMarked: Uint8Array): number[][] {
  const size = map.states.length;
  const search: Search = {
    order: new Int32Array(size),
    low: new Int32Array(size),
    isOnStack: new Uint8Array(size),
    stack: [],
    path: [],
    groups: [],
    count: 0,
  };
  for (let root = 0; root < size; root += 1) {
    if (isMarked[root] === 0 || search.order[root] !== 0) continue;
    enter(search, root);
    while (search.path.length > 0) follow(search, map, out);
  }
  return search.groups;
}

function enter(search: Search, state: number): void {
  search.count += 1;
  search.order[state] = search.count;
  search.low[state] = search.count;
  search.isOnStack[state] = 1;
  search.stack.push(state);
  search.path.push({ state, followed: 0 });
}

/** Follows one way of the last state on the path, or leaves that state. */
function follow(search: Search, { ways }: StateMap, out: WayIndex): void {
  const { order, low, isOnStack, path } = search;
  const at = path.at(-1) as Search["path"][number];
  const way = waysOf(out, at.state)[at.followed];
  at.followed += 1;
  if (way === undefined) {
    leave(search);
    return;
  }
  const to = ways.to[way] as number;
  if (order[to] === 0) enter(search, to);
  else if (isOnStack[to] === 1) low[at.state] = Math.min(low[at.state] as number, order[to] as number);
}

function leave({ order, low, isOnStack, stack, path, groups }: Search): void {
  const { state } = path.pop() as Search["path"][number];
  const above = path.at(-1)?.state;
  if (above !== undefined) low[above] = Math.min(low[above] as number, low[state] as number);
  if (low[state] !== order[state]) return;
  const group = stack.splice(stack.lastIndexOf(state));
  for (const member of group) isOnStack[member] = 0;
  groups.push(group.toSorted((one, other) => one - other));
}
