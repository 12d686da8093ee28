import type { Plan, PlannedImage } from "./plan.ts";

/** One image of a plan, with what all images of its take share. */
export interface ImageTask {
  readonly image: PlannedImage & { readonly seed: number };
  readonly index: number;
  readonly partIndex: number;
  readonly partCount: number;
  /** Seed of the first part of the same take: the identity that all its parts share. */
  readonly takeSeed: number;
}

/** Describes one image of a plan as a task for a renderer. @throws TypeError when its seed was not drawn yet. */
export function imageTask(plan: Plan, index: number): ImageTask {
  const image = plan.images[index];
  if (image === undefined || image.seed === null) throw new TypeError(`imageTask: image ${index} has no seed`);
  const take = plan.images.filter((other) => other.variant === image.variant);
  const takeSeed = take[0]?.seed ?? image.seed;
  return { image: { ...image, seed: image.seed }, index, partIndex: take.indexOf(image), partCount: take.length, takeSeed };
}
