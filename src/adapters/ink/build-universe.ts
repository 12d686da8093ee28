import type { Container } from "inkjs/engine/Container";
import type { Universe, UniverseNode, UniversePlace } from "../../core/playtest/story/universe.ts";
import { findOnlyExit } from "./find-exits.ts";
import { findInputs } from "./find-inputs.ts";
import { type InkNodes, TOP_NODE } from "./find-nodes.ts";
import { findTags } from "./find-tags.ts";
import type { InkModel } from "./ink-model.ts";
import { COMMAND, commandOf, isChoicePoint, textOf, walkInk } from "./ink-objects.ts";
import { readTag } from "./read-tag.ts";
import { lineOfCode } from "./place-of-code.ts";

/**
 * Everything that a play can reach. The top is a node only where something is said, chosen or ended there. Endings are
 * the nodes in which `-> END` stands, or what an `ending` tag there calls them.
 *
 * @param start  The node of a play's first moment.
 * Source: SPEC.md IK11.
 */
export function buildUniverse(model: InkModel, nodes: InkNodes, start: string): Universe {
  const { file } = model.program;
  const endings = findEndings(model, nodes);
  const told = model.nodes.filter(({ id, container }) => id !== TOP_NODE || start === TOP_NODE || hasContent(container, nodes));
  return {
    start,
    nodes: told.map(({ id, container }): UniverseNode => ({
      id,
      line: lineOfCode(container, file),
      text: firstWords(container, nodes),
      type: null,
      speaker: null,
      goto: gotoOf(container, nodes, id),
      ending: endings.find(({ node }) => node === id)?.id ?? null,
    })),
    choices: model.choices.map(({ id, nodeId, text, to, point }) => ({
      id,
      node: nodeId,
      text,
      to,
      line: lineOfCode(point, file),
    })),
    endings: uniquePlaces(endings),
    inputs: findInputs(model),
    conditions: model.choices.flatMap(({ id, nodeId, point, conjuncts }) =>
      conjuncts.map(({ text }, place) => ({
        id: `${nodeId}/${id}/all.${place}`,
        node: nodeId,
        choice: id,
        text,
        line: lineOfCode(point, file),
      })),
    ),
  };
}

interface Ending extends UniversePlace {
  readonly node: string;
}

function findEndings({ program, nodes: places }: InkModel, nodes: InkNodes): Ending[] {
  const named = new Map<number | null, string>();
  for (const { tag, object } of findTags(program.root)) {
    const { key, value } = readTag(tag);
    if (key === "ending" && value !== null) named.set(nodes.nodeOf(object), value);
  }
  const endings: Ending[] = [];
  walkInk(program.root, (object) => {
    const node = nodes.nodeOf(object);
    if (commandOf(object) !== COMMAND.end || node === null) return;
    const nodeId = places[node]?.id ?? "";
    endings.push({ id: named.get(node) ?? nodeId, node: nodeId, line: lineOfCode(object, program.file) });
  });
  return endings;
}

function uniquePlaces(endings: readonly Ending[]): UniversePlace[] {
  const byId = new Map<string, UniversePlace>();
  for (const { id, line } of endings) if (!byId.has(id)) byId.set(id, { id, line });
  return [...byId.values()];
}

/** Where a node leads by itself: not where choices of its own are met. */
function gotoOf(container: Container, nodes: InkNodes, id: string): string | null {
  const exit = findOnlyExit(container, nodes);
  return exit === id ? null : exit;
}

/** Guess: as much as a node in a graph has room for, in characters. */
const FIRST_WORDS = 60;

/** What a node says before its first choice. Tags are not said, and texts of choices not by the node. */
function wordsOf(container: Container, nodes: InkNodes): string {
  const own = nodes.nodeOf(container);
  let words = "";
  let isDone = false;
  let unsaid = 0;
  walkInk(container, (object) => {
    const command = commandOf(object);
    if (command === COMMAND.beginTag || command === COMMAND.beginString) unsaid += 1;
    if (command === COMMAND.endTag || command === COMMAND.endString) unsaid -= 1;
    isDone ||= isChoicePoint(object) || words.length > 2 * FIRST_WORDS;
    if (!isDone && unsaid === 0 && nodes.nodeOf(object) === own) words += textOf(object) ?? "";
  });
  return words.replaceAll(/\s+/g, " ").trim();
}

function firstWords(container: Container, nodes: InkNodes): string {
  return Array.from(wordsOf(container, nodes)).slice(0, FIRST_WORDS).join("");
}

function hasContent(container: Container, nodes: InkNodes): boolean {
  const own = nodes.nodeOf(container);
  let found = wordsOf(container, nodes) !== "";
  walkInk(container, (object) => {
    found ||= nodes.nodeOf(object) === own && (isChoicePoint(object) || commandOf(object) === COMMAND.end);
  });
  return found;
}
