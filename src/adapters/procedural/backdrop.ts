import type { Brief } from "./brief.ts";
import type { Grid } from "./finish.ts";
import { bayer, clamp, div, isqrt, square } from "./integers.ts";
import { styleRamp } from "./style.ts";

/** Fills what a figure leaves empty: a dark field of the family's second colour, lighter behind the figure. */
export function fillBackdrop(grid: Grid, brief: Brief): void {
  const { width, height, colours } = grid;
  const ramp = styleRamp(brief.scheme.secondary, brief.style);
  const reach = Math.max(1, isqrt(width * width + height * height));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = y * width + x;
      if ((colours[index] ?? -1) >= 0) continue;
      const far = isqrt(square(2 * x - width) + square(2 * y - height));
      const grain = brief.style.dither === 0 || brief.palette.length > 0 ? 8 : bayer(x, y);
      const step = 40 - div(far * 44, reach) + grain;
      colours[index] = ramp[clamp(step >> 4, 0, 2)] ?? 0;
    }
  }
}
