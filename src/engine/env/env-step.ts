/**
 * What long work on the environment does, in the order of a transaction. Which of them a command goes through, and so how many
 * there are, the command knows: `done` and `total` say it.
 */
export const ENV_STEPS = [
  "waiting", // for who holds the environment
  "recovering",
  "fetching", // a node pack's repository
  "reading", // requirements, without running anything
  "locking",
  "checking_out", // node packs' code
  "installing",
  "smoke_testing",
  "observing", // ComfyUI of a candidate
  "checking", // what a candidate holds, before the pointer moves
  "switching", // the pointer
  "pruning",
  "starting", // production's ComfyUI
  "serving", // it answers, at the address that `about` names; told again after each restart
  "acceptance", // one row of `env test`
  "starting", // the governed ComfyUI
  "serving", // it answers, at the address that `about` names; told again after each restart
] as const;

/**
 * One step of long work on the environment, told as it begins. Like the steps of jobs a side channel: never stored.
 */
export interface EnvStep {
  readonly step: (typeof ENV_STEPS)[number];
  /** What it is about: a node pack, a generation, a row; null: nothing in particular. */
  readonly about: string | null;
  /** Steps that are done, and how many there will be; of work whose parts can be counted, e.g. seconds of an observation, those. */
  readonly done: number;
  readonly total: number;
  /** The newest word of the program that works, one line without control characters; null: it said nothing yet. */
  readonly line: string | null;
}
