import type { PromptFault } from "./faults.ts";
import type { Life, Running } from "./life.ts";
import type { Execution } from "./ledger.ts";
import { WorkerDied } from "./node-failure.ts";
import type { Host } from "./options.ts";
import { isObject, type PythonObject } from "./python-json.ts";
import type { QueueItem } from "./queue.ts";
import { runPrompt, type RunResult } from "./run-prompt.ts";
import { statusMessage } from "./life.ts";
import { hasLearned } from "./versions.ts";

/** Faults by queue item, decided when it was accepted. */
export type PromptFaults = WeakMap<QueueItem, PromptFault>;

/** The server's one worker: takes prompts one by one until the process ends, or it dies itself. */
export async function work(host: Host, life: Life, faults: PromptFaults): Promise<void> {
  try {
    for (;;) {
      const item = await life.queue.take(life.signal);
      if (item !== null) await workOn(host, life, { item, fault: faults.get(item) ?? null });
      freeIfAsked(life);
    }
  } catch (error) {
    if (error instanceof WorkerDied) life.isZombie = true;
    else if (!life.signal.aborted) throw error;
  }
}

/** A new executor: nothing is remembered. */
function freeIfAsked(life: Life): void {
  if (life.isFreeing) life.cache.clear();
  life.isFreeing = false;
}

async function workOn(host: Host, life: Life, { item, fault }: { item: QueueItem; fault: PromptFault | null }): Promise<void> {
  const running: Running = { item, lastNode: null, isInterrupted: false, unstick: () => undefined };
  life.running = running;
  const startedMs = host.clock.nowMs();
  const operator = callOperator(host, life, fault);
  try {
    const result = await runPrompt(host, life, { item, running, fault });
    await host.clock.sleep(host.switches.historyDelayMs + (fault === "historyLate" ? host.switches.lateMs : 0), life.signal);
    host.ledger.record(describe(host, { item, startedMs, result }));
    writeHistory(host, life, result);
    life.running = null;
    life.queue.finish(item);
    life.sockets.send(statusMessage(life.queue), null);
    if (item.clientId !== null) {
      life.sockets.send({ type: "executing", data: { node: null, prompt_id: item.id } }, item.clientId);
    }
  } catch (error) {
    host.ledger.record(describe(host, { item, startedMs, result: null }));
    throw error;
  } finally {
    if (fault !== "zombie") clearTimeout(operator);
  }
}

/** A person who sees that nothing moves any more. */
function callOperator(host: Host, life: Life, fault: PromptFault | null): NodeJS.Timeout | undefined {
  const { operatorMs } = host.switches;
  if (operatorMs === null || (fault !== "zombie" && fault !== "stuck")) return undefined;
  const look = () => {
    // Someone else was faster where that process is gone.
    if (!life.signal.aborted) void host.restart();
  };
  return setTimeout(look, operatorMs).unref();
}

/** Entries that a server keeps at most. */
const HISTORY_LIMIT = 10_000;

function writeHistory({ version }: Host, life: Life, { entry, cached }: RunResult): void {
  // Old servers forgot to tell what a fully cached prompt without a client had for outputs.
  const isForgotten = !hasLearned(version, "cachedOutputsWithoutClient") && entry.item.clientId === null && cached.length > 0;
  life.history.delete(entry.item.id);
  life.history.set(entry.item.id, isForgotten ? { ...entry, outputs: {} } : entry);
  const oldest = life.history.keys().next().value;
  if (life.history.size > HISTORY_LIMIT && oldest !== undefined) life.history.delete(oldest);
}

function describe(host: Host, run: { item: QueueItem; startedMs: number; result: RunResult | null }): Execution {
  const accepted = host.ledger.accepted.findLast((prompt) => prompt.promptId === run.item.id);
  const nodes = Object.values(run.item.graph).filter(isObject);
  const loader = nodes.find((node) => node["class_type"] === "CheckpointLoaderSimple");
  const checkpoint = (loader?.["inputs"] as PythonObject | undefined)?.["ckpt_name"];
  return {
    promptId: run.item.id,
    graph: accepted?.graph ?? null,
    startedMs: run.startedMs,
    endedMs: host.clock.nowMs(),
    cached: run.result?.cached ?? [],
    outcome: run.result?.outcome ?? "lost",
    written: run.result?.written ?? [],
    checkpoint: typeof checkpoint === "string" ? checkpoint : null,
  };
}
