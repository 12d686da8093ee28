import { isAssignment, isValue, VALUE, valueKindOf, walkInk } from "./ink-objects.ts";
import type { InkModel } from "./ink-model.ts";

/** Variables that no code gives another value: none is assigned to, nor handed to a function that could. */
export function findInputs({ program, variables }: Pick<InkModel, "program" | "variables">): string[] {
  const set = new Set<string>();
  walkInk(program.root, (object) => {
    if (isAssignment(object) && !object.isNewDeclaration) set.add(object.variableName ?? "");
    if (isValue(object) && valueKindOf(object) === VALUE.pointer) set.add(String(object.valueObject));
  });
  return variables.filter((name) => !set.has(name));
}
