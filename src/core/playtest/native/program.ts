import { assert } from "../../assert.ts";
import type { Scene, SceneChoice, SceneNode } from "../scene/scene.ts";
import type { Line, MomentEnd, Option, Refusal } from "../story/moment.ts";
import { compileBlock, type Block } from "./block.ts";
import { readCondition, type TreeLeaf } from "./condition-tree.ts";
import { compileTest, type ConditionTest } from "./condition-test.ts";
import { listVariables, type Variable } from "./variable.ts";

/** A scene as one pov lives it in one worldline, laid out for playing. */
export interface Program {
  readonly variables: readonly Variable[];
  /** In the scene's order. */
  readonly nodes: readonly ProgramNode[];
  /** Place of the first node. */
  readonly start: number;
  /** How many choices are offered once. */
  readonly onceCount: number;
}

export interface ProgramNode {
  /** Its place in `Program.nodes`. */
  readonly place: number;
  readonly id: string;
  readonly kind: "choice" | "goto" | "end";
  /** Place of the node that follows by itself; -1 where none does. */
  readonly next: number;
  readonly end: MomentEnd | null;
  readonly lines: readonly Line[];
  readonly entry: Block;
  readonly choices: readonly ProgramChoice[];
  /** All of its choices. */
  readonly options: readonly Option[];
  /** Whether each choice stands or falls with the pov alone, whatever the state. */
  readonly isFixed: boolean;
  /** Whether some choice has a condition. */
  readonly hasTests: boolean;
}

export interface ProgramChoice {
  readonly option: Option;
  /** Place of the node it leads to. */
  readonly to: number;
  readonly block: Block;
  /** Its number among the choices that are offered once; -1 where it is offered again. */
  readonly once: number;
  /** Why this pov is never offered it; null where it is. */
  readonly refused: Refusal | null;
  readonly test: ConditionTest | null;
}

/** Whose view a program takes, and where the universe keeps conditions. */
export interface ProgramScope {
  readonly pov: string | null;
  /** The leaf's place in `universe.conditions`. */
  readonly indexOf: (node: string, choice: string, leaf: TreeLeaf) => number;
}

interface Layout extends ProgramScope {
  readonly variableOf: (name: string) => Variable;
  readonly placeOf: (node: string) => number;
  readonly nextOnce: () => number;
}

/** Lays a scene out, worldline already applied. */
export function compileProgram(scene: Scene, scope: ProgramScope): Program {
  const variables = listVariables(scene);
  const variableOf = finder(variables, "variable", ({ name }) => name);
  const places = finder([...scene.nodes.entries()], "node", ([, { id }]) => id);
  let onceCount = 0;
  const layout: Layout = { ...scope, variableOf, placeOf: (id) => places(id)[0], nextOnce: () => onceCount++ };
  const nodes = scene.nodes.map((node, place) => compileNode(node, place, layout));
  return { variables, nodes, start: layout.placeOf(scene.start), onceCount };
}

/** Finds things by name; a scene that was read names nothing that it does not have. */
function finder<T>(things: readonly T[], kind: string, nameOf: (thing: T) => string): (name: string) => T {
  const byName = new Map(things.map((thing) => [nameOf(thing), thing]));
  return (name) => {
    const found = byName.get(name);
    assert(found !== undefined, `a scene that was read has the ${kind} ${name}`);
    return found;
  };
}

/** An end is one whatever else the node says, and a goto stands before choices. */
function compileNode(node: SceneNode, place: number, layout: Layout): ProgramNode {
  const kind = node.end === undefined ? (node.goto === undefined ? "choice" : "goto") : "end";
  const choices = kind === "choice" ? node.choices.map((choice) => compileChoice(node, choice, layout)) : [];
  return {
    place,
    id: node.id,
    kind,
    next: kind === "goto" && node.goto !== undefined ? layout.placeOf(node.goto) : -1,
    end: node.end === undefined ? null : Object.freeze({ outcome: "ended", ending: node.end }),
    lines: Object.freeze(linesFor(node, layout.pov)),
    entry: compileBlock(node, { prefix: "", variableOf: layout.variableOf }),
    choices,
    options: Object.freeze(choices.map(({ option }) => option)),
    hasTests: choices.some(({ test }) => test !== null),
    isFixed: choices.every(({ refused, once, test }) => refused !== null || (once < 0 && test === null)),
  };
}

/** What the pov hears; a node without words says nothing. */
function linesFor(node: SceneNode, pov: string | null): Line[] {
  const rule = pov === null ? undefined : node.narratorRules[pov];
  const text = rule?.text ?? node.text;
  if (rule?.hidden === true || text === "") return [];
  return [Object.freeze({ text, speaker: rule?.speaker ?? node.speaker ?? null })];
}

function compileChoice(node: SceneNode, choice: SceneChoice, layout: Layout): ProgramChoice {
  const { id, text, weight, to, metadata, visibleTo, when } = choice;
  const isVisible = visibleTo.length === 0 || (layout.pov !== null && visibleTo.includes(layout.pov));
  const places = {
    slotOf: (key: string) => layout.variableOf(key).slot,
    indexOf: (leaf: TreeLeaf) => layout.indexOf(node.id, id, leaf),
  };
  return {
    option: Object.freeze({ id, text, weight, to, metadata }),
    to: layout.placeOf(to),
    block: compileBlock(choice, { prefix: `${id}/`, variableOf: layout.variableOf }),
    once: choice.once ? layout.nextOnce() : -1,
    refused: isVisible ? null : Object.freeze({ id, text, failed: Object.freeze({ kind: "pov", visibleTo }) }),
    test: when === undefined ? null : compileTest(readCondition(when), places),
  };
}
