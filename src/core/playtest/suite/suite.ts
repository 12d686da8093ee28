import type { Place, Problem } from "../../errors.ts";
import type { TraceRules } from "../../trace/trace-rules.ts";
import type { Assertion } from "../assert/assertion.ts";
import type { Story } from "../story/story.ts";
import type { Values } from "../story/value.ts";

/** Which story a cell plays: a file as the suite names it, or a scene that stands in the suite itself, opened. */
export type StoryRef = { readonly kind: "file"; readonly file: string } | { readonly kind: "inline"; readonly story: Story };

/** Who takes a cell's choices. `run` is null where the script has one run. */
export type CellPolicy =
  | { readonly kind: "first" | "random" }
  | { readonly kind: "script"; readonly file: string; readonly run: string | null };

/** One cell of a suite as its author wrote it. */
export interface SuiteEntry {
  /** As the suite names it. */
  readonly povKey: string;
  readonly category: string;
  readonly story: StoryRef;
  /** Null where none is given. */
  readonly seed: number | null;
  readonly variables: Values;
  readonly worldline: string | null;
  readonly promptPacks: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly workflow: string | null;
  /** Null where none is given. */
  readonly maxSteps: number | null;
  readonly policy: CellPolicy;
  readonly place: Place;
}

/** A suite of playtests. */
export interface Suite {
  /** The file's name without its ending; null for a plan that came without a file. Seeds are mixed with it. */
  readonly name: string | null;
  readonly seedOffset: number;
  readonly workflow: string | null;
  /** In the order in which they are written. */
  readonly entries: readonly SuiteEntry[];
  readonly assertions: readonly Assertion[];
  /** How traces are compared with their goldens. */
  readonly golden: TraceRules;
}

/** A suite, or everything that is wrong with its file, in order of place. */
export type SuiteReading =
  | { readonly kind: "suite"; readonly suite: Suite; readonly warnings: readonly Problem[] }
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] };
