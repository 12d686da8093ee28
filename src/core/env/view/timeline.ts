import type { OutcomeMark } from "../../report/outcome-mark.ts";
import type { EnvStatus } from "../status/status.ts";

export type GenerationRow = EnvStatus["generations"][number];
type Facts = Pick<EnvStatus, "generations" | "transactions">;

/** One generation as the timeline shows it. Lanes count from 0, the line of production. */
export interface TimelineRow {
  readonly generation: GenerationRow;
  readonly mark: OutcomeMark;
  /** Where its dot stands. */
  readonly lane: number;
  /** Lanes whose line goes by this row without touching it. */
  readonly passing: readonly number[];
  /** Lanes that come from above and end in its dot: they were derived from it. Its own is among them where its line goes on. */
  readonly joining: readonly number[];
  /** Whether a line goes down from its dot to the generation that it was derived from. */
  readonly goesDown: boolean;
}

/** The timeline, newest first, and how many lanes it has. Source: SPEC.md EV2. */
export function timelineOf({ generations, transactions }: Facts): {
  readonly rows: readonly TimelineRow[];
  readonly lanes: number;
} {
  const known = new Set(generations.map(({ number }) => number));
  const lanes = createLanes(mainLine(generations));
  const rows = generations.map((generation): TimelineRow => {
    const { number, base } = generation;
    const goesDown = base !== null && known.has(base);
    return {
      generation,
      mark: generationMark(generation, transactions),
      goesDown,
      ...lanes.place(number, goesDown ? base : null),
    };
  });
  return { rows, lanes: lanes.count() };
}

/** Production and what it came from. */
function mainLine(generations: readonly GenerationRow[]): ReadonlySet<number> {
  const byNumber = new Map(generations.map((row) => [row.number, row]));
  const line = new Set<number>();
  let at = generations.find(({ isCurrent }) => isCurrent)?.number ?? null;
  // A base is older than what was derived from it: what says otherwise is not followed in circles.
  while (at !== null && !line.has(at)) {
    line.add(at);
    at = byNumber.get(at)?.base ?? null;
  }
  return line;
}

type Placed = Pick<TimelineRow, "lane" | "passing" | "joining">;

/** Gives out lanes from the newest generation down: each open lane waits for the generation that it leads to. */
function createLanes(main: ReadonlySet<number>): { place: (number: number, base: number | null) => Placed; count: () => number } {
  const open = new Map<number, number>();
  let count = 1;
  const freeLane = (): number => {
    let lane = 1;
    while (open.has(lane)) lane += 1;
    return lane;
  };
  return {
    place(number, base) {
      const joining = [...open].filter(([, to]) => to === number).map(([lane]) => lane);
      for (const lane of joining) open.delete(lane);
      const own = joining.filter((lane) => lane !== 0).toSorted((a, b) => a - b)[0];
      const lane = main.has(number) ? 0 : (own ?? freeLane());
      const passing = [...open.keys()].toSorted((a, b) => a - b);
      if (base !== null) open.set(lane, base);
      count = Math.max(count, lane + 1);
      return { lane, passing, joining: joining.toSorted((a, b) => a - b) };
    },
    count: () => count,
  };
}

const PRODUCTION: OutcomeMark = { icon: "◆", word: "production", tone: "gold" };
const CANDIDATE: OutcomeMark = { icon: "◇", word: "candidate", tone: "uncertain" };
const KEPT: OutcomeMark = { icon: "●", word: "kept", tone: "unknown" };
const PRUNED: OutcomeMark = { icon: "○", word: "pruned", tone: "stale" };

/** Sign, word and tone of what a generation is. Source: SPEC.md EV3. */
export function generationMark(row: GenerationRow, transactions: EnvStatus["transactions"]): OutcomeMark {
  if (row.isCurrent) return PRODUCTION;
  if (!row.isKept) return PRUNED;
  return wasProduction(row, transactions) ? KEPT : CANDIDATE;
}

/** Whether a generation was production once: a candidate that was never promoted cannot be gone back to. */
export function wasProduction({ isCurrent, txid }: GenerationRow, transactions: EnvStatus["transactions"]): boolean {
  if (isCurrent || txid === null) return true;
  const status = transactions.find((tx) => tx.txid === txid)?.status;
  return status === undefined || status === "promoted";
}

/** What going to a generation takes. Source: SPEC.md EV3. */
export function wayTo(row: GenerationRow, transactions: EnvStatus["transactions"]): string {
  if (row.isCurrent) return "This is production.";
  if (!row.isKept) return "Its folder is gone. Going back builds it again from its snapshot, as a new generation.";
  if (!wasProduction(row, transactions)) return "A candidate: promoting its transaction makes it production.";
  return "Its folder is kept: going back only moves the pointer.";
}
