import { setImmediate as nextTurn } from "node:timers/promises";
import type { FakeClock } from "./clock.ts";

/** A clock whose time passes only when nothing real is left to happen. */
export interface VirtualClock extends FakeClock {
  /** Virtual milliseconds since it was made. */
  elapsedMs(): number;
  /** How many wait for a later moment now. */
  readonly sleeping: number;
  /** How often time jumped though the system was not settled, because nothing had happened for so long. */
  readonly impatientJumps: number;
}

export interface VirtualClockOptions {
  /** True when every server has all the prompts it could have now, so that nothing more is on its way. */
  readonly isSettled: () => boolean;
  /** Real silence after which time goes on although the system is not settled, ms. */
  readonly graceMs: number;
  /** Epoch milliseconds that it starts at. */
  readonly startMs?: number;
}

interface Sleeper {
  readonly dueMs: number;
  wake(): void;
}

/** How often an unsettled system is looked at again, ms. */
const LOOK_AGAIN_MS = 1;

/** Any date does; this one is when the traffic that the fake is compared with was recorded. */
const START_MS = 1_795_191_600_000;

/**
 * Shared by several servers: a sleep ends when all sleepers agree that nothing earlier is due. Sleepers of one moment
 * wake together, so three servers of different speeds stay in step to the millisecond.
 */
export function createVirtualClock({ isSettled, graceMs, startMs = START_MS }: VirtualClockOptions): VirtualClock {
  let nowMs = startMs;
  let quietSince = performance.now();
  let isLooking = false;
  let impatientJumps = 0;
  let awake = 0;
  const sleepers = new Set<Sleeper>();
  const noteActivity = () => void (quietSince = performance.now());

  function jump(): void {
    nowMs = Math.max(nowMs, Math.min(...[...sleepers].map((sleeper) => sleeper.dueMs)));
    for (const sleeper of sleepers) {
      if (sleeper.dueMs <= nowMs) sleeper.wake();
    }
    noteActivity();
  }

  /** Nothing has to settle for no time to pass; but while a worker is between two sleeps, time stands still for all. */
  async function yieldTurn(signal: AbortSignal): Promise<void> {
    awake++;
    await nextTurn();
    awake--;
    signal.throwIfAborted();
  }

  function look(): void {
    isLooking = false;
    if (sleepers.size === 0) return;
    if (awake > 0) return lookSoon(true);
    const settled = isSettled();
    if (settled || performance.now() - quietSince >= graceMs) {
      if (!settled) impatientJumps++;
      jump();
      lookSoon(true);
    } else {
      lookSoon(false);
    }
  }

  function lookSoon(isAtOnce: boolean): void {
    if (isLooking) return;
    isLooking = true;
    if (isAtOnce) setImmediate(look);
    else setTimeout(look, LOOK_AGAIN_MS);
  }

  return {
    nowMs: () => nowMs,
    elapsedMs: () => nowMs - startMs,
    noteActivity,
    get sleeping() {
      return sleepers.size;
    },
    get impatientJumps() {
      return impatientJumps;
    },
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      noteActivity();
      if (ms <= 0) return await yieldTurn(signal);
      await new Promise<void>((resolve, reject) => {
        const leave = () => {
          sleepers.delete(sleeper);
          signal.removeEventListener("abort", refuse);
        };
        const refuse = () => {
          leave();
          reject(signal.reason as Error);
        };
        const sleeper: Sleeper = { dueMs: nowMs + ms, wake: () => (leave(), resolve()) };
        sleepers.add(sleeper);
        signal.addEventListener("abort", refuse);
        lookSoon(true);
      });
    },
  };
}
