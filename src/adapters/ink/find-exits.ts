import type { Container } from "inkjs/engine/Container";
import type { Divert } from "inkjs/engine/Divert";
import type { InkObject } from "inkjs/engine/Object";
import type { InkNodes } from "./find-nodes.ts";
import { COMMAND, commandOf, isChoicePoint, isContainer, isDivert, isFunctionCall } from "./ink-objects.ts";

/**
 * The one node that code leads to, whatever holds on the way: its own node where choices of that are met; null where
 * there are several, or only playing tells.
 */
export function findOnlyExit(start: Container, nodes: InkNodes): string | null {
  const own = nodes.nodeOf(start);
  const exits = new Set<number | null>();
  const seen = new Set<InkObject>();
  const open: [Container, number][] = [[start, 0]];
  for (let next = open.pop(); next !== undefined && exits.size < 2; next = open.pop()) {
    for (const exit of readOn(next, { own, nodes, seen, open })) exits.add(exit);
  }
  const [only] = exits;
  return exits.size === 1 && only !== undefined && only !== null ? (nodes.nodes[only]?.id ?? null) : null;
}

interface Search {
  readonly own: number | null;
  readonly nodes: InkNodes;
  readonly seen: Set<InkObject>;
  /** Ways that are still to be followed. */
  readonly open: [Container, number][];
}

/** Follows one way until it branches off for good; null stands for what only playing tells, an end among it. */
function readOn(from: [Container, number], { own, nodes, seen, open }: Search): (number | null)[] {
  let [container, place] = from;
  for (;;) {
    const object = container.content[place];
    if (object === undefined) {
      const { parent } = container;
      if (!isContainer(parent)) return [null];
      const at = parent.content.indexOf(container);
      if (at === -1) return [null];
      [container, place] = [parent, at + 1];
      continue;
    }
    if (seen.has(object)) return [];
    seen.add(object);
    if (isChoicePoint(object)) return [own];
    const command = commandOf(object);
    if (command === COMMAND.end || command === COMMAND.done) return [null];
    if (isContainer(object)) [container, place] = [object, 0];
    else if (isDivert(object)) {
      const way = followDivert(object, {
        own,
        nodes,
        afterThread: commandOf(container.content[place - 1]) === COMMAND.startThread,
      });
      if (way.kind === "exit") return [way.exit];
      if (way.kind === "jump") open.push([way.to, way.place]);
      if (way.kind === "jump" && !object.isConditional) return [];
      place += 1;
    } else place += 1;
  }
}

type Way = { readonly kind: "exit"; readonly exit: number | null } | Jump | { readonly kind: "on" };
type Jump = { readonly kind: "jump"; readonly to: Container; readonly place: number };

const GOES_ON: Way = { kind: "on" };

function followDivert(
  divert: Divert,
  { own, nodes, afterThread }: Pick<Search, "own" | "nodes"> & { afterThread: boolean },
): Way {
  if (afterThread || divert.isExternal) return GOES_ON;
  if (isFunctionCall(divert)) return GOES_ON;
  if (divert.hasVariableTarget) return divert.variableDivertName === RETURN ? GOES_ON : { kind: "exit", exit: null };
  const { container, index } = divert.targetPointer;
  if (container === null) return { kind: "exit", exit: null };
  if (isStartContent(container)) return GOES_ON;
  const node = nodes.nodeOf(container);
  if (node !== own) return { kind: "exit", exit: node };
  return { kind: "jump", to: container, place: Math.max(0, index) };
}

/** The variable through which a choice's own words, said twice, return to where they are said. */
const RETURN = "$r";

function isStartContent(container: Container): boolean {
  const last = container.content.at(-1);
  return isDivert(last) && last.variableDivertName === RETURN;
}
