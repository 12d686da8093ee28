import { TouchstoneError } from "../../core/errors.ts";
import type { EventPayload } from "../../core/events/event.ts";
import { newEvent } from "../../core/events/new-event.ts";
import { storeOf, type Studio } from "../studio.ts";
import type { PlaytestRuns, RunningPlaytest } from "./playtest-runs.ts";
import { openPlayThread, type PlayInput, type PlayOutput } from "./play-thread.ts";
import type { PlayProgress } from "./play-progress.ts";
import type { PlayTaskName } from "./play-tasks.ts";

/** Events that end a run. */
type EndType = "playtest.finished" | "playtest.explored" | "playtest.checked";

/** What every end says beside what was found. */
type EndFacts = Pick<EventPayload<EndType>, "wallMs" | "failure">;

/** A run that goes on in the background, and how its end is told. */
export interface RunPlan<T extends PlayTaskName, E extends EndType> {
  readonly what: RunningPlaytest["what"];
  /** The suite's or story's file; null for all. */
  readonly target: string | null;
  readonly task: T;
  readonly input: PlayInput<T>;
  readonly endType: E;
  /** What was found, kept for those who ask. */
  keep(runs: PlaytestRuns, run: string, output: PlayOutput<T>): void;
  /** @param output  Undefined where nothing came of it. */
  describe(output: PlayOutput<T> | undefined, end: EndFacts): EventPayload<E>;
}

/** Runs at once. Guess: each takes a core, and a machine has four. */
const MAX_RUNNING = 4;

/**
 * Starts a playtest that goes on when the call is answered; who asks again while it runs is told of the same one.
 *
 * @throws TouchstoneError SERVER_BUSY when too many run already.
 */
export async function startRun<T extends PlayTaskName, E extends EndType>(
  studio: Studio,
  plan: RunPlan<T, E>,
): Promise<{ readonly run: string }> {
  const { running } = studio.playtests;
  const same = [...running.values()].find(({ what, target }) => what === plan.what && target === plan.target);
  if (same !== undefined) return { run: same.run };
  if (running.size >= MAX_RUNNING) {
    throw new TouchstoneError("SERVER_BUSY", `${running.size} playtests run already`, { hint: "Wait until one has ended" });
  }
  const run = studio.newId();
  const { what, target } = plan;
  running.set(run, { run, what, target, progress: null });
  try {
    await tell(studio, { run, type: "playtest.started", payload: { what, target } });
  } catch (error) {
    running.delete(run);
    throw error;
  }
  studio.background.run(async (signal) => await finishRun(studio, plan, { run, signal }));
  return { run };
}

async function finishRun<T extends PlayTaskName, E extends EndType>(
  studio: Studio,
  plan: RunPlan<T, E>,
  { run, signal }: { readonly run: string; readonly signal: AbortSignal },
): Promise<void> {
  const { playtests } = studio;
  const begunMs = studio.elapsedMs();
  const thread = openPlayThread();
  const onProgress = (progress: PlayProgress): void =>
    void playtests.running.set(run, { run, what: plan.what, target: plan.target, progress });
  const end = async (output: PlayOutput<T> | undefined, failure: string | null): Promise<void> => {
    const payload = plan.describe(output, { wallMs: studio.elapsedMs() - begunMs, failure });
    playtests.running.delete(run);
    await tell(studio, { run, type: plan.endType, payload });
  };
  try {
    const output = await thread.call(plan.task, plan.input, { signal, onProgress });
    plan.keep(playtests, run, output);
    await end(output, null);
  } catch (error) {
    await end(undefined, error instanceof TouchstoneError ? error.message : "a bug in Touchstone; its own output has more");
    if (!(error instanceof TouchstoneError)) throw error;
  } finally {
    await thread.close();
  }
}

interface Told<E extends EndType | "playtest.started"> {
  readonly run: string;
  readonly type: E;
  readonly payload: EventPayload<E>;
}

async function tell<E extends EndType | "playtest.started">(studio: Studio, { run, type, payload }: Told<E>): Promise<void> {
  const facts = { id: studio.newId(), ts: studio.nowMs(), type, entityId: run, chain: { id: run, depth: 0 }, key: type, payload };
  await storeOf(studio).append({ events: [newEvent(facts)] });
}
