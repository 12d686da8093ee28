import { indexWays, waysOf } from "../explore/doom.ts";
import { pathAlong, pathOf, pathTo } from "../explore/found-path.ts";
import { choiceKey, type MapState, type StateMap } from "../explore/state-map.ts";
import type { Assertion } from "./assertion.ts";
import { fails, holds, unknown, type Verdict } from "./judged.ts";
import { wordTarget } from "./word-assertion.ts";

type AssertionOf<T extends Assertion["type"]> = Extract<Assertion, { readonly type: T }>;

/** What an assertion says of the plays of one start, told by the map of its states; `condition` is its place among the watched ones. */
export function judgeMap(assertion: Exclude<Assertion, AssertionOf<"ending_share">>, map: StateMap, condition: number): Verdict {
  switch (assertion.type) {
    case "reachable":
      return judgeReachable(assertion, map);
    case "always_before":
      return judgeAlwaysBefore(assertion, map);
    case "never":
      return judgeNever(map, condition);
    case "impossible_unless":
      return judgeImpossible(assertion, map, condition);
  }
}

type Place = Pick<AssertionOf<"reachable">, "node" | "ending">;

function isAt({ node, ending }: Place, state: MapState): boolean {
  if (node !== undefined) return state.node === node;
  return state.end?.outcome === "ended" && state.end.ending === ending;
}

/** A claim about all plays that nothing spoke against: it holds where all plays were gone through. */
function unless(map: StateMap, why: string): Verdict {
  if (map.why !== null)
    return unknown(`nothing was found that speaks against it, but not all plays were gone through: ${map.why}`);
  return holds(`${why}, in all ${map.states.length} states that plays can reach`);
}

function judgeReachable(assertion: AssertionOf<"reachable">, map: StateMap): Verdict {
  const found = map.states.findIndex((state) => isAt(assertion, state));
  if (found !== -1) return holds(`after ${map.states[found]?.depth} choices`);
  if (map.why !== null) return unknown(`it was not reached, but not all plays were gone through: ${map.why}`);
  return fails(`none of ${map.states.length} states that plays can reach is it${wordStart(map)}`);
}

function wordStart({ start: { pov, worldline } }: StateMap): string {
  return `${pov === null ? "" : `, as \`${pov}\``}${worldline === null ? "" : `, in worldline \`${worldline}\``}`;
}

/** Goes everywhere but through `before`: what it reaches is reached without it. */
function judgeAlwaysBefore(assertion: AssertionOf<"always_before">, map: StateMap): Verdict {
  const { states, ways } = map;
  const out = indexWays(states.length, ways.from);
  const came = new Map<number, number>();
  const queue: number[] = [];
  const enter = (state: number, way: number): void => {
    if (came.has(state) || states[state]?.node === assertion.before) return;
    came.set(state, way);
    queue.push(state);
  };
  for (const [state, { way }] of states.entries()) if (way === -1) enter(state, -1);
  for (const state of queue) {
    if (isAt(assertion, states[state] as MapState)) return failWithout(assertion, map, { state, came });
    for (const way of waysOf(out, state)) enter(ways.to[way] as number, way);
  }
  if (states.some((state) => isAt(assertion, state))) return unless(map, `no play reaches it without \`${assertion.before}\``);
  if (map.why === null) return unless(map, "vacuously: no play reaches it at all");
  return unknown(`in what was mapped nothing reached ${wordTarget(assertion)}, but not all plays were gone through: ${map.why}`);
}

interface Escape {
  readonly state: number;
  /** By state: the way by which it was entered; -1 where plays begin. */
  readonly came: ReadonlyMap<number, number>;
}

function failWithout(assertion: AssertionOf<"always_before">, map: StateMap, { state, came }: Escape): Verdict {
  const along: number[] = [];
  let at = state;
  for (let way = came.get(at) ?? -1; way !== -1; way = came.get(at) ?? -1) {
    along.push(way);
    at = map.ways.from[way] as number;
  }
  const why = `a play reaches ${wordTarget(assertion)} without \`${assertion.before}\``;
  return fails(why, pathOf(map, at, along.toReversed()), (map.states[state] as MapState).node);
}

function judgeNever(map: StateMap, condition: number): Verdict {
  const found = map.states.findIndex((state) => state.holds[condition] === true);
  if (found === -1) return unless(map, "it never holds");
  const { node } = map.states[found] as MapState;
  return fails(`it holds in \`${node}\``, pathTo(map, found), node);
}

function judgeImpossible(assertion: AssertionOf<"impossible_unless">, map: StateMap, condition: number): Verdict {
  const { states, ways } = map;
  const holdsIn = (state: number): boolean => states[state]?.holds[condition] === true;
  const isInto = (state: number): boolean => assertion.choice === undefined && isAt(assertion, states[state] as MapState);
  const root = states.findIndex(({ way }, state) => way === -1 && isInto(state) && !holdsIn(state));
  if (root !== -1) return failAt(assertion, map, { root, way: -1 });
  const way = ways.to.findIndex((to, each) => {
    const from = ways.from[each] as number;
    if (assertion.choice === undefined) return isInto(to) && !holdsIn(to) && !holdsIn(from);
    const choice = ways.choice[each];
    return typeof choice === "string" && choiceKey(states[from]?.node ?? "", choice) === assertion.choice && !holdsIn(from);
  });
  return way === -1 ? unless(map, "no play reaches it otherwise") : failAt(assertion, map, { root, way });
}

function failAt(
  assertion: AssertionOf<"impossible_unless">,
  map: StateMap,
  { root, way }: { readonly root: number; readonly way: number },
): Verdict {
  const state = way === -1 ? root : (map.ways.to[way] as number);
  const path = way === -1 ? pathTo(map, root) : pathAlong(map, way);
  return fails(`a play reaches ${wordTarget(assertion)} without it`, path, (map.states[state] as MapState).node);
}
