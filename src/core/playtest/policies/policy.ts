import type { Moment } from "../story/moment.ts";
import type { StoryPlay } from "../story/story.ts";
import type { PlayOutcome } from "../record/playtest-trace.ts";
import type { Mismatch } from "../script/mismatch.ts";

/** Who takes the choices of a play. It never changes; each play opens it anew. */
export interface Policy {
  /** As traces name it, e.g. `random`. */
  readonly name: string;
  /** Digest of the choices that it follows; null where it follows none. */
  readonly script: string | null;
  /** Whether it looks at what is said and which conditions hold, besides what is offered. */
  readonly listens: boolean;
  /**
   * Opens the policy for one play.
   *
   * @param seed  One line, already mixed; what the policy draws comes from its own stream under it.
   */
  open(seed: string): PolicyRun;
}

/** A policy at work in one play. */
export interface PolicyRun {
  /**
   * Takes a choice at a moment of kind `choice`.
   *
   * @returns its place in `moment.offered`, or why the play stops here.
   */
  choose(moment: Moment, play: StoryPlay): number | PolicyStop;
  /** Is told of every moment, in order, the last one included; before `choose`. */
  enter(moment: Moment): void;
  /** Is told how the play came to its end, with its last state. */
  finish(end: { readonly outcome: PlayOutcome; readonly ending: string | null }, play: StoryPlay): void;
  /** How many values it has drawn. */
  readonly drawn: number;
  /** Another number whenever it might choose otherwise in an equal state of the story, draws apart. */
  readonly progress: number;
  /** What a script expected and did not meet so far. */
  readonly mismatches: readonly Mismatch[];
}

/** A policy that goes no further, and why in words: `budget` where its choices are used up, `error` where one cannot be taken. */
export interface PolicyStop {
  readonly outcome: "budget" | "error";
  readonly why: string;
}
