import { compareCodeUnits } from "../canonical/order.ts";
import type { StateLine } from "./state.ts";

/** A variable on both sides. */
export interface ComparedLine {
  readonly name: string;
  /** Null where the golden does not know the variable. */
  readonly golden: StateLine | null;
  readonly actual: StateLine | null;
  readonly differs: boolean;
}

/** Two states beside each other, by name. What differs stands first; order is by name otherwise. */
export function compareStates(golden: readonly StateLine[], actual: readonly StateLine[]): readonly ComparedLine[] {
  const [before, after] = [byName(golden), byName(actual)];
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted(compareCodeUnits);
  const lines = names.map((name): ComparedLine => {
    const [one, other] = [before.get(name) ?? null, after.get(name) ?? null];
    return { name, golden: one, actual: other, differs: JSON.stringify(one?.value) !== JSON.stringify(other?.value) };
  });
  return [...lines.filter(({ differs }) => differs), ...lines.filter(({ differs }) => !differs)];
}

function byName(lines: readonly StateLine[]): ReadonlyMap<string, StateLine> {
  return new Map(lines.map((line) => [line.name, line]));
}
