import { setTimeout as sleep } from "node:timers/promises";
import { classifyExecution } from "../../core/comfyui/classify-failure.ts";
import type { PromptState, PromptSuccess } from "../../core/comfyui/prompt-state.ts";
import { findStall, type Patience } from "../../core/comfyui/watchdog.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { RenderHooks } from "../rendering/image-backend.ts";
import type { ComfyClient } from "./comfy-client.ts";
import { refuseUnwanted, whileWanted } from "./interruption.ts";

/** How often a prompt is asked for, ms: often at first, since many end at once, then as often as a person would notice. */
export interface Pace {
  readonly firstMs: number;
  readonly mostMs: number;
}

export const PACE: Pace = { firstMs: 60, mostMs: 1_000 };

/** Each question comes by so much later than the last one. Guess: a prompt of ten seconds is asked for some twenty times. */
const SLOWER = 1.3;

/** What waiting for a prompt needs. */
export interface Waiting {
  readonly client: ComfyClient;
  readonly promptId: string;
  readonly hooks: Pick<RenderHooks, "cancel" | "detach" | "onProgress" | "onPreview">;
  readonly patience: Patience;
  readonly pace: Pace;
  readonly nowMs: () => number;
}

/** A prompt of which the server has no trace any more, nor had when it was asked again. */
const FORGOTTEN = Symbol("forgotten");

/**
 * Waits until a prompt has ended, by asking the server; what its socket says only makes it ask sooner.
 *
 * @returns what it made; `forgotten` when the server knows nothing of it.
 * @throws TouchstoneError INTERRUPTED when nobody waits any more; BACKEND_* and RENDER_FAILED as it ended.
 */
export async function awaitPrompt(waiting: Waiting): Promise<PromptSuccess | typeof FORGOTTEN> {
  const { client, promptId, hooks, pace, nowMs } = waiting;
  const watch = newWatch(nowMs());
  const bell = createWaker();
  const stop = client.watch(promptId, {
    onProgress: (progress) => {
      watch.isTold = true;
      watch.tellsSteps = progress.value > 0;
      hooks.onProgress({ promptId, ...progress });
    },
    onPreview: (preview) => hooks.onPreview({ promptId, ...preview }),
    onEnded: bell.ring,
    onSign: () => void (watch.signAtMs = nowMs()),
  });
  try {
    for (let waitMs = pace.firstMs; ; waitMs = Math.min(pace.mostMs, waitMs * SLOWER)) {
      refuseUnwanted(hooks);
      const state = await ask(waiting, watch);
      const ended = state === undefined ? undefined : judge(watch, state);
      if (ended !== undefined) return ended;
      // Its end was heard of, and will be told any moment.
      if (await bell.heardWithin(waitMs, [hooks.cancel, hooks.detach])) waitMs = pace.firstMs;
    }
  } finally {
    stop();
  }
}

export function isForgotten(ended: PromptSuccess | typeof FORGOTTEN): ended is typeof FORGOTTEN {
  return ended === FORGOTTEN;
}

interface Watch {
  /** When something last moved, and when the server last answered. */
  signAtMs: number;
  answeredAtMs: number;
  /** Whether its listener knows that it runs. */
  isTold: boolean;
  /** Whether steps were heard of from the node that runs. */
  tellsSteps: boolean;
  /** Since when the server runs nothing, and when it was asked for that. */
  idleSinceMs: number | null;
  queueAskedAtMs: number;
  lastSeen: string;
  unknownTimes: number;
}

function newWatch(nowMs: number): Watch {
  return {
    signAtMs: nowMs,
    answeredAtMs: nowMs,
    isTold: false,
    tellsSteps: false,
    idleSinceMs: null,
    queueAskedAtMs: nowMs,
    lastSeen: "",
    unknownTimes: 0,
  };
}

/** An answer; undefined while the server is away for no longer than it may be. */
async function ask(waiting: Waiting, watch: Watch): Promise<PromptState | undefined> {
  const { client, promptId, hooks, patience, nowMs } = waiting;
  const signals = [hooks.cancel, hooks.detach];
  try {
    const state = await whileWanted(signals, client.find(promptId));
    if (state.kind === "pending" || state.kind === "running") await whileWanted(signals, watchFor(waiting, watch, state.kind));
    watch.answeredAtMs = nowMs();
    return state;
  } catch (error) {
    if (!isAway(error) || nowMs() - watch.answeredAtMs >= patience.awayMs) throw error;
    return undefined;
  }
}

/** Whether a server may be back soon: it does not answer, or answers nonsense as one does that is starting or falling. */
export function isAway(error: unknown): error is TouchstoneError {
  if (!(error instanceof TouchstoneError) || error instanceof StallError) return false;
  return ["BACKEND_UNREACHABLE", "BACKEND_TIMEOUT", "BACKEND_MALFORMED"].includes(error.code);
}

/** Times in a row that a prompt must be unknown before it is called forgotten: it may move from queue to history in between. */
const UNKNOWN_TIMES = 3;

function judge(watch: Watch, state: PromptState): PromptSuccess | typeof FORGOTTEN | undefined {
  watch.unknownTimes = state.kind === "unknown" ? watch.unknownTimes + 1 : 0;
  switch (state.kind) {
    case "completed":
      return state;
    case "failed":
      throw asFailure(classifyExecution(state.error));
    case "interrupted":
      throw new TouchstoneError("BACKEND_INTERRUPTED", "somebody stopped the prompt at the server", {
        hint: "Run the same command again",
      });
    case "unknown":
      return watch.unknownTimes >= UNKNOWN_TIMES ? FORGOTTEN : undefined;
    case "pending":
    case "running":
      return undefined;
  }
}

/** A prompt that gets nowhere although the server answers. */
class StallError extends TouchstoneError {
  constructor(why: string) {
    super("BACKEND_TIMEOUT", `the prompt is given up: ${why}`, { hint: "Restart ComfyUI, and look at its log" });
  }
}

/** How many times within the patience with an idle server it is asked whether it is one. */
const IDLE_LOOKS = 6;

/** Only a prompt that waits without a sign costs one more question now and then: whether the server works at all. */
async function watchFor(waiting: Waiting, watch: Watch, state: "pending" | "running"): Promise<void> {
  const { client, patience, nowMs } = waiting;
  if (state === "running") tellOnce(waiting, watch);
  if (watch.lastSeen !== state) Object.assign(watch, { lastSeen: state, signAtMs: nowMs(), idleSinceMs: null });
  const everyMs = patience.idleMs / IDLE_LOOKS;
  if (state === "pending" && nowMs() - watch.queueAskedAtMs >= everyMs) {
    watch.queueAskedAtMs = nowMs();
    const { running } = await client.queueCounts();
    watch.idleSinceMs = running > 0 ? null : (watch.idleSinceMs ?? nowMs());
  }
  const idleForMs = watch.idleSinceMs === null ? null : nowMs() - watch.idleSinceMs;
  const { signAtMs, tellsSteps } = watch;
  const stall = findStall({ state, quietForMs: nowMs() - signAtMs, idleForMs, tellsSteps }, patience);
  if (stall !== undefined) throw new StallError(stall);
}

/** What the socket says of a prompt's start is lost where it was not open yet, or is not at all. */
function tellOnce({ hooks, promptId }: Waiting, watch: Watch): void {
  if (watch.isTold) return;
  watch.isTold = true;
  hooks.onProgress({ promptId, node: null, value: 0, max: 0 });
}

/** A failure of the catalogue as an error. */
export function asFailure({ code, message, hint, problems }: ReturnType<typeof classifyExecution>): TouchstoneError {
  return new TouchstoneError(code, message, { hint, problems });
}

interface Waker {
  readonly ring: () => void;
  heardWithin(ms: number, signals: readonly AbortSignal[]): Promise<boolean>;
}

/** A nap that ends at a ring, or when somebody stops waiting. A ring between two naps is remembered. */
function createWaker(): Waker {
  let rung = new AbortController();
  return {
    ring: () => rung.abort(),
    async heardWithin(ms, signals) {
      await sleep(ms, undefined, { signal: AbortSignal.any([rung.signal, ...signals]) }).catch(() => undefined);
      const wasRung = rung.signal.aborted;
      if (wasRung) rung = new AbortController();
      return wasRung;
    },
  };
}
