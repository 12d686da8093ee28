import type { ModelFiles, RenderRequest } from "../adapters/rendering/image-backend.ts";
import { imageTask } from "../core/assets/plan/image-task.ts";
import type { PlanInputs } from "../core/assets/plan/inputs.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import type { Checkpoint } from "../core/assets/records/checkpoint.ts";
import { fileOf } from "../core/backends/server-needs.ts";
import { referenceFiles } from "./reference-file.ts";
import type { Studio } from "./studio.ts";

/** Which image of which plan is to be made, and what is known of it already. */
export interface WantedImage extends Pick<RenderRequest, "earlierPromptId" | "fresh"> {
  readonly plan: Plan;
  readonly index: number;
  /** What the plan was made from; null for the built-in renderer, which reads nothing but the plan. */
  readonly inputs: PlanInputs | null;
  /** Named in the file's metadata, so that a file alone leads back to its evidence. */
  readonly origin: Readonly<Record<string, string>>;
}

/** Gathers everything that a renderer is told about one image. */
export function renderRequest(studio: Studio, wanted: WantedImage): RenderRequest {
  const { plan, index, inputs, origin, earlierPromptId, fresh } = wanted;
  const task = imageTask(plan, index);
  const { variant, part } = task.image;
  return {
    plan,
    task,
    workflow: inputs?.workflow ?? null,
    files: inputs?.checkpoint == null ? null : modelFiles(plan, inputs.checkpoint),
    references: referenceFiles(studio, plan),
    earlierPromptId,
    fresh,
    mark: { ...origin, image: `${variant}/${part ?? "image"}`, renderDigest: plan.renderDigest ?? "" },
  };
}

function modelFiles(plan: Plan, { weights, vae }: Checkpoint): ModelFiles | null {
  if (weights === undefined) return null;
  return {
    checkpoint: { file: fileOf(weights) ?? "", sha256: weights.sha256 },
    vae: vae === undefined ? null : { file: fileOf(vae) ?? "", sha256: vae.sha256 },
    loras: plan.stack.map(({ file, sha256 }) => ({ file, sha256 })),
  };
}
