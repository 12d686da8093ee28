import { damage } from "./damage.ts";
import { signGraph } from "./graph.ts";
import type { HistoryEntry, UiOutput } from "./history.ts";
import { planExecution, stepsOf } from "./execution-plan.ts";
import { readAnnotated } from "./file-names.ts";
import type { PromptFault } from "./faults.ts";
import type { Life, Running } from "./life.ts";
import { checkInterrupt, Interrupted, NodeFailure } from "./node-failure.ts";
import type { Host } from "./options.ts";
import type { PythonObject } from "./python-json.ts";
import type { QueueItem } from "./queue.ts";
import { BEGUN, DONE, DONE_BEFORE, openRunEvents } from "./run-events.ts";
import { saveImages } from "./save-images.ts";
import { strike, type Run } from "./strike.ts";

export interface RunResult {
  readonly entry: HistoryEntry;
  readonly cached: readonly string[];
  readonly written: readonly string[];
  readonly outcome: "success" | "error" | "interrupted";
}

/** Executes a prompt up to `execution_success` or what came instead. Rejects when the process or its worker ends. */
export async function runPrompt(
  host: Host,
  life: Life,
  started: { item: QueueItem; running: Running; fault: PromptFault | null },
): Promise<RunResult> {
  const { item, running } = started;
  const graph = signGraph(item.graph, (name) => readAnnotated(host.files, name));
  const events = openRunEvents(life, item, () => host.clock.nowMs());
  const run: Run = { ...started, host, life, graph, events, outputs: {}, executed: new Set(), written: [], faultNode: null };
  const isCached = (id: string) => !host.switches.noCache && life.cache.has(graph.signatureOf(id));
  events.keep("execution_start", { prompt_id: item.id });
  const cached = Object.keys(item.graph).filter(isCached);
  events.keep("execution_cached", { nodes: cached, prompt_id: item.id });
  const plan = planExecution(graph, item.outputs, { seed: host.seed, isCached });
  run.faultNode = chooseFaultNode(
    run,
    plan.filter((id) => !isCached(id)),
  );
  const outcome = await runNodes(run, plan);
  const status = {
    status_str: outcome === "success" ? "success" : "error",
    completed: outcome === "success",
    messages: events.messages,
  } as const;
  const outputs = run.fault === "outputMissing" ? {} : run.outputs;
  running.lastNode = null;
  return { entry: { item, outputs, status }, cached, written: run.written, outcome };
}

/** The first node with steps, else the last before an output, else the first. */
function chooseFaultNode(run: Run, plan: readonly string[]): string | null {
  const { graph, host, fault } = run;
  const isOutput = (id: string) => run.item.outputs.includes(id);
  if (fault === "diskFull" || fault === "blockedOutput") return plan.find(isOutput) ?? null;
  const stepping = plan.find((id) => stepsOf(graph, id, host.switches.steps) > 0);
  return stepping ?? plan.findLast((id) => !isOutput(id)) ?? plan[0] ?? null;
}

async function runNodes(run: Run, plan: readonly string[]): Promise<RunResult["outcome"]> {
  let current = "";
  try {
    for (const id of plan) {
      current = id;
      await runNode(run, id);
    }
  } catch (error) {
    const { item, events, graph } = run;
    const about = { prompt_id: item.id, node_id: current, node_type: graph.classOf(current), executed: [...run.executed] };
    if (error instanceof Interrupted) {
      events.keep("execution_interrupted", about, true);
      return "interrupted";
    }
    if (!(error instanceof NodeFailure)) throw error;
    events.keep("execution_error", { ...about, ...describeFailure(run, current, error) });
    return "error";
  }
  run.events.keep("execution_success", { prompt_id: run.item.id });
  return "success";
}

function describeFailure({ graph, item }: Run, id: string, failure: NodeFailure): PythonObject {
  const inputs = Object.entries(graph.inputsOf(id)).map(([name, value]) => [
    name,
    [
      graph.linkOf(id, name) === null
        ? value
        : "tensor([[[[0.2000, 0.4000, 0.6000],\n          ...,\n          [0.2000, 0.4000, 0.6000]]]])",
    ],
  ]);
  return {
    exception_message: failure.message,
    exception_type: failure.type,
    traceback: ['  File "/opt/ComfyUI/execution.py", line 1, in execute\n', '  File "/opt/ComfyUI/nodes.py", line 1, in run\n'],
    current_inputs: Object.fromEntries(inputs),
    current_outputs: Object.keys(item.graph),
  };
}

async function runNode(run: Run, id: string): Promise<void> {
  const { host, life, graph, events, running } = run;
  const signature = graph.signatureOf(id);
  const before = host.switches.noCache ? undefined : life.cache.get(signature);
  if (before !== undefined) return reportCached(run, id, before);
  checkInterrupt(running);
  running.lastNode = id;
  events.nodeState(id, BEGUN);
  events.executing(id);
  const state = await work(run, id);
  if (run.fault === "blockedOutput" && run.faultNode === id) return;
  const output = produce(run, id);
  life.cache.set(signature, output);
  run.executed.add(id);
  if (output !== null) {
    run.outputs[id] = output;
    events.executed(id, output);
  }
  events.nodeState(id, state);
}

/** Two equal outputs of one prompt share a result too: the second reports the first one's file. */
function reportCached(run: Run, id: string, output: UiOutput | null): void {
  if (output !== null) {
    run.outputs[id] = output;
    run.events.executed(id, output);
  }
  run.events.nodeState(id, DONE_BEFORE);
}

/** Lets the node's time pass, step by step; its state at the end. */
async function work(run: Run, id: string): Promise<typeof DONE> {
  const { host, life, graph, running } = run;
  const steps = stepsOf(graph, id, host.switches.steps);
  if (steps === 0) {
    await strike(run, id);
    await host.clock.sleep(host.switches.nodeMs, life.signal);
    return DONE;
  }
  const stepMs = graph.classOf(id) === "SlowTest" ? Number(graph.inputsOf(id)["delay_ms"]) : host.switches.stepMs;
  for (let value = 1; value <= steps; value++) {
    await host.clock.sleep(stepMs, life.signal);
    checkInterrupt(running);
    run.events.step(id, { value, max: steps }, previewOf(run, id, value));
    if (value === Math.ceil(steps / 2)) await strike(run, id);
  }
  if (graph.inputsOf(id)["fail"] === true) throw new NodeFailure("ValueError", "boom é\n");
  return { value: steps, max: steps, state: "finished" };
}

function previewOf({ host, item, graph }: Run, id: string, value: number): Uint8Array | null {
  const { previews } = host.switches;
  const method = item.extraData["preview_method"];
  const isAsked = previews === "asked" && typeof method === "string" && method !== "none";
  // The recorded node shows its previews whatever the prompt asks.
  const isShown = previews === "always" || isAsked || graph.classOf(id) === "SlowTest";
  return isShown ? (host.previewFrames[(value - 1) % host.previewFrames.length] ?? null) : null;
}

function produce(run: Run, id: string): UiOutput | null {
  const { host, life, item, graph, fault } = run;
  if (host.info[graph.classOf(id)]?.output_node !== true) return null;
  const output = saveImages(host, { graph, extraData: item.extraData, tempName: life.tempName }, id);
  for (const { type, subfolder, filename } of output["images"] ?? []) {
    const name = [type, subfolder, filename].filter(Boolean).join("/");
    run.written.push(name);
    if (fault === "outputFileMissing") host.files.remove(name);
    if (fault === "outputFileCorrupt") host.files.write(name, damage(host.files.read(name) ?? new Uint8Array()));
  }
  return output;
}
