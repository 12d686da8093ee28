import type { FailureCode } from "../../core/errors.ts";
import type { ModelReply, Wire } from "../../core/trials/conversation/model.ts";

/** What came of one try of a call. */
export type Attempt = { readonly kind: "reply"; readonly reply: Omit<ModelReply, "failedTries"> } | FailedAttempt;

export interface FailedAttempt {
  readonly kind: "failed";
  readonly code: FailureCode;
  /** One sentence without a full stop, with the way out where there is one. */
  readonly message: string;
  /** HTTP status; null where none came. */
  readonly status: number | null;
  /** Whether another try may go well. */
  readonly isTransient: boolean;
  /** How long the provider asks to wait; null where it does not. */
  readonly retryAfterMs: number | null;
  readonly wire: Wire | null;
  readonly latencyMs: number;
}

/** Statuses that pass by themselves. Source: `reference/trials.md` 5.1. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 409, 429, 500, 502, 503, 504, 529]);

/** What a status means that is not a success. */
export function judgeStatus(status: number): Pick<FailedAttempt, "code" | "isTransient"> {
  const isTransient = TRANSIENT.has(status);
  if (!isTransient) return { code: "PROVIDER_REFUSED", isTransient };
  return { code: status === 408 || status === 504 ? "PROVIDER_TIMEOUT" : "PROVIDER_BUSY", isTransient };
}
