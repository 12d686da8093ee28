import { compareCodeUnits } from "../../canonical/order.ts";
import { normalizeName } from "../requirement/normalize-name.ts";
import { parseRequirement } from "../requirement/parse-requirement.ts";
import type { LockFacts, Truth } from "../truth/truth.ts";
import type { Conflict } from "./conflict.ts";
import type { Need } from "./disputes.ts";
import type { Fact, Party } from "./facts.ts";
import { formatRange } from "./version-range.ts";

type Requirer = Conflict["packages"][number]["requirers"][number];

/** What is known of who needs what, besides the resolver's words. */
export interface NeedsContext {
  readonly facts: readonly Fact[];
  readonly truth: Truth;
  readonly baseLock: LockFacts | null;
  /** A node pack's id, by its group's name. */
  readonly nodeOf: (group: string) => string;
}

/** Who asks for a package, with the chain from a node pack or core to it. */
export function requirerOf(name: string, { by, range }: Need, context: NeedsContext): Requirer {
  const requirement = writtenBy(by, name, context.truth) ?? formatRange(name, range);
  if (by.kind === "core") return { by: "core", kind: "core", requirement, via: [] };
  if (by.kind === "group") return { by: context.nodeOf(by.group), kind: "node", requirement, via: [] };
  return { by: `${by.name}${by.extras}`, kind: "package", requirement, via: [...chainTo(by.name, context)] };
}

/** A requirement as somebody wrote it: the resolver shortens ranges to what exists. Null where there are several, or an override. */
function writtenBy(by: Party, name: string, truth: Truth): string | null {
  if (by.kind === "package" || truth.overrides.some((one) => nameOf(one) === name)) return null;
  const lines = by.kind === "core" ? truth.core : (truth.groups[by.group] ?? []);
  const written = lines.filter((line) => nameOf(line) === name);
  return written.length === 1 ? (written[0] ?? null) : null;
}

/**
 * The shortest chain from a node pack or core to a package, that one left out; empty where none is known. The resolver's own
 * words are asked first, then the truth and what was locked before.
 */
function chainTo(name: string, context: NeedsContext): readonly string[] {
  const said = context.facts.flatMap((fact) => (fact.kind === "needs" ? [linkOf(fact.by, fact.needed.name, context)] : []));
  return walkUp(name, said) ?? walkUp(name, [...said, ...declaredLinks(context)]) ?? [];
}

/** Somebody needs something. `isRoot`: a node pack or core, where a chain begins. */
interface Link {
  readonly by: string;
  readonly isRoot: boolean;
  readonly needed: string;
}

function linkOf(by: Party, needed: string, { nodeOf }: NeedsContext): Link {
  if (by.kind === "core") return { by: "core", isRoot: true, needed };
  if (by.kind === "group") return { by: nodeOf(by.group), isRoot: true, needed };
  return { by: by.name, isRoot: false, needed };
}

function declaredLinks({ truth, baseLock, nodeOf }: NeedsContext): readonly Link[] {
  const core = truth.core.map((line) => ({ by: "core", isRoot: true, needed: nameOf(line) }));
  const groups = Object.entries(truth.groups).flatMap(([group, lines]) =>
    lines.map((line) => ({ by: nodeOf(group), isRoot: true, needed: nameOf(line) })),
  );
  const locked = (baseLock?.packages ?? []).flatMap((one) =>
    one.needs.map((needed) => ({ by: one.name, isRoot: false, needed })),
  );
  return [...core, ...groups, ...locked];
}

/** Breadth first, so that the first root met is the nearest one. */
function walkUp(name: string, links: readonly Link[]): readonly string[] | null {
  const paths: (readonly string[])[] = [[name]];
  const seen = new Set([name]);
  for (const path of paths) {
    const above = links.filter((link) => link.needed === path[0]).toSorted((a, b) => compareCodeUnits(a.by, b.by));
    const root = above.find((link) => link.isRoot);
    if (root !== undefined) return [root.by, ...path.slice(0, -1)];
    for (const { by } of above.filter((link) => !seen.has(link.by))) {
      seen.add(by);
      paths.push([by, ...path]);
    }
  }
  return null;
}

function nameOf(line: string): string {
  return parseRequirement(line)?.name ?? normalizeName(line);
}
