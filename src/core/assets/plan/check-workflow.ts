import { findWorkflowProblems } from "../../workflow/find-workflow-problems.ts";
import { loraCountOf } from "../../workflow/template-values.ts";
import type { PlanInputs } from "./inputs.ts";
import { listImages } from "./list-images.ts";
import type { Considered, StackEntry } from "./plan.ts";

/**
 * What about a spec's workflow keeps its images from being made, as far as it can be known without a server.
 *
 * Source: SPEC.md P91.
 */
export function checkWorkflow(inputs: PlanInputs, stack: readonly StackEntry[]): readonly Considered[] {
  const { spec, workflow, checkpoint, references } = inputs;
  if (workflow === null) return [];
  const problems = findWorkflowProblems(workflow, {
    loraCount: loraCountOf({ stack }),
    referenceCount: references.length,
    imageCount: listImages(spec.output).length,
    hasVae: checkpoint === null || checkpoint.vae !== undefined,
  });
  return problems.map(({ code, detail }) => ({ kind: "workflow", id: workflow.id, layer: null, reasonCode: code, detail }));
}
