import type { Uv } from "./find-uv.ts";
import type { CheckOutcome } from "./lock-truth.ts";
import { messageOf, runUv, type UvWork } from "./run-uv.ts";

/** torch and what it needs are some GB. Guess: an hour is what a slow line needs for them. */
const SYNC_LIMIT_MS = 60 * 60_000;
/** Nothing is fetched: metadata is compared. */
const CHECK_LIMIT_MS = 5 * 60_000;

/** What is locked, all of it and nothing else: uv leaves groups out that nobody names. Which packages may be built is in the truth. */
const EXACTLY = ["sync", "--locked", "--exact", "--all-groups"];

export type SyncOutcome = { readonly kind: "synced" } | { readonly kind: "failed"; readonly message: string };

/**
 * Installs what `uv.lock` of a folder says into its `.venv`, and removes what it does not say.
 *
 * @throws the reason of `signal`, where that ended it.
 */
export async function syncVenv(uv: Uv, work: UvWork): Promise<SyncOutcome> {
  const end = await runUv(uv, { args: EXACTLY, timeoutMs: SYNC_LIMIT_MS }, work);
  return end.exitCode === 0 ? { kind: "synced" } : { kind: "failed", message: messageOf(end) };
}

/**
 * Whether `.venv` holds what `uv.lock` says, and nothing else.
 *
 * @throws the reason of `signal`, where that ended it.
 */
export async function checkVenv(uv: Uv, work: UvWork): Promise<CheckOutcome> {
  const end = await runUv(uv, { args: [...EXACTLY, "--check"], timeoutMs: CHECK_LIMIT_MS }, work);
  return end.exitCode === 0 ? { kind: "holds" } : { kind: "failed", message: messageOf(end) };
}
