import { byKey, compareCodeUnits } from "../../canonical/order.ts";
import type { NodeRecord } from "../truth/node-record.ts";
import type { Truth } from "../truth/truth.ts";
import type { Composition } from "./composition.ts";
import { packageOfPin } from "./pins.ts";

/**
 * A composition with a node pack added, or put in the place of what it was: its managed requirements become its group, its pins
 * overrides, its builds allowed. Rules: EK1, EK2, EK4, EK5.
 */
export function withNode(base: Composition, record: NodeRecord): Composition {
  const others = base.nodes.filter(({ id }) => id !== record.id);
  const before = base.nodes.find(({ id }) => id === record.id);
  const nodes = [...others.map((node) => sharing(node, record.pinsOwned)), record].toSorted(byKey((node) => node.id));
  const groups = { ...without(base.truth.groups, before?.group), [record.group]: [...record.managedDeps] };
  return { nodes, truth: { ...base.truth, groups, ...ownedParts(base, nodes) } };
}

/** A composition without a node pack. Rule: EK3. */
export function withoutNode(base: Composition, id: string): Composition {
  const nodes = base.nodes.filter((node) => node.id !== id);
  const gone = base.nodes.find((node) => node.id === id);
  return { nodes, truth: { ...base.truth, groups: without(base.truth.groups, gone?.group), ...ownedParts(base, nodes) } };
}

/** Who owned a pin of a package that is pinned anew owns the new one: it goes when the last of them goes. Rule: EK4. */
function sharing(node: NodeRecord, pins: readonly string[]): NodeRecord {
  const anew = new Map(pins.map((pin) => [packageOfPin(pin), pin]));
  return { ...node, pinsOwned: node.pinsOwned.map((pin) => anew.get(packageOfPin(pin)) ?? pin) };
}

function without(groups: Truth["groups"], group: string | undefined): Truth["groups"] {
  return Object.fromEntries(Object.entries(groups).filter(([name]) => name !== group));
}

/** What the person put there stays; of what packs owned, only what one of them still owns. Rule: EK5. */
function ownedParts(base: Composition, nodes: readonly NodeRecord[]): Pick<Truth, "overrides" | "buildsAllowed"> {
  const pins = [...unowned(base, "overrides", "pinsOwned"), ...nodes.flatMap((node) => node.pinsOwned)];
  const builds = [...unowned(base, "buildsAllowed", "buildsOwned"), ...nodes.flatMap((node) => node.buildsOwned)];
  return {
    overrides: [...new Map(pins.map((pin) => [packageOfPin(pin), pin])).values()].toSorted(compareCodeUnits),
    buildsAllowed: [...new Set(builds)].toSorted(compareCodeUnits),
  };
}

function unowned(
  { truth, nodes }: Composition,
  what: "overrides" | "buildsAllowed",
  owned: "pinsOwned" | "buildsOwned",
): readonly string[] {
  const taken = new Set(nodes.flatMap((node) => node[owned]));
  return truth[what].filter((one) => !taken.has(one));
}
