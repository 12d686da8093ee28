import { withStudio } from "../../../src/compose.ts";
import { TouchstoneError } from "../../../src/core/errors.ts";
import { callVerb } from "../../../src/engine/call-verb.ts";
import { makeVerb } from "../../../src/engine/make.ts";
import { specReadyVerb, specRebindVerb } from "../../../src/engine/ready.ts";
import type { Studio } from "../../../src/engine/studio.ts";
import type { Caller } from "../../../src/engine/verb.ts";
import { recordStore } from "./ledger.ts";
import type { DriverReport, DriverTask, KillStep, Point } from "./task.ts";

const VERBS = { make: makeVerb, "spec.ready": specReadyVerb, "spec.rebind": specRebindVerb };

/** Whom to tell how far it is, and when to stop. */
export interface RunTaskHooks {
  readonly onPoint?: (point: Point) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs one verb on one project, in the product's own way, and writes down what the store acknowledged. Kills as the task
 * says; where that is this process, it does not return.
 */
export async function runTask(task: DriverTask, { onPoint, signal }: RunTaskHooks = {}): Promise<DriverReport> {
  const steps: Record<string, number> = {};
  const passed = (step: KillStep): void => {
    const count = (steps[step] ?? 0) + 1;
    steps[step] = count;
    if (task.killAt?.step !== step || task.killAt.nth !== count) return;
    for (const pid of task.killAt.pids ?? [0]) process.kill(pid === 0 ? process.pid : pid, "SIGKILL");
  };
  const recorded =
    <T>(use: (studio: Studio) => Promise<T>) =>
    async (studio: Studio): Promise<T> => {
      if (studio.store === undefined) throw new TypeError("the verbs of tasks all use the store");
      onPoint?.("opened");
      tellWhenSeen(studio.fleet, () => onPoint?.("seen"));
      const { store, close } = recordStore(studio.store, task.ledgerFile);
      return await use({ ...studio, store: { ...store, blobs: watchBlobs(store.blobs, passed) } }).finally(close);
    };
  const { projectDir, timing } = task;
  const opening = { projectDir, command: `touchstone ${task.verb}`, ...(timing === undefined ? {} : { timing }) };
  const caller: Caller = {
    by: "person",
    onStep: (step) => void ("jobId" in step && passed(step.step)),
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    // Each verb has its own input and answer; here only the effect on the folder counts.
    await callVerb<typeof makeVerb.input, unknown>(VERBS[task.verb] as typeof makeVerb, {
      input: task.input,
      caller,
      withStudio: async (access, use) => await withStudio({ ...opening, access }, recorded(use)),
    });
    return { code: null, message: "", steps };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return { code: error.code, message: error.message, steps };
  }
}

/** Tells once, when the first server has answered. */
function tellWhenSeen(fleet: Studio["fleet"], tell: () => void): void {
  const stop = fleet.onChange(() => {
    if (!fleet.known().some(({ kind, health }) => kind === "comfyui" && health === "up")) return;
    stop();
    tell();
  });
}

type Blobs = NonNullable<Studio["store"]>["blobs"];

function watchBlobs(blobs: Blobs, passed: (step: KillStep) => void): Blobs {
  return { ...blobs, putStream: async (pieces) => await blobs.putStream(watchPieces(pieces, passed)) };
}

async function* watchPieces(pieces: AsyncIterable<Uint8Array>, passed: (step: KillStep) => void): AsyncIterable<Uint8Array> {
  let isFirst = true;
  for await (const piece of pieces) {
    yield piece;
    // The store asks for more: it has written what it got.
    if (isFirst) passed("receiving");
    isFirst = false;
  }
}
