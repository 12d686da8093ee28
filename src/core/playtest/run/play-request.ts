import type { PlaytestHooks } from "../hooks/hook-call.ts";
import type { HookFailure } from "../hooks/call-hooks.ts";
import type { Policy } from "../policies/policy.ts";
import type { PlaytestFooter, PlaytestTrace } from "../record/playtest-trace.ts";
import type { Mismatch } from "../script/mismatch.ts";
import type { Values } from "../story/value.ts";

/** Steps after which a play is stopped where nobody says. Guess: ten times the longest visual novel's route. */
export const DEFAULT_MAX_STEPS = 10_000;

/** Seed of a play where nobody says. */
export const DEFAULT_SEED = 0;

/** How a story is to be played. All but the last four decide how it goes, and are part of the trace's digest. */
export interface PlayRequest {
  /** Suite and category are null where no suite runs it; they are mixed into the seed. */
  readonly suite: string | null;
  readonly category: string | null;
  /** A label of the caller's, e.g. `ci-goldens`. */
  readonly workflow: string | null;
  /** Null: the story's default. */
  readonly pov: string | null;
  /** Null: none, the story as it stands. */
  readonly worldline: string | null;
  /** A safe integer. */
  readonly seed: number;
  /** Start values that stand over the story's. */
  readonly variables: Values;
  readonly promptPacks: readonly string[];
  /** Plain JSON; copied when the play begins. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly policy: Policy;
  /** Nodes entered at most, >= 1; then the outcome is `budget`. */
  readonly maxSteps: number;
  /** Touchstone's version and the story's file as the caller named it (null: it came in a request): for the trace's environment. */
  readonly touchstone: string;
  readonly storyFile: string | null;
  /** Called on the way; they can neither change the play nor break it. */
  readonly hooks?: PlaytestHooks;
  /** Before every step the state is saved and put into a play opened anew: the trace must be the same. Slow. */
  readonly heavy?: boolean;
}

/** How a play went. */
export interface Playtest extends Pick<PlaytestFooter, "outcome" | "ending" | "why" | "counts" | "assets" | "digest"> {
  readonly trace: PlaytestTrace;
  /** The node that it stopped at. */
  readonly node: string;
  /** What a script expected and did not meet; empty for other policies. */
  readonly mismatches: readonly Mismatch[];
  readonly hookFailures: readonly HookFailure[];
}
