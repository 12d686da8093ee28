import type { ViewedTrace } from "./viewed-trace.ts";

/** A story as nodes and the ways between them, with how often each was taken. */
export interface StoryGraph {
  /** In the order in which a reader meets them; the first is the start. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  readonly id: string;
  /** Its first words; null where none are known. */
  readonly text: string | null;
  readonly speaker: string | null;
  /** The ending that it is. */
  readonly ending: string | null;
  /** How often it was entered; null where nobody has counted. */
  readonly visits: number | null;
  /** What is wrong with it, in words, e.g. "nothing leads here". */
  readonly findings: readonly string[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** The choices that lead this way; none where it goes on by itself. */
  readonly choices: readonly string[];
  /** How often it was gone; null where nobody has counted. */
  readonly visits: number | null;
}

/** The part of a story that a trace went through; of a trial, its conversation. Source: SPEC.md TV8. */
export function graphOfTrace({ kind, steps: all, end }: Pick<ViewedTrace, "kind" | "steps" | "end">): StoryGraph {
  const steps = kind === "trial" ? all.filter(({ place }) => !JUDGEMENT.test(place)) : all;
  const nodes = new Map<string, { text: string | null; speaker: string | null; visits: number }>();
  const edges = new Map<string, { from: string; to: string; choices: Set<string>; visits: number }>();
  for (const [at, { place, lines, chose }] of steps.entries()) {
    const first = lines[0];
    const node = nodes.get(place) ?? { text: first?.text ?? null, speaker: first?.speaker ?? null, visits: 0 };
    nodes.set(place, { ...node, visits: node.visits + 1 });
    const to = steps[at + 1]?.place;
    if (to === undefined) continue;
    const key = JSON.stringify([place, to]);
    const edge = edges.get(key) ?? { from: place, to, choices: new Set<string>(), visits: 0 };
    if (chose !== null) edge.choices.add(chose);
    edges.set(key, { ...edge, visits: edge.visits + 1 });
  }
  const last = steps.at(-1)?.place;
  return {
    nodes: [...nodes].map(([id, node]) => ({ id, ...node, ending: id === last ? endingOf(end) : null, findings: [] })),
    edges: [...edges.values()].map(({ choices, ...edge }) => ({ ...edge, choices: [...choices] })),
  };
}

/** What is judged when the conversation is over leads nowhere. */
const JUDGEMENT = /^(judge|assert) /;

function endingOf({ mark, text }: ViewedTrace["end"]): string | null {
  return mark.tone === "pass" ? (text ?? mark.word) : null;
}

/**
 * How warm a count is beside the greatest one, as one of five steps: 0 is never, 4 the most. By its logarithm: where one
 * node is met a thousand times, one that is met ten times is not cold.
 */
export function heatOf(visits: number, most: number): 0 | 1 | 2 | 3 | 4 {
  if (visits <= 0) return 0;
  const share = Math.log1p(visits) / Math.log1p(Math.max(visits, most));
  if (share < 0.4) return 1;
  if (share < 0.7) return 2;
  return share < 0.95 ? 3 : 4;
}
