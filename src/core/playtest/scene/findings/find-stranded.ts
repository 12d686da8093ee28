import type { SceneNode } from "../scene.ts";
import { isHiddenFrom } from "./find-closed.ts";
import type { SceneFinding } from "./finding.ts";
import type { Origins } from "./origin.ts";
import { wordVariant, type Variant } from "./variants.ts";

/** Nodes that no play enters, in whatever variant. */
export function findUnreachable(variants: readonly Variant[], origins: Origins): SceneFinding[] {
  const reached = new Set(variants.flatMap(({ reach }) => [...reach.nodes]));
  const sources = listSources(variants);
  const nodes = variants[0]?.scene.nodes ?? [];
  return nodes
    .filter(({ id }) => !reached.has(id))
    .map(({ id }) => {
      const ways = [...(sources.get(id) ?? [])];
      return { kind: "unreachable_node", where: id, why: whyUnreachable(ways, reached), path: origins.node(id) };
    });
}

/** A way that leads to a node: the node it comes from, and what the way is called. */
interface Way {
  readonly from: string;
  readonly name: string;
}

function listSources(variants: readonly Variant[]): ReadonlyMap<string, ReadonlySet<Way>> {
  const sources = new Map<string, Map<string, Way>>();
  const add = (to: string, way: Way): void => {
    const known = sources.get(to) ?? new Map<string, Way>();
    sources.set(to, known.set(way.name, way));
  };
  for (const scene of new Set(variants.map((variant) => variant.scene))) {
    for (const { id, goto: next, choices } of scene.nodes) {
      if (next !== undefined) add(next, { from: id, name: id });
      for (const choice of choices) add(choice.to, { from: id, name: `${id}/${choice.id}` });
    }
  }
  return new Map([...sources].map(([to, ways]) => [to, new Set(ways.values())]));
}

function whyUnreachable(ways: readonly Way[], reached: ReadonlySet<string>): string {
  if (ways.length === 0) return "nothing leads here";
  const closed = ways.filter(({ from }) => reached.has(from)).map(({ name }) => `\`${name}\``);
  if (closed.length === 0) return "only nodes lead here that no play enters either";
  return `no play gets here: ${closed.length === 1 ? "the way" : "each way"} here, ${closed.slice(0, MAX_WAYS).join(", ")}, is never offered`;
}

const MAX_WAYS = 4;

/** Nodes that a play may enter and cannot leave, and that are no ending. One variant is enough to say so. */
export function findDeadEnds(variants: readonly Variant[], origins: Origins): SceneFinding[] {
  const found = new Map<string, SceneFinding>();
  for (const variant of variants) {
    for (const node of variant.scene.nodes) {
      if (found.has(node.id) || !variant.reach.nodes.has(node.id)) continue;
      const why = whyStuck(node, variant);
      if (why === undefined) continue;
      const isEverywhere = variants.every((other) => isStuckIn(node.id, other));
      const who = isEverywhere ? "" : wordVariant(variant);
      found.set(node.id, { kind: "dead_end", where: node.id, why: `${who}${why}`, path: origins.node(node.id) });
    }
  }
  return [...found.values()];
}

/** Whether plays of the variant get stuck at the node, or do not come there. */
function isStuckIn(id: string, variant: Variant): boolean {
  const node = variant.scene.nodes.find((each) => each.id === id);
  return node === undefined || !variant.reach.nodes.has(id) || whyStuck(node, variant) !== undefined;
}

function whyStuck(node: SceneNode, { pov, reach }: Variant): string | undefined {
  if (node.goto !== undefined || node.end !== undefined) return undefined;
  if (node.choices.length === 0) return "nothing follows, and it is no ending: it has no choices, no `goto` and no `end`";
  if (node.choices.some(({ id }) => !reach.closed.has(`${node.id}/${id}`))) return undefined;
  const isUnseen = node.choices.every((choice) => isHiddenFrom(choice, pov));
  return isUnseen ? "none of its choices can be seen" : "none of its choices is ever offered";
}
