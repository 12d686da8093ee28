import { assert } from "../../assert.ts";
import { parseDice } from "../scene/dice.ts";
import type { SceneAction } from "../scene/scene.ts";
import { showValue } from "../scene/value-fit.ts";
import type { Emit } from "../story/moment.ts";
import type { Value } from "../story/value.ts";
import { targetOf, type Act, type ActionOf, type ActionScope } from "./act.ts";
import { compileBattle } from "./battle.ts";
import { drawDie, noteDraw, streamOf, write, writeNumber, type Target } from "./machine.ts";
import { limitNumber, plainValue, refuseValue } from "./variable.ts";
import { drawShare, shareOut } from "./weights.ts";

/** Compiles one action. Telling the host something changes no state, so `emit` does nothing here. */
export function compileAction(action: SceneAction, scope: ActionScope): Act {
  switch (action.type) {
    case "set":
      return compileSet(targetOf(action.key, scope), action.value);
    case "clear": {
      const target = targetOf(action.key, scope);
      return (machine) => write(machine, target, target.variable.default);
    }
    case "increment":
      return compileStep(targetOf(action.key, scope), action.amount);
    case "decrement":
      return compileStep(targetOf(action.key, scope), -action.amount);
    case "roll":
      return compileRoll(action, scope);
    case "loot":
      return compileLoot(action, scope);
    case "battle":
      return compileBattle(action, scope);
    case "emit":
      return () => {};
  }
}

/** What an action tells the host; null for all but `emit`. */
export function emitOf(action: SceneAction): Emit | null {
  return action.type === "emit" ? { name: action.name, data: action.data } : null;
}

/** The value is known beforehand, and so is whether the variable can hold it. */
function compileSet(target: Target, given: Value): Act {
  const value = plainValue(typeof given === "number" ? limitNumber(target.variable, given) : given);
  const refused = refuseValue(target.variable, value);
  if (refused === undefined) return (machine) => write(machine, target, value);
  const why = `\`${target.variable.name}\` would become ${showValue(value)} and ${refused}`;
  return (machine) => {
    machine.why = why;
  };
}

function compileStep(target: Target, amount: number): Act {
  const { slot, name } = target.variable;
  return (machine) => {
    const value = machine.values[slot];
    if (typeof value === "number") writeNumber(machine, target, value + amount);
    else machine.why = `\`${name}\` holds nothing that can be counted`;
  };
}

function compileRoll(action: ActionOf<"roll">, scope: ActionScope): Act {
  const reading = parseDice(action.dice);
  assert(reading.kind === "dice", "a scene that was read has dice that can be rolled");
  const { count, sides, add } = reading.dice;
  const target = targetOf(action.into, scope);
  const source = { stream: action.stream, by: scope.by };
  return (machine) => {
    let total = add;
    for (let die = 0; die < count; die += 1) total += drawDie(machine, source, sides);
    writeNumber(machine, target, total);
  };
}

function compileLoot(action: ActionOf<"loot">, scope: ActionScope): Act {
  const shares = shareOut(action.table.map(({ weight }) => weight));
  const finds = action.table.map(({ value }) => compileSet(targetOf(action.into, scope), value));
  const source = { stream: action.stream, by: scope.by };
  return (machine) => {
    const place = machine.dice === null ? drawShare(shares, streamOf(machine, source.stream)) : machine.dice(finds.length);
    noteDraw(machine, source, place);
    finds[place]?.(machine);
  };
}
