import type { StoryPlay } from "../story/story.ts";

/** Comparisons allowed at once; one more is for every `STEPS_PER_LOOK` steps, so that looking stays a small part of the work. */
const FIRST_LOOKS = 8;
const STEPS_PER_LOOK = 8;

/** Where a play was, and what decided how it goes on. */
interface Anchor {
  readonly step: number;
  readonly node: string;
  readonly policy: number;
  readonly key: string;
}

/**
 * Finds out that a play goes in circles: it is in a state that it was in before, and its policy would choose alike.
 *
 * One earlier state is remembered, and replaced at steps 1, 2, 4, 8…, so any circle is found some rounds after it was
 * entered, without a list of all states.
 *
 * @returns for each step the earlier one that is alike, else null. `policy` counts what the policy has drawn and followed.
 * Source: R. P. Brent, An improved Monte Carlo factorization algorithm (1980), section 2; SPEC.md PR6.
 */
export function openLoopFinder(): (step: number, play: StoryPlay, policy: number) => number | null {
  let anchor: Anchor | null = null;
  let replaceAt = 1;
  let looks = 0;
  return (step, play, policy) => {
    const { node } = play.moment;
    if (step >= replaceAt) {
      anchor = { step, node, policy, key: play.liveKey() };
      replaceAt = step * 2;
      looks = 0;
      return null;
    }
    if (anchor === null || anchor.node !== node || anchor.policy !== policy) return null;
    if (looks > FIRST_LOOKS + (step - anchor.step) / STEPS_PER_LOOK) return null;
    looks += 1;
    return play.liveKey() === anchor.key ? anchor.step : null;
  };
}
