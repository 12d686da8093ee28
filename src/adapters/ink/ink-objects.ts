import type { ChoicePoint } from "inkjs/engine/ChoicePoint";
import type { Container } from "inkjs/engine/Container";
import type { ControlCommand } from "inkjs/engine/ControlCommand";
import type { Divert } from "inkjs/engine/Divert";
import type { NativeFunctionCall } from "inkjs/engine/NativeFunctionCall";
import type { InkObject } from "inkjs/engine/Object";
import type { AbstractValue } from "inkjs/engine/Value";
import type { VariableAssignment } from "inkjs/engine/VariableAssignment";
import type { VariableReference } from "inkjs/engine/VariableReference";

// Told apart by their members: the classes are not exported by the bundle, and its compiler and its engine share them.

export function isContainer(object: object | null | undefined): object is Container {
  return object != null && "namedContent" in object;
}

export function isChoicePoint(object: object | null | undefined): object is ChoicePoint {
  return object != null && "hasChoiceOnlyContent" in object;
}

export function isDivert(object: object | null | undefined): object is Divert {
  return object != null && "pushesToStack" in object;
}

export function isAssignment(object: object | null | undefined): object is VariableAssignment {
  return object != null && "isNewDeclaration" in object;
}

export function isReference(object: object | null | undefined): object is VariableReference {
  return object != null && "pathForCount" in object;
}

export function isNativeCall(object: object | null | undefined): object is NativeFunctionCall {
  return object != null && "numberOfParameters" in object;
}

export function isValue(object: object | null | undefined): object is AbstractValue {
  return object != null && "valueType" in object;
}

/** Which kind of value it is, of `VALUE`; null where it is none. */
export function valueKindOf(object: object | null | undefined): number | null {
  return isValue(object) ? object.valueType : null;
}

/** The text of a piece of text; null for anything else. */
export function textOf(object: object | null | undefined): string | null {
  return isValue(object) && valueKindOf(object) === VALUE.string ? String(object.valueObject) : null;
}

/** Whether a divert calls a function, to come back with its value. */
export function isFunctionCall(divert: Divert): boolean {
  const pushed: number = divert.stackPushType;
  return divert.pushesToStack && pushed === PUSHES_FUNCTION;
}

function isControl(object: object | null | undefined): object is ControlCommand {
  return object != null && "commandType" in object;
}

/** Which command it is, of `COMMAND`; null where it is none. */
export function commandOf(object: object | null | undefined): number | null {
  return isControl(object) ? object.commandType : null;
}

/** Commands of the ink engine that are looked at here, as inkjs 2.4 numbers them (`ControlCommand.CommandType`). */
export const COMMAND = {
  evalStart: 0,
  evalOutput: 1,
  evalEnd: 2,
  popFunction: 5,
  popTunnel: 6,
  beginString: 7,
  endString: 8,
  choiceCount: 10,
  turns: 11,
  turnsSince: 12,
  readCount: 13,
  random: 14,
  seedRandom: 15,
  visitIndex: 16,
  shuffleIndex: 17,
  startThread: 18,
  done: 19,
  end: 20,
  listFromInt: 21,
  listRange: 22,
  listRandom: 23,
  beginTag: 24,
  endTag: 25,
} as const;

/** Kinds of values, as inkjs 2.4 numbers them (`ValueType`). */
export const VALUE = { bool: -1, int: 0, float: 1, list: 2, string: 3, divert: 4, pointer: 5 } as const;

/** As inkjs 2.4 numbers it (`PushPopType`). */
const PUSHES_FUNCTION = 1;

/** Containers that are in a container by name only: knots, stitches, contents of choices. */
export function namedOnly(container: Container): Container[] {
  const held = new Set<unknown>(container.content);
  return [...container.namedContent.values()].filter((named) => !held.has(named)).filter(isContainer);
}

/** Visits all that is in a container, itself left out, in the order of the source. */
export function walkInk(container: Container, visit: (object: InkObject, parent: Container, place: number) => void): void {
  container.content.forEach((object, place) => {
    visit(object, container, place);
    if (isContainer(object)) walkInk(object, visit);
  });
  for (const named of namedOnly(container)) {
    visit(named, container, -1);
    walkInk(named, visit);
  }
}
