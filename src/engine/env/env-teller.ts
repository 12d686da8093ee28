import type { EnvStep } from "./env-step.ts";

/** Says which step is under way, what it is about, and the newest word of the program that works. */
export type TellStep = (step: EnvStep["step"], about?: string | null, line?: string) => void;

/** Longest word of a program that is told. */
const LINE_CHARS = 200;

/** Counts the steps of one command: each is done when the next begins. */
export function createTeller(onStep: ((step: EnvStep) => void) | undefined, steps: readonly EnvStep["step"][]): TellStep {
  return (step, about = null, line = "") => {
    const word = line
      .replaceAll(/\p{Cc}+/gu, " ")
      .trim()
      .slice(0, LINE_CHARS);
    onStep?.({ step, about, done: Math.max(0, steps.indexOf(step)), total: steps.length, line: word === "" ? null : word });
  };
}
