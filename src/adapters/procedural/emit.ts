import { blue, green, red } from "./colours.ts";
import type { Grid } from "./finish.ts";
import { clamp, div } from "./integers.ts";
import type { Layout } from "./layout.ts";
import type { DrawRequest } from "./request.ts";

/** A drawn image: straight-alpha RGBA, `width * height * 4` bytes. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

interface Emission {
  readonly request: DrawRequest;
  readonly layout: Layout;
  readonly grid: Grid;
}

/**
 * Scales the grid up to the canvas. Cells beyond the grid's edge repeat its last row and column when the
 * background is opaque, and are left empty otherwise.
 */
export function emit({ request, layout, grid }: Emission): Drawn {
  const { width, height, drawing } = request;
  const rgba = new Uint8Array(width * height * 4);
  const isOpaque = drawing.background === "opaque";
  if (drawing.background === "white") rgba.fill(255);
  const box = isOpaque ? { left: 0, top: 0, right: width, bottom: height } : layout;
  for (let y = box.top; y < box.bottom; y += 1) {
    const row = div(y - layout.top, layout.scale);
    if (row >= grid.height && !isOpaque) break;
    const from = clamp(row, 0, grid.height - 1) * grid.width;
    for (let x = box.left; x < box.right; x += 1) {
      const column = div(x - layout.left, layout.scale);
      if (column >= grid.width && !isOpaque) break;
      const colour = grid.colours[from + clamp(column, 0, grid.width - 1)] ?? -1;
      if (colour < 0) continue;
      const at = (y * width + x) * 4;
      rgba[at] = red(colour);
      rgba[at + 1] = green(colour);
      rgba[at + 2] = blue(colour);
      rgba[at + 3] = 255;
    }
  }
  return { width, height, rgba };
}
