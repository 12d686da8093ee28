import type { PromptFault } from "./faults.ts";
import type { SignedGraph } from "./graph.ts";
import type { UiOutput } from "./history.ts";
import type { Life, Running } from "./life.ts";
import { checkInterrupt, failureOf, WorkerDied } from "./node-failure.ts";
import type { Host } from "./options.ts";
import type { PythonObject } from "./python-json.ts";
import type { QueueItem } from "./queue.ts";
import type { RunEvents } from "./run-events.ts";

/** One prompt while it runs. */
export interface Run {
  readonly host: Host;
  readonly life: Life;
  readonly item: QueueItem;
  readonly graph: SignedGraph;
  readonly events: RunEvents;
  readonly running: Running;
  readonly fault: PromptFault | null;
  readonly outputs: Record<string, UiOutput>;
  readonly executed: Set<string>;
  readonly written: string[];
  /** The node in whose middle a fault strikes. */
  faultNode: string | null;
}

/** The prompt's fault happens, if this is its node. */
export async function strike(run: Run, id: string): Promise<void> {
  const { host, fault } = run;
  if (fault === null || run.faultNode !== id) return;
  const failure = failureOf(fault, host);
  if (failure !== null) throw failure;
  await STRIKES[fault]?.(run, id);
}

/** What the faults do that strike a node in its middle; all others wait for an output, or for the end. */
const STRIKES: Partial<Record<PromptFault, (run: Run, id: string) => Promise<void> | void>> = {
  blockedOutput: (run, id) => run.events.tell("execution_error", blockedError(run, id)),
  blockedElsewhere: (run, id) => run.events.tell("execution_error", blockedError(run, id)),
  socketDropped: ({ life, item }) => life.sockets.drop(item.clientId),
  interrupted: ({ running }) => {
    running.isInterrupted = true;
    checkInterrupt(running);
  },
  restart: async ({ host, life, running }) => {
    void host.restart();
    await hang(life, running);
  },
  zombie: () => {
    throw new WorkerDied();
  },
  stuck: async ({ life, running }) => {
    await hang(life, running);
    checkInterrupt(running);
  },
};

/** No timestamp and no traceback: the run goes on. */
function blockedError({ item, graph, executed }: Run, id: string): PythonObject {
  return {
    prompt_id: item.id,
    node_id: id,
    node_type: graph.classOf(id),
    executed: [...executed],
    exception_message: "Execution Blocked: a node stopped this branch",
    exception_type: "ExecutionBlocked",
    traceback: [],
    current_inputs: {},
    current_outputs: [],
  };
}

async function hang(life: Life, running: Running): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    running.unstick = resolve;
    if (life.signal.aborted) reject(life.signal.reason as Error);
    life.signal.addEventListener("abort", () => reject(life.signal.reason as Error), { once: true });
  });
}
