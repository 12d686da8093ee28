import type { ChoicePoint } from "inkjs/engine/ChoicePoint";
import type { InkObject } from "inkjs/engine/Object";
import { COMMAND, commandOf, isContainer, isDivert, textOf, walkInk } from "./ink-objects.ts";

/** What stands before a choice point in compiled code. */
export interface ChoiceCode {
  /** Every piece of the choice's text, in whatever case it is said: what the id is made of. */
  readonly template: string;
  /** The text as far as it is always the same, `…` for the rest. */
  readonly text: string;
  /** The condition's code; empty where it has none. */
  readonly condition: readonly InkObject[];
}

/** Reads the code of a choice: its texts, said first as start of the choice and then as what only the choice says, then its condition. */
export function readChoiceCode(point: ChoicePoint): ChoiceCode {
  const code = codeBefore(point);
  const texts: InkObject[] = [];
  let at = 0;
  for (let blocks = Number(point.hasStartContent) + Number(point.hasChoiceOnlyContent); blocks > 0; blocks -= 1) {
    const begin = code.findIndex((object, place) => place >= at && commandOf(object) === COMMAND.beginString);
    const end = begin === -1 ? -1 : endOfString(code, begin);
    if (end === -1) break;
    texts.push(...code.slice(begin + 1, end).flatMap(startContent));
    at = end + 1;
  }
  const hasTexts = point.hasStartContent || point.hasChoiceOnlyContent;
  return { ...wordTexts(texts), condition: point.hasCondition ? code.slice(hasTexts ? at : 0) : [] };
}

/** The evaluation that ends right before the choice point. */
function codeBefore(point: ChoicePoint): readonly InkObject[] {
  if (!isContainer(point.parent)) return [];
  const { content } = point.parent;
  const end = content.indexOf(point) - 1;
  if (commandOf(content[end]) !== COMMAND.evalEnd) return [];
  let depth = 0;
  for (let at = end; at >= 0; at -= 1) {
    const command = commandOf(content[at]);
    if (command === COMMAND.evalEnd) depth += 1;
    if (command === COMMAND.evalStart) depth -= 1;
    if (depth === 0) return content.slice(at + 1, end);
  }
  return [];
}

function endOfString(code: readonly InkObject[], begin: number): number {
  let depth = 0;
  for (let at = begin; at < code.length; at += 1) {
    const command = commandOf(code[at]);
    if (command === COMMAND.beginString) depth += 1;
    if (command === COMMAND.endString) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** What a choice says before and after it is taken stands apart, and is led to. */
function startContent(object: InkObject): InkObject[] {
  if (!isDivert(object) || object.hasVariableTarget || object.pushesToStack) return [object];
  return object.targetPointer.container?.content ?? [];
}

/** Tags are left out: they are not said. */
function wordTexts(texts: readonly InkObject[]): Pick<ChoiceCode, "template" | "text"> {
  const template: string[] = [];
  let text = "";
  let isTag = false;
  for (const object of texts) {
    const command = commandOf(object);
    if (command === COMMAND.beginTag || command === COMMAND.endTag) isTag = command === COMMAND.beginTag;
    if (isTag) continue;
    const own = textOf(object);
    if (own !== null) {
      template.push(own);
      text += own;
    } else if (isContainer(object) && object.content.length > 0) {
      walkInk(object, (inner) => template.push(textOf(inner) ?? ""));
      text += GAP;
    } else if (command === COMMAND.evalOutput) text += GAP;
  }
  const gaps = new RegExp(`${GAP}(\\s*${GAP})*`, "g");
  return { template: template.join("|"), text: text.replaceAll(gaps, GAP).replaceAll(/\s+/g, " ").trim() };
}

const GAP = "…";
