import type { Conflict } from "../../../core/env/conflict/conflict.ts";
import { type Problem, TouchstoneError } from "../../../core/errors.ts";

/** A conflict where nobody can be asked for pins: who asks for what, and the way out. */
export function conflictError(conflict: Conflict, hint: string): TouchstoneError {
  const problems = conflict.packages.map((dispute): Problem => {
    const asked = dispute.requirers.map(({ by, requirement }) => `\`${by}\` asks for \`${requirement}\``);
    return { code: "RESOLUTION_CONFLICT", message: `\`${dispute.package}\`: ${asked.join(", ")}`, hint };
  });
  const [first] = problems;
  const message = first === undefined ? conflict.explanation.trim() : `no set of packages satisfies everybody: ${first.message}`;
  return new TouchstoneError("RESOLUTION_CONFLICT", message, { hint, problems });
}
