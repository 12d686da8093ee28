import { sceneSchema, type Scene } from "../../src/core/playtest/scene/scene.ts";
import { WordSource } from "./words.ts";

/** How large a generated story is. */
export interface StorySize {
  readonly nodes: number;
  readonly variables: number;
  /** Each variable counts up to this and stays there. */
  readonly most: number;
}

/** As many nodes as The Intercept has choice points. */
export const ORDINARY: StorySize = { nodes: 340, variables: 24, most: 6 };

/** One choice in numbers: where it leads, what it needs (-1: nothing), and which variable it gives which value (-1: none). */
export interface PlainChoice {
  readonly to: number;
  readonly needs: number;
  readonly atLeast: number;
  readonly sets: number;
  readonly value: number;
}

/** A node in numbers: which variable entering counts up (-1: none), and its choices. */
export interface PlainNode {
  readonly counts: number;
  readonly choices: readonly PlainChoice[];
}

/**
 * A story that has no end, as plain numbers: 2 or 3 choices a node, of which the first is always offered; every third has a
 * condition, every other one sets a variable, every third node counts.
 */
export function plainNodes({ nodes, variables, most }: StorySize): readonly PlainNode[] {
  const source = new WordSource(1);
  return Array.from({ length: nodes }, (_, node) => ({
    counts: node % 3 === 0 ? source.below(variables) : -1,
    choices: Array.from({ length: 2 + (node % 2) }, (_, place) => ({
      to: source.below(nodes),
      needs: place === 1 ? source.below(variables) : -1,
      atLeast: 1 + source.below(2),
      sets: place === 0 ? source.below(variables) : -1,
      value: source.below(most),
    })),
  }));
}

/** The same story as a scene, with words and assets. */
export function ordinaryScene(size: StorySize = ORDINARY): Scene {
  const source = new WordSource(2);
  return sceneSchema.parse({
    id: "ordinary",
    start: "node-0",
    variables: Object.fromEntries(
      Array.from({ length: size.variables }, (_, slot) => [`trust.${slot}`, { type: "integer", default: 0, max: size.most }]),
    ),
    assets: Object.fromEntries(Array.from({ length: 20 }, (_, place) => [`place-${place}`, { kind: "backgrounds" }])),
    nodes: plainNodes(size).map((node, place) => sceneNode(node, place, source)),
  });
}

function sceneNode({ counts, choices }: PlainNode, place: number, source: WordSource) {
  return {
    id: `node-${place}`,
    text: source.sentence(14),
    assets: place % 4 === 0 ? [`place-${source.below(20)}`] : [],
    do: counts < 0 ? [] : [{ type: "increment", key: `trust.${counts}` }],
    choices: choices.map(({ to, needs, atLeast, sets, value }, index) => ({
      id: `way-${index}`,
      text: source.sentence(4),
      to: `node-${to}`,
      ...(needs < 0 ? {} : { when: { key: `trust.${needs}`, op: "gte", value: atLeast } }),
      do: sets < 0 ? [] : [{ type: "set", key: `trust.${sets}`, value }],
    })),
  };
}
