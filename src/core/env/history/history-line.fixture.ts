import type { HistoryLine } from "../history.ts";

/** A line of the history that says that a node pack was staged. */
export function historyLine(id: string, parts: Partial<HistoryLine> = {}): HistoryLine {
  const envId = `sha256:${"a".repeat(64)}`;
  const facts = { atMs: 1_763_640_000_000, generation: 3, envId, txid: null, nodeId: "glow", detail: "Staged `glow`" } as const;
  return { id, type: "staged", ...facts, ...parts };
}
