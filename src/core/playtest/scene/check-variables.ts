import { quoteForMessage } from "../../authored/quote.ts";
import type { Path } from "../../authored/source-tree.ts";
import type { SceneIssue } from "./scene-issue.ts";
import type { Scene, SceneVariable } from "./scene.ts";
import { HOLDS, isNumeric, isUnsafe, showValue, whyNoStart, whyUnfit } from "./value-fit.ts";

/** What is wrong with the declarations of variables. */
export function checkVariables({ variables }: Scene): SceneIssue[] {
  return Object.entries(variables).flatMap(([name, variable]) => {
    const path = ["variables", name];
    const issues = [...checkBounds(name, variable, path), ...checkValues(name, variable, path)];
    return issues.length > 0 ? issues : checkDefault(name, variable, path);
  });
}

function checkDefault(name: string, variable: SceneVariable, path: Path): SceneIssue[] {
  const why = whyNoStart(variable, variable.default);
  if (why === undefined) return [];
  const message = `the default of \`${quoteForMessage(name)}\` ${why}, not ${showValue(variable.default)}`;
  return [{ path: [...path, "default"], message, hint: "Change the default, or what the variable can hold" }];
}

function checkBounds(name: string, variable: SceneVariable, path: Path): SceneIssue[] {
  const { min, max, type } = variable;
  const refuse = (part: "min" | "max", message: string, hint: string): SceneIssue => ({ path: [...path, part], message, hint });
  const issues = (["min", "max"] as const).flatMap((part): SceneIssue[] => {
    const bound = variable[part];
    if (bound === undefined) return [];
    if (!isNumeric(variable))
      return [refuse(part, `\`${quoteForMessage(name)}\` holds ${HOLDS[type]}, which has no \`${part}\``, "Remove it")];
    if (isUnsafe(bound))
      return [refuse(part, `\`${part}\` must be within ±${Number.MAX_SAFE_INTEGER}`, "Write a smaller number")];
    if (type === "number" || Number.isInteger(bound)) return [];
    return [
      refuse(
        part,
        `\`${part}\` of \`${quoteForMessage(name)}\` must be a whole number, not \`${bound}\``,
        "Write a whole number",
      ),
    ];
  });
  const isEmpty = issues.length === 0 && min !== undefined && max !== undefined && min > max;
  return isEmpty ? [refuse("min", `\`min\` of \`${quoteForMessage(name)}\` is above its \`max\``, "Swap them")] : issues;
}

function checkValues(name: string, variable: SceneVariable, path: Path): SceneIssue[] {
  const { values, ...free } = variable;
  if (values === undefined) return [];
  if (variable.type === "list" || values.length === 0) {
    const message = `\`${quoteForMessage(name)}\` ${values.length === 0 ? "has no value that it can hold" : "holds a list, which has no `values`"}`;
    return [{ path: [...path, "values"], message, hint: values.length === 0 ? "Name its values" : "Remove `values`" }];
  }
  return values.flatMap((value, index) => {
    const why = whyUnfit(free, value);
    const message = `each of \`values\` of \`${quoteForMessage(name)}\` ${why}, not ${showValue(value)}`;
    return why === undefined ? [] : [{ path: [...path, "values", index], message, hint: "Write values of the variable's type" }];
  });
}
