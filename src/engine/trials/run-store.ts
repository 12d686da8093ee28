import type { Redactor } from "../../core/trials/privacy/redactor.ts";
import type { RecordingMode, TrialEntry, TrialFooter, TrialHeader, TrialStatus } from "../../core/trials/record/trial-lines.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";

/** One trial's trace while it is written. Lines are redacted (and stripped, in metadata_only) before they are written or hashed. */
export interface TraceSink {
  /** Writes a line, in order; returns its number. Never waits: `finish` does. @throws TouchstoneError what an earlier write failed with */
  record(entry: TrialEntry): number;
  /**
   * Writes the footer and syncs it; resolves when it is on disk. Returns the digest, null with mode `off`. Several traces are
   * synced together, so whoever can goes on meanwhile.
   *
   * @throws TouchstoneError DISK_FULL, DISK_FAILED, READ_ONLY
   */
  finish(footer: TrialFooter): Promise<{ readonly digest: string | null }>;
}

/** One line of a run's manifest. */
export interface ManifestLine {
  readonly traceId: string;
  readonly trialIndex: number;
  readonly scenario: string;
  readonly status: TrialStatus | "running" | "interrupted";
  readonly error?: string;
}

/** What is known of a run before its first trial: `run.json`. */
export interface RunFacts {
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly createdAtMs: number;
  readonly scenarios: readonly {
    readonly name: string;
    /** Relative to the folder that holds `.touchstone`, where it lies in it. */
    readonly file: string;
    readonly hashes: { readonly execution: string; readonly evaluation: string };
    /** How many trials were asked for. */
    readonly trials: number;
  }[];
  readonly recordingMode: RecordingMode;
  readonly seed: number;
  /** As the caller gave them; holds no content. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly pid: number;
}

/** Where one run is written. With mode `off` nothing is: the same interface, nothing on disk. */
export interface RunStore {
  /** Trials that the run had when it was opened again, what was cut off as `interrupted`; none of a new run. */
  readonly found: readonly ManifestLine[];
  /** Begins a trial's trace, and says in the manifest that it runs. @throws TouchstoneError DISK_FULL, DISK_FAILED, READ_ONLY */
  openTrace(header: TrialHeader, environment: Readonly<Record<string, unknown>>): TraceSink;
  /** Appends to the run's manifest; resolves when synced. Called after the trace's footer is. */
  note(line: ManifestLine): Promise<void>;
  /**
   * Writes `report.json`, marks the run as recorded, rebuilds `.touchstone/trials/manifest.json`, and lets go of the folder.
   *
   * @param report  Null where the run failed: it is not recorded then. What was written of it stays.
   * @throws TouchstoneError DISK_FULL, DISK_FAILED, READ_ONLY
   */
  close(report: RunReport | null): Promise<void>;
}

/** How a run's store is opened. */
export interface OpenRunOptions {
  /** Folder that holds `.touchstone`. */
  readonly dir: string;
  readonly run: RunFacts;
  readonly redactor: Redactor;
}

/** A run as its folder tells it. */
export interface RecordedRun {
  readonly facts: RunFacts;
  /** The run's folder, absolute. */
  readonly folder: string;
  /** Whether it came to its end. */
  readonly recorded: boolean;
  /** Whether a process writes it now. */
  readonly isRunning: boolean;
  /** One per trace, oldest first. */
  readonly traces: readonly ManifestLine[];
  /** Null of a run that did not come to its end. */
  readonly report: RunReport | null;
}

/** A run in a list; its report is not read. */
export type FoundRun = Omit<RecordedRun, "report">;
