import { quoteForMessage } from "../../authored/quote.ts";
import type { Path } from "../../authored/source-tree.ts";
import { unknownVariable } from "./check-condition.ts";
import { MAX_DICE, MAX_SIDES, parseDice, type Dice } from "./dice.ts";
import { parseFormula } from "./formula.ts";
import { unknownName, type SceneIssue } from "./scene-issue.ts";
import type { SceneScope } from "./scene-scope.ts";
import type { SceneAction, SceneVariable } from "./scene.ts";
import { HOLDS, isNumeric, isUnsafe, whyUnfit } from "./value-fit.ts";

/** What is wrong with a list of actions: names, types, dice and formulas. */
export function checkActions(actions: readonly SceneAction[], path: Path, scope: SceneScope): SceneIssue[] {
  return actions.flatMap((action, index) => {
    const at = [...path, index];
    return [...checkAction(action, at, scope), ...checkAssets(action.assets, [...at, "assets"], scope)];
  });
}

/** Names of assets that are not declared. */
export function checkAssets(ids: readonly string[], path: Path, { assets }: SceneScope): SceneIssue[] {
  return ids.flatMap((id, index) =>
    assets.has(id)
      ? []
      : [unknownName("asset", id, { path: [...path, index], known: assets, hint: "Declare it under `assets`" })],
  );
}

function checkAction(action: SceneAction, path: Path, scope: SceneScope): SceneIssue[] {
  switch (action.type) {
    case "set":
      return withVariable(action.key, [...path, "key"], {
        scope,
        check: (variable) => checkGiven(action, { variable, path: [...path, "value"] }),
      });
    case "clear":
      return withVariable(action.key, [...path, "key"], { scope, check: () => [] });
    case "increment":
    case "decrement":
      return withNumber(action.key, [...path, "key"], {
        scope,
        check: (variable) => checkAmount(action.amount, [...path, "amount"], variable),
      });
    case "roll":
      return checkRoll(action, path, scope);
    case "loot":
      return checkLoot(action, path, scope);
    case "battle":
      return checkBattle(action, path, scope);
    case "emit":
      return [action.data].flat().some((part) => typeof part === "number" && isUnsafe(part))
        ? [{ path: [...path, "data"], message: "`data` holds a number that is not exact", hint: "Write it as a text" }]
        : [];
  }
}

interface VariableCheck {
  readonly scope: SceneScope;
  readonly check: (variable: SceneVariable) => SceneIssue[];
}

function withVariable(name: string, path: Path, { scope, check }: VariableCheck): SceneIssue[] {
  const variable = scope.variables.get(name);
  return variable === undefined ? [unknownVariable(name, path, scope)] : check(variable);
}

function withNumber(name: string, path: Path, { scope, check }: VariableCheck): SceneIssue[] {
  return withVariable(name, path, {
    scope,
    check: (variable) => {
      if (isNumeric(variable)) return check(variable);
      const message = `\`${quoteForMessage(name)}\` holds ${HOLDS[variable.type]}, where a number is needed`;
      return [{ path, message, hint: "Name a variable of type `integer` or `number`" }];
    },
  });
}

function checkGiven(
  { key, value }: Extract<SceneAction, { type: "set" }>,
  { variable, path }: { readonly variable: SceneVariable; readonly path: Path },
): SceneIssue[] {
  const why = whyUnfit(variable, value);
  return why === undefined
    ? []
    : [{ path, message: `what \`${quoteForMessage(key)}\` becomes ${why}`, hint: "Give it a value that it can hold" }];
}

function checkAmount(amount: number, path: Path, variable: SceneVariable): SceneIssue[] {
  if (isUnsafe(amount))
    return [{ path, message: `\`amount\` must be within ±${Number.MAX_SAFE_INTEGER}`, hint: "Write a smaller number" }];
  if (variable.type !== "integer" || Number.isInteger(amount)) return [];
  const message = `\`amount\` must be a whole number, since the variable holds whole numbers, not \`${amount}\``;
  return [{ path, message, hint: "Write a whole number, or give the variable the type `number`" }];
}

function checkRoll(action: Extract<SceneAction, { type: "roll" }>, path: Path, scope: SceneScope): SceneIssue[] {
  const reading = parseDice(action.dice);
  const shown = `\`${quoteForMessage(action.dice)}\``;
  const bad = (why: string): SceneIssue => ({
    path: [...path, "dice"],
    message: `${shown} ${why}`,
    hint: "Write dice such as `2d6+1`",
  });
  const dice = reading.kind === "refused" ? [bad(reading.why)] : [];
  const into = withNumber(action.into, [...path, "into"], {
    scope,
    check: ({ values }) => {
      const stray = reading.kind === "dice" && values !== undefined ? findStrayTotal(reading.dice, values) : undefined;
      if (stray === undefined) return [];
      const message = `${shown} can come to ${stray}, which \`${quoteForMessage(action.into)}\` cannot hold`;
      return [{ path: [...path, "into"], message, hint: "Add it to the variable's `values`, or remove those" }];
    },
  });
  return [...dice, ...into];
}

/** The least total that is not among the values; dice are few enough to try each. */
function findStrayTotal({ count, sides, add }: Dice, values: readonly unknown[]): number | undefined {
  const known = new Set(values);
  const span = Math.min(count, MAX_DICE) * Math.min(sides, MAX_SIDES) - count;
  for (let more = 0; more <= span; more += 1) if (!known.has(count + add + more)) return count + add + more;
  return undefined;
}

function checkLoot(action: Extract<SceneAction, { type: "loot" }>, path: Path, scope: SceneScope): SceneIssue[] {
  return withVariable(action.into, [...path, "into"], {
    scope,
    check: (variable) =>
      action.table.flatMap(({ value }, index) => {
        const why = whyUnfit(variable, value);
        const message = `what is found and put into \`${quoteForMessage(action.into)}\` ${why}`;
        return why === undefined
          ? []
          : [{ path: [...path, "table", index, "value"], message, hint: "Give it a value that it can hold" }];
      }),
  });
}

function checkBattle(action: Extract<SceneAction, { type: "battle" }>, path: Path, scope: SceneScope): SceneIssue[] {
  const reading = parseFormula(action.formula);
  const formula: SceneIssue[] =
    reading.kind === "formula"
      ? []
      : [
          {
            path: [...path, "formula"],
            message: `\`${quoteForMessage(action.formula)}\` ${reading.why}`,
            hint: "Write a formula such as `attacker+1d6-defender`",
          },
        ];
  const names = (["attacker", "defender", "into"] as const).flatMap((part) =>
    withNumber(action[part], [...path, part], { scope, check: () => [] }),
  );
  return [...formula, ...names, ...checkFractions(action, path, scope)];
}

/** Strengths that may be fractions make a damage that a whole number cannot hold. */
function checkFractions(
  { attacker, defender, into }: Extract<SceneAction, { type: "battle" }>,
  path: Path,
  { variables }: SceneScope,
): SceneIssue[] {
  const fraction = [attacker, defender].find((name) => variables.get(name)?.type === "number");
  const whole = { defender, into } as const;
  const part = (["defender", "into"] as const).find((key) => variables.get(whole[key])?.type === "integer");
  if (fraction === undefined || part === undefined) return [];
  const message = `\`${quoteForMessage(whole[part])}\` holds whole numbers, but \`${quoteForMessage(fraction)}\` makes the damage a fraction`;
  return [{ path: [...path, part], message, hint: "Give all three variables the type `integer`, or all `number`" }];
}
