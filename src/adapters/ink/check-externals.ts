import type { Problem } from "../../core/errors.ts";
import { inkError } from "./ink-error.ts";
import { isDivert, walkInk } from "./ink-objects.ts";
import type { InkProgram } from "./ink-program.ts";
import { lineOfCode } from "./place-of-code.ts";

/**
 * Functions of the game are not here: the story's own function of the same name stands in.
 *
 * @throws TouchstoneError INPUT_INVALID for each that has none.
 */
export function checkExternals({ root, file }: InkProgram): void {
  const problems = new Map<string, Problem>();
  walkInk(root, (object) => {
    if (!isDivert(object) || !object.isExternal) return;
    const name = object.targetPathString ?? "";
    if (root.namedContent.has(name) || problems.has(name)) return;
    problems.set(name, {
      code: "INPUT_INVALID",
      message: `the game's function \`${name}\` is called, and no function of the story stands in for it`,
      place: { file, line: lineOfCode(object, file) ?? 1, column: 1 },
      hint: `Write \`=== function ${name}\` with what it should come to without the game`,
    });
  });
  if (problems.size > 0) throw inkError(file, [...problems.values()]);
}
