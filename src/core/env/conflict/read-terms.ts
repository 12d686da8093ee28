import { type Cursor, isAtEnd, NotUnderstood, take, takeMatch } from "./cursor.ts";
import type { PackageRange, Party } from "./facts.ts";
import { ANY, isSegment, type VersionRange } from "./version-range.ts";

/** A package as it is printed: name, extras, group of the project, marker, versions. */
const TERM =
  /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(\[[^\]]*\])?(?::([A-Za-z0-9._-]+))?(?:\{.*\})?((?:[=<>!]=|[<>])\S+)?$/;

/** What a conclusion says of the packages that it names. */
const VERDICTS = ["are incompatible", "cannot be used", "must be used", "are unsatisfiable"];

/** Who a statement is about. */
export function readSubject(cursor: Cursor): Party {
  if (take(cursor, "your project")) return { kind: "core" };
  if (take(cursor, "all versions of")) return partyOf(takeMatch(cursor, TERM));
  if (!take(cursor, "all of:")) return partyOf(takeMatch(cursor, TERM));
  const { name, range } = readRanges(cursor);
  return { kind: "package", name, extras: "", range };
}

/** One package and its versions. */
export function readNamed(cursor: Cursor): PackageRange {
  const [, name = "", , , range] = takeMatch(cursor, TERM);
  return { name, range: rangeOfText(range) };
}

/** Versions of one package, one behind the other. */
export function readRanges(cursor: Cursor): PackageRange {
  const first = readNamed(cursor);
  const range = [...first.range];
  while (!isAtEnd(cursor)) {
    const [, name, , , next] = TERM.exec(cursor.tokens[cursor.at] ?? "") ?? [];
    if (name !== first.name || next === undefined) break;
    range.push(...rangeOfText(next));
    cursor.at += 1;
  }
  return { name: first.name, range };
}

/** What is needed, one or two things of it. The project's own parts are left out: they are how it is built, not what it needs. */
export function readDependencies(cursor: Cursor): readonly PackageRange[] {
  const needed = [...readDependency(cursor)];
  while (!isAtEnd(cursor)) {
    const before = cursor.at;
    const next = take(cursor, "and") ? tryDependency(cursor) : null;
    if (next === null) {
      cursor.at = before;
      break;
    }
    needed.push(...next);
  }
  return needed;
}

/** Moves on behind what was concluded before: its premises were read there. */
export function skipConclusion(cursor: Cursor): readonly never[] {
  takeMatch(cursor, /^\(\d+\)$/);
  if (!take(cursor, "that")) throw new NotUnderstood();
  for (;;) {
    skipConcluded(cursor);
    if (VERDICTS.some((verdict) => take(cursor, verdict))) return [];
    if (takesVerb(cursor)) {
      readDependencies(cursor);
      return [];
    }
    take(cursor, "and");
  }
}

/** The package that a statement is about, with the versions that it speaks of. */
export function rangeOf(party: Party): PackageRange {
  if (party.kind !== "package") throw new NotUnderstood();
  return { name: party.name, range: party.range };
}

function skipConcluded(cursor: Cursor): void {
  if (take(cursor, "your project's requirements") || take(cursor, "your requirements")) return;
  if (/^.+:.+'s$/.test(cursor.tokens[cursor.at] ?? "") && cursor.tokens[cursor.at + 1] === "requirements") cursor.at += 2;
  else readSubject(cursor);
}

function takesVerb(cursor: Cursor): boolean {
  return ["depends on", "depend on", "requires", "require"].some((verb) => take(cursor, verb));
}

function readDependency(cursor: Cursor): readonly PackageRange[] {
  if (take(cursor, "your project")) return [];
  if (take(cursor, "one of:")) return [readRanges(cursor)];
  const [, , , group] = TERM.exec(cursor.tokens[cursor.at] ?? "") ?? [];
  const needed = readNamed(cursor);
  return group === undefined ? [needed] : [];
}

/** Another thing that is needed; null where a new statement begins, and the words name who that is about. */
function tryDependency(cursor: Cursor): readonly PackageRange[] | null {
  try {
    const needed = readDependency(cursor);
    const next = cursor.tokens[cursor.at];
    return next === undefined || next === "and" || next === "which" ? needed : null;
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

function partyOf([, name = "", extras = "", group, range]: RegExpExecArray): Party {
  if (group !== undefined) return { kind: "group", group };
  return { kind: "package", name, extras, range: rangeOfText(range) };
}

/** @throws NotUnderstood where a version has a form that is not known here: to guess at it would be to guess at who quarrels. */
function rangeOfText(text: string | undefined): VersionRange {
  if (text === undefined) return ANY;
  if (!isSegment(text)) throw new NotUnderstood();
  return [text];
}
