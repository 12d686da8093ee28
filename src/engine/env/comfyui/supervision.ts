import { RESTART_LIMITS, type RestartLimits } from "../../../core/env/observation/decide-restart.ts";
import { HEALTH_LIMITS, type HealthLimits } from "../../../core/env/observation/judge-health.ts";
import type { ProcessRecord } from "../../../core/env/process-record.ts";
import type { Studio } from "../../studio.ts";
import type { EnvHome } from "../env-home.ts";

/** How patient supervision is, in ms. */
export interface SuperviseTiming {
  /** How long ComfyUI may take until it serves. */
  readonly startMs: number;
  /** How often it is looked at. */
  readonly lookMs: number;
  /** How long one answer may take. */
  readonly answerMs: number;
  /** How long it may take to end when it is asked to. */
  readonly graceMs: number;
  readonly health: HealthLimits;
  readonly restarts: RestartLimits;
  /** At what size its log begins anew, in bytes; one more is kept. */
  readonly logMaxBytes: number;
}

/** Guesses: hundreds of packs on a cold disk load for minutes; a look every two seconds costs nothing. */
export const SUPERVISE_TIMING: SuperviseTiming = {
  startMs: 900_000,
  lookMs: 2_000,
  answerMs: 10_000,
  graceMs: 15_000,
  health: HEALTH_LIMITS,
  restarts: RESTART_LIMITS,
  logMaxBytes: 32 * 1024 * 1024,
};

/** What is started and watched. Paths are absolute. */
export interface Supervision {
  readonly home: EnvHome;
  readonly comfyuiDir: string;
  readonly generation: { readonly number: number; readonly envId: string; readonly dir: string };
  readonly port: number;
  readonly extraArgs: readonly string[];
  readonly log: string;
  readonly timing: SuperviseTiming;
  /** Stops it, and ends the supervision. */
  readonly signal: AbortSignal;
  /** Hears when it serves, at the first start and after each other one. */
  readonly onHealthy: (record: ProcessRecord) => Promise<void>;
}

/** What supervision needs of the studio. */
export type Supervisor = Pick<Studio, "machine" | "nowMs" | "elapsedMs">;
