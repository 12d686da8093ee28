/** One look at a ComfyUI that runs. */
export interface HealthLook {
  /** When, in ms of a clock that never goes back. */
  readonly atMs: number;
  /** Its queue; null where it did not answer in time. */
  readonly queue: {
    /** Ids of prompts that run, and how many wait. */
    readonly running: readonly string[];
    readonly pending: number;
  } | null;
  /** Processor time that its process has used so far, in ms; null where the system does not tell. */
  readonly cpuMs: number | null;
}

/** How long each thing may last before ComfyUI is started again, in ms. */
export interface HealthLimits {
  /** No answer. */
  readonly silentMs: number;
  /** Prompts wait, and none runs. */
  readonly idleMs: number;
  /** One prompt runs, and its process does next to nothing. */
  readonly stalledMs: number;
}

/**
 * - `silentMs`: a node that loads a large model holds the server up for tens of seconds.
 * - `idleMs`: between two prompts a worker takes milliseconds.
 * - `stalledMs`: a node may wait for somebody else's server for half an hour.
 *
 * All are guesses on the patient side: an unnecessary restart loses a render.
 */
export const HEALTH_LIMITS: HealthLimits = { silentMs: 180_000, idleMs: 30_000, stalledMs: 3_600_000 };

/** A process that uses less of one processor than this does nothing: an idle ComfyUI takes some 0.2 %. Guess. */
const IDLE_SHARE = 0.01;

/** What is wrong with it; null: nothing is, or not for long enough. */
export type Sickness = "silent" | "zombie" | null;

/** What has to be remembered between looks: since when each thing lasts. Begin with `NO_HEALTH`. */
export interface HealthMemory {
  readonly silentSinceMs: number | null;
  readonly idleSinceMs: number | null;
  readonly stalled: { readonly sinceMs: number; readonly prompts: string; readonly cpuMs: number } | null;
}
export const NO_HEALTH: HealthMemory = { silentSinceMs: null, idleSinceMs: null, stalled: null };

/**
 * Judges a look with those before it. A worker thread that died leaves a server that answers and queues for ever: either
 * prompts wait and none runs, or one runs for ever while the process does nothing.
 *
 * Source: reference on ComfyUI, 1.6, "Zombie server"; SPEC.md EO9-EO11.
 */
export function judgeHealth(
  memory: HealthMemory,
  look: HealthLook,
  limits: HealthLimits,
): { readonly sickness: Sickness; readonly memory: HealthMemory } {
  const next = remember(memory, look);
  const lasts = (sinceMs: number | null | undefined, limitMs: number): boolean =>
    sinceMs != null && look.atMs - sinceMs >= limitMs;
  const isZombie = lasts(next.idleSinceMs, limits.idleMs) || lasts(next.stalled?.sinceMs, limits.stalledMs);
  return { sickness: lasts(next.silentSinceMs, limits.silentMs) ? "silent" : isZombie ? "zombie" : null, memory: next };
}

function remember(memory: HealthMemory, { atMs, queue, cpuMs }: HealthLook): HealthMemory {
  if (queue === null) return { ...memory, silentSinceMs: memory.silentSinceMs ?? atMs };
  const isIdle = queue.pending > 0 && queue.running.length === 0;
  return {
    silentSinceMs: null,
    idleSinceMs: isIdle ? (memory.idleSinceMs ?? atMs) : null,
    stalled: rememberStall(memory.stalled, { atMs, prompts: queue.running.join(" "), cpuMs }),
  };
}

function rememberStall(
  before: HealthMemory["stalled"],
  { atMs, prompts, cpuMs }: { readonly atMs: number; readonly prompts: string; readonly cpuMs: number | null },
): HealthMemory["stalled"] {
  if (prompts === "" || cpuMs === null) return null;
  const isSame = before !== null && before.prompts === prompts && cpuMs - before.cpuMs <= (atMs - before.sinceMs) * IDLE_SHARE;
  return isSame ? before : { sinceMs: atMs, prompts, cpuMs };
}
