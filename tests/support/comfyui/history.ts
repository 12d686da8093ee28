import type { PythonObject } from "./python-json.ts";
import { showItem, type QueueItem } from "./queue.ts";

/** Files that an output node reports, e.g. `{ images: [{ filename, subfolder, type }] }`. */
export type UiOutput = Readonly<Record<string, readonly FileRef[]>>;

export interface FileRef {
  readonly filename: string;
  readonly subfolder: string;
  readonly type: "output" | "temp" | "input";
}

/** What became of a prompt. */
export interface HistoryEntry {
  readonly item: QueueItem;
  readonly outputs: Readonly<Record<string, UiOutput>>;
  readonly status: {
    readonly status_str: "success" | "error";
    readonly completed: boolean;
    readonly messages: readonly (readonly [event: string, data: PythonObject])[];
  };
}

/** An entry as `/history` shows it. */
export function showHistory(entry: HistoryEntry): object {
  const meta = Object.keys(entry.outputs).map((id) => [
    id,
    { node_id: id, display_node: id, parent_node: null, real_node_id: id },
  ]);
  return { prompt: showItem(entry.item), outputs: entry.outputs, status: entry.status, meta: Object.fromEntries(meta) };
}
