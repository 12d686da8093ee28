import { findOwn } from "../../assets/records/find-own.ts";
import type { PlaceOf } from "../../authored/parse-tree.ts";
import type { Path } from "../../authored/source-tree.ts";
import type { Scene, SceneChoice, SceneNode } from "../scene/scene.ts";
import type { Universe, UniverseChoice, UniverseCondition, UniverseNode, UniversePlace } from "../story/universe.ts";
import { leavesOf, readCondition, wordLeaf, type TreeLeaf } from "./condition-tree.ts";
import { listSetNames } from "./set-names.ts";

/** A scene's universe, and where each leaf of a condition stands in it. */
export interface SceneUniverse {
  readonly universe: Universe;
  /** The leaf's place in `universe.conditions`. */
  readonly indexOf: (node: string, choice: string, leaf: TreeLeaf) => number;
}

/** A scene with a worldline applied; null: as it stands. */
export interface Variant {
  readonly worldline: string | null;
  readonly scene: Scene;
}

type LineOf = (path: Path) => number | null;

/** Things by id, in the order in which they were first met. */
interface Met {
  readonly choices: Map<string, UniverseChoice>;
  readonly endings: Map<string, UniversePlace>;
  /** By id and text: one place of a condition can be worded otherwise in a worldline. */
  readonly conditions: Map<string, UniverseCondition>;
  /** By the same: its place among all. */
  readonly places: Map<string, number>;
  readonly conditionIds: Set<string>;
}

/**
 * Everything that plays in any worldline can reach: what stands in the scene, then what each worldline adds, in order. A
 * condition that a worldline words otherwise is another one; its id then ends in `@` and the worldline.
 *
 * @param variants  The scene as it stands, then in each worldline.
 * Source: SPEC.md NE16.
 */
export function universeOf(scene: Scene, variants: Iterable<Variant>, placeOf: PlaceOf | undefined): SceneUniverse {
  const lineOf: LineOf = (path) => placeOf?.(path).line ?? null;
  const met: Met = { choices: new Map(), endings: new Map(), conditions: new Map(), places: new Map(), conditionIds: new Set() };
  const set = new Set<string>();
  for (const [place, id] of scene.endings.entries()) met.endings.set(id, { id, line: lineOf(["endings", place]) });
  for (const variant of variants) {
    for (const [place, node] of variant.scene.nodes.entries()) meetNode(met, node, { ...variant, place, lineOf });
    for (const name of listSetNames(variant.scene)) set.add(name);
  }
  const universe = {
    start: scene.start,
    nodes: scene.nodes.map((node, place) => tellNode(node, lineOf(["nodes", place]))),
    choices: [...met.choices.values()],
    endings: [...met.endings.values()],
    conditions: [...met.conditions.values()],
    inputs: Object.keys(scene.variables).filter((name) => !set.has(name)),
  };
  return {
    universe,
    indexOf: (node, choice, leaf) => met.places.get(`${node}/${choice}/${leaf.place} ${wordLeaf(leaf)}`) ?? 0,
  };
}

/** Guess: as much as a node in a graph has room for, in characters. */
const FIRST_WORDS = 60;

/** Never cut within a character outside the first plane. */
function firstWords(text: string): string {
  return Array.from(text.slice(0, 2 * FIRST_WORDS))
    .slice(0, FIRST_WORDS)
    .join("");
}

function tellNode(node: SceneNode, line: number | null): UniverseNode {
  return {
    id: node.id,
    line,
    text: firstWords(node.text),
    type: node.type === "" ? null : node.type,
    speaker: node.speaker ?? null,
    goto: node.goto ?? null,
    ending: node.end ?? null,
  };
}

interface NodeSpot extends Variant {
  readonly place: number;
  readonly lineOf: LineOf;
}

function meetNode(met: Met, node: SceneNode, spot: NodeSpot): void {
  if (node.end !== undefined && !met.endings.has(node.end)) {
    met.endings.set(node.end, { id: node.end, line: spot.lineOf([...nodePath(spot, node.id), "end"]) });
  }
  for (const [index, choice] of node.choices.entries()) meetChoice(met, { node: node.id, choice, index }, spot);
}

interface ChoiceSpot {
  readonly node: string;
  readonly choice: SceneChoice;
  readonly index: number;
}

function meetChoice(met: Met, { node, choice, index }: ChoiceSpot, spot: NodeSpot): void {
  const { id, text, to, when } = choice;
  const name = `${node}/${id}`;
  const path = [...nodePath(spot, node), "choices", placeInFile(spot, node, { id, index })];
  if (!met.choices.has(name)) met.choices.set(name, { id, node, text, to, line: spot.lineOf(path) });
  for (const leaf of when === undefined ? [] : leavesOf(readCondition(when))) {
    const line = spot.lineOf([...path, "when", ...leaf.path]);
    meetLeaf(met, leaf, { node, choice: id, worldline: spot.worldline, line });
  }
}

/** Where a node is written: in the scene, or in the worldline that the variant is. */
function nodePath({ worldline, place }: NodeSpot, node: string): Path {
  return worldline === null ? ["nodes", place] : ["worldlines", worldline, "patches", node];
}

/** A worldline lists only the choices that it changes; one that its parent changed has no place in it. */
function placeInFile(
  { worldline, scene }: NodeSpot,
  node: string,
  choice: { readonly id: string; readonly index: number },
): number {
  if (worldline === null) return choice.index;
  const patch = findOwn(findOwn(scene.worldlines, worldline)?.patches ?? {}, node);
  return patch?.choices?.findIndex(({ id }) => id === choice.id) ?? -1;
}

function meetLeaf(
  met: Met,
  leaf: TreeLeaf,
  { worldline, ...spot }: Pick<UniverseCondition, "node" | "choice" | "line"> & Pick<Variant, "worldline">,
): void {
  const plainId = `${spot.node}/${spot.choice}/${leaf.place}`;
  const text = wordLeaf(leaf);
  if (met.conditions.has(`${plainId} ${text}`)) return;
  const id = met.conditionIds.has(plainId) ? `${plainId}@${worldline}` : plainId;
  met.conditionIds.add(id);
  met.places.set(`${plainId} ${text}`, met.conditions.size);
  met.conditions.set(`${plainId} ${text}`, { id, ...spot, text });
}
