import { assert } from "../../assert.ts";
import { parseFormula, type Factor, type Formula } from "../scene/formula.ts";
import { targetOf, type Act, type ActionOf, type ActionScope } from "./act.ts";
import { drawDie, writeNumber, type Machine } from "./machine.ts";

/** What a formula is worked out with. */
interface Fight {
  readonly attacker: number;
  readonly defender: number;
  /** Draws one number from [1, sides]. */
  roll(sides: number): number;
}

/** Works the damage out, gives it to `into`, and takes it from the defender. Damage is never below 0. Source: SPEC.md NE9. */
export function compileBattle(action: ActionOf<"battle">, scope: ActionScope): Act {
  const reading = parseFormula(action.formula);
  assert(reading.kind === "formula", "a scene that was read has formulas that can be worked out");
  const attacker = scope.variableOf(action.attacker);
  const [defender, into] = [targetOf(action.defender, scope), targetOf(action.into, scope)];
  const source = { stream: action.stream, by: scope.by };
  return (machine) => {
    const [attack, defence] = [machine.values[attacker.slot], machine.values[defender.variable.slot]];
    if (typeof attack !== "number" || typeof defence !== "number") {
      machine.why = `\`${attacker.name}\` and \`${action.defender}\` must hold numbers to fight`;
      return;
    }
    const fight = { attacker: attack, defender: defence, roll: (sides: number) => drawDie(machine, source, sides) };
    const damage = workOut(reading.formula, fight);
    if (damage === null) machine.why = `the damage of \`${action.formula}\` is beyond the numbers that are exact`;
    else writeNumber(machine, into, damage);
    if (damage !== null && machine.why === null) weaken(machine, damage);
  };

  /** After `into`: the defender may be the variable that took the damage. */
  function weaken(machine: Machine, damage: number): void {
    writeNumber(machine, defender, (machine.values[defender.variable.slot] as number) - damage);
  }
}

/** The damage, at least 0; null where a number on the way is not exact. All dice are drawn, in the order of the formula. */
function workOut(formula: Formula, fight: Fight): number | null {
  let total = 0;
  let isExact = true;
  for (const { sign, factors } of formula.terms) {
    let product: number = sign;
    for (const factor of factors) {
      product *= valueOf(factor, fight);
      isExact &&= Math.abs(product) <= Number.MAX_SAFE_INTEGER;
    }
    total += product;
    isExact &&= Math.abs(total) <= Number.MAX_SAFE_INTEGER;
  }
  return isExact ? Math.max(0, total) : null;
}

function valueOf(factor: Factor, fight: Fight): number {
  if (factor.kind === "number") return factor.value;
  if (factor.kind !== "dice") return fight[factor.kind];
  let sum = 0;
  for (let die = 0; die < factor.count; die += 1) sum += fight.roll(factor.sides);
  return sum;
}
