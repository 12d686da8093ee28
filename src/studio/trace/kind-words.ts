import type { TraceKind } from "../../core/trace/envelope.ts";

/** What a kind of trace calls its parts, and its two sides where two of them are compared. */
export interface KindWords {
  /** One row of the list, e.g. `Step`. */
  readonly step: string;
  /** Null where what was taken has steps of its own: the calls of a trial. */
  readonly choices: string | null;
  /** What was taken, within a sentence. */
  readonly taken: string;
  readonly state: string;
  /** The places that the filter gives as an example. */
  readonly filter: string;
  readonly before: string;
  readonly after: string;
  /** Within a sentence, e.g. `the golden`. */
  readonly theBefore: string;
  readonly theAfter: string;
  /** Whether what is compared with was accepted once; only that is golden. */
  readonly isGolden: boolean;
}

const GOLDEN = { before: "Golden", after: "Now", theBefore: "the golden", theAfter: "the trace", isGolden: true } as const;

const WORDS: Readonly<Record<TraceKind, KindWords>> = {
  playtest: {
    ...GOLDEN,
    step: "Step",
    choices: "Choices",
    taken: "the choice taken",
    state: "Variables",
    filter: "Filter: a node, words, set:hp, dice:, asset:",
  },
  generation: {
    ...GOLDEN,
    step: "Decision",
    choices: "Considered",
    taken: "what was taken",
    state: "Settled so far",
    filter: "Filter: a decision, words, set:, asset:",
  },
  trial: {
    step: "Step",
    choices: null,
    taken: "the tools asked for",
    state: "Settled so far",
    filter: "Filter: assistant, tool, judge, words",
    before: "First",
    after: "Second",
    theBefore: "the first",
    theAfter: "the second",
    isGolden: false,
  },
};

export function wordsOfKind(kind: TraceKind): KindWords {
  return WORDS[kind];
}
