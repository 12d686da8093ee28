import type { Brief } from "../brief.ts";
import { clamp, div } from "../integers.ts";
import type { Sketch } from "../sketch.ts";
import { useCells } from "../ui/plate.ts";
import { findHeaviest } from "../words.ts";
import { paintClouds, paintDisc, paintSky, paintStars, type Stage } from "./layers.ts";
import { daylightOf } from "./mood-of-day.ts";
import { PLACES } from "./places.ts";

/** A whole scene that fills the canvas: sky, light, land and what stands on it. */
export function paintScene(sketch: Sketch, brief: Brief): void {
  useCells(sketch);
  const light = daylightOf(brief);
  const stream = brief.traits("scene");
  const chance = PLACES[stream.nextBelow(4)]?.[1];
  const place = findHeaviest(brief.reading, PLACES) ?? chance;
  const stage: Stage = {
    sketch,
    light,
    salt: stream.nextUint32() & 0xffff,
    angle: brief.motion.angle,
    horizon: div(sketch.height * 62, 100),
  };
  if (place?.isInside !== true) {
    paintSky(stage);
    if (light.name === "night") paintStars(stage, div(sketch.width, 2) + 20);
    const radius = clamp(div(sketch.height, 12), 3, 14);
    if (light.name !== "storm")
      paintDisc(stage, {
        x: div(sketch.width * 6, 10),
        y: light.name === "sunset" || light.name === "dawn" ? div(sketch.height * 44, 100) : div(sketch.height, 5),
        radius,
      });
    paintClouds(stage, light.name === "night" ? 2 : light.name === "storm" ? 8 : 4);
  }
  place?.paint(stage, brief);
}
