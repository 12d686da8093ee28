import { imageTask } from "../core/assets/plan/image-task.ts";
import type { PlanInputs } from "../core/assets/plan/inputs.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import { planSpec } from "../core/assets/plan/plan-spec.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import type { ApiGraph } from "../core/assets/records/workflow.ts";
import { fileOf, UPLOAD_FOLDER, type WorkflowSpec } from "../core/backends/server-needs.ts";
import { TouchstoneError } from "../core/errors.ts";
import { compileTemplate } from "../core/workflow/compile-template.ts";
import { fillTemplate } from "../core/workflow/fill-template.ts";
import { loraCountOf, templateValues } from "../core/workflow/template-values.ts";
import { loadSoft, type SoftProject } from "./load-soft.ts";
import { planState, previewSettings } from "./plan.ts";
import type { Studio } from "./studio.ts";

/**
 * The project's specs with a workflow, with what a server would be sent for each; without deprecated ones.
 *
 * @param checkpoints  The only checkpoints (ids) whose specs are wanted; null for any.
 */
export async function loadWorkflowSpecs(studio: Studio, checkpoints: readonly string[] | null): Promise<readonly WorkflowSpec[]> {
  const project = await loadSoft(studio);
  const wanted = [...project.specs.values()].filter(
    ({ status, workflow, checkpoint }) =>
      workflow !== undefined && status !== "deprecated" && (checkpoints === null || checkpoints.includes(checkpoint ?? "")),
  );
  const found = await Promise.all(wanted.map(async (spec) => await findWorkflowSpec(studio, project, spec)));
  return found.filter((each) => each !== undefined);
}

/** Undefined for a spec that cannot be planned as its files are: its page says why. */
async function findWorkflowSpec(studio: Studio, project: SoftProject, spec: Spec): Promise<WorkflowSpec | undefined> {
  const { records, lock, problems } = project;
  if (records === undefined) return undefined;
  const reading = { problems, warnings: [], files: [], references: [], records, specFiles: new Map() };
  try {
    const { inputs } = (await planState(studio, { records, lock, reading }, spec)).state;
    // Which seed is drawn makes no difference to what a server must have.
    const plan = planSpec(inputs, { ...previewSettings(studio), drawnSeed: 0 });
    const graph = plan.explanation.blocked.length > 0 ? undefined : firstGraph(plan, inputs);
    return graph === undefined ? undefined : { plan, checkpoint: inputs.checkpoint ?? undefined, graph };
  } catch (error) {
    if (error instanceof TouchstoneError) return undefined;
    throw error;
  }
}

/** What would be submitted for the first image, files by the names of their records. */
function firstGraph(plan: Plan, { workflow, checkpoint }: PlanInputs): ApiGraph | undefined {
  if (workflow === null) return undefined;
  const files = {
    checkpoint: fileOf(checkpoint?.weights) ?? "",
    vae: fileOf(checkpoint?.vae) ?? null,
    loras: plan.stack.map(({ file }) => file),
    references: plan.references.map(({ pixelSha256 }) => `${UPLOAD_FOLDER}${pixelSha256}.png`),
  };
  const template = compileTemplate(workflow, { loraCount: loraCountOf(plan) });
  return fillTemplate(template, templateValues(plan, imageTask(plan, 0), files));
}
