import { type Cursor, cursorOf, isAtEnd, NotUnderstood, take, takeMatch } from "./cursor.ts";
import type { Fact, Party } from "./facts.ts";
import { readDependencies, readNamed, readRanges, readSubject, rangeOf, skipConclusion } from "./read-terms.ts";

/**
 * Reads what premises say, in the grammar of uv's reports.
 *
 * @returns null where one of them is not understood, for then the rest may mean something else.
 */
export function readFacts(premises: readonly string[]): readonly Fact[] | null {
  try {
    return premises.flatMap((premise) => readPremise(cursorOf(premise)));
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

function readPremise(cursor: Cursor): readonly Fact[] {
  const facts = [...readClause(cursor)];
  while (!isAtEnd(cursor)) {
    if (!take(cursor, "and")) throw new NotUnderstood();
    facts.push(...readClause(cursor));
  }
  return facts;
}

function readClause(cursor: Cursor): readonly Fact[] {
  if (take(cursor, "we know from")) return skipConclusion(cursor);
  if (take(cursor, "there is no version of") || take(cursor, "there are no versions of"))
    return [{ kind: "absent", packages: readNamed(cursor) }];
  if (take(cursor, "only the following versions of")) return [readAvailableVersions(cursor)];
  if (take(cursor, "only")) return [readAvailable(cursor)];
  if (take(cursor, "the requested Python version") || take(cursor, "the current Python version")) return skipPython(cursor);
  return readStatement(cursor, readSubject(cursor));
}

function readAvailableVersions(cursor: Cursor): Fact {
  const { name } = readNamed(cursor);
  if (!take(cursor, "are available:")) throw new NotUnderstood();
  return { kind: "available", packages: { name, range: readRanges(cursor).range } };
}

function readAvailable(cursor: Cursor): Fact {
  const packages = readNamed(cursor);
  if (!take(cursor, "is available")) throw new NotUnderstood();
  return { kind: "available", packages };
}

/** That this Python does not suit is said once more by who asks for another. */
function skipPython(cursor: Cursor): readonly Fact[] {
  takeMatch(cursor, /^\(.*\)$/);
  if (!take(cursor, "does not satisfy")) throw new NotUnderstood();
  takeMatch(cursor, /^Python/);
  return [];
}

function readStatement(cursor: Cursor, subject: Party): readonly Fact[] {
  if (take(cursor, "depends on") || take(cursor, "depend on")) return needsOf(subject, cursor);
  if (take(cursor, "requires Python") || take(cursor, "require Python")) return [readPythonNeed(cursor, subject)];
  if (take(cursor, "requires") || take(cursor, "require")) return needsOf(subject, cursor);
  return [readObstacle(cursor, subject)];
}

function needsOf(by: Party, cursor: Cursor): readonly Fact[] {
  const needed = readDependencies(cursor);
  take(cursor, "which are incompatible");
  return needed.map((one): Fact => {
    // No package is called so: names are in lower case.
    if (one.name === "Python") return { kind: "unusable", packages: rangeOf(by), obstacle: "python" };
    return { kind: "needs", by, needed: one };
  });
}

function readPythonNeed(cursor: Cursor, subject: Party): Fact {
  takeMatch(cursor, /^[<>=!~]/);
  while (!isAtEnd(cursor) && /^[<>=!~]/.test(cursor.tokens[cursor.at] ?? "")) cursor.at += 1;
  return { kind: "unusable", packages: rangeOf(subject), obstacle: "python" };
}

function readObstacle(cursor: Cursor, subject: Party): Fact {
  const packages = rangeOf(subject);
  if (take(cursor, "was not found in the package registry") || take(cursor, "was not found in the provided package locations"))
    return { kind: "not_found", name: packages.name };
  if (take(cursor, "has no usable wheels") || take(cursor, "have no usable wheels"))
    return { kind: "unusable", packages, obstacle: "build" };
  if (take(cursor, "was yanked") || take(cursor, "were yanked")) {
    takeMatch(cursor, /^\(reason: .*\)$/);
    return { kind: "unusable", packages, obstacle: "yanked" };
  }
  return { kind: "unusable", packages, obstacle: readWheelObstacle(cursor) };
}

/** `has no wheels with a matching Python ABI tag (e.g., …)`, or `` has no `sys_platform == …`-compatible wheels ``. */
function readWheelObstacle(cursor: Cursor): "python" | "platform" {
  if (!take(cursor, "has no") && !take(cursor, "have no")) throw new NotUnderstood();
  if (take(cursor, "wheels with a matching")) {
    const isPython = take(cursor, "Python");
    const isTag = take(cursor, "ABI tag") || take(cursor, "implementation tag") || take(cursor, "version tag");
    if (!isTag && !take(cursor, "platform tag")) throw new NotUnderstood();
    if (!isAtEnd(cursor) && cursor.tokens[cursor.at]?.startsWith("(e.g.") === true) cursor.at += 1;
    return isPython ? "python" : "platform";
  }
  takeMatch(cursor, /^`.*`-compatible$/);
  if (!take(cursor, "wheels")) throw new NotUnderstood();
  return "platform";
}
