import { suggest } from "../../authored/nearest.ts";
import type { PlaceOf } from "../../authored/parse-tree.ts";
import { limitProblems } from "../../authored/problem-order.ts";
import { quoteForMessage } from "../../authored/quote.ts";
import type { Path } from "../../authored/source-tree.ts";
import { formatPlace, type FailureCode, type Problem } from "../../errors.ts";

/** Something that keeps a scene from being played, before its place in the file is known. */
export interface SceneIssue {
  readonly path: Path;
  /** The key at the path is wrong rather than its value. */
  readonly isKey?: true;
  readonly code?: FailureCode;
  readonly message: string;
  /** A name that nothing has, and those that it could have been meant to be. */
  readonly unknown?: { readonly name: string; readonly known: Iterable<string> };
  /** Where the same name stood before. */
  readonly first?: Path;
  readonly hint: string;
}

/** Names something that is not declared. */
export function unknownName(
  what: string,
  name: string,
  at: { readonly path: Path; readonly isKey?: true; readonly known: Iterable<string>; readonly hint: string },
): SceneIssue {
  const { known, ...rest } = at;
  return { ...rest, message: `${what} \`${quoteForMessage(name)}\` does not exist`, unknown: { name, known } };
}

/** Gives issues their places, in order. */
export function toProblems(issues: readonly SceneIssue[], placeOf: PlaceOf): Problem[] {
  const unknowns = new Map<Problem, SceneIssue["unknown"]>();
  const problems = issues.map(({ path, isKey, code, message, unknown, first, hint }) => {
    const place = placeOf(path, isKey === true ? "key" : "value");
    const before = first === undefined ? "" : `: it stands at ${formatPlace(placeOf(first))} already`;
    const problem: Problem = { code: code ?? "INPUT_INVALID", message: message + before, place, hint };
    unknowns.set(problem, unknown);
    return problem;
  });
  return addNearNames(limitProblems(problems), unknowns);
}

/** Guess: so many names are looked at in a tenth of a second. The first problems get a near name, whatever their number. */
const MAX_LOOKS = 20_000;

function addNearNames(problems: readonly Problem[], unknowns: ReadonlyMap<Problem, SceneIssue["unknown"]>): Problem[] {
  let looks = 0;
  return problems.map((problem) => {
    const unknown = unknowns.get(problem);
    if (unknown === undefined || looks > MAX_LOOKS) return problem;
    const known = [...unknown.known];
    looks += known.length;
    return { ...problem, message: problem.message + suggest(unknown.name, known) };
  });
}
