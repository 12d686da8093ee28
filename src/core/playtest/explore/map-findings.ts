import { findDoomed, findLeadingTo, indexWays, type WayIndex, waysOf } from "./doom.ts";
import { wordDoom } from "./doom-words.ts";
import type { FindingKind, Suspect } from "./finding.ts";
import { pathTo } from "./found-path.ts";
import { findRings } from "./rings.ts";
import type { MapState, StateMap } from "./state-map.ts";

/**
 * What is wrong with where plays come to, told by the states of a map: places where they stop, circles that they cannot
 * leave, and states from which no ending can be reached. One finding per kind and node, with the fewest choices.
 *
 * @param rootDoom  What is said where already the map's beginning is doomed; the map of a start says that of all its plays.
 * Source: SPEC.md EX13-EX15.
 */
export function findInMap(map: StateMap, rootDoom = "; no play from this start can reach an ending"): Suspect[] {
  const doomed = findDoomed(map);
  const out = indexWays(map.states.length, map.ways.from);
  const rings = findRings(map, doomed).filter((ring) => isForced(map, out, ring));
  const spots = [...findStops(map), ...findLoops(map, out, rings), ...findSoftLocks(map, doomed, rings)];
  return firstOfEach(map, spots).map(({ kind, state, why }) => {
    const { node } = stateOf(map, state);
    return { kind, where: node, why: `${why}${wordDoom(map, doomed, state) ?? rootDoom}`, path: pathTo(map, state), node };
  });
}

interface Spot {
  readonly kind: FindingKind;
  readonly state: number;
  readonly why: string;
}

function findStops({ states }: StateMap): Spot[] {
  return states.flatMap(({ end, isDry }, state): Spot[] => {
    if (end === null || end.outcome === "ended") return [];
    return [{ kind: isDry ? "ran_dry" : end.outcome, state, why: end.why }];
  });
}

/** Whether nobody has a choice in a ring, whatever dice decide. */
function isForced({ ways }: StateMap, out: WayIndex, ring: readonly number[]): boolean {
  return ring.every((state) => new Set(Array.from(waysOf(out, state), (way) => ways.choice[way])).size === 1);
}

function findLoops(map: StateMap, out: WayIndex, rings: readonly (readonly number[])[]): Spot[] {
  return rings.map((ring) => {
    return { kind: "loop", state: ring[0] as number, why: `it goes round for ever: ${wordRing(map, out, ring)}` };
  });
}

/** Guess: a reader follows so many names. */
const MAX_NAMES = 6;

function wordRing(map: StateMap, out: WayIndex, ring: readonly number[]): string {
  const names: string[] = [];
  let state = ring[0] as number;
  for (let count = 0; count <= ring.length && count < MAX_NAMES; count += 1) {
    names.push(`\`${stateOf(map, state).node}\``);
    state = map.ways.to[waysOf(out, state)[0] as number] as number;
  }
  return ring.length < MAX_NAMES ? names.join(" → ") : `${names.join(" → ")} → …`;
}

/** Where plays are first doomed although choices are still offered. Only a loop or a stop ahead is told by that alone. */
function findSoftLocks(map: StateMap, doomed: Uint8Array, rings: readonly (readonly number[])[]): Spot[] {
  const { states, ways } = map;
  const looping = new Set(rings.flat());
  const goesOn = findLeadingTo(map, (state) => doomed[state] === 1 && states[state]?.kind === "choice" && !looping.has(state));
  const isEntry = new Uint8Array(states.length);
  for (const [state, { way }] of states.entries()) if (way === -1) isEntry[state] = doomed[state] as number;
  ways.to.forEach((to, way) => {
    if (doomed[to] === 1 && doomed[ways.from[way] as number] === 0) isEntry[to] = 1;
  });
  const why = "no ending can be reached from here, though choices are offered";
  return states.flatMap((_, state): Spot[] => {
    return isEntry[state] === 1 && goesOn[state] === 1 ? [{ kind: "soft_lock", state, why }] : [];
  });
}

/** States come with few choices first, so the first of each kind and node is the one to show. */
function firstOfEach(map: StateMap, spots: readonly Spot[]): Spot[] {
  const met = new Set<string>();
  return spots.filter(({ kind, state }) => {
    const name = `${kind} ${stateOf(map, state).node}`;
    if (met.has(name)) return false;
    met.add(name);
    return true;
  });
}

function stateOf({ states }: StateMap, state: number): MapState {
  return states[state] as MapState;
}
