import type { Tally } from "../coverage/tally.ts";
import type { Universe } from "../story/universe.ts";
import type { Suspect } from "./finding.ts";
import { choiceKey } from "./state-map.ts";

/** What is known for certain of places that nobody came to. */
export interface UnreachedFacts {
  readonly isWhole: boolean;
  /** By node. */
  readonly proven: ReadonlyMap<string, string>;
}

/** Nodes and endings that no play can reach: none is named that was only not reached. Source: SPEC.md EX18. */
export function findUnreached(universe: Universe, tally: Tally, { isWhole, proven }: UnreachedFacts): Suspect[] {
  const leads = leadsTo(universe);
  const nodes = universe.nodes.flatMap(({ id }): Suspect[] => {
    if (tally.nodes.has(id) || !(isWhole || proven.has(id))) return [];
    const why = proven.get(id) ?? wordLeads(leads.get(id) ?? [], tally);
    return [{ kind: "unreachable_node", where: id, why, path: null, node: id }];
  });
  const endings = universe.endings.flatMap(({ id }): Suspect[] => {
    const places = universe.nodes.filter(({ ending }) => ending === id).map((node) => node.id);
    const isProven = isWhole || (places.length > 0 && places.every((place) => proven.has(place)));
    if (tally.endings.has(id) || !isProven) return [];
    return [{ kind: "unreachable_ending", where: id, why: wordPlaces(places), path: null, node: universe.start }];
  });
  return [...nodes, ...endings];
}

interface Lead {
  readonly node: string;
  /** Null: the node goes on by itself. */
  readonly choice: string | null;
}

/** By node: what leads to it, as far as the story says so. */
function leadsTo({ nodes, choices }: Universe): Map<string, Lead[]> {
  const leads = new Map<string, Lead[]>();
  const add = (to: string | null, lead: Lead): void => {
    if (to === null || to === lead.node) return;
    const known = leads.get(to);
    if (known === undefined) leads.set(to, [lead]);
    else known.push(lead);
  };
  for (const { id, goto } of nodes) add(goto, { node: id, choice: null });
  for (const { node, id, to } of choices) add(to, { node, choice: id });
  return leads;
}

/** Guess: an author looks at so many. */
const MAX_NAMES = 3;

function wordLeads(leads: readonly Lead[], tally: Tally): string {
  const met = leads.filter(({ node }) => tally.nodes.has(node));
  const named = (met.length > 0 ? met : leads).slice(0, MAX_NAMES).map(({ node, choice }) => {
    return choice === null ? `\`${node}\`` : `\`${choiceKey(node, choice)}\``;
  });
  if (named.length === 0) return "nothing leads to it";
  if (met.length > 0) return `what leads to it is never taken: ${named.join(", ")}`;
  return `only nodes out of reach lead to it: ${named.join(", ")}`;
}

function wordPlaces(places: readonly string[]): string {
  if (places.length === 0) return "no node is this ending";
  return `no play reaches it: ${places
    .slice(0, MAX_NAMES)
    .map((place) => `\`${place}\``)
    .join(", ")}`;
}
