import { openStream } from "../canonical/random.ts";
import type { FailureCode } from "../errors.ts";
import type { BackendState } from "./backend-state.ts";

/** How long the first failure keeps a backend from being looked at again, ms. A guess: a restart takes longer, a blip does not. */
const FIRST_WAIT_MS = 1000;

/** The longest wait for the next look, ms. A guess: how long a person is willing to wait for a server that is back. */
const LONGEST_WAIT_MS = 30_000;

/** How much of a wait jitter may take off, so that looks at several servers of one machine spread out. */
const JITTER_SHARE = 0.2;

/** Failures of a render that say that the next one would fail there as well, until something has changed. */
const BACKEND_FAILURES: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "BACKEND_UNREACHABLE",
  "BACKEND_TIMEOUT",
  "BACKEND_MALFORMED",
  "BACKEND_DISK_FULL",
  "BACKEND_ADDRESS_REFUSED",
]);

/** Those of them that no look can see: a server whose worker stands still, or whose disk is full, answers as ever. */
const UNSEEN: ReadonlySet<FailureCode> = new Set<FailureCode>(["BACKEND_TIMEOUT", "BACKEND_DISK_FULL"]);

/** How one look at a backend, or one render on it, ended. */
export interface BackendOutcome {
  readonly atMs: number;
  readonly from: "look" | "render";
  /** Null when it went well. */
  readonly code: FailureCode | null;
}

/** What is known of a backend's health; all that needs to be kept of its history. */
export interface BackendHealth {
  readonly health: BackendState["health"];
  /** Why it is down; null when it is not. */
  readonly code: FailureCode | null;
  /** Looks in a row that failed, the render that took it out included. */
  readonly failures: number;
  /** When to look at it next, epoch ms; 0 for at once. */
  readonly nextLookAtMs: number;
}

/** A backend that nobody asked yet. */
export const UNKNOWN_HEALTH: BackendHealth = { health: "unknown", code: null, failures: 0, nextLookAtMs: 0 };

/**
 * Whether a render's failure takes its backend out of the rotation until a look succeeds. All other failures are the
 * render's own: another render may succeed there.
 *
 * Source: SPEC.md H2.
 */
export function takesBackendOut(code: FailureCode): boolean {
  return BACKEND_FAILURES.has(code);
}

/**
 * The health of a backend after one more outcome. Fold it over a history, oldest first, from UNKNOWN_HEALTH.
 * Deterministic: the jitter of a wait is drawn from the backend's id and the number of failures.
 *
 * Source: SPEC.md H1-H6.
 */
export function afterOutcome(backendId: string, before: BackendHealth, outcome: BackendOutcome): BackendHealth {
  const { atMs, from, code } = outcome;
  if (code === null) {
    const waitMs = shorten(LONGEST_WAIT_MS, backendId, 0);
    return { health: "up", code: null, failures: 0, nextLookAtMs: atMs + waitMs };
  }
  if (from === "render" && (before.health === "down" || !takesBackendOut(code))) return before;
  const failures = before.failures + 1;
  return { health: "down", code, failures, nextLookAtMs: atMs + waitAfter(backendId, code, failures) };
}

function waitAfter(backendId: string, code: FailureCode, failures: number): number {
  const waitMs = UNSEEN.has(code) ? LONGEST_WAIT_MS : Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
  return shorten(waitMs, backendId, failures);
}

function shorten(waitMs: number, backendId: string, failures: number): number {
  const mostMs = Math.floor(waitMs * JITTER_SHARE);
  return waitMs - openStream(backendId, `look/${failures}`).nextBelow(mostMs + 1);
}
