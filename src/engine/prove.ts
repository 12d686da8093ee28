import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { failureFrom } from "../core/api/failure.ts";
import { TouchstoneError } from "../core/errors.ts";
import type { StorePlace } from "./project.ts";
import { type Proof, PROOFS, type Proofs } from "./proofs.ts";
import type { ProofAnswer } from "./prove-worker.ts";

/**
 * Runs a proof, which reads the whole log without a pause. A caller who may ask to stop is served by a thread of its own: it
 * can be ended at any time, and the process goes on answering others meanwhile. For any other it runs here.
 *
 * @throws TouchstoneError INTERRUPTED when the signal asks to stop; nothing was changed.
 */
export async function prove<P extends Proof>(proof: P, place: StorePlace, signal?: AbortSignal): Promise<Proofs[P]> {
  return signal === undefined ? await PROOFS[proof](place) : await proveInThread(proof, place, signal);
}

async function proveInThread<P extends Proof>(proof: P, place: StorePlace, signal: AbortSignal): Promise<Proofs[P]> {
  const worker = new Worker(new URL("./prove-worker.ts", import.meta.url), { workerData: { proof, place } });
  const stop = (): void => void worker.terminate();
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    const [answer] = (await Promise.race([once(worker, "message"), once(worker, "exit").then(() => [])])) as [ProofAnswer<P>?];
    if (answer === undefined)
      throw new TouchstoneError("INTERRUPTED", "stopped before the record was proved", { hint: "Run it again" });
    if ("failure" in answer) throw failureFrom(answer.failure) ?? new TypeError(`proving the record failed: ${answer.bug}`);
    return answer.report;
  } finally {
    signal.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
