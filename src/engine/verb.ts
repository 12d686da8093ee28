import type { z } from "zod";
import type { EnvStep } from "./env/env-step.ts";
import type { Step } from "./step.ts";
import type { Studio } from "./studio.ts";

/** Who calls a verb, and how it hears about what goes on. */
export interface Caller {
  /** Recorded with what the caller decides. */
  readonly by: "person" | "rule" | "agent";
  /** Hears every step of long work, as it happens; must not throw. Work on the environment has steps of its own kind. */
  onStep?(step: Step | EnvStep): void;
  /** Asks long work to stop at the next safe point. */
  readonly signal?: AbortSignal;
  /** True for a caller at the other end of a connection, who is refused verbs that are `local`. */
  readonly remote?: boolean;
}

/**
 * What a verb needs of the project folder: `files` only the authored files, `read` also the store (read-only),
 * `hold` exclusive ownership without the store, because it writes authored files alone, `own` both, because it writes.
 */
export type Access = "files" | "read" | "hold" | "own";

/**
 * One thing the product can do, in one shape for every edge: a name, a validated input, a caller.
 * The CLI calls it in process; a server offers the same verbs over HTTP.
 */
export interface Verb<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly name: string;
  /** One sentence for people. */
  readonly summary: string;
  readonly access: Access;
  /**
   * True for a verb that writes or removes files where its caller says. Only a caller on this machine may call it: a server
   * must not offer it, but answer with the bytes instead.
   */
  readonly local?: true;
  /** True for a verb whose answer the owner alone knows in full: where one serves the project, it is the one to ask. */
  readonly ownerKnows?: true;
  readonly input: Input;
  run(studio: Studio, input: z.output<Input>, caller: Caller): Promise<Output>;
}

/** Declares a verb; only fixes its types. */
export function defineVerb<Input extends z.ZodType, Output>(verb: Verb<Input, Output>): Verb<Input, Output> {
  return verb;
}
