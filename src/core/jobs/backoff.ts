import { openStream } from "../canonical/random.ts";
import type { RetryPolicy } from "./retry-policy.ts";

/** No retry comes sooner, whatever the policy and its jitter say. Source: contracts section 7. */
const FLOOR_MS = 100;

/** The attempt that failed. */
interface FailedTry {
  readonly jobId: string;
  /** Attempts so far, the failed one included; from 1. */
  readonly attempt: number;
}

/**
 * How long to wait before the next attempt, in whole ms.
 *
 * `fixed` waits `baseDelayMs` each time; `exponential` doubles it with each attempt. Jitter only shortens, by up to
 * `jitterPct` percent: so `maxDelayMs` holds after jitter too, and long delays still spread below it instead of
 * meeting at it. It is drawn from a stream named by job and attempt: the same failure always waits equally long.
 *
 * @returns an integer in [100, max(100, maxDelayMs)].
 * Source: contracts section 7; SPEC.md J7, J8.
 */
export function retryDelayMs(retry: RetryPolicy, { jobId, attempt }: FailedTry): number {
  const factor = retry.backoffMode === "exponential" ? 2 ** (attempt - 1) : 1;
  const delayMs = Math.min(retry.baseDelayMs * factor, retry.maxDelayMs);
  const jitterMs = Math.floor((delayMs * retry.jitterPct) / 100);
  const shorterByMs = openStream(jobId, `retry/${attempt}`).nextBelow(jitterMs + 1);
  return Math.max(FLOOR_MS, delayMs - shorterByMs);
}
