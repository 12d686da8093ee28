import { HistoryLine } from "../history.ts";
import { toldPayload } from "./told-payload.ts";

/** What the environment's history says, and what of it cannot be read. */
export interface ReadHistory {
  /** In the order of the file; each once, however often it stands there. */
  readonly lines: readonly HistoryLine[];
  /** Lines that are no history lines, from 1, and why not. Those after them are read all the same. */
  readonly damaged: readonly { readonly line: number; readonly why: string }[];
}

/**
 * Reads `state/history.jsonl`. What stands after the last line break is not finished yet: it is neither a line nor damage.
 *
 * Source: SPEC.md EH1, EH2.
 */
export function readHistoryText(text: string): ReadHistory {
  const lines = new Map<string, { readonly line: HistoryLine; readonly text: string }>();
  const damaged: ReadHistory["damaged"][number][] = [];
  for (const [index, own] of text.split("\n").slice(0, -1).entries()) {
    const read = readLine(own);
    const why = typeof read === "string" ? read : clash(lines.get(read.id)?.text, own);
    if (why !== null) damaged.push({ line: index + 1, why });
    else if (typeof read !== "string") lines.set(read.id, { line: read, text: own });
  }
  return { lines: [...lines.values()].map(({ line }) => line), damaged };
}

/** An id that was said before says the same, or nothing. */
function clash(before: string | undefined, text: string): string | null {
  return before === undefined || before === text ? null : "a line before it has the same id and says something else";
}

/** Ids of records, and so of what their events are known by. */
const ID = /^[A-Za-z0-9._-]{1,64}$/;

/** @returns the line, or why it is none. */
function readLine(text: string): HistoryLine | string {
  const parsed = HistoryLine.safeParse(readJson(text));
  const told = parsed.success ? toldPayload(parsed.data) : null;
  const [issue] = parsed.error?.issues ?? told?.error?.issues ?? [];
  if (issue !== undefined)
    return issue.path.length === 0 ? "it is not a history line" : `\`${issue.path.join(".")}\`: ${issue.message}`;
  const line = parsed.data as HistoryLine;
  return [line.id, line.txid ?? line.id].every((id) => ID.test(id)) ? line : "its id is none";
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
