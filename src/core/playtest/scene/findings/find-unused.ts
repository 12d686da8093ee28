import { leavesOf, readCondition } from "../../native/condition-tree.ts";
import type { Scene, SceneAction, SceneNode } from "../scene.ts";
import type { SceneFinding } from "./finding.ts";
import type { Variant } from "./variants.ts";

/** Names that the scene declares and nothing in any variant of it uses. */
export function findUnused(scene: Scene, variants: readonly Variant[]): SceneFinding[] {
  const used = collectUses(new Set(variants.map((variant) => variant.scene)));
  const reached = new Set(variants.flatMap(({ reach }) => [...reach.nodes]));
  return [
    ...Object.keys(scene.variables)
      .filter((name) => !used.variables.has(name))
      .map((name) =>
        unused("unused_variable", name, { why: "no condition looks at it and no action changes it", path: ["variables", name] }),
      ),
    ...Object.keys(scene.assets)
      .filter((id) => !used.assets.has(id))
      .map((id) => unused("unused_asset", id, { why: "no node, choice or action shows it", path: ["assets", id] })),
    ...scene.endings.flatMap((id, index) => findUnusedEnding(id, index, { endings: used.endings, reached })),
    ...scene.povs.flatMap((pov, index) => {
      if (used.povs.has(pov) || pov === (scene.defaultPov ?? scene.povs[0])) return [];
      const why = "no choice and no narrator rule names it: it plays like any other that none names";
      return [unused("unused_pov", pov, { why, path: ["povs", index] })];
    }),
  ];
}

function unused(kind: SceneFinding["kind"], where: string, rest: Pick<SceneFinding, "why" | "path">): SceneFinding {
  return { kind, where, ...rest };
}

function findUnusedEnding(
  id: string,
  index: number,
  { endings, reached }: { readonly endings: ReadonlyMap<string, readonly string[]>; readonly reached: ReadonlySet<string> },
): SceneFinding[] {
  const nodes = endings.get(id) ?? [];
  if (nodes.some((node) => reached.has(node))) return [];
  const why = nodes.length === 0 ? "no node ends in it" : "only nodes end in it that no play enters";
  return [unused("unused_ending", id, { why, path: ["endings", index] })];
}

interface Uses {
  readonly variables: Set<string>;
  readonly assets: Set<string>;
  /** Nodes by ending. */
  readonly endings: Map<string, readonly string[]>;
  readonly povs: Set<string>;
}

function collectUses(scenes: Iterable<Scene>): Uses {
  const uses: Uses = { variables: new Set(), assets: new Set(), endings: new Map(), povs: new Set() };
  for (const scene of scenes) for (const node of scene.nodes) collectNode(uses, node);
  return uses;
}

function collectNode(uses: Uses, node: SceneNode): void {
  if (node.end !== undefined) uses.endings.set(node.end, [...(uses.endings.get(node.end) ?? []), node.id]);
  for (const pov of Object.keys(node.narratorRules)) uses.povs.add(pov);
  collectBlock(uses, node);
  for (const choice of node.choices) {
    collectBlock(uses, choice);
    for (const pov of choice.visibleTo) uses.povs.add(pov);
    for (const { key } of choice.when === undefined ? [] : leavesOf(readCondition(choice.when))) uses.variables.add(key);
  }
}

function collectBlock(uses: Uses, block: { readonly assets: readonly string[]; readonly do: readonly SceneAction[] }): void {
  for (const id of block.assets) uses.assets.add(id);
  for (const action of block.do) {
    for (const id of action.assets) uses.assets.add(id);
    for (const name of variablesOf(action)) uses.variables.add(name);
  }
}

function variablesOf(action: SceneAction): string[] {
  if (action.type === "battle") return [action.attacker, action.defender, action.into];
  if (action.type === "roll" || action.type === "loot") return [action.into];
  return action.type === "emit" ? [] : [action.key];
}
