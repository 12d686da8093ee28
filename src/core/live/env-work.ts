import type { FailureJson } from "../api/failure.ts";

/** What long work on the environment does now. */
export interface EnvWorkStep {
  /** E.g. `installing`. */
  readonly step: string;
  /** What it is about: a node pack, a generation; null: nothing in particular. */
  readonly about: string | null;
  /** Steps that are done, and how many there will be. */
  readonly done: number;
  readonly total: number;
  /** The newest word of the program that works; null: it said nothing yet. */
  readonly line: string | null;
}

type EnvWorkFailure = Omit<FailureJson, "code"> & { readonly code: FailureJson["code"] | "BUG" };

/** Long work on the environment that a server does in the background: not an event, never stored, and the last value is always sent. */
export interface EnvWork {
  /** Its id, for as long as the server lives. */
  readonly work: string;
  /** The verb that was asked for, e.g. `env.tx.run`. */
  readonly verb: string;
  /** The node pack, transaction or generation that it was asked for; null: none. */
  readonly about: string | null;
  readonly state: "running" | "done" | "failed";
  /** Null before its first step. */
  readonly step: EnvWorkStep | null;
  /** Why it failed, with `BUG` for what is no failure of anyone's but ours; null where it did not. */
  readonly failure: EnvWorkFailure | null;
  readonly startedAtMs: number;
  /** Null while it goes on. */
  readonly endedAtMs: number | null;
}
