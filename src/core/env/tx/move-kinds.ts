import type { SnapshotMeta } from "../generation/snapshot.ts";
import type { HistoryLine } from "../history.ts";
import type { Intent } from "./intent.ts";

/** An intent that moves the pointer. */
export type MoveKind = Exclude<Intent["kind"], "build">;

interface MoveKindFacts {
  /** What the history calls it. */
  readonly told: HistoryLine["type"];
  /** Why the snapshot before the pointer moves is taken, of where it was; null: none is. */
  readonly before: SnapshotMeta["reason"] | null;
  /** The same of where it is, after it moved. */
  readonly after: SnapshotMeta["reason"] | null;
}

/**
 * What each way to move the pointer leaves. A rollback takes no snapshot afterwards: where it goes back to was kept when it was
 * made. Source: the seed, sections 4.5 to 4.7.
 */
export const MOVE_KINDS: Readonly<Record<MoveKind, MoveKindFacts>> = {
  init: { told: "initialized", before: null, after: "init" },
  promote: { told: "promoted", before: "pre-promote", after: "post-promote" },
  remove: { told: "node_removed", before: "pre-remove", after: "post-remove" },
  rollback: { told: "rolled_back", before: "pre-rollback", after: null },
  import: { told: "imported", before: null, after: "import" },
};

/** A snapshot that a move takes. */
export interface MoveSnapshot {
  readonly id: string;
  readonly reason: SnapshotMeta["reason"];
  readonly generation: number;
  readonly ref: string | null;
  /** Whether it is taken before the pointer moves. */
  readonly isBefore: boolean;
}

/** How many ids `Intent.snapshots` holds for this kind. */
export function countSnapshots(kind: Intent["kind"]): number {
  if (kind === "build") return 0;
  const { before, after } = MOVE_KINDS[kind];
  return (before === null ? 0 : 1) + (after === null ? 0 : 1);
}

/** The snapshots that an intent's ids stand for, in order. Rule: EM12. */
export function snapshotsOf(intent: Intent): readonly MoveSnapshot[] {
  if (intent.kind === "build") return [];
  const { before, after } = MOVE_KINDS[intent.kind];
  const ref = intent.txid ?? intent.nodeId ?? intent.ref;
  const wanted = [
    { reason: before, generation: intent.from, isBefore: true },
    { reason: after, generation: intent.to, isBefore: false },
  ];
  return wanted
    .flatMap(({ reason, generation, isBefore }) =>
      reason === null || generation === null ? [] : [{ reason, generation, isBefore }],
    )
    .flatMap((one, at) => {
      const id = intent.snapshots[at];
      return id === undefined ? [] : [{ ...one, id, ref }];
    });
}

/**
 * One sentence on what a move did, or that it failed: the same whether the command itself or recovery says it.
 *
 * E.g. `Promoted glow: generation 4 to 5`.
 */
export function describeMove({ kind, from, to, nodeId, ref }: Intent, outcome: "done" | "failed"): string {
  const about = nodeId === null ? "" : ` ${nodeId}`;
  if (outcome === "failed") return `Did not ${WORDS[kind].plain}${about}: production is generation ${from}`;
  const way = from === null ? `generation ${to}` : `generation ${from} to ${to}`;
  const target = kind === "rollback" && ref !== null ? ` to ${ref}` : "";
  return kind === "promote" || kind === "remove" || kind === "rollback"
    ? `${WORDS[kind].done}${about}${target}: ${way}`
    : `${WORDS[kind].done} ${way}`;
}

const WORDS: Readonly<Record<Intent["kind"], { readonly plain: string; readonly done: string }>> = {
  init: { plain: "begin", done: "Began with" },
  build: { plain: "build", done: "Built" },
  promote: { plain: "promote", done: "Promoted" },
  remove: { plain: "remove", done: "Removed" },
  rollback: { plain: "roll back", done: "Rolled back" },
  import: { plain: "import", done: "Imported" },
};
