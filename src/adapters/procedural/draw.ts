import { fillBackdrop } from "./backdrop.ts";
import { motionOf, readBrief, type Brief } from "./brief.ts";
import { emit, type Drawn } from "./emit.ts";
import { finish, outlineWidth, type Grid } from "./finish.ts";
import { div } from "./integers.ts";
import { layOut, type Layout } from "./layout.ts";
import type { Model } from "./models.ts";
import { allowedColours, limitColours, snapColours } from "./quantise.ts";
import type { Rgb } from "./ramps.ts";
import type { DrawRequest } from "./request.ts";
import { moved, openSketch, unitOf } from "./sketch.ts";
import { chooseModel } from "./subject.ts";
import { tintState } from "./tint.ts";

export type { DrawRequest } from "./request.ts";
export type { Drawn } from "./emit.ts";

/**
 * Name and version of the algorithm, part of every render digest. Any change that moves a pixel raises the
 * version; the golden digests in `draw.test.ts` notice such a change.
 */
export const BUILTIN_RENDERER = "procedural/1";

/**
 * Draws one image of placeholder pixel art.
 *
 * @returns straight-alpha RGBA of exactly `width` by `height` pixels. Equal requests give equal bytes on every
 *          machine: integer arithmetic, named random streams, no clock. Never throws on unknown words.
 * Source: issue 2, item 7.
 */
export function draw(request: DrawRequest): Drawn {
  const still = readBrief(request);
  const model = chooseModel(still);
  const layout = layOut(request, model.fit);
  const brief = { ...still, motion: motionOf(request, Math.min(layout.columns, layout.rows)) };
  const grid = paint(model, brief, layout);
  if (brief.partKind === "state" && !model.ownStates) tintState(grid, brief);
  if (request.drawing.background === "opaque") fillBackdrop(grid, brief);
  settleColours(grid, request, allowedColours(brief.palette));
  return emit({ request, layout, grid });
}

/** A take's own build, so that no two takes are one picture; and room to move in for a figure that moves. */
function proportionsOf(model: Model, brief: Brief, unit: number): { readonly stretchX: number; readonly stretchY: number } {
  if (model.fit !== "figure" || model.hasFixedShape) return { stretchX: 100, stretchY: 100 };
  const stream = brief.traits("proportions");
  const roomPct = brief.motion.isMoving ? 100 - Math.min(20, div(brief.motion.reach * 170, Math.max(1, unit))) : 100;
  return { stretchX: roomPct - stream.nextBelow(8), stretchY: roomPct - stream.nextBelow(8) };
}

/** Paints the subject on the layout's grid. */
function paint(model: Model, brief: Brief, layout: Layout): Grid {
  const { columns: width, rows: height } = layout;
  const { style, motion } = brief;
  const inset = model.lined && model.fit === "figure" ? outlineWidth(style, Math.max(width, height)) : 0;
  const sketch = openSketch({ width, height, inset, lined: model.lined, style, allowed: allowedColours(brief.palette) });
  moved(sketch, { ...proportionsOf(model, brief, unitOf(sketch)), pivot: [500, 970] }, () => model.paint(sketch, brief));
  // On few cells or in many frames movement alone does not tell every frame from every other.
  const isCrowded = motion.count > 12 || Math.min(width, height) < 24;
  return finish(sketch, motion.isMoving && (model.sheen || isCrowded) ? motion : null);
}

/** Brings the grid's colours within palette and limit. White counts where it is the background. */
function settleColours(grid: Grid, request: DrawRequest, allowed: readonly Rgb[]): void {
  const { maxColors, background } = request.drawing;
  snapColours(grid.colours, allowed);
  if (maxColors === null) return;
  const isWhite = background === "white";
  limitColours(grid.colours, Math.max(1, maxColors - (isWhite ? 1 : 0)));
}
