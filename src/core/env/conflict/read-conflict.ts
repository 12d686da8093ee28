import { groupOf } from "../requirement/normalize-name.ts";
import type { LockFacts, Truth } from "../truth/truth.ts";
import type { Conflict } from "./conflict.ts";
import { type Dispute, findDisputes, inForce } from "./disputes.ts";
import { proposeOverrides } from "./proposals.ts";
import { readFacts } from "./read-facts.ts";
import { type NeedsContext, requirerOf } from "./requirers.ts";
import { onlyVersionOf } from "./version-range.ts";
import { readPremises } from "./words.ts";

/** What a conflict is read from. */
export interface ConflictFacts {
  /** All that uv wrote to stderr. */
  readonly words: string;
  readonly txid: string;
  /** The node pack that it is about. */
  readonly nodeId: string | null;
  readonly nowMs: number;
  /** What was to be resolved. */
  readonly truth: Truth;
  /** What production holds. */
  readonly baseLock: LockFacts | null;
  readonly corePackages: readonly string[];
  /** Ids of all node packs: their groups are spelt otherwise. */
  readonly nodeIds?: readonly string[];
  /** Versions that are known to exist, by package. Without them a proposal may be a range, e.g. `numpy>=2`. */
  readonly versions?: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads why no resolution exists out of the resolver's words: which packages, who asks for what, and which overrides would let
 * it go on. Words that are not understood to the last end as `unread`, with the explanation as it stands and no proposal.
 *
 * Source: SPEC.md.
 */
export function readConflict(input: ConflictFacts): Conflict {
  const { words, txid, nodeId, nowMs, truth, baseLock, corePackages, versions = new Map() } = input;
  const premises = readPremises(words);
  const facts = (premises === null ? null : readFacts(premises)) ?? [];
  const context: NeedsContext = { facts, truth, baseLock, nodeOf: nodeNamer(input) };
  const baseOf = (name: string): string | undefined => baseVersionOf(name, input);
  const disputes = findDisputes(facts).map((dispute) => inForce(dispute, baseOf));
  return {
    format: "touchstone.conflict/1",
    txid,
    nodeId,
    createdAtMs: nowMs,
    kind: kindOf(disputes),
    packages: disputes.map(({ name, needs }) => ({
      package: name,
      requirers: distinct(needs.map((need) => requirerOf(name, need, context))),
    })),
    proposals: proposeOverrides(disputes, {
      baseOf,
      corePackages,
      versions,
      describe: (name, need) => {
        const { by, requirement } = requirerOf(name, need, context);
        return `${by} asks for ${requirement}`;
      },
    }),
    explanation: words,
  };
}

/** Two needs of one party may be one line that somebody wrote. */
function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** The version that production holds, or that the truth pins where nothing is locked yet. */
function baseVersionOf(name: string, { baseLock, truth }: ConflictFacts): string | undefined {
  const locked = baseLock?.packages.find((one) => one.name === name)?.version;
  const pin = truth.core.find((line) => line.startsWith(`${name}==`));
  return locked ?? (pin === undefined ? undefined : (onlyVersionOf([pin.slice(name.length)]) ?? undefined));
}

/** A group's name back to the id of its node pack. */
function nodeNamer({ nodeId, nodeIds = [] }: ConflictFacts): (group: string) => string {
  const ids = new Map([...nodeIds, ...(nodeId === null ? [] : [nodeId])].map((id) => [groupOf(id), id]));
  return (group) => ids.get(group) ?? group.replace(/^node-/, "");
}

/** What stands in the way. Where several packages are in dispute, a quarrel explains the others: without it another version would do. */
function kindOf(disputes: readonly Dispute[]): Conflict["kind"] {
  const causes = disputes.map((dispute) => dispute.cause);
  const [first] = causes;
  if (first === undefined) return "unread";
  return KINDS[causes.includes("quarrel") ? "quarrel" : first];
}

const KINDS: Readonly<Record<Dispute["cause"], Conflict["kind"]>> = {
  quarrel: "incompatible",
  not_found: "not_found",
  no_version: "no_matching_version",
  platform: "no_matching_version",
  yanked: "no_matching_version",
  build: "needs_build",
  python: "python",
};
