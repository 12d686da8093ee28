import { parentPort, workerData } from "node:worker_threads";
import { type FailureJson, failureJson } from "../core/api/failure.ts";
import { TouchstoneError } from "../core/errors.ts";
import type { StorePlace } from "./project.ts";
import { type Proof, PROOFS, type Proofs } from "./proofs.ts";

/** What the thread answers, once. */
export type ProofAnswer<P extends Proof> =
  | { readonly report: Proofs[P] }
  /** A failure of the catalogue, or null for a bug, which is then told in words. */
  | { readonly failure: FailureJson | null; readonly bug: string };

const { proof, place } = workerData as { proof: Proof; place: StorePlace };

async function prove(): Promise<ProofAnswer<Proof>> {
  try {
    return { report: await PROOFS[proof](place) };
  } catch (error) {
    const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { failure: error instanceof TouchstoneError ? failureJson(error) : null, bug };
  }
}

parentPort?.postMessage(await prove());
