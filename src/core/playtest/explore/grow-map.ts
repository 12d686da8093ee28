import type { Refusal } from "../story/moment.ts";
import type { StorySnapshot } from "../story/story.ts";
import { isDry } from "./describe-place.ts";
import type { Arrival } from "./explore-job.ts";
import { addReason } from "./reasons.ts";
import type { PlayStart } from "./play-start.ts";
import { choiceKey, type MapState, type RefusedChoice, type StateMap } from "./state-map.ts";

/** A map while it grows. */
export interface GrowingMap {
  readonly start: PlayStart;
  readonly states: MapState[];
  /** Of states that are still to be expanded. */
  readonly snapshots: StorySnapshot[];
  readonly found: Map<string, number>;
  readonly ways: {
    readonly from: number[];
    readonly to: number[];
    readonly choice: (string | null)[];
    readonly dice: Map<number, readonly number[]>;
  };
  /** Why the map is not whole, as far as it is known. */
  why: string | null;
  /** It grows no further. */
  isFull: boolean;
  readonly tests: Set<number>;
  readonly refused: Map<string, RefusedChoice>;
  readonly changed: Set<string>;
  readonly assets: Map<string, number>;
}

export function beginMap(start: PlayStart): GrowingMap {
  return {
    start,
    states: [],
    snapshots: [],
    found: new Map(),
    ways: { from: [], to: [], choice: [], dice: new Map() },
    why: null,
    isFull: false,
    tests: new Set(),
    refused: new Map(),
    changed: new Set(),
    assets: new Map(),
  };
}

/** The map as it has become; what was only needed to grow it is let go. */
export function finishMap({ snapshots: _snapshots, found: _found, isFull: _isFull, ...map }: GrowingMap): StateMap {
  return map;
}

const NO_DICE: readonly number[] = [];

/**
 * Adds what came out of one way, or of beginning (`from` -1).
 *
 * @returns the number of the state when it is a new one; null otherwise.
 */
export function addArrival(map: GrowingMap, from: number, arrival: Arrival): number | null {
  const { ways } = map;
  const way = from === -1 ? -1 : ways.from.length;
  const known = map.found.get(arrival.key);
  const to = known ?? map.states.length;
  if (known === undefined) addState(map, arrival, { from, way });
  if (way !== -1) {
    ways.from.push(from);
    ways.to.push(to);
    ways.choice.push(arrival.choice);
    if (arrival.dice.length > 0) ways.dice.set(way, arrival.dice);
  }
  for (const asset of arrival.assets) if (!map.assets.has(asset)) map.assets.set(asset, way === -1 ? -1 - to : way);
  return known === undefined ? to : null;
}

function addState(map: GrowingMap, { key, place, choice, dice }: Arrival, { from, way }: { from: number; way: number }): void {
  if (place === null) throw new TypeError("a state that is not known is told of");
  const { node, kind, end, holds } = place;
  const number = map.states.length;
  map.found.set(key, number);
  const before = map.states[from]?.depth ?? 0;
  map.states.push({
    node,
    kind,
    end,
    isDry: isDry(place),
    holds,
    way,
    dice: way === -1 ? dice : NO_DICE,
    depth: choice === null ? before : before + 1,
    isOpen: kind !== "end",
  });
  map.snapshots.push(place.snapshot);
  for (const test of place.tests) map.tests.add(test);
  for (const refusal of place.refused) noteRefusal(map, number, refusal);
}

function noteRefusal(map: GrowingMap, state: number, refusal: Refusal): void {
  const { node } = map.states[state] as MapState;
  const key = choiceKey(node, refusal.id);
  const noted = map.refused.get(key);
  if (noted === undefined) {
    map.refused.set(key, { states: 1, first: state, refusals: [refusal] });
    return;
  }
  noted.states += 1;
  addReason(noted.refusals, refusal);
}
