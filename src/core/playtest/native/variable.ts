import type { Scene, SceneVariable } from "../scene/scene.ts";
import { whyUnfit } from "../scene/value-fit.ts";
import type { Value } from "../story/value.ts";

/** A variable as a program has it. */
export interface Variable {
  /** Its place in `Machine.values`. */
  readonly slot: number;
  readonly name: string;
  readonly declared: SceneVariable;
  readonly default: Value;
  /** The least and the most that it can hold; infinite where nothing bounds it. */
  readonly min: number;
  readonly max: number;
  /** Whether every exact whole number between its bounds fits, and nothing else needs to be asked. */
  readonly takesIntegers: boolean;
}

/** The scene's variables, in the order in which they are declared. */
export function listVariables(scene: Scene): Variable[] {
  return Object.entries(scene.variables).map(([name, declared], slot) => ({
    slot,
    name,
    declared,
    default: plainValue(declared.default),
    min: declared.min ?? -Infinity,
    max: declared.max ?? Infinity,
    takesIntegers: (declared.type === "integer" || declared.type === "number") && declared.values === undefined,
  }));
}

/** JSON knows one zero, so -0 becomes it; otherwise a state would change when it is written and read. */
export function plainValue(value: Value): Value {
  return value === 0 ? 0 : value;
}

/** Whether two values are the same: type and all; lists item by item. */
export function isSameValue(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((item, place) => item === other[place]);
}

/** A number within the variable's bounds: those beyond stop there. */
export function limitNumber({ min, max }: Variable, value: number): number {
  if (value < min) return min;
  return value > max ? max : value;
}

/** Why the variable cannot hold a value, e.g. "must be a whole number"; undefined when it can. */
export function refuseValue({ declared, takesIntegers }: Variable, value: Value): string | undefined {
  return takesIntegers && Number.isSafeInteger(value) ? undefined : whyUnfit(declared, value);
}
