/** What is wrong with a workflow and its bindings, found without a server. These are reason codes of plans as well. */
export type WorkflowCode =
  | "unreadable_workflow"
  | "invalid_binding"
  | "missing_binding"
  | "seed_not_bound"
  | "images_alike"
  | "invalid_output_node"
  | "missing_lora_place"
  | "missing_reference"
  | "missing_vae";

export interface WorkflowProblem {
  readonly code: WorkflowCode;
  /** One sentence for people, offending names in backticks. */
  readonly detail: string;
}
