import { digestOf } from "../../canonical/digest.ts";
import { computeContract } from "../contract/compute-contract.ts";
import { collectFragments } from "../prompt/collect-fragments.ts";
import { compilePrompt } from "../prompt/compile-prompt.ts";
import type { ContractFields } from "../records/contract.ts";
import { resolveStack } from "../stack/resolve-stack.ts";
import { chooseRecords, type ChosenRecords } from "./choose-records.ts";
import { contractSources, outputFacts } from "./contract-sources.ts";
import { chooseDrawing } from "./drawing.ts";
import { inputDocuments, inputsDigestOf, type PlanInputs, specDigestOf } from "./inputs.ts";
import { type Adjustment, type Considered, type Parameters, type Plan, type PlanContract, RULES_VERSION } from "./plan.ts";
import { planSeeds } from "./plan-seeds.ts";

/** What decides beside the authored inputs. */
export interface PlanSettings {
  /** Algorithm version of the built-in renderer, e.g. `procedural/1`. */
  readonly builtinRenderer: string;
  /** The number drawn at `make` for `random_recorded` seeds; null before, and for other modes. */
  readonly drawnSeed: number | null;
  readonly adjustments: readonly Adjustment[];
}

/**
 * Decides everything about an asset before a pixel is made: checkpoint, stack, contract, prompt, seeds, with the reasons.
 *
 * Pure: same inputs give a byte-identical plan on any machine, locale and time. A spec that cannot be satisfied gives the
 * same shape with `explanation.blocked` filled and null digests, never a silent fallback.
 * Source: contracts section 3; seed plan sections 3 to 5; SPEC.md P1-P50.
 */
export function planSpec(inputs: PlanInputs, settings: PlanSettings): Plan {
  const records = chooseRecords(inputs);
  const stack = resolveStack(inputs);
  const contract = computeContract(contractSources(inputs), outputFacts(inputs));
  const prompt = planPrompt(inputs, records, stack.stack);
  const blocked = [...records.blocked, ...stack.blocked, ...contract.blocked, ...prompt.blocked];
  const chosen = [...records.chosen, ...stack.chosen];
  const skipped = [...records.skipped, ...stack.skipped, ...prompt.skipped];
  const documents = inputDocuments(inputs);
  const undecided: Undecided = {
    spec: inputs.spec.id,
    specDigest: specDigestOf(inputs.spec),
    inputsDigest: inputsDigestOf(documents),
    checkpoint: inputs.checkpoint === null ? null : { id: inputs.checkpoint.id, family: inputs.checkpoint.family },
    profile: inputs.profile === null ? null : { id: inputs.profile.id, version: inputs.profile.version },
    baseline: inputs.baseline === null ? null : { id: inputs.baseline.id, version: inputs.baseline.version },
    stack: stack.stack,
    explanation: { chosen, skipped, blocked },
    contract: contract.contract,
    prompt: prompt.package,
    images: planSeeds(inputs, settings),
    parameters: chooseParameters(inputs),
    references: inputs.references.flatMap(({ ref, pixelSha256 }) => (pixelSha256 === null ? [] : [{ ref, pixelSha256 }])),
    adjustments: settings.adjustments,
    renderer: inputs.spec.workflow === undefined ? "builtin" : "comfyui",
    drawing: inputs.spec.workflow === undefined ? chooseDrawing(inputs, contract.contract) : null,
    workflowDigest:
      inputs.workflow === null ? null : digestOf({ graph: inputs.workflow.graph, bindings: inputs.workflow.bindings }),
    rulesVersion: RULES_VERSION,
  };
  return { ...undecided, ...digests(undecided, inputs, settings) };
}

type Undecided = Omit<Plan, "renderDigest" | "recipeDigest">;

function planPrompt(inputs: PlanInputs, records: ChosenRecords, stack: Plan["stack"]) {
  if (records.profile === null) return { package: null, skipped: [], blocked: [] as readonly Considered[] };
  const collected = collectFragments(inputs, records.profile, stack);
  const compiled = compilePrompt(collected.pieces, inputs, records.profile);
  return { package: compiled, skipped: collected.skipped, blocked: collected.blocked };
}

function chooseParameters({ checkpoint, spec }: PlanInputs): Parameters | null {
  if (checkpoint === null) return null;
  const { sampler, scheduler, steps, cfg, clipSkip, width, height } = checkpoint.defaults;
  return { sampler, scheduler, steps, cfg, clipSkip, width: spec.output.width ?? width, height: spec.output.height ?? height };
}

/** What decides the pixels, and what decides the result: neither covers ids, titles, paths or time (SPEC.md P45-P46). */
function digests(plan: Undecided, inputs: PlanInputs, settings: PlanSettings): Pick<Plan, "renderDigest" | "recipeDigest"> {
  if (plan.explanation.blocked.length > 0) return { renderDigest: null, recipeDigest: null };
  const builtin = plan.renderer === "builtin";
  const renderDigest = digestOf({
    model: builtin ? inputs.checkpoint?.family : bareDigest(inputs.checkpoint?.weights?.sha256),
    renderer: builtin ? settings.builtinRenderer : plan.workflowDigest,
    stack: plan.stack.map(({ sha256, weight }) => [sha256, weight]),
    prompt: plan.prompt?.packageHash,
    parameters: plan.parameters,
    references: plan.references.map((reference) => reference.pixelSha256),
    drawing: plan.drawing,
  });
  if (plan.images.some((image) => image.seed === null)) return { renderDigest, recipeDigest: null };
  return { renderDigest, recipeDigest: recipeOf(plan, renderDigest) };
}

function bareDigest(sha256: string | undefined): string | undefined {
  return sha256?.replace("sha256:", "");
}

function recipeOf(plan: Undecided, renderDigest: string) {
  return digestOf({
    renderDigest,
    contract: demandedValues(plan.contract),
    images: plan.images,
    adjustments: plan.adjustments,
    rulesVersion: plan.rulesVersion,
  });
}

/** The demands without who made them. */
export function demandedValues(contract: PlanContract): ContractFields {
  return Object.fromEntries(Object.entries(contract).map(([field, entry]) => [field, entry?.value])) as ContractFields;
}

/**
 * The digest by which `make` recognises an equal request: the recipe with drawn seeds and adjustments left out.
 *
 * @param plan  A plan without blockers.
 * Source: contracts section 5 ("an equal plan, drawn seeds aside"); SPEC.md P47.
 */
export function matchDigestOf(inputs: PlanInputs, settings: PlanSettings) {
  const plain = planSpec(inputs, { ...settings, drawnSeed: null, adjustments: [] });
  if (plain.renderDigest === null) throw new TypeError("matchDigestOf: the plan is blocked");
  return recipeOf(plain, plain.renderDigest);
}
