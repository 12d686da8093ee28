import type { WorkflowRecord } from "../assets/records/project-records.ts";
import { type BindingField, BINDINGS_FORMAT, referenceIndexOf } from "../assets/records/workflow.ts";
import { findUnboundSeeds, seedsByName, seedWords } from "./find-unbound-seeds.ts";
import { readWorkflow } from "./read-workflow.ts";
import { resolveBindings } from "./resolve-bindings.ts";
import type { WorkflowProblem } from "./workflow-problem.ts";

/** What of a plan a workflow must be able to take up, or may ask for. */
export interface WorkflowDemands {
  /** LoRAs of a weight other than zero. */
  readonly loraCount: number;
  readonly referenceCount: number;
  readonly imageCount: number;
  /** Whether the checkpoint names a VAE file of its own. */
  readonly hasVae: boolean;
}

/** Without these a workflow would make images that have nothing to do with the plan. */
const REQUIRED: readonly BindingField[] = ["checkpoint.file", "prompt.positive"];

/**
 * Everything about a workflow that keeps one plan from being made with it, as far as it can be known without a server.
 *
 * @returns all problems at once, in a fixed order; none when the template compiles and every value it asks for exists.
 * Source: SPEC.md W1-W10.
 */
export function findWorkflowProblems(workflow: WorkflowRecord, demands: WorkflowDemands): readonly WorkflowProblem[] {
  const read = readWorkflow(workflow);
  if (read === null) {
    const detail = `workflow \`${workflow.id}\` is not a graph in API format with bindings of \`${BINDINGS_FORMAT}\``;
    return [{ code: "unreadable_workflow", detail }];
  }
  const resolved = resolveBindings(read);
  const bound = [...new Set(read.bindings.bindings.map(({ field }) => field))];
  const seeds = findUnboundSeeds(read, resolved, seedsByName({ graph: read.graph, needed: resolved.needed }));
  return [
    ...resolved.problems,
    ...findMissingBindings(bound),
    ...seeds.map((seed) => ({ code: "seed_not_bound" as const, detail: seedWords(read.graph, seed) })),
    ...findUnmet(bound, demands),
    ...(demands.loraCount > 0 && read.bindings.loras === undefined ? [noLoraPlace(demands.loraCount)] : []),
  ];
}

function findMissingBindings(bound: readonly BindingField[]): readonly WorkflowProblem[] {
  return REQUIRED.filter((field) => !bound.includes(field)).map((field) => ({
    code: "missing_binding",
    detail: `no input is bound to \`${field}\``,
  }));
}

function findUnmet(bound: readonly BindingField[], demands: WorkflowDemands): readonly WorkflowProblem[] {
  const { referenceCount, imageCount, hasVae } = demands;
  const problems = bound.flatMap((field): WorkflowProblem[] => {
    const index = referenceIndexOf(field);
    if (field === "vae.file" && !hasVae)
      return [{ code: "missing_vae", detail: "`vae.file` is bound, but the checkpoint names no `vae`" }];
    if (index === null || index < referenceCount) return [];
    const some = `${referenceCount} reference image${referenceCount === 1 ? "" : "s"}, and they count from 0`;
    const has = referenceCount === 0 ? "no reference image" : some;
    return [{ code: "missing_reference", detail: `\`${field}\` is bound, but the spec has ${has}` }];
  });
  if (imageCount > 1 && !bound.includes("image.seed")) {
    const detail = `the spec asks for ${imageCount} images, but no input is bound to \`image.seed\`, so they would be alike`;
    problems.push({ code: "images_alike", detail });
  }
  return problems;
}

function noLoraPlace(count: number): WorkflowProblem {
  const loras = count === 1 ? "one LoRA" : `${count} LoRAs`;
  return { code: "missing_lora_place", detail: `the stack has ${loras}, but the bindings name no place for them (\`loras\`)` };
}
