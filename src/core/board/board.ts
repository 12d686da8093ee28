/** Where a spec stands in the pipeline. */
export type Stage = "ready" | "queued" | "making" | "waiting" | "approved" | "exception" | "closed";

/** What one press does to a card; null where there is nothing to do but wait. */
export type PrimaryAction = "make" | "retry" | "cancel" | "review" | "open";

/** One spec on the board, as the server says. */
export interface PipelineCard {
  readonly spec: string;
  readonly title: string;
  readonly stage: Stage;
  readonly kind: string;
  readonly checkpoint: string | null;
  /** What draws it, as its file says now; null where that cannot be read. */
  readonly renderer: "builtin" | "comfyui" | null;
  readonly jobId: string | null;
  readonly versionId: string | null;
  /** Why it is here, in one line. */
  readonly why: string;
  /** Since when it is here, epoch ms; null where that is not known. */
  readonly since: number | null;
  readonly priority: string | null;
  readonly attempt: number;
  /** Images stored, of how many. */
  readonly done: number;
  readonly total: number;
  /** When the next attempt may start, epoch ms; null unless it waits for one. */
  readonly dueAtMs: number | null;
  readonly stale: boolean;
  readonly thumbs: readonly { readonly blob: string; readonly width: number; readonly height: number }[];
  readonly primary: PrimaryAction | null;
  readonly approvedVersionId: string | null;
}

/** A stage with the first of its cards; `total` counts all of them. */
export interface PipelineStage {
  readonly stage: Stage;
  readonly total: number;
  readonly cards: readonly PipelineCard[];
}

/** What was asked for and is not answered yet: a card is shown where it is going, and says so. */
export interface PendingMove {
  /** Where the card was when it was asked for: once the server says anything else, it has answered. */
  readonly from: Stage;
  readonly to: Stage;
  /** What was asked for, e.g. "Asked to make". */
  readonly words: string;
}

/** A card as the board shows it. */
export interface BoardCard extends PipelineCard {
  /** What was asked for and is not answered yet. */
  readonly pending: string | null;
}

export interface BoardColumn {
  readonly stage: Stage;
  readonly total: number;
  readonly cards: readonly BoardCard[];
  /** How many cards of this stage are not listed. */
  readonly more: number;
}

/**
 * The board: what the server says, with what was asked for since laid over it. Each spec stands on it once, whatever the two
 * say, for a card that moves must neither double nor vanish.
 *
 * @param stages   As served, in order.
 * @param pending  By spec. It moves the card only while the server still says where it was.
 */
export function boardColumns(
  stages: readonly PipelineStage[],
  pending: ReadonlyMap<string, PendingMove>,
): readonly BoardColumn[] {
  const seen = new Set<string>();
  const moved = new Map<Stage, BoardCard[]>();
  const kept = stages.map(({ stage, total, cards }) => {
    const own = cards.filter(({ spec }) => !seen.has(spec) && seen.add(spec));
    const staying: BoardCard[] = [];
    for (const card of own) {
      const move = pending.get(card.spec);
      if (move?.from !== stage || move.to === stage) staying.push({ ...card, pending: null });
      else moved.set(move.to, [...(moved.get(move.to) ?? []), movedCard(card, move)]);
    }
    return { stage, total, staying, left: own.length - staying.length, doubled: cards.length - own.length };
  });
  return kept.map(({ stage, total, staying, left, doubled }) => {
    const arrived = moved.get(stage) ?? [];
    const cards = [...arrived, ...staying];
    const all = total - left - doubled + arrived.length;
    return { stage, total: all, cards, more: Math.max(0, all - cards.length) };
  });
}

function movedCard(card: PipelineCard, { to, words }: PendingMove): BoardCard {
  return { ...card, stage: to, pending: words, primary: null, dueAtMs: null };
}
