import type { ChoicePoint } from "inkjs/engine/ChoicePoint";
import type { Container } from "inkjs/engine/Container";
import { digestText } from "../../core/canonical/digest.ts";
import type { InkNodes } from "./find-nodes.ts";
import { type Conjunct, findConjuncts } from "./find-conjuncts.ts";
import { isChoicePoint, walkInk } from "./ink-objects.ts";
import type { InkProgram } from "./ink-program.ts";
import { itemNames } from "./ink-values.ts";
import { type ChoiceCode, readChoiceCode } from "./read-choice-code.ts";

/** A choice of the story's source, wherever it is offered. */
export interface InkChoice {
  /** Unique within its node. */
  readonly id: string;
  /** Place in the story's nodes. */
  readonly node: number;
  readonly point: ChoicePoint;
  readonly text: string;
  /** Parts of its condition, all of which must hold. */
  readonly conjuncts: readonly Conjunct[];
}

/**
 * Finds the choices of a story, in its order. Fallbacks are left out: nobody is offered them.
 *
 * The id is the choice's label, else its first words with a short digest of all it can say, and a number from the second
 * of equals on: so it stays when choices with other words are added, moved or labelled.
 *
 * Source: SPEC.md IK6.
 */
export function findChoices(
  { root, labels, lists }: Pick<InkProgram, "root" | "labels" | "lists">,
  { nodeOf }: Pick<InkNodes, "nodeOf">,
): InkChoice[] {
  const items = new Set(lists.flatMap((list) => [...list.items.keys()].flatMap((key) => itemNames(key))));
  const known = { nameOf: namerOf(labels), isItem: (name: string) => items.has(name) };
  const used = new Map<string, number>();
  const found: InkChoice[] = [];
  walkInk(root, (point) => {
    const node = nodeOf(point);
    if (!isChoicePoint(point) || point.isInvisibleDefault || node === null) return;
    const code = readChoiceCode(point);
    const id = labels.get(point) ?? idFromWords(code);
    const times = (used.get(`${node}/${id}`) ?? 0) + 1;
    used.set(`${node}/${id}`, times);
    const conjuncts = point.hasCondition ? findConjuncts(code.condition, known) : [];
    found.push({ id: times === 1 ? id : `${id}-${times}`, node, point, text: code.text, conjuncts });
  });
  return found;
}

/** How much of a choice's words its id begins with, in characters; guess: enough to know it by. */
const ID_WORDS = 24;
const ID_DIGITS = 6;

function idFromWords({ template, text }: ChoiceCode): string {
  const words =
    text
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/\p{Mark}|['’]/gu, "")
      .match(/[a-z0-9]+/g) ?? [];
  let start = "";
  for (const word of words) {
    if (start.length + word.length >= ID_WORDS) break;
    start += `${word}-`;
  }
  return `${start}${digestText(template).replace("sha256:", "").slice(0, ID_DIGITS)}`;
}

/** Parts of a story are called by the names on the way to them: `quay.board`. */
function namerOf(labels: InkProgram["labels"]): (container: Container) => string {
  const names = new Map<Container, string>();
  for (const [point, label] of labels) if (point.choiceTarget !== null) names.set(point.choiceTarget, label);
  return (container) => {
    const parts = String(container.path)
      .split(".")
      .filter((part) => !/^\d+$/.test(part));
    const label = names.get(container);
    return (label === undefined ? parts : [...parts.slice(0, -1), label]).filter((part) => !/^[cg]-\d+$/.test(part)).join(".");
  };
}
