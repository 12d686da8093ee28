import { limitTime } from "./limit-time.ts";
import type { TrialFunctions } from "./load-modules.ts";

/** Longest that a custom assertion may take, in ms. Guess: one that asks a model of its own needs a minute at most. */
const CUSTOM_LIMIT_MS = 120_000;

/**
 * The functions of custom assertions as they are called: each within its time, and with a copy of the trial's facts, so that
 * none changes what the others see. One that takes longer leaves its trial unjudged.
 *
 * @param signal  Asks to stop waiting.
 */
export function customFunctions(functions: TrialFunctions, signal: AbortSignal, limitMs = CUSTOM_LIMIT_MS): TrialFunctions {
  return new Map(
    [...functions].map(([ref, call]) => [
      ref,
      async (...args: readonly unknown[]) =>
        await limitTime(() => call(...structuredClone(args)), { who: "the function", limitMs, signal }),
    ]),
  );
}
