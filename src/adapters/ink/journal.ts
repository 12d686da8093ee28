import type { FailedCondition } from "../../core/playtest/story/moment.ts";
import type { Value } from "../../core/playtest/story/value.ts";
import type { ModelChoice } from "./ink-model.ts";

/** What happened while a story ran on, in order. */
export type JournalEntry =
  /** A node was entered. `isAside`: by a thread, from which the story comes back. */
  | { readonly kind: "node"; readonly node: number; readonly isAside: boolean }
  | { readonly kind: "line"; readonly text: string; readonly tags: readonly string[] | null }
  | { readonly kind: "set"; readonly name: string; readonly old: Value; readonly new: Value }
  | { readonly kind: "draw"; readonly value: number; readonly by: string }
  | { readonly kind: "refused"; readonly choice: ModelChoice; readonly text: string; readonly failed: FailedCondition }
  /** As in `Moment.tests`. */
  | { readonly kind: "test"; readonly test: number }
  /** No choice could be taken, so a fallback was. */
  | { readonly kind: "fallback" }
  /** `-> END`, by its node. */
  | { readonly kind: "end"; readonly node: number }
  /** What the engine warned of. */
  | { readonly kind: "warning"; readonly message: string };

/** What stopped a story that is broken. */
export interface InkFailure {
  readonly message: string;
  /** `file:line`, or a path in the code; empty where it is not known. */
  readonly place: string;
  /** It ran out of content: nothing that was written says how it goes on. */
  readonly isDry: boolean;
}
