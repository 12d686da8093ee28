/** Everything in a story that a play can reach: what coverage is a share of. Each list in the story's own order. */
export interface Universe {
  readonly start: string;
  readonly nodes: readonly UniverseNode[];
  readonly choices: readonly UniverseChoice[];
  readonly endings: readonly UniversePlace[];
  /** Null where the story's conditions cannot be told apart: unmeasured, not covered. */
  readonly conditions: readonly UniverseCondition[] | null;
  /** Variables that nothing in the story ever gives another value: only start values do. Left out where that is not known. */
  readonly inputs?: readonly string[];
}

export interface UniversePlace {
  readonly id: string;
  /** Line in the story's file; null where it is not known. */
  readonly line: number | null;
}

export interface UniverseNode extends UniversePlace {
  /** Its first words, for graphs and lists. */
  readonly text: string;
  /** The author's own word for what it is, e.g. `battle`; null where there is none. */
  readonly type: string | null;
  readonly speaker: string | null;
  /** Where it goes by itself; null when it does not, or only playing tells. */
  readonly goto: string | null;
  /** The ending that it is. */
  readonly ending: string | null;
}

export interface UniverseChoice extends UniversePlace {
  /** Its own id, unique within the node. */
  readonly id: string;
  readonly node: string;
  readonly text: string;
  readonly to: string | null;
}

/** One leaf of a condition, e.g. `lamp eq true`. */
export interface UniverseCondition extends UniversePlace {
  /** `NODE/CHOICE/PLACE`, e.g. `quay/board/all.0`. */
  readonly id: string;
  readonly node: string;
  readonly choice: string;
  readonly text: string;
}
