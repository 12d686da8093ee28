import type { ObservationOutcome } from "./observation.ts";
import type { ImportFailure } from "./read-import-failures.ts";

/** What watching a candidate's ComfyUI has shown. */
export interface Seen {
  /** Whether it answered `/system_stats` and `/object_info` as ComfyUI does. */
  readonly hasAnswered: boolean;
  /** How it ended by itself; null where it was ended by us. A signal counts as no exit code. */
  readonly ended: { readonly exitCode: number | null } | null;
  readonly importFailures: readonly ImportFailure[];
  /** Packs that failed in the base as well, and are not what the transaction is about. */
  readonly failedBefore: readonly string[];
  /** Whether the base was seen to serve. */
  readonly hasBaseServed: boolean;
}

/** Which of the failures count against the candidate. */
export function countedFailures({ importFailures, failedBefore }: Pick<Seen, "importFailures" | "failedBefore">) {
  return importFailures.filter(({ node }) => !failedBefore.includes(node));
}

/**
 * Decides what an observation came to. How it ended goes before what it printed: a ComfyUI that is not there serves nobody. A
 * server that answers and goes on is healthy, and so is one that ends with exit code 0, as a scripted one does; but where the
 * base served, one that ends before it does was ended by something, e.g. a pack that calls `exit`.
 *
 * Source: SPEC.md EO1-EO3; the seed, 4.3.
 */
export function decideOutcome(seen: Seen): { readonly outcome: ObservationOutcome; readonly isGood: boolean } {
  const { ended, hasAnswered } = seen;
  if (ended !== null && ended.exitCode !== 0) return { outcome: "crashed", isGood: false };
  if (ended === null && !hasAnswered) return { outcome: "hung", isGood: false };
  if (countedFailures(seen).length > 0) return { outcome: "import_failed", isGood: false };
  if (ended === null) return { outcome: "timed_out_healthy", isGood: true };
  return { outcome: "exited", isGood: hasAnswered || !seen.hasBaseServed };
}
