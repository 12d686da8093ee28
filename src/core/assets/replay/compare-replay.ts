import type { Environment, Evidence } from "../evidence.ts";
import { diffPlans } from "../plan/diff-plans.ts";
import type { Plan } from "../plan/plan.ts";
import type { PlanSettings } from "../plan/plan-spec.ts";
import { compareEnvironment } from "./compare-environment.ts";
import type { PixelAnswer } from "./compare-pixels.ts";

/** One image made again, compared with the one on record. */
export interface ReplayedImage {
  readonly variant: number;
  readonly part: string | null;
  readonly pixels: PixelAnswer;
}

/**
 * The settings to plan a recorded version again with: its drawn number, its adjustments, and the renderer it was made
 * with, so that a newer renderer shows as another environment and not as another decision.
 */
export function replaySettings({ plan, environment }: Pick<Evidence, "plan" | "environment">): PlanSettings {
  const { drawnSeed, adjustments } = plan;
  return { builtinRenderer: environment.builtinRenderer ?? "", drawnSeed, adjustments };
}

export interface ReplayInput {
  /** The plan on record. */
  readonly evidencePlan: Plan;
  /** The plan made again from the inputs on record with `replaySettings`. */
  readonly replannedPlan: Plan;
  readonly evidenceEnvironment: Environment;
  readonly currentEnvironment: Environment;
  /** Null when no image was made again. */
  readonly pixels: readonly ReplayedImage[] | null;
}

/** Something that is not as it was. */
export interface ReplayDifference {
  /** The question it bears on; `information` bears on none. */
  readonly kind: "decision" | "environment" | "information" | "pixels";
  /** What differs, e.g. `stack steel-2`, `builtinRenderer`, `image 0 frame:3`. */
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The three answers of a replay, each for itself. */
export interface ReplayAnswer {
  readonly decisions: "equal" | "different";
  readonly environment: "equal" | "different" | "unknown";
  readonly pixels: PixelAnswer["outcome"] | "not_run";
  /** The largest deviations of any image; only when `pixels` is `near`. */
  readonly near?: { readonly maxDelta: number; readonly share: number };
  readonly differences: readonly ReplayDifference[];
}

/**
 * Answers the three questions of a replay: are the decisions equal, is the environment equal, are the pixels equal.
 *
 * Decisions are equal when no decision differs, digests included; ids and the digests of authored documents are none.
 * Source: contracts section 5; architecture decision 9; SPEC.md P70-P73.
 */
export function compareReplay(input: ReplayInput): ReplayAnswer {
  const { evidencePlan, replannedPlan, evidenceEnvironment, currentEnvironment } = input;
  const decisions = diffPlans(evidencePlan, replannedPlan);
  const environment = compareEnvironment(evidencePlan.renderer, evidenceEnvironment, currentEnvironment);
  const images = input.pixels ?? [];
  const differences: readonly ReplayDifference[] = [
    ...decisions.map(({ decision, before, after }) => ({ kind: "decision" as const, name: decision, before, after })),
    ...environment.differences.map((item) => ({ kind: "environment" as const, ...item })),
    ...environment.information.map((item) => ({ kind: "information" as const, ...item })),
    ...images.filter((image) => image.pixels.outcome !== "identical").map(pixelDifference),
  ];
  return {
    decisions: decisions.length === 0 ? "equal" : "different",
    environment: environment.answer,
    ...combinePixels(images),
    differences,
  };
}

function pixelDifference({ variant, part, pixels }: ReplayedImage): ReplayDifference {
  const name = part === null ? `image ${variant}` : `image ${variant} ${part}`;
  if ("sizes" in pixels) return { kind: "pixels", name, before: pixels.sizes[0], after: pixels.sizes[1] };
  return { kind: "pixels", name, before: null, after: pixels };
}

/** The worst answer of all images; no image at all is no answer. */
function combinePixels(images: readonly ReplayedImage[]): Pick<ReplayAnswer, "pixels" | "near"> {
  if (images.length === 0) return { pixels: "not_run" };
  const answers = images.map((image) => image.pixels);
  if (answers.some((answer) => answer.outcome === "different")) return { pixels: "different" };
  const near = answers.filter((answer) => "share" in answer);
  if (near.length === 0) return { pixels: "identical" };
  const maxDelta = Math.max(...near.map((answer) => answer.maxDelta));
  const share = Math.max(...near.map((answer) => answer.share));
  return { pixels: "near", near: { maxDelta, share } };
}
