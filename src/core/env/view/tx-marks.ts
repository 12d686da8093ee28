import type { OutcomeMark } from "../../report/outcome-mark.ts";
import type { ObservationOutcome } from "../observation/observation.ts";
import type { TxStatus } from "../tx/tx.ts";

const AT_WORK = { icon: "▸", tone: "unknown" } as const;

const STATUSES: Readonly<Record<TxStatus, OutcomeMark>> = {
  running: { ...AT_WORK, word: "running" },
  completed: { icon: "✓", word: "ready to promote", tone: "pass" },
  resolved: { icon: "✓", word: "resolved, ready to promote", tone: "pass" },
  needs_resolution: { icon: "?", word: "conflict", tone: "uncertain" },
  failed: { icon: "✕", word: "failed", tone: "fail" },
  aborted: { icon: "–", word: "given up", tone: "unknown" },
  promoting: { ...AT_WORK, word: "promoting" },
  promoted: { icon: "◆", word: "promoted", tone: "gold" },
  promote_failed: { icon: "✕", word: "promote failed", tone: "fail" },
  rolling_back: { ...AT_WORK, word: "going back" },
};

const OUTCOMES: Readonly<Record<ObservationOutcome, OutcomeMark>> = {
  exited: { icon: "✓", word: "ran to its end", tone: "pass" },
  timed_out_healthy: { icon: "✓", word: "answered and stayed healthy", tone: "pass" },
  crashed: { icon: "✕", word: "crashed", tone: "fail" },
  import_failed: { icon: "✕", word: "could not import a node pack", tone: "fail" },
  hung: { icon: "✕", word: "neither answered nor ended", tone: "fail" },
  not_run: { icon: "—", word: "not started", tone: "unknown" },
};

/** Sign, word and tone of a transaction's status. Source: SPEC.md EV1. */
export function txMarkOf(status: TxStatus): OutcomeMark {
  return STATUSES[status];
}

/** Sign, word and tone of how a candidate's ComfyUI behaved. Source: SPEC.md EV1. */
export function observationMarkOf(outcome: ObservationOutcome): OutcomeMark {
  return OUTCOMES[outcome];
}

/** Whether somebody works on a transaction in this status, or was cut off while working. */
export function isAtWork(status: TxStatus): boolean {
  return status === "running" || status === "promoting" || status === "rolling_back";
}

/** Whether a person still has something to decide about a transaction in this status. */
export function isOpen(status: TxStatus): boolean {
  return !isAtWork(status) && status !== "promoted" && status !== "aborted";
}
