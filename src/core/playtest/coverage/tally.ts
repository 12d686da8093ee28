/** What plays met, and how often: what coverage and heat are counted from. */
export interface Tally {
  /** Visits by node. */
  readonly nodes: Map<string, number>;
  /** How often each choice was taken, by `NODE/CHOICE`. */
  readonly choices: Map<string, number>;
  readonly endings: Set<string>;
  /** Outcomes of conditions, as in `Moment.tests`. */
  readonly tests: Set<number>;
}

export function beginTally(): Tally {
  return { nodes: new Map(), choices: new Map(), endings: new Set(), tests: new Set() };
}

export function addCount(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** Adds what one tally holds to another. */
export function addTally(to: Tally, from: Tally): void {
  for (const [node, count] of from.nodes) addCount(to.nodes, node, count);
  for (const [choice, count] of from.choices) addCount(to.choices, choice, count);
  for (const ending of from.endings) to.endings.add(ending);
  for (const test of from.tests) to.tests.add(test);
}
