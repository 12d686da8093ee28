import type { Block } from "./block.ts";
import { readsOf } from "./condition-test.ts";
import { addFact, addFacts, noFacts, type FactSet } from "./facts.ts";
import { flowOf, numberFacts, passBack, type FactNumbers, type Flow } from "./flow.ts";
import type { Program, ProgramChoice, ProgramNode } from "./program.ts";

/** Which facts the future can still read, at each place of a program. */
export interface Liveness {
  readonly facts: FactNumbers;
  /** What is live at rest in a node where these of its choices are offered. */
  liveAt(node: ProgramNode, offered: readonly ProgramChoice[]): FactSet;
}

/** The program's graph with what each place reads and overwrites. */
interface FlowGraph {
  readonly facts: FactNumbers;
  /** A variable's fact has the number of its slot. */
  readonly watched: readonly number[];
  /** By node: what its entry does, and what its conditions and marks read. */
  readonly nodes: readonly { readonly entry: readonly Flow[]; readonly reads: readonly number[] }[];
  readonly choices: ReadonlyMap<ProgramChoice, readonly Flow[]>;
  /** By node: what is live before it is entered. */
  readonly before: readonly FactSet[];
}

/** Variables that are read apart from conditions and actions, by slot. */
export interface LiveSlots {
  readonly fragile: readonly number[];
  readonly watched: readonly number[];
}

/**
 * Works out liveness backward over the graph until nothing changes: live before a place is what it reads, and what is live
 * after it and not overwritten there. Conditions count as possible, whatever they say.
 *
 * @param slots.fragile  Variables that counting reads.
 * @param slots.watched  Variables that every place reads.
 * Source: SPEC.md NE13-NE15; the classic iterative analysis (Kildall 1973).
 */
export function analyseLiveness(program: Program, slots: LiveSlots): Liveness {
  const graph = readGraph(program, numberFacts(program, slots.fragile), slots.watched);
  settle(program, graph);
  return { facts: graph.facts, liveAt: (node, offered) => liveAtRest(graph, node, offered) };
}

function readGraph(program: Program, facts: FactNumbers, watched: readonly number[]): FlowGraph {
  const flowsOf = ({ source }: Block): Flow[] => source.do.map((action) => flowOf(action, facts));
  const choices = program.nodes.flatMap((node) => node.choices);
  return {
    facts,
    watched,
    nodes: program.nodes.map((node) => ({
      entry: flowsOf(node.entry),
      reads: node.choices.flatMap((choice) => offerReads(choice, facts)),
    })),
    choices: new Map(choices.map((choice) => [choice, [...takeOnce(choice, facts), ...flowsOf(choice.block)]])),
    before: program.nodes.map(() => noFacts(facts.count)),
  };
}

/** What decides whether a choice is offered. */
function offerReads({ refused, test, once }: ProgramChoice, { firstMark }: FactNumbers): number[] {
  if (refused !== null) return [];
  return [...(test === null ? [] : readsOf(test)), ...(once < 0 ? [] : [firstMark + once])];
}

/** Taking a choice that is offered once marks it, whatever the mark was. */
function takeOnce({ once }: ProgramChoice, { firstMark }: FactNumbers): Flow[] {
  return once < 0 ? [] : [{ reads: [], overwrites: [firstMark + once] }];
}

/**
 * Sweeps over the nodes, last first, as long as some node that one leads to has changed. Sweeps and not a stack of nodes: what
 * changes then goes a long way before it is looked at again, and a scene of 10,000 nodes takes seconds, not hours.
 */
function settle({ nodes }: Program, graph: FlowGraph): void {
  const sources = listSources(nodes);
  const isWaiting = nodes.map(() => true);
  let waits = true;
  while (waits) {
    waits = false;
    for (const node of nodes.toReversed()) {
      if (isWaiting[node.place] !== true) continue;
      isWaiting[node.place] = false;
      if (!update(graph, node)) continue;
      waits = true;
      for (const source of sources[node.place] ?? []) isWaiting[source] = true;
    }
  }
}

/** Works out once more what is live before a node; tells whether it is more than was known. */
function update(graph: FlowGraph, node: ProgramNode): boolean {
  const live = liveAtRest(graph, node, node.choices);
  const { entry, reads } = graph.nodes[node.place] as FlowGraph["nodes"][number];
  for (const fact of reads) addFact(live, fact);
  return addFacts(graph.before[node.place] as FactSet, passBack(entry, live));
}

/** By node: the nodes that lead to it. */
function listSources(nodes: readonly ProgramNode[]): readonly number[][] {
  const sources: number[][] = nodes.map(() => []);
  for (const node of nodes) {
    const targets = node.kind === "goto" ? [node.next] : node.choices.map(({ to }) => to);
    for (const target of new Set(targets)) sources[target]?.push(node.place);
  }
  return sources;
}

function liveAtRest(graph: FlowGraph, node: ProgramNode, offered: readonly ProgramChoice[]): FactSet {
  const live = noFacts(graph.facts.count);
  for (const fact of graph.watched) addFact(live, fact);
  if (node.kind === "goto") addFacts(live, graph.before[node.next] as FactSet);
  for (const choice of offered) {
    if (choice.refused !== null) continue;
    const after = (graph.before[choice.to] as FactSet).slice();
    addFacts(live, passBack(graph.choices.get(choice) ?? [], after));
  }
  return live;
}
