import { z } from "zod";
import { diffPlans, type PlanDifference } from "../core/assets/plan/diff-plans.ts";
import type { PlanInputs } from "../core/assets/plan/inputs.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import { type PlanSettings, planSpec } from "../core/assets/plan/plan-spec.ts";
import { findEntity, referencesOf, selectInputs } from "../core/assets/plan/select-inputs.ts";
import { type SpecState, specState } from "../core/assets/ready/spec-state.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import { getSpec, type LoadedProject, loadProject, requireCheckpoint } from "./project.ts";
import { loadReferences } from "./references.ts";
import type { Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** Settings of a plan that is only looked at: no seed is drawn, nothing is adjusted. */
export function previewSettings(studio: Studio): PlanSettings {
  return { builtinRenderer: studio.builtinRenderer, drawnSeed: null, adjustments: [] };
}

/** What the files say now about a spec's plan, and what the spec is planned from. */
export async function planState(
  studio: Studio,
  project: LoadedProject,
  spec: Spec,
): Promise<{ current: PlanInputs; state: SpecState }> {
  const current = await currentInputs(studio, project, spec);
  return { current, state: specState(current, project.lock) };
}

async function currentInputs(studio: Studio, project: LoadedProject, spec: Spec): Promise<PlanInputs> {
  const wanted = referencesOf(spec, findEntity(project.records, spec));
  return selectInputs(project.records, spec, await loadReferences(studio, wanted));
}

/** A spec's plan, and beside it the plan on another checkpoint if one was named. */
export interface ShownPlan {
  readonly plan: Plan;
  readonly stale: boolean;
  readonly other: Plan | null;
  /** Empty without another. */
  readonly differences: readonly PlanDifference[];
}

/** Plans one spec, or one spec on another checkpoint beside it, without making anything. */
export const planVerb = defineVerb({
  name: "plan",
  summary: "Show everything that would be decided about an asset, and why",
  access: "read",
  input: z.strictObject({
    spec: z.string().describe("Id of the spec"),
    diff: z.string().optional().describe("Id of another checkpoint to compare with"),
  }),
  async run(studio, input): Promise<ShownPlan> {
    const project = await loadProject(studio);
    const spec = getSpec(project, input.spec);
    const { state } = await planState(studio, project, spec);
    const plan = planSpec(state.inputs, previewSettings(studio));
    if (input.diff === undefined) return { plan, stale: state.stale, other: null, differences: [] };
    const other = await planOnCheckpoint(studio, project, { spec: state.inputs.spec, checkpoint: input.diff });
    return { plan, stale: state.stale, other, differences: diffPlans(plan, other) };
  },
});

/** A spec on another checkpoint: the profile and baseline it names belong to the old one, so the new one's defaults apply. */
async function planOnCheckpoint(studio: Studio, project: LoadedProject, wish: { spec: Spec; checkpoint: string }): Promise<Plan> {
  requireCheckpoint(wish.checkpoint, project.records);
  const { profile: _profile, baseline: _baseline, pin: _pin, ...rest } = wish.spec;
  const moved: Spec = { ...rest, checkpoint: wish.checkpoint };
  return planSpec(await currentInputs(studio, project, moved), previewSettings(studio));
}
