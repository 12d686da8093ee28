import { fnv1a32 } from "../../core/canonical/fnv.ts";
import type { Brief } from "./brief.ts";
import { blend, luma, rgbOf } from "./colours.ts";
import type { Grid } from "./finish.ts";
import { WHEEL, type Rgb } from "./ramps.ts";
import { findState } from "./ui/state.ts";

type Tint = (colour: Rgb) => Rgb;

const grey = (colour: Rgb): Rgb => rgbOf(luma(colour), luma(colour), luma(colour));

const TINTS: Readonly<Record<string, Tint>> = {
  normal: (colour) => colour,
  hover: (colour) => blend(colour, 0xffffff, 52),
  pressed: (colour) => blend(colour, 0x140c20, 76),
  disabled: (colour) => blend(grey(colour), 0x8a8f9c, 90),
  focus: (colour) => blend(colour, 0xffffff, luma(colour) < 52 ? 190 : 16),
  selected: (colour) => blend(colour, 0xffd34d, luma(colour) < 52 ? 230 : 24),
  checked: (colour) => blend(colour, 0x6fe07a, 60),
  error: (colour) => blend(colour, 0xe03a3a, 110),
  success: (colour) => blend(colour, 0x4cc65a, 100),
  warning: (colour) => blend(colour, 0xf2b632, 100),
  loading: (colour) => blend(colour, 0x9aa4b4, 110),
};

/** Shows a state on a picture that has no states of its own: the same shape in another light. */
export function tintState(grid: Grid, brief: Brief): void {
  const known = findState(brief.partName);
  const { partIndex } = brief.request;
  const hue = WHEEL[fnv1a32(brief.partName) % WHEEL.length]?.[3] ?? 0xffffff;
  const own: Tint = (colour) => blend(colour, hue, 60 + (partIndex % 90));
  const named = known === undefined ? own : (TINTS[known] ?? own);
  // A second name of the same state within one set gets a shade of its own.
  const tint: Tint =
    known === brief.partName || partIndex === 0 ? named : (colour) => blend(named(colour), hue, 8 + (partIndex % 90));
  grid.colours.forEach((colour, index) => {
    if (colour >= 0) grid.colours[index] = tint(colour);
  });
}
