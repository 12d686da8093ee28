import { openStream, type RandomStream } from "../../core/canonical/random.ts";
import type { FailedTry, ModelAnswer, ModelFailure } from "../../core/trials/conversation/model.ts";
import type { Attempt, FailedAttempt } from "./attempt.ts";
import type { ModelCall } from "./model-provider.ts";

/** How often and after how long a call is tried again. */
export interface RetryPolicy {
  /** Tries of one call, the first included; from 1. */
  readonly tries: number;
  /** Longest pause after the first try; it doubles with each. */
  readonly baseMs: number;
  /** Longest pause that is not asked for by the provider. */
  readonly maxMs: number;
}

/** Guess: some 15 s in all, which is what a rate limit by the minute needs at least now and then. */
const POLICY: RetryPolicy = { tries: 5, baseMs: 1000, maxMs: 30_000 };

/** Of one call where nobody sets another limit; that of the providers' own clients. */
const LIMIT_MS = 600_000;

/** Time in which tries and pauses are taken: the machine's, or that of a script. */
export interface RetryClock {
  now(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export interface Patience {
  readonly clock: RetryClock;
  readonly policy: RetryPolicy | undefined;
  /** The run's. */
  readonly seed: number;
}

/**
 * Asks until an answer comes, a failure that stays, or the end of patience. A provider that asks for a pause gets it, and the
 * call fails at once where that is longer than the time that is left. Never rejects but for bugs.
 *
 * @param tryOnce  One try, which may take `leftMs`. Source: `SPEC.md` MP9 to MP12.
 */
export async function askPatiently(
  tryOnce: (leftMs: number) => Promise<Attempt>,
  call: ModelCall,
  { clock, policy = POLICY, seed }: Patience,
): Promise<ModelAnswer> {
  const deadline = clock.now() + (call.limitMs ?? LIMIT_MS);
  const failedTries: FailedTry[] = [];
  const pauses = createPauses(policy, () => openStream(seed, `retry/${call.trialIndex}/${call.ordinal}`));
  for (;;) {
    if (call.signal.aborted) return interrupted(failedTries);
    const attempt = await tryOnce(deadline - clock.now());
    if (attempt.kind === "reply") return { ...attempt.reply, failedTries };
    if (call.signal.aborted) return interrupted(failedTries);
    const pauseMs = pauses.next(attempt);
    if (pauseMs === null || clock.now() + pauseMs >= deadline) return giveUp(attempt, failedTries, pauseMs);
    failedTries.push({ status: attempt.status, message: attempt.message, waitedMs: pauseMs });
    await clock.wait(pauseMs, call.signal);
  }
}

interface Pauses {
  /** How long to pause after a try; null where there is no other. */
  next(attempt: FailedAttempt): number | null;
}

/** Exponential, and up to a half shorter by chance, so that trials that failed together do not come back together. */
function createPauses({ tries, baseMs, maxMs }: RetryPolicy, open: () => RandomStream): Pauses {
  let failed = 0;
  let stream: RandomStream | undefined;
  return {
    next({ isTransient, retryAfterMs }) {
      failed += 1;
      if (!isTransient || failed >= tries) return null;
      const longest = Math.min(maxMs, baseMs * 2 ** (failed - 1));
      stream ??= open();
      const ownMs = longest - stream.nextBelow(Math.floor(longest / 2) + 1);
      return Math.max(ownMs, retryAfterMs ?? 0);
    },
  };
}

function giveUp(attempt: FailedAttempt, earlier: readonly FailedTry[], pauseMs: number | null): ModelFailure {
  const { code, message, status, wire, latencyMs, retryAfterMs } = attempt;
  const failedTries = [...earlier, { status, message, waitedMs: 0 }];
  const tried = failedTries.length === 1 ? "" : ` (${failedTries.length} tries)`;
  const isTooLong = pauseMs !== null && retryAfterMs !== null && pauseMs === retryAfterMs;
  const asked = isTooLong ? `; it asks to wait ${Math.ceil(retryAfterMs / 1000)} s, which is longer than the call may take` : "";
  return { kind: "failure", code, message: `${message}${tried}${asked}`, failedTries, wire, latencyMs };
}

function interrupted(failedTries: readonly FailedTry[]): ModelFailure {
  const message = "the call was stopped before an answer came";
  return { kind: "failure", code: "INTERRUPTED", message, failedTries, wire: null, latencyMs: 0 };
}
