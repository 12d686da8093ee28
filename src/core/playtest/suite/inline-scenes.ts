import type { MapEntry, SourceNode } from "../../authored/source-tree.ts";

/** A plan with each scene that stands in it put aside. */
export interface PlanTree {
  /** Each scene is a text in it. */
  readonly root: SourceNode;
  /** By `POV/CATEGORY`. */
  readonly scenes: ReadonlyMap<string, SourceNode>;
}

/** Stands where a scene was. */
const PUT_ASIDE = "(a scene)";

/**
 * Puts the scenes of a plan aside, so that plan and scenes are each read by their own schema, and keep their places.
 *
 * @param root  The plan: povs, then categories, then a scene, a map with `scene`, or the name of a file.
 */
export function takeScenesOut(root: SourceNode): PlanTree {
  const scenes = new Map<string, SourceNode>();
  const takeFrom = (cell: SourceNode, name: string): SourceNode => {
    const replace = (scene: SourceNode): SourceNode => {
      scenes.set(name, scene);
      return { kind: "scalar", value: PUT_ASIDE, span: scene.span };
    };
    // The seed's rule: what has nodes is a scene, anything else is what a scene is played with.
    if (cell.kind === "map" && cell.entries.some(({ key }) => key === "nodes")) return replace(cell);
    return mapEntries(cell, ({ key, value }) => (key === "scene" && value.kind === "map" ? replace(value) : value));
  };
  const plan = mapEntries(root, (pov) => mapEntries(pov.value, (cell) => takeFrom(cell.value, `${pov.key}/${cell.key}`)));
  return { root: plan, scenes };
}

function mapEntries(node: SourceNode, change: (entry: MapEntry) => SourceNode): SourceNode {
  if (node.kind !== "map") return node;
  return { ...node, entries: node.entries.map((entry) => ({ ...entry, value: change(entry) })) };
}
