import type { STEPS } from "../../../src/engine/step.ts";

/** What the driver is told to do, as JSON in its only argument. */
export interface DriverTask {
  readonly projectDir: string;
  readonly verb: "make" | "spec.ready" | "spec.rebind";
  readonly input: unknown;
  /** File outside the project that records what was asked and acknowledged. */
  readonly ledgerFile: string;
  /** The driver kills itself at the nth (from 1) of these steps. */
  readonly killAt?: { readonly step: (typeof STEPS)[number]; readonly nth: number };
  /** Harmless file operations to do first, so that a counter of system calls of the thread that does them is ahead. */
  readonly headStart?: number;
}

/** The driver's last line, unless it was killed. */
export interface DriverReport {
  /** Code of the failure; null when the verb returned. */
  readonly code: string | null;
  readonly message: string;
  /** How often each step was passed. */
  readonly steps: Readonly<Record<string, number>>;
}

/** What the driver prints as it gets to a point: about to open the project, and owning it with everything put right. */
export const POINTS = ["begin", "opened"] as const;
export type Point = (typeof POINTS)[number];
