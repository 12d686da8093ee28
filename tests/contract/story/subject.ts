import type { Story } from "../../../src/core/playtest/story/story.ts";
import type { Value } from "../../../src/core/playtest/story/value.ts";

/** A story that the contract of `Story` is held against. */
export interface StorySubject {
  readonly kind: Story["kind"];
  /**
   * A story that branches, comes back to where it was, goes on by itself somewhere, refuses a choice for a condition, draws
   * at random, and ends. It has at least one variable, and no pov, worldline or prompt pack called `nobody`.
   */
  readonly open: () => Story;
  /** A story that declares no povs. */
  readonly openBare: () => Story;
  /** A variable that it has, and another start value for it. */
  readonly start: { readonly name: string; readonly value: Value };
  /** A value that this variable cannot hold; undefined where it can hold any. */
  readonly unfit: Value | undefined;
}
