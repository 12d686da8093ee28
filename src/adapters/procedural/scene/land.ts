import type { Brief } from "../brief.ts";
import { div, mix3 } from "../integers.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { dot } from "../sketch.ts";
import { inAir, paintRidge, type Ridge, type Stage } from "./layers.ts";

/** Paints the land of a scene upon its sky. */
export type PlacePainter = (stage: Stage, brief: Brief) => void;

/** A share of the scene's height in rows. */
export const rows = (stage: Stage, percent: number): number => div(stage.sketch.height * percent, 100);

export const columns = (stage: Stage, percent: number): number => div(stage.sketch.width * percent, 100);

export function ridgeOf(
  stage: Stage,
  shape: {
    readonly ramp: Ramp;
    readonly top: number;
    readonly base: number;
    readonly salt: number;
    readonly veil: number;
    readonly rough?: number;
    readonly snow?: Ramp;
  },
): Ridge {
  const rough = shape.rough ?? 30;
  const ridge: Ridge = {
    ramp: inAir(stage, shape.ramp, shape.veil),
    top: rows(stage, shape.top),
    base: rows(stage, shape.base),
    width: Math.max(6, columns(stage, rough > 100 ? 17 : 34)),
    rough,
    salt: shape.salt,
  };
  return shape.snow === undefined ? ridge : { ...ridge, snow: inAir(stage, shape.snow, shape.veil) };
}

export function paintMountains(stage: Stage, ramp: Ramp = RAMPS.slate, snow: Ramp = RAMPS.snow): void {
  paintRidge(stage, ridgeOf(stage, { ramp, top: 18, base: 62, salt: 11, veil: 130, rough: 150, snow }));
  paintRidge(stage, ridgeOf(stage, { ramp, top: 36, base: 68, salt: 12, veil: 80, rough: 150 }));
}

/** Grass tufts and flowers on the nearest ground. */
export function paintTufts(stage: Stage, ramp: Ramp, flower: Ramp): void {
  const { sketch, salt } = stage;
  for (let tuft = 0; tuft < div(sketch.width * 3, 4); tuft += 1) {
    const hash = mix3(tuft, 21, salt);
    const [x, y] = [hash % sketch.width, rows(stage, 84) + ((hash >>> 10) % Math.max(1, rows(stage, 16)))];
    dot(sketch, [x, y], { ramp, tone: 4 });
    dot(sketch, [x, y - 1], { ramp, tone: 5 });
    if (hash % 7 === 0) dot(sketch, [x + 1, y - 1], { ramp: flower, tone: 4 });
  }
}
