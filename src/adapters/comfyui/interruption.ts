import { TouchstoneError } from "../../core/errors.ts";
import type { RenderHooks } from "../rendering/image-backend.ts";

type Wishes = Pick<RenderHooks, "cancel" | "detach">;

/** @throws TouchstoneError INTERRUPTED when nobody waits for the image any more. */
export function refuseUnwanted({ cancel, detach }: Wishes): void {
  if (cancel.aborted || detach.aborted) throw new TouchstoneError("INTERRUPTED", "nobody waits for the image any more");
}

/**
 * Waits for something only as long as somebody waits for the image. What is given up goes on by itself, and how it ends is of
 * no interest then: a server that hangs must not keep a person waiting who has pressed stop.
 *
 * @throws TouchstoneError INTERRUPTED as soon as a signal says so.
 */
export async function whileWanted<T>(signals: readonly AbortSignal[], work: Promise<T>): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const stop = (): void => stopped.reject(new TouchstoneError("INTERRUPTED", "nobody waits for the image any more"));
  for (const signal of signals) signal.addEventListener("abort", stop);
  // Both are watched from here on, so that neither can end unseen after the race.
  stopped.promise.catch(() => undefined);
  work.catch(() => undefined);
  try {
    if (signals.some(({ aborted }) => aborted)) stop();
    return await Promise.race([stopped.promise, work]);
  } finally {
    for (const signal of signals) signal.removeEventListener("abort", stop);
  }
}
