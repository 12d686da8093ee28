import type { Uv } from "./find-uv.ts";
import { messageOf, runUv, type UvWork } from "./run-uv.ts";

/** A first resolution from PyPI reads hundreds of files over the network. Guess: a slow line needs a minute or two. */
const LOCK_LIMIT_MS = 10 * 60_000;

/** What locking came to. `unsolved`: no set of packages satisfies everybody, and `words` are the resolver's. */
export type LockOutcome =
  | { readonly kind: "locked" }
  | { readonly kind: "unsolved"; readonly words: string }
  | { readonly kind: "failed"; readonly message: string };

/** What looking came to: as it should be, or not and why. */
export type CheckOutcome = { readonly kind: "holds" } | { readonly kind: "failed"; readonly message: string };

/**
 * Resolves the `pyproject.toml` of a folder into its `uv.lock`. Versions of a lock that is there already are kept where they
 * still fit.
 *
 * @throws the reason of `signal`, where that ended it.
 */
export async function lockTruth(uv: Uv, work: UvWork): Promise<LockOutcome> {
  const end = await runUv(uv, { args: ["lock"], timeoutMs: LOCK_LIMIT_MS }, work);
  if (end.exitCode === 0) return { kind: "locked" };
  const words = end.stderr;
  // Without a network a package that was never fetched looks like one that does not exist.
  const isKnowing = !words.includes("because the network was disabled") && !words.includes("network connectivity is disabled");
  if (words.includes("No solution found when resolving") && isKnowing) return { kind: "unsolved", words };
  return { kind: "failed", message: messageOf(end) };
}

/**
 * Whether `uv.lock` is what `pyproject.toml` resolves to.
 *
 * @throws the reason of `signal`, where that ended it.
 */
export async function checkLock(uv: Uv, work: UvWork): Promise<CheckOutcome> {
  const end = await runUv(uv, { args: ["lock", "--check"], timeoutMs: LOCK_LIMIT_MS }, work);
  return end.exitCode === 0 ? { kind: "holds" } : { kind: "failed", message: messageOf(end) };
}
