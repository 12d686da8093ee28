import type { EnvStatus } from "../status/status.ts";
import { isAtWork, isOpen } from "./tx-marks.ts";

type TxRow = EnvStatus["transactions"][number];

/** What waits on a person first. */
export type NextDeed =
  | { readonly kind: "follow" | "resolve" | "promote" | "look"; readonly tx: TxRow }
  | { readonly kind: "run"; readonly nodeId: string }
  | { readonly kind: "restart" | "add" };

/** The page's first action. Source: SPEC.md EV5. */
export function nextDeed(status: EnvStatus): NextDeed {
  const { staged, transactions, process } = status;
  // Whatever waits, waits for who is at work.
  const atWork = status.holder === null ? undefined : transactions.find((tx) => isAtWork(tx.status));
  if (atWork !== undefined) return { kind: "follow", tx: atWork };
  // Of each node pack that waits, what its newest transaction came to.
  const newest = staged.map(({ id }) => ({ id, tx: transactions.find(({ nodeId }) => nodeId === id) }));
  const open = newest.flatMap(({ tx }) => (tx !== undefined && isOpen(tx.status) ? [tx] : []));
  const conflict = open.find((tx) => tx.status === "needs_resolution");
  if (conflict !== undefined) return { kind: "resolve", tx: conflict };
  const ready = open.find((tx) => isReady(tx) && tx.base === status.current?.number);
  if (ready !== undefined) return { kind: "promote", tx: ready };
  const untried = newest.find(({ tx }) => tx === undefined || tx.status === "promoted" || tx.status === "aborted" || isReady(tx));
  if (untried !== undefined) return { kind: "run", nodeId: untried.id };
  const failed = open[0];
  if (failed !== undefined) return { kind: "look", tx: failed };
  const runsAnother = (process.state === "running" || process.state === "starting") && !process.isCurrent;
  return { kind: runsAnother ? "restart" : "add" };
}

function isReady({ status }: TxRow): boolean {
  return status === "completed" || status === "resolved";
}
