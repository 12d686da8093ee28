import { choiceKey } from "../explore/state-map.ts";
import type { Universe } from "../story/universe.ts";
import type { Tally } from "./tally.ts";

/** How much of a story was met. */
export interface Coverage {
  readonly nodes: Share;
  /** Choices that were taken, as `NODE/CHOICE`. */
  readonly choices: Share;
  readonly endings: Share;
  /** Conditions that held and conditions that failed, each counted: `ID true`, `ID false`. Null where they cannot be told apart. */
  readonly conditions: Share | null;
}

export interface Share {
  readonly covered: number;
  readonly total: number;
  /** In the story's order. */
  readonly missing: readonly string[];
}

/** Visits per node, and how often each choice was taken, by `NODE/CHOICE`; what was never met is left out. */
export interface Heat {
  readonly nodes: Readonly<Record<string, number>>;
  readonly choices: Readonly<Record<string, number>>;
}

/** Measures what was met against all that there is; what a story does not count as its own is not counted. Source: SPEC.md CV1-CV4. */
export function measureCoverage({ nodes, choices, endings, conditions }: Universe, tally: Tally): Coverage {
  return {
    nodes: shareOf(
      nodes.map(({ id }) => id),
      (id) => tally.nodes.has(id),
    ),
    choices: shareOf(
      choices.map(({ node, id }) => choiceKey(node, id)),
      (key) => tally.choices.has(key),
    ),
    endings: shareOf(
      endings.map(({ id }) => id),
      (id) => tally.endings.has(id),
    ),
    conditions: conditions === null ? null : shareOfOutcomes(conditions, tally),
  };
}

function shareOfOutcomes(conditions: readonly { readonly id: string }[], { tests }: Tally): Share {
  const outcomes = conditions.flatMap(({ id }, index) => [
    { name: `${id} true`, isMet: tests.has(2 * index + 1) },
    { name: `${id} false`, isMet: tests.has(2 * index) },
  ]);
  const missing = outcomes.filter(({ isMet }) => !isMet).map(({ name }) => name);
  return { covered: outcomes.length - missing.length, total: outcomes.length, missing };
}

function shareOf(all: readonly string[], isMet: (id: string) => boolean): Share {
  const missing = all.filter((id) => !isMet(id));
  return { covered: all.length - missing.length, total: all.length, missing };
}

export function heatOf({ nodes, choices }: Tally): Heat {
  return { nodes: Object.fromEntries(nodes), choices: Object.fromEntries(choices) };
}
