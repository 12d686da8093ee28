import { verifyChain } from "../store/verify.ts";
import type { StorePlace } from "./project.ts";
import { proveRecord } from "./prove-record.ts";

/** What each proof reports. */
export interface Proofs {
  readonly record: Awaited<ReturnType<typeof proveRecord>>;
  readonly chain: ReturnType<typeof verifyChain>;
}
export type Proof = keyof Proofs;

/** The proofs of a stored record: of all of it, or of its stream alone. */
export const PROOFS: { readonly [P in Proof]: (place: StorePlace) => Promise<Proofs[P]> } = {
  record: proveRecord,
  chain: async (place) => await Promise.resolve(verifyChain(place)),
};
