import type { Problem } from "../../errors.ts";
import { TX_TRANSITIONS } from "./transition.ts";
import type { Tx } from "./tx.ts";

/** What a person said with a promote. */
export interface PromoteWishes {
  readonly approveCore: boolean;
  readonly reason: string;
  readonly allowFailedRun: boolean;
  readonly discardEdits: boolean;
}

/** What promoting is judged by. */
export interface PromoteFacts {
  readonly tx: Tx;
  readonly current: number;
  /** Whether the candidate lies there, whole. */
  readonly isComplete: boolean;
  /** Edited files of node packs in production, e.g. `glow/nodes.py`, sorted. */
  readonly edits: readonly string[];
}

/**
 * The gates before a promote, all of them, so that a person hears of each at once.
 *
 * @returns why it is refused, the first reason being the one that comes first; empty: nothing stands in the way.
 * Rules: SPEC.md EM5 to EM7.
 */
export function judgePromote(facts: PromoteFacts, wishes: PromoteWishes): readonly Problem[] {
  const status = judgeStatus(facts, wishes);
  if (status !== null) return [status];
  return [judgeBase(facts), judgeCore(facts, wishes), judgeEdits(facts.edits, wishes)].filter((problem) => problem !== null);
}

function judgeStatus({ tx, current, isComplete }: PromoteFacts, { allowFailedRun }: PromoteWishes): Problem | null {
  const { txid, status, nodeId, generation } = tx;
  if (!TX_TRANSITIONS[status].includes("promoting")) {
    return { code: "STATE_CONFLICT", message: `transaction \`${txid}\` is ${status}, and cannot be promoted`, hint: hintOf(tx) };
  }
  if (generation === null) {
    const why = tx.failure === null ? "" : `: ${tx.failure.message}`;
    const hint = `Run it again with \`touchstone env tx run ${nodeId}\`; see docs/guides/environment.md#candidate-failed`;
    return { code: "STATE_CONFLICT", message: `transaction \`${txid}\` has no candidate${why}`, hint };
  }
  // One whose base is gone was pruned with it: that production moved on is the reason, not damage.
  if (!isComplete && tx.base !== current) return judgeBase({ tx, current });
  if (!isComplete) {
    const hint = `Run it again with \`touchstone env tx run ${nodeId}\`; see docs/guides/environment.md#damaged`;
    return { code: "ENV_DAMAGED", message: `the candidate \`env/generations/${generation}\` is gone or not complete`, hint };
  }
  if (status !== "failed" || allowFailedRun) return null;
  const hint =
    "Look at its logs, or promote it all the same with `--allow-failed-run`; see docs/guides/environment.md#candidate-failed";
  return {
    code: "CANDIDATE_FAILED",
    message: `the candidate of \`${nodeId}\` failed: ${tx.failure?.message ?? tx.observation}`,
    hint,
  };
}

/** What to do with a transaction that cannot be promoted. */
function hintOf({ txid, status, nodeId }: Tx): string {
  switch (status) {
    case "needs_resolution":
    case "promote_failed":
      return `Resolve it with \`touchstone env resolve ${txid}\`; see docs/guides/environment.md#conflicts`;
    case "promoted":
      return "Look at production with `touchstone env status`; see docs/guides/environment.md#rollback";
    case "aborted":
    case "completed":
    case "resolved":
    case "failed":
      return `Begin another one with \`touchstone env tx run ${nodeId}\``;
    case "running":
    case "promoting":
    case "rolling_back":
      return "Settle what a kill left with `touchstone env recover`; see docs/guides/environment.md#damaged";
  }
}

function judgeBase({ tx, current }: Pick<PromoteFacts, "tx" | "current">): Problem | null {
  if (tx.base === current) return null;
  const message = `production moved on: the transaction starts from generation \`${tx.base}\`, and \`${current}\` is current`;
  return { code: "BASE_MOVED", message, hint: `Build it anew with \`touchstone env tx run ${tx.nodeId}\`` };
}

function judgeCore({ tx: { coreImpact } }: PromoteFacts, { approveCore, reason }: PromoteWishes): Problem | null {
  if (coreImpact.length === 0 || (approveCore && reason.trim() !== "")) return null;
  const moved = coreImpact.map(({ name, before, after }) => `\`${name}\` ${before ?? "absent"} to ${after ?? "absent"}`);
  const missing = approveCore ? "and no reason was given" : "which nobody approved";
  return {
    code: "CORE_APPROVAL_NEEDED",
    message: `it changes ${moved.join(", ")}, ${missing}`,
    hint: 'Approve it with `--approve-core --reason "…"`; see docs/guides/environment.md#core',
  };
}

/** The gate that promote, rollback and removal share. Rule: EM7. */
export function judgeEdits(edits: readonly string[], { discardEdits }: { readonly discardEdits: boolean }): Problem | null {
  if (edits.length === 0 || discardEdits) return null;
  const named = edits.slice(0, NAMED_EDITS).map((path) => `\`${path}\``);
  const more = edits.length > NAMED_EDITS ? ` and ${edits.length - NAMED_EDITS} more` : "";
  return {
    code: "NODE_EDITED",
    message: `files of node packs were edited in production: ${named.join(", ")}${more}`,
    hint: "Commit them to a fork, or leave them behind with `--discard-edits`; see docs/guides/environment.md#edited-nodes",
  };
}

/** Guess: enough to know which edit it was. */
const NAMED_EDITS = 10;
