import type { HistoryEntry } from "./history.ts";
import type { Life } from "./life.ts";
import { isObject, numberOf, type PythonObject, type PythonValue } from "./python-json.ts";
import { showItem, type QueueItem } from "./queue.ts";

export const JOB_STATUSES = ["pending", "in_progress", "completed", "failed", "cancelled"] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** A prompt as the jobs API sees it. */
export interface Job {
  readonly id: string;
  readonly status: JobStatus;
  readonly item: QueueItem;
  /** Null until it is over. */
  readonly entry: HistoryEntry | null;
}

/** Every prompt the server still knows. */
export function listJobs(life: Life): Job[] {
  const waiting = life.queue.pending.map((item): Job => ({ id: item.id, status: "pending", item, entry: null }));
  const running = life.queue.running.map((item): Job => ({ id: item.id, status: "in_progress", item, entry: null }));
  const known = new Set([...waiting, ...running].map((job) => job.id));
  const over = [...life.history.values()].filter((entry) => !known.has(entry.item.id));
  return [
    ...running,
    ...waiting,
    ...over.map((entry): Job => ({ id: entry.item.id, status: statusOf(entry), item: entry.item, entry })),
  ];
}

function statusOf({ status }: HistoryEntry): JobStatus {
  if (status.status_str === "success") return "completed";
  return status.messages.some(([event]) => event === "execution_interrupted") ? "cancelled" : "failed";
}

/** A job without what is only shown of a single one. Undefined fields are left out. */
export function showJob({ id, status, item, entry }: Job): Record<string, unknown> {
  const files = filesOf(entry);
  const pnginfo = item.extraData["extra_pnginfo"];
  const workflow = isObject(pnginfo) ? pnginfo["workflow"] : undefined;
  return {
    id,
    status,
    priority: item.number,
    create_time: createdMs(item),
    execution_start_time: timeOf(entry, ["execution_start"]),
    execution_end_time: timeOf(entry, ["execution_success", "execution_error", "execution_interrupted"]),
    execution_error: entry?.status.messages.find(([event]) => event === "execution_error")?.[1],
    outputs_count: files.length,
    previewable_outputs_count: files.length,
    preview_output: files[0],
    workflow_id: isObject(workflow) ? workflow["id"] : undefined,
  };
}

export function createdMs(item: QueueItem): number {
  return numberOf(item.extraData["create_time"]) ?? 0;
}

export function durationMs({ entry }: Job): number {
  const end = numberOf(timeOf(entry, ["execution_success", "execution_error", "execution_interrupted"])) ?? 0;
  return end - (numberOf(timeOf(entry, ["execution_start"])) ?? end);
}

/** What a single job shows besides, once it is over. */
export function showDetails({ item, entry }: Job): Record<string, unknown> {
  if (entry === null) return {};
  const [, , prompt, extraData] = showItem(item);
  return { outputs: entry.outputs, execution_status: entry.status, workflow: { prompt, extra_data: extraData as PythonObject } };
}

function timeOf(entry: HistoryEntry | null, events: readonly string[]): PythonValue | undefined {
  return entry?.status.messages.find(([event]) => events.includes(event))?.[1]["timestamp"];
}

function filesOf(entry: HistoryEntry | null): object[] {
  const outputs = Object.entries(entry?.outputs ?? {});
  return outputs.flatMap(([nodeId, media]) =>
    Object.entries(media).flatMap(([mediaType, files]) => files.map((file) => ({ ...file, nodeId, mediaType }))),
  );
}
