/** What may be odd about a server that answers. */
export type WarningCode =
  | "no_workflow_specs"
  | "workflow_does_not_fit"
  | "old_version"
  | "fast_math"
  | "dynamic_vram"
  | "not_deterministic"
  | "low_vram"
  | "cpu_only"
  | "unprotected"
  | "custom_nodes"
  | "no_metadata"
  | "models_not_verified";

export interface BackendWarning {
  readonly code: WarningCode;
  /** What is the case and what follows from it, in one sentence. */
  readonly message: string;
  /** What to do about it, or why nothing needs to be done. */
  readonly hint: string;
}
