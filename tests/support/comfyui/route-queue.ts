import { showHistory } from "./history.ts";
import type { Life } from "./life.ts";
import type { Host } from "./options.ts";
import { isObject, type PythonValue } from "./python-json.ts";
import { showItem } from "./queue.ts";
import { empty, json, readJson, type Call, type Reply } from "./reply.ts";
import { hasLearned } from "./versions.ts";

export function getQueue(life: Life): Reply {
  return json({ queue_running: life.queue.running.map(showItem), queue_pending: life.queue.pending.map(showItem) });
}

/** `{clear}` and `{delete}` touch only what waits; what was deleted leaves no trace. */
export function postQueue(life: Life, call: Call): Reply {
  const body = readFields(call);
  if (body["clear"] === true) life.queue.clear();
  for (const id of asIds(body["delete"])) life.queue.remove(id);
  return empty();
}

/** Never fails, also when nothing runs or the body is no JSON. */
export function postInterrupt(host: Host, life: Life, call: Call): Reply {
  const id = readInterruptId(call);
  const isTargeted = id !== null && hasLearned(host.version, "targetedInterrupt");
  interruptRunning(life, isTargeted ? id : null);
  return empty();
}

/** @param id  Only if it runs now; null for whatever runs. Returns whether something was told to stop. */
export function interruptRunning(life: Life, id: string | null): boolean {
  const { running } = life;
  if (running === null || (id !== null && running.item.id !== id)) return false;
  running.isInterrupted = true;
  running.unstick();
  return true;
}

function readInterruptId(call: Call): string | null {
  try {
    const body = readJson(call);
    return isObject(body) && typeof body["prompt_id"] === "string" ? body["prompt_id"] : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Acts when the worker is next idle. */
export function postFree(life: Life, call: Call): Reply {
  const body = readFields(call);
  if (body["free_memory"] === true) life.isFreeing = true;
  life.queue.wake();
  return empty();
}

/** `max_items` without `offset` gives the newest. @throws when either is no whole number. */
export function getHistory(life: Life, call: Call): Reply {
  const maxItems = readInt(call, "max_items");
  const offset = readInt(call, "offset");
  const entries = [...life.history];
  const from = offset ?? (maxItems === null ? 0 : Math.max(0, entries.length - maxItems));
  const some = entries.slice(from, maxItems === null ? undefined : from + maxItems);
  return json(Object.fromEntries(some.map(([id, entry]) => [id, showHistory(entry)])));
}

export function getHistoryOf(life: Life, call: Call): Reply {
  const id = call.params[0] ?? "";
  const entry = life.history.get(id);
  return json(entry === undefined ? {} : { [id]: showHistory(entry) });
}

export function postHistory(life: Life, call: Call): Reply {
  const body = readFields(call);
  if (body["clear"] === true) life.history.clear();
  for (const id of asIds(body["delete"])) life.history.delete(id);
  return empty();
}

function readFields(call: Call): { [name: string]: PythonValue } {
  const body = readJson(call);
  if (!isObject(body)) throw new TypeError("not a dict");
  return body;
}

function asIds(value: PythonValue | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function readInt(call: Call, name: string): number | null {
  const value = call.query.get(name);
  if (value === null) return null;
  if (!/^-?\d+$/.test(value)) throw new TypeError(`invalid literal for int() with base 10: '${value}'`);
  return Number(value);
}
