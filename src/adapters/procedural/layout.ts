import { clamp, div } from "./integers.ts";
import type { DrawRequest } from "./request.ts";

/** How the grid of cells lies on the canvas. */
export interface Layout {
  /** Side of one cell in pixels. */
  readonly scale: number;
  readonly columns: number;
  readonly rows: number;
  /** Pixel position of the grid's upper left corner. */
  readonly left: number;
  readonly top: number;
  /** Box in pixels beyond which nothing may be drawn. */
  readonly right: number;
  readonly bottom: number;
}

/** `figure`: a subject within its margin; `panel`: fills what the margin leaves; `field` and `scene`: fill the canvas, a scene in finer cells. */
export type Fit = "figure" | "panel" | "field" | "scene";

const LONGEST_CELLS = { figure: 96, panel: 96, field: 96, scene: 192 } as const;
const FEWEST_CELLS = 32;

/** Smallest cell size that keeps the grid within `limit` cells, rather one that divides both sides. */
function pickScale(width: number, height: number, limit: number): number {
  const longest = Math.max(width, height);
  const least = Math.max(1, Math.ceil(longest / limit));
  for (let scale = least; scale <= 2 * least && div(longest, scale) >= FEWEST_CELLS; scale += 1) {
    if (width % scale === 0 && height % scale === 0) return scale;
  }
  return least;
}

/** Lays the grid: figures are centred with whole cells, panels and fields are covered to the last pixel. */
export function layOut(request: DrawRequest, fit: Fit): Layout {
  const { width, height, drawing } = request;
  const scale = pickScale(width, height, LONGEST_CELLS[fit]);
  const hasMargin = (fit === "figure" || fit === "panel") && drawing.background !== "opaque";
  const margin = hasMargin ? clamp(drawing.marginPx, 0, div(Math.min(width, height) - 1, 2)) : 0;
  const [boxWidth, boxHeight] = [width - 2 * margin, height - 2 * margin];
  const count = (side: number): number => (fit === "figure" ? Math.max(1, div(side, scale)) : Math.ceil(side / scale));
  const [columns, rows] = [count(boxWidth), count(boxHeight)];
  const centre = (side: number, cells: number): number => (fit === "figure" ? Math.max(0, div(side - cells * scale, 2)) : 0);
  return {
    scale,
    columns,
    rows,
    left: margin + centre(boxWidth, columns),
    top: margin + centre(boxHeight, rows),
    right: width - margin,
    bottom: height - margin,
  };
}
