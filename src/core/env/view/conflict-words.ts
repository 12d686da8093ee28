import type { Conflict } from "../conflict/conflict.ts";

const HEADS: Readonly<Record<Conflict["kind"], string>> = {
  incompatible: "No set of packages satisfies everybody",
  not_found: "A package is in none of the indexes",
  no_matching_version: "No version of a package is one that is asked for",
  needs_build: "A package comes only as source, and would have to be built here",
  python: "A package does not run on this Python",
  unread: "No set of packages satisfies everybody; the resolver says why",
};

/** What stands in the way, in one line. */
export function conflictHead({ kind }: Pick<Conflict, "kind">): string {
  return HEADS[kind];
}

type Requirer = Conflict["packages"][number]["requirers"][number];

/** E.g. `node pack glow asks for numpy<2, through alpha`, with what is asked for between backticks. */
export function requirerWords({ by, kind, requirement, via }: Requirer): string {
  const asks = kind === "core" ? "your core packages ask for" : `${kind === "node" ? "node pack " : ""}${by} asks for`;
  return `${asks} \`${requirement}\`${via.length === 0 ? "" : `, through ${via.join(" → ")}`}`;
}
