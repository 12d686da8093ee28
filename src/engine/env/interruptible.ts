import { TouchstoneError } from "../../core/errors.ts";

/**
 * Does work that a signal may end, and says that as a failure with a code.
 *
 * @throws TouchstoneError INTERRUPTED in the place of the signal's reason; else what `work` throws.
 */
export async function interruptible<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted !== true || error !== signal.reason) throw error;
    throw new TouchstoneError("INTERRUPTED", "the command was interrupted; production is as it was", {
      hint: "Run it again when you like",
      cause: error,
    });
  }
}
