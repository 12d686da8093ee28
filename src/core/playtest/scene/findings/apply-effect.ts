import type { Value } from "../../story/value.ts";
import { parseDice } from "../dice.ts";
import { parseFormula, type Factor } from "../formula.ts";
import type { SceneAction } from "../scene.ts";
import type { Domain } from "./domain.ts";
import type { Domains } from "./may-hold.ts";

/** A stretch of numbers, both ends included. */
interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * Adds to the domains what an action can lead to.
 *
 * @returns the variables that can hold more than before.
 */
export function applyEffect(action: SceneAction, domains: Domains): string[] {
  const tell = (name: string, add: (domain: Domain) => boolean): string[] => {
    const domain = domains.get(name);
    return domain !== undefined && add(domain) ? [name] : [];
  };
  switch (action.type) {
    case "set":
      return tell(action.key, (domain) => domain.add(action.value));
    case "increment":
      return tell(action.key, (domain) => domain.addShifted(action.amount));
    case "decrement":
      return tell(action.key, (domain) => domain.addShifted(-action.amount));
    case "roll":
      return tell(action.into, (domain) => addRoll(domain, action.dice));
    case "loot":
      return tell(action.into, (domain) =>
        addEach(
          domain,
          action.table.map(({ value }) => value),
        ),
      );
    case "battle": {
      const damage = rangeOfDamage(action, domains);
      if (damage === null) return [];
      const isOwn = action.into === action.defender;
      return [
        ...tell(action.into, (domain) => domain.addCounted(damage.low, damage.high)),
        ...tell(action.defender, (domain) => weaken(domain, damage) || (isOwn && domain.add(0))),
      ];
    }
    case "clear": // A default is in its domain from the start.
    case "emit":
      return [];
  }
}

function addEach(domain: Domain, values: readonly Value[]): boolean {
  return values.map((value) => domain.add(value)).some(Boolean);
}

function addRoll(domain: Domain, dice: string): boolean {
  const reading = parseDice(dice);
  if (reading.kind === "refused") return false;
  const { count, sides, add } = reading.dice;
  return domain.addRange(count + add, count * sides + add);
}

function weaken(domain: Domain, damage: Range): boolean {
  const range = domain.range();
  return range !== null && domain.addCounted(range.low - damage.high, range.high - damage.low);
}

/** What a blow can do; null where one of the two never holds a number. */
function rangeOfDamage(action: Extract<SceneAction, { type: "battle" }>, domains: Domains): Range | null {
  const [attacker, defender] = [domains.get(action.attacker)?.range(), domains.get(action.defender)?.range()];
  const reading = parseFormula(action.formula);
  if (attacker === null || attacker === undefined || defender === null || defender === undefined) return null;
  if (reading.kind === "refused") return null;
  const rangeOf = (factor: Factor): Range => {
    if (factor.kind === "number") return { low: factor.value, high: factor.value };
    if (factor.kind === "dice") return { low: factor.count, high: factor.count * factor.sides };
    return factor.kind === "attacker" ? attacker : defender;
  };
  const terms = reading.formula.terms.map(({ sign, factors }) =>
    factors.map(rangeOf).reduce(multiply, { low: sign, high: sign }),
  );
  const sum = terms.reduce((total, term) => ({ low: total.low + term.low, high: total.high + term.high }), { low: 0, high: 0 });
  return { low: Math.max(0, sum.low), high: Math.max(0, sum.high) };
}

function multiply(one: Range, other: Range): Range {
  const corners = [one.low * other.low, one.low * other.high, one.high * other.low, one.high * other.high];
  return { low: Math.min(...corners), high: Math.max(...corners) };
}
