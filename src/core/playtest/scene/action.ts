import { z } from "zod";
import { scalar, value } from "./condition.ts";
import { assetIds } from "./scene-id.ts";

const STREAMS = ["story", "battle", "loot"] as const;

const assets = assetIds.default([]);
const variable = z.string().min(1);
const into = variable.describe("The variable that takes the result");
const stream = z.enum(STREAMS).describe("Which random stream it draws from");

const set = z.strictObject({
  type: z.literal("set").describe("Gives a variable a value"),
  key: variable.describe("The variable"),
  value: value.describe("What it becomes"),
  assets,
});

const increment = z.strictObject({
  type: z.literal("increment").describe("Adds to a variable"),
  key: variable.describe("A variable that holds a number"),
  amount: z.number().default(1).describe("By how much"),
  assets,
});

const decrement = z.strictObject({
  type: z.literal("decrement").describe("Takes away from a variable"),
  key: variable.describe("A variable that holds a number"),
  amount: z.number().default(1).describe("By how much"),
  assets,
});

const clear = z.strictObject({
  type: z.literal("clear").describe("Gives a variable its default back"),
  key: variable.describe("The variable"),
  assets,
});

const roll = z.strictObject({
  type: z.literal("roll").describe("Rolls dice"),
  dice: z.string().describe("Dice and a number to add, e.g. `2d6+1`"),
  stream: stream.default("story"),
  into,
  assets,
});

const find = z.strictObject({
  value: scalar.describe("What is found"),
  weight: z.number().positive().default(1).describe("How often beside the others"),
});

const loot = z.strictObject({
  type: z.literal("loot").describe("Draws from a table"),
  table: z.array(find).min(1).describe("What can be found"),
  stream: stream.default("loot"),
  into,
  assets,
});

const battle = z.strictObject({
  type: z.literal("battle").describe("Strikes one blow"),
  attacker: variable.describe("The variable with the attacker's strength"),
  defender: variable.describe("The variable with the defender's strength, lowered by the damage"),
  formula: z
    .string()
    .describe("Damage: `attacker`, `defender`, dice and integers joined by `+`, `-` and `*`, e.g. `attacker+1d6-defender`"),
  stream: stream.default("battle"),
  into: into.describe("The variable that takes the damage dealt, never below 0"),
  assets,
});

const emit = z.strictObject({
  type: z.literal("emit").describe("Tells the host something"),
  name: z.string().min(1).describe("What the host is told"),
  data: value.default(null).describe("With what"),
  assets,
});

/** What entering a node or taking a choice does. */
export const action = z.discriminatedUnion("type", [set, increment, decrement, clear, roll, loot, battle, emit]);
