import { openLineReader } from "./line-reader.ts";
import type { PlaytestStep, PlaytestTrace } from "./playtest-trace.ts";
import type { StepLine } from "./trace-schema.ts";

/** Step lines of traces that were recorded here, each ended by a line feed. */
const texts = new WeakMap<PlaytestTrace, string>();

/**
 * A trace whose steps are kept as the lines they were digested as, and become objects when somebody looks at them. Most
 * traces of a suite are only compared by digest or written; as objects, their steps would take four times the memory, and
 * collecting it a third of the time of a long play.
 */
export function recordedTrace(parts: Omit<PlaytestTrace, "steps">, text: string): PlaytestTrace {
  let steps: readonly PlaytestStep[] | undefined;
  const trace: PlaytestTrace = {
    ...parts,
    get steps() {
      return (steps ??= readSteps(text));
    },
  };
  texts.set(trace, text);
  return trace;
}

/** The step lines of a trace that was recorded here; undefined for one from elsewhere. */
export function recordedLines(trace: PlaytestTrace): string | undefined {
  return texts.get(trace);
}

/** The lines are our own, so that nothing needs to be checked. */
function readSteps(text: string): readonly PlaytestStep[] {
  const reader = openLineReader();
  return text.split("\n").flatMap((line) => (line === "" ? [] : [reader.read(JSON.parse(line) as StepLine)]));
}
