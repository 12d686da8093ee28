import type { Bench } from "./bench.ts";

/** One row of the seed's acceptance matrix. Each goes on where the one before ended. */
export interface Row {
  /** As the seed numbers it, e.g. `B4`. */
  readonly id: string;
  /** What must hold, in one sentence. */
  readonly title: string;
  /** @throws RowFailure where it does not; TouchstoneError where a verb fails that must not */
  readonly check: (bench: Bench) => Promise<void>;
}
