import type { EnvStatus, StagedRow, TxRow } from "./use-environment.ts";

/** Something on the page that can be chosen. */
export interface Item {
  readonly kind: "waiting" | "generation" | "pack" | "tx";
  /** Id of a node pack or transaction, number of a generation. */
  readonly id: string;
}

/** Names an item in the page. */
export function itemKey({ kind, id }: Item): string {
  return `${kind} ${id}`;
}

/** A node pack that waits, and what trying it came to. */
export interface Waiting {
  readonly staged: StagedRow;
  /** Its newest transaction; null: none, or one that is done with. */
  readonly tx: TxRow | null;
}

/** Node packs that wait for a transaction, or for a person's word on one. */
export function waitingOf({ staged, transactions }: EnvStatus): readonly Waiting[] {
  return staged.map((row) => {
    const newest = transactions.find(({ nodeId }) => nodeId === row.id);
    const counts = newest !== undefined && newest.status !== "promoted" && newest.status !== "aborted";
    return { staged: row, tx: counts ? newest : null };
  });
}

/** All items in the order in which they stand on the page. */
export function itemsOf(status: EnvStatus): readonly Item[] {
  return [
    ...status.staged.map(({ id }): Item => ({ kind: "waiting", id })),
    ...status.generations.map(({ number }): Item => ({ kind: "generation", id: String(number) })),
    ...status.nodes.map(({ id }): Item => ({ kind: "pack", id })),
    ...status.transactions.map(({ txid }): Item => ({ kind: "tx", id: txid })),
  ];
}
