import { assert } from "../../assert.ts";
import { parseDice } from "../scene/dice.ts";
import type { SceneAction } from "../scene/scene.ts";
import type { Value } from "../story/value.ts";
import type { Program } from "./program.ts";
import type { Variable } from "./variable.ts";

/** Guess: no play takes more steps, by a factor of a hundred thousand. */
const LONGEST_PLAY = 2 ** 32;

/** What all of a program's actions can do to one variable. */
interface Reach {
  /** The number farthest from 0 that it is given. */
  largest: number;
  /** The most that one step can count up or down. */
  growth: number;
  canBeNothing: boolean;
}

/** Finds the variables whose value decides whether counting them up or down can be done. */
export interface FragileFinder {
  /** Their slots, ascending, in plays that start with these values. */
  slotsOf(startValues: readonly Value[]): readonly number[];
}

/**
 * A variable that is only ever counted is not read by that: nothing else depends on it. But counting fails where it holds
 * nothing, at a value that it cannot hold, and beyond the exact numbers; where one of these can happen, counting reads.
 *
 * Source: SPEC.md NE14.
 */
export function findFragile(program: Program): FragileFinder {
  const reaches = program.variables.map((variable) => reachOf(variable));
  const byName = new Map(program.variables.map(({ name, slot }) => [name, reaches[slot] as Reach]));
  for (const action of actionsOf(program)) noteAction(action, (name) => byName.get(name) as Reach);
  const counted = program.variables.filter(({ slot }) => (reaches[slot]?.growth ?? 0) > 0);
  return {
    slotsOf: (startValues) =>
      counted
        .filter((variable) => isFragile(variable, reaches[variable.slot] as Reach, startValues[variable.slot] as Value))
        .map(({ slot }) => slot),
  };
}

function actionsOf({ nodes }: Program): SceneAction[] {
  return nodes.flatMap(({ entry, choices }) => [entry, ...choices.map(({ block }) => block)].flatMap(({ source }) => source.do));
}

function reachOf(variable: Variable): Reach {
  const reach = { largest: 0, growth: 0, canBeNothing: false };
  noteValue(reach, variable.default);
  return reach;
}

function noteValue(reach: Reach, value: Value): void {
  if (value === null) reach.canBeNothing = true;
  if (typeof value === "number") reach.largest = Math.max(reach.largest, Math.abs(value));
}

function noteAction(action: SceneAction, reachTo: (name: string) => Reach): void {
  switch (action.type) {
    case "set":
      return noteValue(reachTo(action.key), action.value);
    case "increment":
    case "decrement": {
      reachTo(action.key).growth += Math.abs(action.amount);
      return undefined;
    }
    case "loot": {
      for (const { value } of action.table) noteValue(reachTo(action.into), value);
      return undefined;
    }
    case "roll":
      return noteValue(reachTo(action.into), highestRoll(action.dice));
    case "battle": {
      // What a fight comes to is known only in the play.
      reachTo(action.into).largest = Infinity;
      reachTo(action.defender).largest = Infinity;
      return undefined;
    }
    case "clear":
    case "emit":
      return undefined;
  }
}

function highestRoll(text: string): number {
  const reading = parseDice(text);
  assert(reading.kind === "dice", "a scene that was read has dice that can be rolled");
  return reading.dice.count * reading.dice.sides + Math.abs(reading.dice.add);
}

function isFragile(variable: Variable, { largest, growth, canBeNothing }: Reach, start: Value): boolean {
  if (canBeNothing || start === null || variable.declared.values !== undefined || typeof start !== "number") return true;
  if (variable.declared.type === "integer" && !Number.isInteger(growth)) return true;
  const bound = Math.max(Math.abs(variable.min), Math.abs(variable.max));
  const farthest = Math.max(largest, Math.abs(start)) + growth * LONGEST_PLAY;
  return Math.min(bound, farthest) > Number.MAX_SAFE_INTEGER;
}
