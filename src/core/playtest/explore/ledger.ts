import { addCount, addTally, beginTally, type Tally } from "../coverage/tally.ts";
import type { Refusal } from "../story/moment.ts";
import type { Suspect } from "./finding.ts";
import { type FoundPath, pathTo } from "./found-path.ts";
import type { Guided } from "./guided.ts";
import { addReason, type RefusalFact } from "./reasons.ts";
import { pathOfTrail } from "./trail.ts";
import { choiceKey, type MapState, type StateMap } from "./state-map.ts";

/** What is known while a story is explored, start after start. */
export interface Ledger {
  readonly tally: Tally;
  /** By `NODE/CHOICE`. */
  readonly refused: Map<string, RefusalFact>;
  readonly changed: Set<string>;
  /** Nodes at which once-only choices ran out. */
  readonly dry: Set<string>;
  /** By kind and place. */
  readonly suspects: Map<string, Suspect>;
  /** By their starts. Of a guided exploration only whole ones: assertions may have larger ones made. */
  readonly maps: Map<string, StateMap>;
  plays: number;
  steps: number;
  /** Why not everything was gone through; null while it was. */
  why: string | null;
}

export function beginLedger(): Ledger {
  return {
    tally: beginTally(),
    refused: new Map(),
    changed: new Set(),
    dry: new Set(),
    suspects: new Map(),
    maps: new Map(),
    plays: 0,
    steps: 0,
    why: null,
  };
}

/** Of two findings of one kind at one place, the one with fewer choices is kept. */
export function noteSuspect({ suspects }: Ledger, suspect: Suspect): void {
  const name = `${suspect.kind} ${suspect.where}`;
  const known = suspects.get(name);
  if (known === undefined || lengthOf(suspect) < lengthOf(known)) suspects.set(name, suspect);
}

function lengthOf({ path }: Suspect): number {
  return path?.choices.length ?? Infinity;
}

/** Takes a map into account; where plays were counted too, it only adds what they never met. */
export function noteMap(ledger: Ledger, map: StateMap, isCounted: boolean): void {
  const { nodes, choices } = countMap(map);
  addCounts(ledger.tally.nodes, nodes, isCounted);
  addCounts(ledger.tally.choices, choices, isCounted);
  for (const test of map.tests) ledger.tally.tests.add(test);
  for (const name of map.changed) ledger.changed.add(name);
  for (const state of map.states) noteState(ledger, state);
  noteRefusals(ledger, map);
  ledger.steps += map.ways.to.length + 1;
  if (!isCounted) ledger.plays += countPlays(map);
  if (map.why === null || !isCounted) ledger.maps.set(JSON.stringify(map.start), map);
  ledger.why ??= map.why;
}

function addCounts(to: Map<string, number>, from: ReadonlyMap<string, number>, onlyNew: boolean): void {
  for (const [name, count] of from) if (!onlyNew || !to.has(name)) addCount(to, name, count);
}

function noteState({ tally, dry }: Ledger, { node, end, isDry }: MapState): void {
  if (end?.outcome === "ended" && end.ending !== null) tally.endings.add(end.ending);
  if (isDry) dry.add(node);
}

function noteRefusals({ refused, tally }: Ledger, map: StateMap): void {
  for (const [key, { refusals, first }] of map.refused) {
    if (!tally.choices.has(key)) noteRefused(refused, key, { refusals, path: () => pathTo(map, first) });
  }
}

interface Refused {
  readonly refusals: readonly Refusal[];
  readonly path: () => FoundPath;
}

/** The first path is kept, and all reasons, as far as they differ. */
function noteRefused(facts: Map<string, RefusalFact>, key: string, { refusals, path }: Refused): void {
  const known = facts.get(key);
  const reasons = [...(known?.refusals ?? [])];
  for (const refusal of refusals) addReason(reasons, refusal);
  facts.set(key, { refusals: reasons, path: known?.path ?? path() });
}

function countMap({ states, ways }: StateMap): Pick<Tally, "nodes" | "choices"> {
  const nodes = new Map<string, number>();
  const choices = new Map<string, number>();
  for (const { node } of states) addCount(nodes, node, 1);
  for (const [way, choice] of ways.choice.entries()) {
    if (choice !== null) addCount(choices, choiceKey((states[ways.from[way] as number] as MapState).node, choice), 1);
  }
  return { nodes, choices };
}

function countPlays({ states, ways }: StateMap): number {
  const isEnd = (state: number): boolean => states[state]?.kind === "end";
  const atOnce = states.filter(({ way, kind }) => way === -1 && kind === "end").length;
  return ways.to.reduce((count, to) => (isEnd(to) ? count + 1 : count), atOnce);
}

export function noteGuided(ledger: Ledger, guided: Guided): void {
  const { tally } = ledger;
  addTally(tally, guided.tally);
  for (const name of guided.changed) ledger.changed.add(name);
  for (const { how, node } of guided.stops.values()) if (how === "ran_dry") ledger.dry.add(node);
  ledger.plays += guided.plays;
  ledger.steps += guided.steps;
}

/** Takes refusals into account that walks met; where a map told of the same choice, its words come first. */
export function noteGuidedRefusals({ refused, tally }: Ledger, guided: Guided): void {
  for (const [key, { refusal, trail }] of guided.refused) {
    if (!tally.choices.has(key)) noteRefused(refused, key, { refusals: [refusal], path: () => pathOfTrail(trail) });
  }
}
