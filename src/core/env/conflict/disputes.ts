import { byKey } from "../../canonical/order.ts";
import type { Fact, Obstacle, Party } from "./facts.ts";
import { contains, type VersionRange, witnessesOf } from "./version-range.ts";

/** One party's need of a package. */
export interface Need {
  readonly by: Party;
  readonly range: VersionRange;
}

/** A package that cannot satisfy everybody, or nobody. */
export interface Dispute {
  readonly name: string;
  readonly needs: readonly Need[];
  /** What keeps its versions from being used; `quarrel`: those who need it want different ones. */
  readonly cause: Obstacle | "quarrel" | "not_found" | "no_version";
  /** Ranges outside of which nothing exists. */
  readonly available: readonly VersionRange[];
  /** Ranges in which nothing exists or can be used. */
  readonly excluded: readonly VersionRange[];
}

/** Packages in dispute, sorted by name; empty where the facts, as far as they were read, contradict nothing. */
export function findDisputes(facts: readonly Fact[]): readonly Dispute[] {
  const names = new Set(facts.flatMap((fact) => (fact.kind === "needs" ? [fact.needed.name] : [])));
  const packages = [...names].map((name) => gather(name, facts));
  const ways = [hasQuarrel, isUnmetTogether, isOnlyMeeting(packages)];
  const found = ways.map((quarrels) => packages.flatMap((one) => unmetBy(one, facts, quarrels)));
  const disputes = found.find((some) => some.length > 0) ?? [];
  return disputes.toSorted(byKey((dispute) => dispute.name));
}

/**
 * The same without the needs of versions that production does not have, of packages that it has: another version of them was
 * tried only because theirs did not fit.
 */
export function inForce(dispute: Dispute, baseOf: (name: string) => string | undefined): Dispute {
  const holdsBase = ({ by }: Need): boolean => {
    const base = by.kind === "package" ? baseOf(by.name) : undefined;
    return by.kind !== "package" || base === undefined || contains(by.range, base);
  };
  const needs = dispute.needs.filter(
    (need) => holdsBase(need) || !dispute.needs.some((other) => isSamePackage(need.by, other.by) && holdsBase(other)),
  );
  return { ...dispute, needs };
}

/** Whether a version is there and can be used, as far as the facts say. */
export function isUsable({ available, excluded }: Pick<Dispute, "available" | "excluded">, version: string): boolean {
  return available.every((range) => contains(range, version)) && !excluded.some((range) => contains(range, version));
}

type Gathered = Omit<Dispute, "cause">;

function gather(name: string, facts: readonly Fact[]): Gathered {
  return {
    name,
    needs: distinct(
      facts.flatMap((fact) =>
        fact.kind === "needs" && fact.needed.name === name ? [{ by: fact.by, range: fact.needed.range }] : [],
      ),
    ),
    available: facts.flatMap((fact) => (fact.kind === "available" && fact.packages.name === name ? [fact.packages.range] : [])),
    excluded: facts.flatMap((fact) =>
      (fact.kind === "absent" || fact.kind === "unusable") && fact.packages.name === name ? [fact.packages.range] : [],
    ),
  };
}

function distinct(needs: readonly Need[]): readonly Need[] {
  const seen = new Set<string>();
  return needs.filter((need) => {
    const key = JSON.stringify(need);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function unmetBy(one: Gathered, facts: readonly Fact[], quarrels: (one: Gathered) => boolean): readonly Dispute[] {
  if (facts.some((fact) => fact.kind === "not_found" && fact.name === one.name)) return [{ ...one, cause: "not_found" }];
  const isUnmetAlone = one.needs.some((need) => !haveCommonVersion(one, [need]));
  if (isUnmetAlone) return [{ ...one, cause: obstacleOf(one.name, facts) ?? "no_version" }];
  return quarrels(one) ? [{ ...one, cause: "quarrel" }] : [];
}

function obstacleOf(name: string, facts: readonly Fact[]): Obstacle | undefined {
  return facts.flatMap((fact) => (fact.kind === "unusable" && fact.packages.name === name ? [fact.obstacle] : []))[0];
}

/** Whether two that can be there together want different versions. */
function hasQuarrel(one: Gathered): boolean {
  return one.needs.some((need, index) =>
    one.needs.slice(index + 1).some((other) => canCoexist(need.by, other.by) && !haveCommonVersion(one, [need, other])),
  );
}

/** Whether all together want what does not exist, though any two could agree. */
function isUnmetTogether(one: Gathered): boolean {
  return one.needs.length > 2 && !haveCommonVersion(one, one.needs);
}

/**
 * Whether no other package is needed by two: what contradicts itself must meet somewhere. The resolver leaves out versions that
 * nobody made, so that its premises alone may seem to agree.
 */
function isOnlyMeeting(packages: readonly Gathered[]): (one: Gathered) => boolean {
  const meetings = packages.filter(({ needs }) => needs.length > 1);
  return (one) => meetings.length === 1 && meetings[0] === one;
}

function isSamePackage(one: Party, other: Party): boolean {
  return one.kind === "package" && other.kind === "package" && one.name === other.name;
}

/** Two versions of one package are never installed together. */
function canCoexist(one: Party, other: Party): boolean {
  if (one.kind !== "package" || other.kind !== "package" || !isSamePackage(one, other)) return true;
  const ranges = [one.range, other.range];
  return witnessesOf(ranges).some((version) => ranges.every((range) => contains(range, version)));
}

function haveCommonVersion(one: Gathered, needs: readonly Need[]): boolean {
  const ranges = needs.map((need) => need.range);
  const witnesses = witnessesOf([...ranges, ...one.available, ...one.excluded]);
  return witnesses.some((version) => isUsable(one, version) && ranges.every((range) => contains(range, version)));
}
