import type { OpenOptions } from "../../../src/compose.ts";
import type { STEPS } from "../../../src/engine/step.ts";

/** What the driver is told to do, as JSON in its only argument. */
export interface DriverTask {
  readonly projectDir: string;
  readonly verb: "make" | "spec.ready" | "spec.rebind";
  readonly input: unknown;
  /** File outside the project that records what was asked and acknowledged. */
  readonly ledgerFile: string;
  /** At the nth (from 1) of these steps the driver kills itself, or the processes that are named; 0 is the driver. */
  readonly killAt?: { readonly step: KillStep; readonly nth: number; readonly pids?: readonly number[] };
  /** How long ComfyUI servers may take. */
  readonly timing?: OpenOptions["timing"];
  /** Harmless file operations to do first, so that a counter of system calls of the thread that does them is ahead. */
  readonly headStart?: number;
}

/** A step of the product, or the middle of storing a file: its first piece is written, and the next is not there yet. */
export type KillStep = (typeof STEPS)[number] | "receiving";

/** The driver's last line, unless it was killed. */
export interface DriverReport {
  /** Code of the failure; null when the verb returned. */
  readonly code: string | null;
  readonly message: string;
  /** How often each step was passed. */
  readonly steps: Readonly<Record<string, number>>;
}

/**
 * What the driver prints as it gets to a point: about to open the project, owning it with everything put right, and having
 * had an answer from a ComfyUI server, where there is one.
 */
export const POINTS = ["begin", "opened", "seen"] as const;
export type Point = (typeof POINTS)[number];
