import { digestOf } from "../../canonical/digest.ts";
import { computeContract } from "../contract/compute-contract.ts";
import { collectFragments } from "../prompt/collect-fragments.ts";
import { compilePrompt } from "../prompt/compile-prompt.ts";
import type { ContractFields } from "../records/contract.ts";
import { resolveStack } from "../stack/resolve-stack.ts";
import { checkWorkflow } from "./check-workflow.ts";
import { chooseRecords } from "./choose-records.ts";
import { contractSources, outputFacts } from "./contract-sources.ts";
import { chooseDrawing } from "./drawing.ts";
import { inputDocuments, inputsDigestOf, type PlanInputs, specDigestOf } from "./inputs.ts";
import { type Considered, type Parameters, type Plan, type PlanContract, RULES_VERSION } from "./plan.ts";
import { planSeeds, seedPolicyOf, type SeedSettings } from "./plan-seeds.ts";

/** What decides beside the authored inputs. */
export interface PlanSettings extends SeedSettings {
  /** Algorithm version of the built-in renderer, e.g. `procedural/1`. */
  readonly builtinRenderer: string;
}

/**
 * Decides everything about an asset before a pixel is made: checkpoint, stack, contract, prompt, seeds, with the reasons.
 *
 * Pure: same inputs give a byte-identical plan on any machine, locale and time. A spec that cannot be satisfied gives the
 * same shape with `explanation.blocked` filled and null digests, never a silent fallback.
 * Source: contracts section 3; seed plan sections 3 to 5; SPEC.md P1-P50, P91.
 */
export function planSpec(inputs: PlanInputs, settings: PlanSettings): Plan {
  const records = chooseRecords(inputs);
  const { usable } = records;
  const { spec, checkpoint, profile, baseline, workflow } = usable;
  const stack = resolveStack(usable);
  const contract = computeContract(contractSources(usable), outputFacts(usable));
  const prompt = planPrompt(usable, stack.stack);
  const undecided: Undecided = {
    spec: spec.id,
    specDigest: specDigestOf(spec),
    inputsDigest: inputsDigestOf(inputDocuments(inputs)),
    checkpoint: checkpoint === null ? null : { id: checkpoint.id, family: checkpoint.family },
    profile: profile === null ? null : { id: profile.id, version: profile.version },
    baseline: baseline === null ? null : { id: baseline.id, version: baseline.version },
    stack: stack.stack,
    explanation: {
      chosen: [...records.chosen, ...stack.chosen],
      skipped: [...records.skipped, ...stack.skipped, ...prompt.skipped],
      blocked: [
        ...records.blocked,
        ...checkWorkflow(usable, stack.stack),
        ...stack.blocked,
        ...contract.blocked,
        ...prompt.blocked,
      ],
    },
    contract: contract.contract,
    prompt: prompt.package,
    images: planSeeds(usable, settings),
    drawnSeed: seedPolicyOf(usable).mode === "random_recorded" ? settings.drawnSeed : null,
    parameters: chooseParameters(usable),
    references: usable.references.flatMap(({ ref, pixelSha256 }) => (pixelSha256 === null ? [] : [{ ref, pixelSha256 }])),
    adjustments: settings.adjustments,
    renderer: spec.workflow === undefined ? "builtin" : "comfyui",
    drawing: spec.workflow === undefined ? chooseDrawing(usable, contract.contract) : null,
    workflowDigest: workflow === null ? null : digestOf({ graph: workflow.graph, bindings: workflow.bindings }),
    rulesVersion: RULES_VERSION,
  };
  return { ...undecided, ...digests(undecided, inputs, settings) };
}

type Undecided = Omit<Plan, "renderDigest" | "recipeDigest">;

function planPrompt(usable: PlanInputs, stack: Plan["stack"]) {
  const { profile } = usable;
  if (profile === null) return { package: null, skipped: [], blocked: [] as readonly Considered[] };
  const { pieces, skipped, blocked } = collectFragments(usable, profile, stack);
  return { package: compilePrompt(pieces, usable, profile), skipped, blocked };
}

function chooseParameters({ checkpoint, spec }: PlanInputs): Parameters | null {
  if (checkpoint === null) return null;
  const { sampler, scheduler, steps, cfg, clipSkip, width, height } = checkpoint.defaults;
  return { sampler, scheduler, steps, cfg, clipSkip, width: spec.output.width ?? width, height: spec.output.height ?? height };
}

/** What decides the pixels, and what decides the result: neither covers ids, titles, paths or time (SPEC.md P45-P46). */
function digests(plan: Undecided, inputs: PlanInputs, settings: PlanSettings): Pick<Plan, "renderDigest" | "recipeDigest"> {
  if (plan.explanation.blocked.length > 0) return { renderDigest: null, recipeDigest: null };
  const renderDigest = digestOf({
    model: plan.renderer === "builtin" ? inputs.checkpoint?.family : modelFiles(inputs),
    renderer: plan.renderer === "builtin" ? settings.builtinRenderer : plan.workflowDigest,
    stack: plan.stack.map(({ sha256, weight }) => [sha256, weight]),
    prompt: plan.prompt?.packageHash,
    parameters: plan.parameters,
    references: plan.references.map((reference) => reference.pixelSha256),
    drawing: plan.drawing,
  });
  if (plan.images.some((image) => image.seed === null)) return { renderDigest, recipeDigest: null };
  return { renderDigest, recipeDigest: recipeOf(plan, renderDigest) };
}

/** The model files that decide pixels; null stands for a VAE that the weights bring themselves. */
function modelFiles({ checkpoint }: PlanInputs): readonly (string | null)[] {
  return [checkpoint?.weights, checkpoint?.vae].map((file) => file?.sha256.replace("sha256:", "") ?? null);
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
function demandedValues(contract: PlanContract): ContractFields {
  return Object.fromEntries(Object.entries(contract).map(([field, entry]) => [field, entry?.value]));
}

/**
 * The digest by which `make` recognises an equal request: the recipe with drawn seeds and adjustments left out.
 *
 * @throws TypeError when the plan is blocked: there is nothing to make.
 * Source: contracts section 5 ("an equal plan, drawn seeds aside"); SPEC.md P47.
 */
export function matchDigestOf(inputs: PlanInputs, settings: PlanSettings) {
  const plain = planSpec(inputs, { ...settings, drawnSeed: null, adjustments: [] });
  if (plain.renderDigest === null) throw new TypeError("matchDigestOf: the plan is blocked");
  return recipeOf(plain, plain.renderDigest);
}
