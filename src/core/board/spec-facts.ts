import type { JobRow, VersionRow } from "../events/rows.ts";

/** What is known of one spec: its newest job, and the version that job made. */
export interface SpecFacts {
  readonly spec: string;
  readonly title: string;
  readonly kind: string;
  readonly checkpoint: string | null;
  /** What draws it: a spec that names a workflow needs a ComfyUI server. Null where its file cannot be read. */
  readonly renderer: "builtin" | "comfyui" | null;
  /** Whether it may be made: it says `ready`, and the lock has it. */
  readonly ready: boolean;
  readonly stale: boolean;
  readonly job: JobRow | null;
  readonly version: VersionRow | null;
  /** Its newest approved version, whatever became of newer ones. */
  readonly approvedVersionId: string | null;
}
