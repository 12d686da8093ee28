import type { ModelFailure } from "../conversation/model.ts";
import type { TrialFinish } from "../record/trial-lines.ts";
import type { LoopState } from "./loop-state.ts";

/**
 * Codes of `error` lines that are nobody's fault: what of the scenario or the run stopped the conversation. A recording tells
 * by them where it was stopped from outside.
 */
export type LimitCode = "max_turns" | "timeout" | "max_cost" | "run_budget" | "interrupted";

const FINISHES: Readonly<Record<LimitCode, TrialFinish>> = {
  max_turns: "max_turns",
  timeout: "timeout",
  max_cost: "budget",
  run_budget: "budget",
  interrupted: "interrupted",
};

/** A limit that ends the conversation, and what is said of it. No measured time or sum is in it, so that it is hashed alike. */
export interface Stop {
  readonly code: LimitCode;
  readonly message: string;
}

/**
 * Why no further call of the model begins; null where one may. What the scenario itself limits comes first, since a replay
 * finds that again.
 */
export function findStop({ scenario, ports, turns, costUsd }: LoopState): Stop | null {
  const { maxTurns, timeoutMs, maxCostUsd } = scenario;
  if (turns >= maxTurns) return { code: "max_turns", message: `the model had ${maxTurns} turns, and none is left` };
  if (timeoutMs !== null && ports.clock.nowMs() >= timeoutMs) return timeoutStop(timeoutMs);
  if (maxCostUsd !== null && costUsd === null)
    return { code: "max_cost", message: "what the calls cost is not known, so the limit of the cost cannot be kept" };
  if (maxCostUsd !== null && costUsd !== null && costUsd >= maxCostUsd)
    return { code: "max_cost", message: `the calls have reached the limit of ${maxCostUsd} USD` };
  const stopped = ports.stopped();
  if (stopped === null) return null;
  if (stopped === "interrupted") return INTERRUPTED;
  return { code: "run_budget", message: "the run has spent its budget" };
}

const INTERRUPTED: Stop = { code: "interrupted", message: "the run was interrupted" };

function timeoutStop(timeoutMs: number): Stop {
  return { code: "timeout", message: `the trial has reached its limit of ${timeoutMs} ms` };
}

/** Records what stopped the conversation. Returns the line's number. */
export function recordStop({ ports }: LoopState, { code, message }: Stop, turn: number): number {
  return ports.record({ line: "error", turn, code, message, status: null, ours: true });
}

export function finishOf({ code }: Stop): TrialFinish {
  return FINISHES[code];
}

/**
 * How much earlier than asked a provider's timer may fire, in ms. Guess: timers count in whole ms, and two are in play.
 */
const TIMER_SLACK_MS = 5;

/** Whether a call failed because the trial's own time was over, or somebody interrupted the run; else null. */
export function findStopOfFailure({ scenario, ports }: LoopState, { code }: ModelFailure): Stop | null {
  if (code === "INTERRUPTED") return INTERRUPTED;
  const { timeoutMs } = scenario;
  if (code !== "PROVIDER_TIMEOUT" || timeoutMs === null) return null;
  return ports.clock.nowMs() >= timeoutMs - TIMER_SLACK_MS ? timeoutStop(timeoutMs) : null;
}
