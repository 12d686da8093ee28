import { compareCodeUnits } from "../../canonical/order.ts";
import type { Conflict } from "./conflict.ts";
import { type Dispute, isUsable, type Need } from "./disputes.ts";
import { compareVersions } from "./version-order.ts";
import { boundsOf, contains, onlyVersionOf, type VersionRange, witnessesOf } from "./version-range.ts";

type Proposal = Conflict["proposals"][number];

/** More than a person reads. */
const MAX_PROPOSALS = 6;

interface ProposalContext {
  /** What production holds of a package; undefined: nothing. */
  readonly baseOf: (name: string) => string | undefined;
  readonly corePackages: readonly string[];
  /** Versions that are known to exist, by package. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** How a need reads, e.g. `beta asks for numpy>=2`. */
  readonly describe: (name: string, need: Need) => string;
}

/**
 * Overrides that would let the resolution go on, the least invasive first: those that leave core alone, then those that overrule
 * fewer, then the version that production has.
 */
export function proposeOverrides(disputes: readonly Dispute[], context: ProposalContext): Proposal[] {
  const all = disputes.flatMap((dispute) => candidatesOf(dispute, context).map((one) => judge(one, dispute, context)));
  return all
    .toSorted(compareProposals)
    .slice(0, MAX_PROPOSALS)
    .map(({ pin, breaks, isCore }) => ({ pin, breaks, isCore }));
}

/** A version, or where none is known a range, to override a package with. */
interface Candidate {
  readonly text: string;
  readonly overruled: readonly Need[];
  readonly isVersion: boolean;
}

/** Candidates that overrule as few needs as can be; production's own version in any case. */
function candidatesOf(dispute: Dispute, context: ProposalContext): readonly Candidate[] {
  if (dispute.cause === "not_found") return [];
  const versions = versionsOf(dispute, context).map((version) => ({
    text: `==${version}`,
    overruled: dispute.needs.filter((need) => !contains(need.range, version)),
    isVersion: true,
  }));
  const ranges =
    dispute.cause === "quarrel" ? dispute.needs.flatMap(({ range }) => range.map((one) => candidateRange(one, dispute))) : [];
  const texts = new Map([...ranges, ...versions].map((one) => [one.text, one]));
  const all = [...versions, ...ranges].filter(
    (one) => texts.get(one.text) === one && one.text !== "" && one.overruled.length > 0,
  );
  const base = `==${context.baseOf(dispute.name)}`;
  return all.filter(
    (one, index) => one.text === base || !all.some((other, place) => place !== index && isBetter(other, one, place < index)),
  );
}

/** Whether a candidate is worth more than another: it overrules fewer of the same needs, or the same and comes earlier. */
function isBetter(one: Candidate, other: Candidate, isEarlier: boolean): boolean {
  if (!one.overruled.every((need) => other.overruled.includes(need))) return false;
  if (one.overruled.length === other.overruled.length) return isEarlier;
  // What a range overrules is known when a version of it is.
  return one.isVersion;
}

/** Versions that exist: the one of production, then the newest first. */
function versionsOf(dispute: Dispute, { baseOf, versions }: ProposalContext): readonly string[] {
  const base = baseOf(dispute.name) ?? [];
  const named = dispute.needs.flatMap(({ range }) => onlyVersionOf(range) ?? []);
  const others = [...(versions.get(dispute.name) ?? []), ...dispute.available.flatMap(boundsOf), ...named];
  const newestFirst = others.toSorted((one, other) => compareVersions(other, one) ?? compareCodeUnits(one, other));
  return [...new Set([base, newestFirst].flat())].filter((version) => isUsable(dispute, version));
}

function candidateRange(segment: string, dispute: Dispute): Candidate {
  const range: VersionRange = [segment];
  return {
    text: segment,
    overruled: dispute.needs.filter((need) => !overlaps(need.range, range, dispute)),
    isVersion: false,
  };
}

function overlaps(one: VersionRange, other: VersionRange, dispute: Dispute): boolean {
  const witnesses = witnessesOf([one, other, ...dispute.available, ...dispute.excluded]);
  return witnesses.some((version) => isUsable(dispute, version) && contains(one, version) && contains(other, version));
}

interface Judged extends Proposal {
  readonly isBase: boolean;
}

function judge({ text, overruled, isVersion }: Candidate, { name }: Dispute, context: ProposalContext): Judged {
  const isBase = isVersion && text === `==${context.baseOf(name)}`;
  return {
    pin: `${name}${text}`,
    breaks: [...new Set(overruled.map((need) => context.describe(name, need)))].toSorted(compareCodeUnits),
    isCore: context.corePackages.includes(name) && !isBase,
    isBase,
  };
}

function compareProposals(one: Judged, other: Judged): number {
  return (
    Number(one.isCore) - Number(other.isCore) ||
    one.breaks.length - other.breaks.length ||
    Number(other.isBase) - Number(one.isBase) ||
    compareCodeUnits(one.pin, other.pin)
  );
}
