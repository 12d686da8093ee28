/** The four things that show what Touchstone is for, in the order in which they are best tried. */
export type FirstRunStep = "why" | "switch" | "make" | "replay";

export const FIRST_RUN_STEPS: readonly { readonly id: FirstRunStep; readonly title: string; readonly teaches: string }[] = [
  { id: "why", title: "Ask an asset why", teaches: "Every decision that led to it is written down." },
  { id: "switch", title: "Switch a checkpoint", teaches: "See what would change before a pixel is made." },
  { id: "make", title: "Make one", teaches: "It is queued, drawn, checked and judged while you watch." },
  { id: "replay", title: "Replay it", teaches: "The same decisions must come out again." },
];

/** What is known of a person's first steps in a project; kept by the browser. */
export interface FirstRunMemory {
  /** Head of the stream when the strip was first shown: only what came after was done by trying. Null before. */
  readonly sinceSeq: number | null;
  readonly done: readonly FirstRunStep[];
  readonly dismissed: boolean;
}

export const NEW_FIRST_RUN: FirstRunMemory = { sinceSeq: null, done: [], dismissed: false };

/** What a place in the Studio teaches when it is opened, as its path and query say. */
export function stepOfPlace({
  path,
  query,
}: {
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
}): FirstRunStep | null {
  if (/^\/assets\/[^/]+/.test(path)) return "why";
  return /^\/specs\/[^/]+/.test(path) && "checkpoint" in query ? "switch" : null;
}

/** The memory with a step ticked; the same one where nothing changes, so that it need not be written again. */
export function tickStep(memory: FirstRunMemory, step: FirstRunStep | null): FirstRunMemory {
  return step === null || memory.done.includes(step) ? memory : { ...memory, done: [...memory.done, step] };
}

/** Reads a memory that a browser kept. What is not one counts as none: it may be older than this code. */
export function readFirstRun(text: string | null): FirstRunMemory {
  if (text === null) return NEW_FIRST_RUN;
  const kept = parse(text);
  if (typeof kept !== "object" || kept === null) return NEW_FIRST_RUN;
  const { sinceSeq, done, dismissed } = kept as Partial<Record<keyof FirstRunMemory, unknown>>;
  const ids = FIRST_RUN_STEPS.map(({ id }) => id);
  return {
    sinceSeq: typeof sinceSeq === "number" ? sinceSeq : null,
    done: Array.isArray(done) ? ids.filter((id) => done.includes(id)) : [],
    dismissed: dismissed === true,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever stands there was not written by this code, and it is only a convenience.
    return null;
  }
}
