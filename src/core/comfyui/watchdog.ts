/** How long a server may show no sign of work before it is given up, ms. */
export interface Patience {
  /** Without an answer while a prompt is under way. */
  readonly awayMs: number;
  /** A prompt waits there, and nothing runs: the worker is dead, however well the server answers. */
  readonly idleMs: number;
  /** A prompt runs, had told its steps, and gets nowhere. */
  readonly stuckMs: number;
}

/**
 * Guesses: a restart takes up to half a minute; a worker takes its next prompt within a second; the slowest step of a large
 * model on a weak machine, or the loading of its checkpoint from a slow disk, stays below ten minutes.
 */
export const PATIENCE: Patience = { awayMs: 30_000, idleMs: 60_000, stuckMs: 600_000 };

/**
 * What cannot be seen to move may take so many times as long as a step: an hour. That is the prompt of somebody else, such as a
 * film; and one of ours where no socket can be had, or in a node that tells no steps.
 */
const UNSEEN_TIMES = 6;

/** What is known of a prompt that has not ended. */
export interface PromptSigns {
  readonly state: "pending" | "running";
  /** Since the last sign that something moves: a change of state, of the queue, or progress. */
  readonly quietForMs: number;
  /** Since the server was first seen to run nothing, with no prompt seen to run since; null when it ran one when last asked. */
  readonly idleForMs: number | null;
  /** Whether steps were heard of from the node that runs; without a socket they never are. */
  readonly tellsSteps: boolean;
}

/** @returns why the prompt is given up; undefined while there is hope. Source: comfyui.md 1.6; SPEC.md CF40-CF43. */
export function findStall({ state, quietForMs, idleForMs, tellsSteps }: PromptSigns, patience: Patience): string | undefined {
  const unseenMs = UNSEEN_TIMES * patience.stuckMs;
  if (state === "running") {
    if (quietForMs < (tellsSteps ? patience.stuckMs : unseenMs)) return undefined;
    return `it runs${tellsSteps ? "" : " without a word of its steps,"} and has got nowhere for ${words(quietForMs)}`;
  }
  if (idleForMs !== null && idleForMs >= patience.idleMs) {
    return `it waits, and the server has run nothing for ${words(idleForMs)}: its worker has died`;
  }
  return quietForMs >= unseenMs ? `it waits behind a prompt that has got nowhere for ${words(quietForMs)}` : undefined;
}

function words(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
