import { assert } from "../../assert.ts";
import { parseFormula } from "../scene/formula.ts";
import type { SceneAction } from "../scene/scene.ts";
import { addFact, removeFact, type FactSet } from "./facts.ts";
import { SCENE_STREAMS, type SceneStream } from "./machine.ts";
import type { Program } from "./program.ts";

/** What one action reads, and what it overwrites whatever that was. */
export interface Flow {
  readonly reads: readonly number[];
  readonly overwrites: readonly number[];
}

/** Facts of a program by number: variables by slot, then marks of choices that are offered once, then random streams. */
export interface FactNumbers {
  readonly count: number;
  readonly firstMark: number;
  readonly firstStream: number;
  variable(name: string): number;
  /** Whether counting the variable up or down reads it (`findFragile`). */
  isFragile(fact: number): boolean;
}

export function numberFacts({ variables, onceCount }: Program, fragile: readonly number[]): FactNumbers {
  const slots = new Map(variables.map(({ name, slot }) => [name, slot]));
  const counting = new Set(fragile);
  const firstStream = variables.length + onceCount;
  return {
    count: firstStream + SCENE_STREAMS.length,
    firstMark: variables.length,
    firstStream,
    variable: (name) => slots.get(name) as number,
    isFragile: (fact) => counting.has(fact),
  };
}

/** What an action reads and overwrites. Draws are told, so they read their stream even where nobody reads the result. */
export function flowOf(action: SceneAction, facts: FactNumbers): Flow {
  const streamFact = (stream: SceneStream): number => facts.firstStream + SCENE_STREAMS.indexOf(stream);
  switch (action.type) {
    case "set":
    case "clear":
      return { reads: [], overwrites: [facts.variable(action.key)] };
    case "increment":
    case "decrement": {
      const fact = facts.variable(action.key);
      return { reads: facts.isFragile(fact) ? [fact] : [], overwrites: [] };
    }
    case "roll":
    case "loot":
      return { reads: [streamFact(action.stream)], overwrites: [facts.variable(action.into)] };
    case "battle": {
      const fighters = [facts.variable(action.attacker), facts.variable(action.defender)];
      const drawn = drawsDice(action.formula) ? [streamFact(action.stream)] : [];
      return { reads: [...fighters, ...drawn], overwrites: [facts.variable(action.into)] };
    }
    case "emit":
      return { reads: [], overwrites: [] };
  }
}

function drawsDice(text: string): boolean {
  const reading = parseFormula(text);
  assert(reading.kind === "formula", "a scene that was read has formulas that can be worked out");
  return reading.formula.terms.some(({ factors }) => factors.some(({ kind }) => kind === "dice"));
}

/** Turns what is live after actions into what is live before them. */
export function passBack(flows: readonly Flow[], live: FactSet): FactSet {
  for (const { reads, overwrites } of flows.toReversed()) {
    for (const fact of overwrites) removeFact(live, fact);
    for (const fact of reads) addFact(live, fact);
  }
  return live;
}
