import { z } from "zod";
import { findCurrentVersions } from "../core/assets/current-version.ts";
import { type PlanDifference } from "../core/assets/plan/diff-plans.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import { planSpec } from "../core/assets/plan/plan-spec.ts";
import { type Blocker, findBlockers, findMakeObstacle } from "../core/assets/ready/blockers.ts";
import { staleDifferences } from "../core/assets/ready/spec-state.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import { sharedProblems } from "../core/authored/read-project.ts";
import { compareCodeUnits } from "../core/canonical/order.ts";
import type { Problem, TouchstoneError } from "../core/errors.ts";
import { planState, previewSettings } from "./plan.ts";
import { getSpec, invalid, type LoadedProject, loadProject } from "./project.ts";
import { asProblem } from "./lock-problems.ts";
import { storeOf, type Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** A spec in a list. */
export interface ListedSpec {
  readonly id: string;
  readonly title: string;
  readonly status: Spec["status"];
  readonly kind: Spec["output"]["kind"];
  readonly checkpoint: string | null;
  readonly entity: string | null;
  readonly images: number;
  /** True when the files have moved on since it was frozen. */
  readonly stale: boolean;
  /** How many decisions adopting the files would change; 0 when it is not stale. */
  readonly differences: number;
  /** Why it cannot become ready, by reason code; empty when nothing blocks it. */
  readonly blockers: readonly string[];
  /** Its current version, if any. */
  readonly versionId: string | null;
}

/** A spec that cannot be used, and the first reason; `spec validate` has all of them. */
export interface BrokenSpec {
  readonly id: string;
  readonly problem: Problem;
}

/** Lists specs with how they stand to the lock and the files. A broken spec does not hide the others. */
export const specListVerb = defineVerb({
  name: "spec.list",
  summary: "List specs: status, staleness, blockers, current version",
  access: "read",
  input: z.strictObject({}),
  async run(studio): Promise<{ specs: readonly ListedSpec[]; broken: readonly BrokenSpec[] }> {
    const project = await loadProject(studio);
    const shared = sharedProblems(project.reading);
    if (shared.length > 0) throw invalid(shared);
    const versions = storeOf(studio).listVersions({});
    const current = findCurrentVersions(versions);
    const versionOf = new Map(versions.filter(({ id }) => current.has(id)).map(({ specId, id }) => [specId, id]));
    const specs: ListedSpec[] = [];
    const broken: BrokenSpec[] = [];
    for (const id of [...project.reading.specFiles.keys()].toSorted(compareCodeUnits)) {
      try {
        specs.push({ ...(await describe(studio, project, getSpec(project, id))), versionId: versionOf.get(id) ?? null });
      } catch (error) {
        const problem = asProblem(error);
        broken.push({ id, problem: (error as TouchstoneError).problems[0] ?? problem });
      }
    }
    return { specs, broken };
  },
});

async function describe(studio: Studio, project: LoadedProject, spec: Spec): Promise<Omit<ListedSpec, "versionId">> {
  const shown = await showSpec(studio, project, spec);
  return {
    id: spec.id,
    title: spec.title,
    status: spec.status,
    kind: spec.output.kind,
    checkpoint: spec.checkpoint ?? null,
    entity: spec.entityLink?.entity ?? null,
    images: shown.plan.images.length,
    stale: shown.stale,
    differences: shown.differences.length,
    blockers: shown.blockers.map((blocker) => blocker.code),
  };
}

/** A spec, what would be made from it, and what stands in its way. */
export interface ShownSpec {
  readonly spec: Spec;
  readonly plan: Plan;
  readonly stale: boolean;
  readonly unlocked: boolean;
  /** What `spec rebind` would change. */
  readonly differences: readonly PlanDifference[];
  readonly blockers: readonly Blocker[];
}

/** Shows one spec with its plan, its blockers, and what has moved on since it was frozen. */
export const specShowVerb = defineVerb({
  name: "spec.show",
  summary: "Show a spec: its plan in short, its blockers, what has moved on",
  access: "read",
  input: z.strictObject({ spec: z.string().describe("Id of the spec") }),
  async run(studio, input): Promise<ShownSpec> {
    const project = await loadProject(studio);
    return await showSpec(studio, project, getSpec(project, input.spec));
  },
});

async function showSpec(studio: Studio, project: LoadedProject, spec: Spec): Promise<ShownSpec> {
  const { state, current } = await planState(studio, project, spec);
  const settings = previewSettings(studio);
  const plan = planSpec(state.inputs, settings);
  const differences = staleDifferences(state, current, settings);
  // That a draft is no ready spec yet is no blocker: it is what a draft is.
  const unlocked = state.unlocked ? findMakeObstacle(spec, state) : null;
  return {
    spec,
    plan,
    stale: state.stale,
    unlocked: state.unlocked,
    differences,
    blockers: [...(unlocked === null ? [] : [unlocked]), ...findBlockers(spec, plan)],
  };
}
