import { z } from "zod";
import { diffPlans, type PlanDifference } from "../core/assets/plan/diff-plans.ts";
import { planSpec } from "../core/assets/plan/plan-spec.ts";
import type { Blocker } from "../core/assets/ready/blockers.ts";
import { decideReady, decideRebind, type FreezeCandidate, type FreezeDecision } from "../core/assets/ready/decide-freeze.ts";
import type { SpecState } from "../core/assets/ready/spec-state.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import { problemsFor, sharedProblems } from "../core/authored/read-project.ts";
import { type Problem, TouchstoneError } from "../core/errors.ts";
import { freezeSpecs, type ToFreeze } from "./freeze.ts";
import { asProblem } from "./lock-problems.ts";
import { planState, previewSettings } from "./plan.ts";
import { getSpec, invalid, type LoadedProject, loadProject } from "./project.ts";
import type { Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** One spec that was frozen. */
export interface FrozenSpec {
  readonly spec: string;
  readonly recipeDigest: string | null;
}

/** One spec that was frozen anew, and what changed against the plan frozen before. */
export interface ReboundSpec extends FrozenSpec {
  readonly differences: readonly PlanDifference[];
}

/** What was not frozen. */
export interface NotFrozen {
  /** Specs that are frozen as the files are: nothing was touched. */
  readonly unchanged: readonly string[];
  /** Why others were passed over; with `all` only, for specs that are named are frozen all or none. */
  readonly refused: readonly Problem[];
}

const SpecsInput = z.strictObject({
  specs: z.array(z.string()).describe("Ids of specs"),
  all: z.boolean().default(false).describe("All that it applies to"),
});

/** Freezes drafts: checks the gate, writes the lock, then `status: ready` and the pin into each file. */
export const specReadyVerb = defineVerb({
  name: "spec.ready",
  summary: "Make specs ready: freeze everything their plans read",
  access: "own",
  input: SpecsInput,
  run: async (studio, input): Promise<NotFrozen & { ready: readonly FrozenSpec[] }> =>
    await studio.alone(async () => {
      const project = await loadProject(studio);
      const isUnfinished = ({ id, status, pin }: Spec): boolean =>
        status === "draft" || (status === "ready" && (pin === undefined || !project.lock.specs.has(id)));
      const { frozen, ...others } = await settle(studio, project, { ...input, applies: isUnfinished, decide: decideReady });
      return { ready: frozen.map(({ spec, plan }) => ({ spec: spec.id, recipeDigest: plan.recipeDigest })), ...others };
    }),
});

/** Adopts the files as they are now for specs that are stale. */
export const specRebindVerb = defineVerb({
  name: "spec.rebind",
  summary: "Let stale specs adopt the files as they are now",
  access: "own",
  input: SpecsInput,
  run: async (studio, input): Promise<NotFrozen & { rebound: readonly ReboundSpec[] }> =>
    await studio.alone(async () => {
      const project = await loadProject(studio);
      const isReady = ({ status }: Spec): boolean => status === "ready";
      const { frozen, ...others } = await settle(studio, project, { ...input, applies: isReady, decide: decideRebind });
      const settings = previewSettings(studio);
      const rebound = frozen.map(({ spec, state, plan }) => {
        return { spec: spec.id, recipeDigest: plan.recipeDigest, differences: diffPlans(planSpec(state.inputs, settings), plan) };
      });
      return { rebound, ...others };
    }),
});

interface Candidate extends ToFreeze {
  readonly state: SpecState;
}

interface Wish {
  readonly specs: readonly string[];
  readonly all: boolean;
  /** Which specs `all` stands for. */
  readonly applies: (spec: Spec) => boolean;
  readonly decide: (candidate: FreezeCandidate) => FreezeDecision;
}

/** Decides about each spec, and freezes those that pass: of those that are named all or none, with `all` as many as can be. */
async function settle(studio: Studio, project: LoadedProject, wish: Wish): Promise<NotFrozen & { frozen: readonly Candidate[] }> {
  const { candidates, broken } = wish.all
    ? await findCandidates(studio, project, wish.applies)
    : { candidates: await getCandidates(studio, project, wish.specs), broken: [] };
  const decided = candidates.map((candidate) => ({ candidate, decision: wish.decide(candidate) }));
  const refused = decided.flatMap(({ candidate, decision }) =>
    decision.kind === "refuse" ? decision.blockers.map((blocker) => refusalOf(candidate.spec, blocker)) : [],
  );
  if (!wish.all && refused.length > 0) throw refusal(refused);
  const frozen = decided.flatMap(({ candidate, decision }) => (decision.kind === "freeze" ? [candidate] : []));
  await freezeSpecs(studio, project, frozen);
  const unchanged = decided.flatMap(({ candidate, decision }) => (decision.kind === "nothing" ? [candidate.spec.id] : []));
  return { frozen, unchanged, refused: [...broken, ...refused] };
}

/** The specs that are named; one that cannot be used is refused with all others. */
async function getCandidates(studio: Studio, project: LoadedProject, ids: readonly string[]): Promise<readonly Candidate[]> {
  if (ids.length === 0) {
    throw new TouchstoneError("USAGE", "no spec is named", { hint: "Name one or more specs, or pass `--all`" });
  }
  const specs = [...new Set(ids)].map((id) => getSpec(project, id));
  return await Promise.all(specs.map(async (spec) => await examine(studio, project, spec)));
}

/** All specs of a kind; one that cannot be used is reported beside the others. What they share must hold for all. */
async function findCandidates(studio: Studio, project: LoadedProject, applies: Wish["applies"]) {
  const shared = sharedProblems(project.reading);
  if (shared.length > 0) throw invalid(shared);
  const candidates: Candidate[] = [];
  const broken = firstOfEachFile(project.reading.problems);
  for (const spec of project.records.specs.values()) {
    if (!applies(spec) || problemsFor(project.reading, spec.id).length > 0) continue;
    try {
      candidates.push(await examine(studio, project, spec));
    } catch (error) {
      broken.push(asProblem(error));
    }
  }
  return { candidates, broken };
}

async function examine(studio: Studio, project: LoadedProject, spec: Spec): Promise<Candidate> {
  const { state, current } = await planState(studio, project, spec);
  return { spec, state, current, plan: planSpec(current, previewSettings(studio)) };
}

/** `spec validate` has them all. */
function firstOfEachFile(problems: readonly Problem[]): Problem[] {
  const byFile = Map.groupBy(problems, (problem) => problem.place?.file);
  return [...byFile.values()].flatMap(([first]) => (first === undefined ? [] : [first]));
}

function refusalOf({ id }: Spec, { code, detail, hint }: Blocker): Problem {
  return { code: code === "not_ready" ? "SPEC_NOT_READY" : "READY_REFUSED", message: `${id}: ${detail}`, hint };
}

function refusal(problems: readonly Problem[]): TouchstoneError {
  const [first] = problems;
  const message = problems.length === 1 ? (first?.message ?? "") : `${problems.length} blockers stand in the way`;
  return new TouchstoneError(first?.code ?? "READY_REFUSED", message, { problems, hint: first?.hint });
}
