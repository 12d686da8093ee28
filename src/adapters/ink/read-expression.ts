import type { Container } from "inkjs/engine/Container";
import type { NativeFunctionCall } from "inkjs/engine/NativeFunctionCall";
import type { InkObject } from "inkjs/engine/Object";
import type { AbstractValue } from "inkjs/engine/Value";
import {
  COMMAND,
  commandOf,
  isAssignment,
  isDivert,
  isFunctionCall,
  isNativeCall,
  isReference,
  isValue,
  textOf,
  VALUE,
  valueKindOf,
} from "./ink-objects.ts";

/** An expression of a story as a tree. */
export type InkExpression =
  | { readonly kind: "value"; readonly value: AbstractValue }
  | { readonly kind: "variable"; readonly name: string }
  /** How often something was read; `by` is the code that asks. */
  | { readonly kind: "count"; readonly of: Container; readonly by: InkObject }
  | { readonly kind: "native"; readonly call: NativeFunctionCall; readonly args: readonly InkExpression[] }
  /** A call of the story's code or of the engine, which only playing may make: it can change things, or draw. */
  | { readonly kind: "call"; readonly name: string; readonly args: readonly InkExpression[] };

/** Commands that leave a value, with their names in ink and how many values they take. */
const CALLS: Readonly<Record<number, readonly [name: string, takes: number]>> = {
  [COMMAND.choiceCount]: ["CHOICE_COUNT", 0],
  [COMMAND.turns]: ["TURNS", 0],
  [COMMAND.turnsSince]: ["TURNS_SINCE", 1],
  [COMMAND.readCount]: ["READ_COUNT", 1],
  [COMMAND.random]: ["RANDOM", 2],
  [COMMAND.listFromInt]: ["LIST", 2],
  [COMMAND.listRange]: ["LIST_RANGE", 3],
  [COMMAND.listRandom]: ["LIST_RANDOM", 1],
};

/** Reads an expression as it is compiled, operators behind their operands; null for what is none of one value. */
export function readExpression(code: readonly InkObject[]): InkExpression | null {
  const stack: InkExpression[] = [];
  for (let at = 0; at < code.length; at += 1) {
    const object = code[at];
    if (commandOf(object) === COMMAND.beginString) {
      const end = code.findIndex((later, place) => place > at && commandOf(later) === COMMAND.endString);
      const text = code[at + 1];
      // Texts with logic in them would have to be run.
      if (end !== at + 2 || !isValue(text) || textOf(text) === null) return null;
      stack.push({ kind: "value", value: text });
      at = end;
      continue;
    }
    const read = readPart(object, stack);
    if (read === null) return null;
    stack.push(read);
  }
  return stack.length === 1 ? (stack[0] ?? null) : null;
}

function readPart(object: InkObject | undefined, stack: InkExpression[]): InkExpression | null {
  if (isValue(object))
    return valueKindOf(object) === VALUE.pointer
      ? { kind: "variable", name: String(object.valueObject) }
      : { kind: "value", value: object };
  if (isReference(object)) {
    const { containerForCount, name } = object;
    if (object.pathForCount === null) return { kind: "variable", name: name ?? "" };
    return containerForCount === null ? null : { kind: "count", of: containerForCount, by: object };
  }
  if (isNativeCall(object)) {
    const args = take(stack, object.numberOfParameters);
    return args === null ? null : { kind: "native", call: object, args };
  }
  const [name, takes] = callOf(object) ?? [];
  const args = takes === undefined ? null : take(stack, takes);
  return name === undefined || args === null ? null : { kind: "call", name, args };
}

function callOf(object: InkObject | undefined): readonly [string, number] | undefined {
  if (!isDivert(object)) return CALLS[commandOf(object) ?? -1];
  const name = object.targetPathString ?? "";
  if (object.isExternal) return [name, object.externalArgs];
  if (!isFunctionCall(object)) return undefined;
  const code = object.targetPointer.container?.content ?? [];
  const body = code.findIndex((part) => !isAssignment(part) || !part.isNewDeclaration || part.isGlobal);
  return [name, body === -1 ? code.length : body];
}

function take(stack: InkExpression[], many: number): InkExpression[] | null {
  return stack.length < many ? null : stack.splice(stack.length - many, many);
}
