import { findOwn } from "../../assets/records/find-own.ts";
import type { Path } from "../../authored/source-tree.ts";
import { chainOf, patchNode } from "./apply-worldline.ts";
import { unknownVariable } from "./check-condition.ts";
import { checkExits, checkNodeFields } from "./check-node.ts";
import { unknownName, type SceneIssue } from "./scene-issue.ts";
import type { SceneScope } from "./scene-scope.ts";
import type { NodePatch, Scene, SceneNode, SceneWorldline } from "./scene.ts";
import { showValue, whyNoStart } from "./value-fit.ts";

/** What is wrong with the worldlines: in themselves, and in the scene that each of them makes. */
export function checkWorldlines(scene: Scene, scope: SceneScope): SceneIssue[] {
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  return Object.entries(scene.worldlines).flatMap(([id, worldline]) => {
    const path = ["worldlines", id];
    const parents = checkParents(scene, id);
    return [
      ...parents,
      ...checkStarts(worldline, [...path, "variables"], scope),
      ...Object.entries(worldline.patches).flatMap(([nodeId, patch]) => {
        const at = [...path, "patches", nodeId];
        const node = nodes.get(nodeId);
        if (node === undefined) return [unknownNode(nodeId, at, scope)];
        const before = parents.length > 0 ? node : standingBefore(scene, id, node);
        return [...checkNodeFields(patch, at, scope), ...checkPatch(before, patch, at)];
      }),
    ];
  });
}

/** A node as the worldline's parents leave it. */
function standingBefore(scene: Scene, id: string, node: SceneNode): SceneNode {
  return chainOf(scene, id)
    .slice(0, -1)
    .reduce((before, parent) => patchNode(before, findOwn(findOwn(scene.worldlines, parent)?.patches ?? {}, node.id)), node);
}

function unknownNode(name: string, path: Path, { nodes }: SceneScope): SceneIssue {
  return unknownName("node", name, { path, isKey: true, known: nodes, hint: "Patch a node of `nodes`" });
}

function checkParents({ worldlines }: Scene, id: string): SceneIssue[] {
  const path = ["worldlines", id, "parent"];
  const chain = [id];
  const parentOf = (child: string): string | undefined => findOwn(worldlines, child)?.parent;
  for (let parent = parentOf(id); parent !== undefined; parent = parentOf(parent)) {
    if (!Object.hasOwn(worldlines, parent)) {
      // A parent of a parent is reported at the one that names it.
      if (chain.length > 1) return [];
      return [
        unknownName("worldline", parent, { path, known: Object.keys(worldlines), hint: "Name a worldline of `worldlines`" }),
      ];
    }
    if (parent === id) {
      const round = [...chain, id].map((each) => `\`${each}\``).join(", ");
      return [{ path, message: `worldline \`${id}\` stands over itself: ${round}`, hint: "Remove one of the parents" }];
    }
    if (chain.includes(parent)) return [];
    chain.push(parent);
  }
  return [];
}

function checkStarts({ variables }: SceneWorldline, path: Path, scope: SceneScope): SceneIssue[] {
  return Object.entries(variables).flatMap(([name, start]): SceneIssue[] => {
    const at = [...path, name];
    const variable = scope.variables.get(name);
    if (variable === undefined) return [{ ...unknownVariable(name, at, scope), isKey: true }];
    const why = whyNoStart(variable, start);
    const message = `what \`${name}\` starts with ${why}, not ${showValue(start)}`;
    return why === undefined ? [] : [{ path: at, message, hint: "Start it with a value that it can hold" }];
  });
}

function checkPatch(before: SceneNode, patch: NodePatch, path: Path): SceneIssue[] {
  const known = before.choices.map(({ id }) => id);
  const strays = (patch.choices ?? []).flatMap(({ id, to, remove }, index) => {
    if (known.includes(id) || (to !== undefined && !remove)) return [];
    const hint = remove ? "Remove one that the node has" : "Name a choice of the node, or add `to` to make it a new one";
    return [unknownName("choice", id, { path: [...path, "choices", index, "id"], known, hint })];
  });
  return strays.length > 0 ? strays : checkExits(patchNode(before, patch), path);
}
