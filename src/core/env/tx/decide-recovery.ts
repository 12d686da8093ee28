import type { HistoryLine } from "../history.ts";
import type { Intent } from "./intent.ts";
import { describeMove, MOVE_KINDS, type MoveKind, type MoveSnapshot, snapshotsOf } from "./move-kinds.ts";
import type { Tx, TxStatus } from "./tx.ts";

/** What a kill left, as it lies on the disk. */
export interface RecoveryFacts {
  readonly intent: Intent;
  /** Where the pointer is; null: there is none. */
  readonly pointer: number | null;
  /** The intent's transaction; null: it has none, or its file is not there. */
  readonly tx: Pick<Tx, "status" | "generation"> | null;
  /** Which of the intent's generations are complete. */
  readonly complete: readonly number[];
}

/** One step of settling it. Each may be done again, and changes nothing then. */
export type RecoveryStep =
  | { readonly kind: "point"; readonly to: number }
  | { readonly kind: "remove_generation"; readonly number: number }
  | { readonly kind: "take_snapshot"; readonly snapshot: MoveSnapshot }
  | { readonly kind: "drop_snapshot"; readonly id: string }
  | { readonly kind: "move_tx"; readonly to: TxStatus }
  | { readonly kind: "unstage"; readonly nodeId: string }
  | { readonly kind: "tell"; readonly id: string; readonly type: HistoryLine["type"]; readonly detail: string };

/** The steps in their order, after which the intent is removed. */
export type RecoveryDecision =
  | { readonly outcome: "finished" | "taken_back"; readonly steps: readonly RecoveryStep[] }
  | { readonly outcome: "damaged"; readonly message: string };

/**
 * Decides how what a kill left is settled: finished where the pointer has moved to something whole, taken back where it has
 * not. Nothing is decided from clocks, and the same facts after any of the steps lead to the rest of them.
 *
 * Rules: SPEC.md EM8 to EM15.
 */
export function decideRecovery(facts: RecoveryFacts): RecoveryDecision {
  const { intent, pointer, complete } = facts;
  if (intent.kind === "build") return settleBuild(facts);
  const { from, to } = intent;
  if (to === null) return { outcome: "damaged", message: `it says \`${intent.kind}\`, and not where the pointer goes` };
  if (pointer === from) return takeBack(facts, intent.kind);
  if (pointer !== to) {
    return {
      outcome: "damaged",
      message: `it moves the pointer from ${said(from)} to ${to}, but the pointer is on ${said(pointer)}`,
    };
  }
  if (!wasFailing(facts) && complete.includes(to)) return finish(facts, intent.kind);
  if (from !== null && complete.includes(from)) return takeBack(facts, intent.kind);
  return {
    outcome: "damaged",
    message: `the pointer is on generation ${to}, which ${complete.includes(to) ? "failed" : "is not complete"}, and ${said(from)} is not complete`,
  };
}

/** A build moves no pointer: it is done when its transaction names what it built. Rule: EM13. */
function settleBuild({ intent, tx }: RecoveryFacts): RecoveryDecision {
  const isDone = intent.building !== null && tx?.generation === intent.building && tx.status !== "running";
  if (isDone) return { outcome: "finished", steps: [tellRecovered(intent, "finished")] };
  return {
    outcome: "taken_back",
    steps: [
      ...(tx?.status === "running" ? [{ kind: "move_tx", to: "failed" } as const] : []),
      ...removeBuilt(intent),
      tellRecovered(intent, "taken_back"),
    ],
  };
}

function finish({ intent, tx }: RecoveryFacts, kind: MoveKind): RecoveryDecision {
  const { nodeId } = intent;
  return {
    outcome: "finished",
    steps: [
      ...snapshotsOf(intent).map((snapshot) => ({ kind: "take_snapshot", snapshot }) as const),
      ...(tx === null || tx.status === "promoted" ? [] : ([{ kind: "move_tx", to: "promoted" }] as const)),
      ...(kind === "promote" && nodeId !== null ? ([{ kind: "unstage", nodeId }] as const) : []),
      { kind: "tell", id: intent.id, type: MOVE_KINDS[kind].told, detail: describeMove(intent, "done") },
      tellRecovered(intent, "finished"),
    ],
  };
}

/**
 * What had failed after the pointer moved keeps the snapshot of before and its word in the history, as it would have without
 * the kill. What had not moved leaves nothing at all.
 */
function takeBack(facts: RecoveryFacts, kind: MoveKind): RecoveryDecision {
  const { intent, tx, pointer } = facts;
  if (tx?.status === "promoted") {
    return { outcome: "damaged", message: `its transaction is promoted, but the pointer is on ${said(pointer)}` };
  }
  const hadFailed = wasFailing(facts);
  const dropped = snapshotsOf(intent).filter(({ isBefore }) => !(hadFailed && isBefore));
  const status = statusTakenBack(intent, tx, hadFailed);
  const fell = hadFailed && kind === "promote";
  return {
    outcome: "taken_back",
    steps: [
      // First of all: from here on production is what it was.
      ...(intent.from === null || pointer === intent.from ? [] : [{ kind: "point", to: intent.from } as const]),
      ...removeBuilt(intent),
      ...dropped.map(({ id }) => ({ kind: "drop_snapshot", id }) as const),
      ...(status === null ? [] : [{ kind: "move_tx", to: status } as const]),
      ...(fell ? [{ kind: "tell", id: intent.id, type: "promote_failed", detail: describeMove(intent, "failed") } as const] : []),
      tellRecovered(intent, "taken_back"),
    ],
  };
}

/** Null: the transaction stands where it should. Rule: EM10. */
function statusTakenBack(intent: Intent, tx: RecoveryFacts["tx"], hadFailed: boolean): TxStatus | null {
  if (tx === null || tx.status === "promote_failed") return null;
  if (hadFailed) return "promote_failed";
  return tx.status === intent.txStatus ? null : intent.txStatus;
}

/** Whether what the pointer moved to had failed already when the kill came. */
function wasFailing({ intent, tx }: RecoveryFacts): boolean {
  return intent.goesBack || tx?.status === "rolling_back" || (intent.kind === "promote" && tx?.status === "promote_failed");
}

function removeBuilt({ building }: Intent): readonly RecoveryStep[] {
  return building === null ? [] : [{ kind: "remove_generation", number: building }];
}

/** The line's id is made from the intent's, so that it is told once however often recovery itself is killed. */
function tellRecovered(intent: Intent, outcome: "finished" | "taken_back"): RecoveryStep {
  const detail = `${outcome === "finished" ? "Finished" : "Took back"} what a kill left: ${intent.command}`;
  return { kind: "tell", id: `${intent.id}-recovered`, type: "recovered", detail: detail.slice(0, LONGEST_DETAIL) };
}

/** As `HistoryLine.detail` allows. */
const LONGEST_DETAIL = 2000;

function said(number: number | null): string {
  return number === null ? "nothing" : `generation ${number}`;
}
