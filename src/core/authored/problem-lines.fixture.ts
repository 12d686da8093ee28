import type { Problem } from "../errors.ts";

/** Problems as one line each, for comparison: `2:5 INPUT_INVALID message | hint`. */
export function problemLines(problems: readonly Problem[]): string[] {
  return problems.map(({ code, message, place, hint }) => {
    const at = place === undefined ? "-" : `${place.line}:${place.column}`;
    return `${at} ${code} ${message}${hint === undefined ? "" : ` | ${hint}`}`;
  });
}
