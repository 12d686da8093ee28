import type { Container } from "inkjs/engine/Container";
import type { InkObject } from "inkjs/engine/Object";
import { COMMAND, commandOf, isAssignment, isContainer, isDivert, isFunctionCall, namedOnly, walkInk } from "./ink-objects.ts";
import { DECLARATIONS, type InkProgram } from "./ink-program.ts";

/** The node of what stands before the first knot; no knot can have this name. */
export const TOP_NODE = "@start";

/** A knot, or a stitch as `knot.stitch`. */
export interface InkNode {
  readonly id: string;
  readonly container: Container;
}

/** The nodes of a story, in its order, the top first, and which of them anything in its code stands in. */
export interface InkNodes {
  readonly nodes: readonly InkNode[];
  /** Place in `nodes`; null within functions, which are called from nodes and are none. */
  readonly nodeOf: (object: InkObject) => number | null;
}

/**
 * Finds the nodes: knots that are not functions, and stitches. A knot that only leads to its first stitch is that stitch.
 *
 * Source: SPEC.md IK5.
 */
export function findNodes({ root }: Pick<InkProgram, "root">): InkNodes {
  const functions = findFunctions(root);
  const nodes: InkNode[] = [];
  const places = new Map<InkObject, number>();
  const add = (id: string, container: Container): void => {
    const place = nodes.push({ id, container }) - 1;
    markOwn(container, (object) => places.set(object, place));
  };
  add(TOP_NODE, root);
  for (const knot of namedOnly(root)) {
    const name = knot.name ?? "";
    if (name === DECLARATIONS || functions.has(name)) continue;
    const stitches = namedOnly(knot);
    if (!leadsOnlyInto(knot, stitches)) add(name, knot);
    for (const stitch of stitches) add(`${name}.${stitch.name}`, stitch);
  }
  return { nodes, nodeOf: (object) => places.get(object) ?? null };
}

/** Knots that are called: by name, as stand-ins for functions of the game, or by the look of what they return. */
function findFunctions(root: Container): ReadonlySet<string> {
  const names = new Set<string>();
  walkInk(root, (object) => {
    if (isDivert(object) && (object.isExternal || isFunctionCall(object))) {
      names.add(object.targetPathString ?? "");
    }
  });
  for (const knot of namedOnly(root)) if (returnsValues(knot)) names.add(knot.name ?? "");
  return names;
}

function returnsValues(knot: Container): boolean {
  let returns = false;
  walkInk(knot, (object) => {
    returns ||= commandOf(object) === COMMAND.popFunction;
  });
  return returns;
}

/** All that is in the container, without what is in its knots or stitches. */
function markOwn(container: Container, mark: (object: InkObject) => void): void {
  mark(container);
  for (const object of container.content) {
    mark(object);
    if (isContainer(object)) walkInk(object, mark);
  }
}

function leadsOnlyInto({ content }: Container, stitches: readonly Container[]): boolean {
  const last = content.at(-1);
  if (!isDivert(last) || last.pushesToStack || last.isConditional || last.hasVariableTarget || last.isExternal) return false;
  const target = last.targetPointer.container;
  return stitches.some((stitch) => stitch === target) && content.slice(0, -1).every(isAssignment);
}
