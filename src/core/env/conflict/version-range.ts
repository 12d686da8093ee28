import { compareVersions, publicPart } from "./version-order.ts";

/** Versions as the resolver names them: any of its segments, each like `>=1,<2`; an empty segment is any version. */
export type VersionRange = readonly string[];

/** Every version. */
export const ANY: VersionRange = [""];

interface Clause {
  readonly operator: string;
  readonly version: string;
}

/** What an operator asks of the order of a version and the one that it names. */
const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  ">=": (order) => order >= 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  "<": (order) => order < 0,
};
/** Less and more than any step between two versions that are named in one dispute. Guess. */
const STEP_BELOW = ".99999";
const STEP_ABOVE = ".0.0.0.1";

/** Whether a version lies in a range. A range that names no local part means every build of a version. */
export function contains(range: VersionRange, version: string): boolean {
  return range.some((segment) => clausesOf(segment)?.every((clause) => meets(clause, version)) ?? false);
}

/** Whether a text is a segment of a range: clauses in a row, with versions of PEP 440. */
export function isSegment(text: string): boolean {
  return clausesOf(text) !== null;
}

/** `numpy>=1.26,<2`, or `numpy<1.25 or numpy>1.25`, or just the name for any version. */
export function formatRange(name: string, range: VersionRange): string {
  return range.map((segment) => `${name}${segment}`).join(" or ");
}

/** The only version of a range such as `==1.0`; null where it may be another one. */
export function onlyVersionOf(range: VersionRange): string | null {
  return range.length === 1 ? (/^==([^,*]+)$/.exec(range[0] ?? "")?.[1] ?? null) : null;
}

/** Versions that a range names and holds: those at its inclusive bounds. */
export function boundsOf(range: VersionRange): readonly string[] {
  return range.flatMap((segment) => segment.split(",").flatMap((clause) => /^(?:==|>=|<=)([^*]+)$/.exec(clause)?.[1] ?? []));
}

/**
 * Versions that stand for all there can be between the bounds of some ranges: each bound, and one next to it on either side.
 * Ranges have a version in common iff they have one of these.
 */
export function witnessesOf(ranges: readonly VersionRange[]): readonly string[] {
  const bounds = ranges.flat().flatMap((segment) => (clausesOf(segment) ?? []).map((clause) => clause.version));
  return [...new Set(["0", ...bounds.flatMap((bound) => [bound, below(bound), above(bound)])])];
}

function clausesOf(segment: string): readonly Clause[] | null {
  if (segment === "") return [];
  const clauses = segment.split(",").map(readClause);
  const understood = clauses.filter((clause) => clause !== null);
  return understood.length === clauses.length ? understood.flat() : null;
}

/** One clause; `==1.2.*` is two. Null where it is none. */
function readClause(text: string): readonly Clause[] | null {
  const prefix = /^==(\d+(?:\.\d+)*)\.\*$/.exec(text)?.[1];
  if (prefix !== undefined) {
    const next = prefix
      .split(".")
      .map(Number)
      .map((part, index, parts) => (index === parts.length - 1 ? part + 1 : part));
    return [
      { operator: ">=", version: `${prefix}.dev0` },
      { operator: "<", version: `${next.join(".")}.dev0` },
    ];
  }
  const [, operator = "", version = ""] = /^([=<>!]=|[<>])(.+)$/.exec(text) ?? [];
  if (compareVersions(version, version) === null) return null;
  // `<2.0` leaves out what comes before 2.0 as well, unless it names such a version itself. Source: PEP 440.
  return [{ operator, version: operator === "<" && /^[\d.!v]+$/.test(version) ? `${version}.dev0` : version }];
}

function meets({ operator, version: bound }: Clause, version: string): boolean {
  const order = compareVersions(bound.includes("+") ? version : publicPart(version), bound);
  return order !== null && OPERATORS[operator]?.(order) === true;
}

function releaseOf(version: string): readonly number[] {
  return (/^(?:\d+!)?v?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? "0").split(".").map(Number);
}

function above(version: string): string {
  return `${releaseOf(version).join(".")}${STEP_ABOVE}`;
}

/** A release just below: the last part that is not zero is one less, and much follows. */
function below(version: string): string {
  const release = releaseOf(version);
  const last = release.findLastIndex((part) => part !== 0);
  if (last === -1) return "0";
  return `${[...release.slice(0, last), (release[last] ?? 1) - 1].join(".")}${STEP_BELOW}`;
}
