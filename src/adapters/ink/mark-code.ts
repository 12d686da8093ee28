import type { Container } from "inkjs/engine/Container";
import type { InkObject } from "inkjs/engine/Object";
import type { InkNodes } from "./find-nodes.ts";
import {
  COMMAND,
  commandOf,
  isAssignment,
  isDivert,
  isNativeCall,
  isReference,
  isValue,
  namedOnly,
  VALUE,
  valueKindOf,
  walkInk,
} from "./ink-objects.ts";
import { DECLARATIONS } from "./ink-program.ts";

/** What a part of the code means to a play. */
export interface Mark {
  /** Place in the story's nodes; null in functions. */
  readonly node: number | null;
  /** A value or a text to be put down as it is; logic or flow, which says nothing (`quiet`) or may; or anything else. */
  readonly shape: "value" | "quiet" | "logic" | "other";
  /** What is done when it is run. */
  readonly watch: "nothing" | "set" | "random" | "list_random" | "end" | "text";
}

const MARK = Symbol("mark");

interface Marked {
  [MARK]?: Mark;
}

/** The mark of a part of the code; undefined for what declares variables. */
export function markOf(object: InkObject): Mark | undefined {
  return (object as Marked)[MARK];
}

/** Marks all code of a story. Why the code itself: to look marks up in a map took a tenth of the time of a play. */
export function markCode(root: Container, { nodeOf }: InkNodes): void {
  const declarations = namedOnly(root).find(({ name }) => name === DECLARATIONS);
  const declared = new Set(declarations?.content);
  walkInk(root, (object) => {
    if (declared.has(object)) return;
    (object as Marked)[MARK] = { node: nodeOf(object), watch: watchOf(object), shape: shapeOf(object) };
  });
}

const WATCHED: ReadonlyMap<number | null, Mark["watch"]> = new Map([
  [COMMAND.random, "random"],
  [COMMAND.listRandom, "list_random"],
  [COMMAND.end, "end"],
  [COMMAND.endString, "text"],
]);

function watchOf(object: InkObject): Mark["watch"] {
  if (isAssignment(object)) return object.isNewDeclaration && !object.isGlobal ? "nothing" : "set";
  // What adds numbers joins texts too.
  if (isNativeCall(object) && object.name === "+") return "text";
  return WATCHED.get(commandOf(object)) ?? "nothing";
}

/** Commands that say something, or take back what was said. */
const LOUD: ReadonlySet<number> = new Set([
  COMMAND.evalOutput,
  COMMAND.popFunction,
  COMMAND.popTunnel,
  COMMAND.beginString,
  COMMAND.endString,
  COMMAND.beginTag,
  COMMAND.endTag,
  COMMAND.done,
  COMMAND.end,
]);

/** A pointer to a variable is told which one only when it is met; a thread is begun behind the command for it. */
function shapeOf(object: InkObject): Mark["shape"] {
  if (isValue(object)) return valueKindOf(object) === VALUE.pointer ? "other" : "value";
  const command = commandOf(object);
  if (command === COMMAND.startThread) return "other";
  if (command !== null) return LOUD.has(command) ? "logic" : "quiet";
  return isDivert(object) || isAssignment(object) || isReference(object) || isNativeCall(object) ? "quiet" : "other";
}
