import { findOwn } from "../../../assets/records/find-own.ts";
import type { Path } from "../../../authored/source-tree.ts";
import { chainOf } from "../apply-worldline.ts";
import type { Scene } from "../scene.ts";

/** Where in a scene's file the parts of its nodes stand, as a worldline has them; null is the scene itself. */
export class Origins {
  readonly #scene: Scene;
  readonly #places: ReadonlyMap<string, number>;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#places = new Map(scene.nodes.map(({ id }, index) => [id, index]));
  }

  node(id: string): Path {
    return ["nodes", this.#places.get(id) ?? 0];
  }

  /** Where the choice is written first: in the node, or in the patch that adds it. */
  choice(node: string, choice: string, worldline: string | null): Path {
    return this.#inNode(node, choice) ?? this.#inPatches(node, choice, worldline)[0]?.path ?? this.node(node);
  }

  /** Where the condition that holds there is written: the last patch that gives one, or the node. */
  condition(node: string, choice: string, worldline: string | null): Path {
    const patched = this.#inPatches(node, choice, worldline).findLast(({ hasCondition }) => hasCondition)?.path;
    return [...(patched ?? this.choice(node, choice, worldline)), "when"];
  }

  #inNode(node: string, choice: string): Path | undefined {
    const place = this.#places.get(node) ?? -1;
    const index = this.#scene.nodes[place]?.choices.findIndex(({ id }) => id === choice) ?? -1;
    return index === -1 ? undefined : ["nodes", place, "choices", index];
  }

  #inPatches(node: string, choice: string, worldline: string | null): { readonly path: Path; readonly hasCondition: boolean }[] {
    const chain = worldline === null ? [] : chainOf(this.#scene, worldline);
    return chain.flatMap((id) => {
      const patch = findOwn(findOwn(this.#scene.worldlines, id)?.patches ?? {}, node);
      const index = patch?.choices?.findIndex((each) => each.id === choice) ?? -1;
      const found = patch?.choices?.[index];
      if (found === undefined) return [];
      return [{ path: ["worldlines", id, "patches", node, "choices", index], hasCondition: found.when !== undefined }];
    });
  }
}
