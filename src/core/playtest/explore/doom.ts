import type { StateMap } from "./state-map.ts";

/** Ways by the state that they lead to, or that they come from: those of state s stand in `ways[begins[s]] … ways[begins[s + 1] - 1]`. */
export interface WayIndex {
  readonly begins: Int32Array;
  readonly ways: Int32Array;
}

export function indexWays(states: number, ends: readonly number[]): WayIndex {
  const begins = new Int32Array(states + 1);
  for (const state of ends) begins[state + 1] = (begins[state + 1] as number) + 1;
  for (let state = 0; state < states; state += 1) begins[state + 1] = (begins[state + 1] as number) + (begins[state] as number);
  const next = begins.slice();
  const ways = new Int32Array(ends.length);
  ends.forEach((state, way) => {
    const place = next[state] as number;
    ways[place] = way;
    next[state] = place + 1;
  });
  return { begins, ways };
}

/** The ways of one state in an index. */
export function waysOf({ begins, ways }: WayIndex, state: number): Int32Array {
  return ways.subarray(begins[state], begins[state + 1]);
}

/** By state: 1 where one of the wanted states can be reached, itself included. */
export function findLeadingTo({ states, ways }: StateMap, isWanted: (state: number) => boolean): Uint8Array {
  const leads = new Uint8Array(states.length);
  const into = indexWays(states.length, ways.to);
  const stack = states.flatMap((_, state) => (isWanted(state) ? [state] : []));
  for (const state of stack) leads[state] = 1;
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    for (const way of waysOf(into, state)) {
      const from = ways.from[way] as number;
      if (leads[from] === 1) continue;
      leads[from] = 1;
      stack.push(from);
    }
  }
  return leads;
}

/**
 * By state: 1 where no ending can be reached any more. A state with ways that were not gone through may lead to one, so
 * this is proven for each state that it names, also where the map is not whole. Source: SPEC.md EX12.
 */
export function findDoomed(map: StateMap): Uint8Array {
  const { states } = map;
  const alive = findLeadingTo(map, (state) => states[state]?.isOpen === true || states[state]?.end?.outcome === "ended");
  return alive.map((lives) => 1 - lives);
}
