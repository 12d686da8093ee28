import { useCallback, useState } from "react";
import type { PendingMove } from "../../../core/board/board.ts";

/** What was asked for and is not answered yet, by spec. */
export interface PendingMoves {
  readonly moves: ReadonlyMap<string, PendingMove>;
  readonly begin: (specs: readonly string[], move: PendingMove) => void;
  readonly end: (specs: readonly string[]) => void;
}

export function usePendingMoves(): PendingMoves {
  const [moves, setMoves] = useState<ReadonlyMap<string, PendingMove>>(new Map());
  const begin = useCallback((specs: readonly string[], move: PendingMove) => {
    setMoves((before) => new Map([...before, ...specs.map((spec) => [spec, move] as const)]));
  }, []);
  const end = useCallback((specs: readonly string[]) => {
    setMoves((before) => new Map([...before].filter(([spec]) => !specs.includes(spec))));
  }, []);
  return { moves, begin, end };
}
