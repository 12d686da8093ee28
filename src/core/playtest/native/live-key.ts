import type { Moment } from "../story/moment.ts";
import type { Value } from "../story/value.ts";
import { hasFact } from "./facts.ts";
import { findFragile, type FragileFinder } from "./fragile.ts";
import { analyseLiveness, type Liveness } from "./liveness.ts";
import { SCENE_STREAMS, streamOf, type Machine, type SceneStream } from "./machine.ts";
import { type MarkMask, marksWithin, maskMarks } from "./once-marks.ts";
import type { Program, ProgramNode } from "./program.ts";

/** What is live at one place, ready to be written down. */
interface LiveSpot {
  /** Names the place: pov, worldline, node and what is offered. */
  readonly name: string;
  readonly slots: readonly number[];
  readonly marks: readonly MarkMask[];
  readonly streams: readonly SceneStream[];
}

/** What is live at the places of a program, in plays whose start values make the same variables fragile. */
export interface LiveMap {
  spotAt(node: ProgramNode, moment: Moment): LiveSpot;
}

/** Live maps of one program; each is worked out when it is first asked for. */
export interface LiveMaps {
  /** @param watched  Slots of variables that count as read everywhere. */
  of(startValues: readonly Value[], watched: readonly number[]): LiveMap;
}

/** @param name  Names pov and worldline, so that plays of others never have equal keys. */
export function openLiveMaps(program: Program, name: string): LiveMaps {
  const maps = new Map<string, LiveMap>();
  let finder: FragileFinder | undefined;
  return {
    of(startValues, watched) {
      finder ??= findFragile(program);
      const fragile = finder.slotsOf(startValues);
      const key = `${fragile.join()};${watched.join()}`;
      const known = maps.get(key);
      if (known !== undefined) return known;
      const map = openLiveMap(analyseLiveness(program, { fragile, watched }), name);
      maps.set(key, map);
      return map;
    },
  };
}

function openLiveMap(liveness: Liveness, name: string): LiveMap {
  const spots = new Map<string, LiveSpot>();
  // Most often a node offers all it has; that spot is found by the node alone.
  const whole: (LiveSpot | undefined)[] = [];
  const find = (node: ProgramNode, moment: Moment): LiveSpot => {
    const place = `${name} ${node.place} ${moment.kind} ${moment.offered.map(({ id }) => id).join()}`;
    let spot = spots.get(place);
    if (spot === undefined) spots.set(place, (spot = readSpot(liveness, node, { moment, name: place })));
    return spot;
  };
  return {
    spotAt(node, moment) {
      if (moment.kind !== node.kind || moment.offered.length < node.options.length) return find(node, moment);
      return (whole[node.place] ??= find(node, moment));
    },
  };
}

function readSpot(
  liveness: Liveness,
  node: ProgramNode,
  { moment, name }: { readonly moment: Moment; readonly name: string },
): LiveSpot {
  const offered = node.choices.filter(({ option }) => moment.offered.some(({ id }) => id === option.id));
  const live = liveness.liveAt(node, offered);
  const { firstMark, firstStream, count } = liveness.facts;
  const within = (from: number, to: number): number[] =>
    Array.from({ length: to - from }, (_, place) => place).filter((place) => hasFact(live, from + place));
  return {
    name,
    slots: within(0, firstMark),
    marks: maskMarks(within(firstMark, firstStream)),
    streams: SCENE_STREAMS.filter((_, place) => within(firstStream, count).includes(place)),
  };
}

/** Where a play stands. */
export interface LiveState {
  readonly node: ProgramNode;
  readonly moment: Moment;
  readonly machine: Machine;
}

/**
 * Writes down the place and all that its future can read. Where a play has come to its end, nothing follows, so only the
 * outcome is told, and what is watched. How many values were drawn is told too, since draws are numbered. Draws that are handed in depend on no
 * stream.
 */
export function writeLiveKey(map: LiveMap, { node, moment, machine }: LiveState): string {
  const spot = map.spotAt(node, moment);
  let key = moment.end === null ? spot.name : `${spot.name}${moment.end.outcome}`;
  for (const slot of spot.slots) key += `;${writeValue(machine.values[slot] as Value)}`;
  for (const mask of spot.marks) key += `!${marksWithin(machine.marks, mask)}`;
  if (machine.dice !== null) return key;
  for (const stream of spot.streams) key += `@${streamOf(machine, stream).state().join()},${machine.drawn[stream]}`;
  return key;
}

function writeValue(value: Value): string {
  return typeof value === "number" ? `${value}` : JSON.stringify(value);
}
