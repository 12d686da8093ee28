import { fnv1a32 } from "../../core/canonical/fnv.ts";
import { blend, saturate } from "./colours.ts";
import { clamp } from "./integers.ts";
import type { Ramp, Rgb } from "./ramps.ts";

/** How a checkpoint family draws; all numbers are integers. */
export interface Style {
  /** Light (-256..256) from which tones 2, 3, 4, 5 and 6 begin. */
  readonly steps: readonly number[];
  /** `ink`: one dark line round everything; `tinted`: each material's own dark tone, lighter where light falls. */
  readonly outline: "ink" | "tinted";
  readonly ink: Rgb;
  /** Outline width in cells, from this grid size on it is two. */
  readonly thickFrom: number;
  /** How many tones the line between two parts lies below its part; 9 draws it in ink. */
  readonly innerDrop: number;
  readonly rim: boolean;
  /** Dither amplitude in units of light; 0 draws flat bands. */
  readonly dither: number;
  readonly saturationPct: number;
  /** Share (1/256) of deepening of the shadow tones. */
  readonly depth: number;
  readonly tint: Rgb;
  readonly tintShare: number;
  /** Size of heads and eyes in percent. */
  readonly cutePct: number;
  /** Strength of contact shadows in units of light. */
  readonly contact: number;
}

const COPAX: Style = {
  steps: [-62, 62, 172, 226, 251],
  outline: "tinted",
  ink: 0x1b1526,
  thickFrom: 999,
  innerDrop: 2,
  rim: true,
  dither: 10,
  saturationPct: 92,
  depth: 0,
  tint: 0xffe9c9,
  tintShare: 10,
  cutePct: 96,
  contact: 80,
};

const PONY: Style = {
  steps: [-200, 46, 214, 244, 300],
  outline: "ink",
  ink: 0x21122b,
  thickFrom: 48,
  innerDrop: 9,
  rim: false,
  dither: 0,
  saturationPct: 122,
  depth: 0,
  tint: 0xff5fa8,
  tintShare: 6,
  cutePct: 116,
  contact: 110,
};

const TINTS: readonly Rgb[] = [0xffe0b0, 0xb8d8ff, 0xffc0d8, 0xc8ffd8, 0xd8c0ff, 0xfff0a0];

/** A style of its own for a family nobody has drawn for: the same name always gives the same style. */
function styleFromName(family: string): Style {
  const hash = fnv1a32(family);
  const base = hash % 2 === 0 ? COPAX : PONY;
  const bits = (shift: number, count: number): number => (hash >>> shift) % count;
  return {
    ...base,
    outline: bits(1, 3) === 0 ? "ink" : "tinted",
    thickFrom: bits(3, 4) === 0 ? 64 : 999,
    innerDrop: 1 + bits(5, 3),
    rim: bits(7, 2) === 0,
    dither: bits(9, 3) * 12,
    saturationPct: 72 + bits(11, 64),
    depth: bits(17, 60),
    tint: TINTS[bits(21, TINTS.length)] ?? 0xffffff,
    tintShare: 8 + bits(24, 36),
    cutePct: 92 + bits(27, 28),
  };
}

/** One LoRA as the renderer sees it. */
interface StackedLora {
  readonly sha256: string;
  readonly weight: number;
}

/** Lets a LoRA move the style a little: how its digest says, as far as its weight goes. */
function nudge(style: Style, lora: StackedLora): Style {
  const hash = fnv1a32(lora.sha256);
  const weightPct = clamp(Math.round(lora.weight * 100), -200, 200);
  const by = (shift: number, reach: number): number => Math.trunc(((((hash >>> shift) & 63) - 31) * reach * weightPct) / 3100);
  const tint = TINTS[(hash >>> 3) % TINTS.length] ?? style.tint;
  const warm = Math.trunc(Math.abs(weightPct) / 8);
  return {
    ...style,
    saturationPct: clamp(style.saturationPct + by(0, 14), 40, 170),
    depth: clamp(style.depth + by(6, 36), -40, 120),
    steps: style.steps.map((step) => step + by(12, 22)),
    cutePct: clamp(style.cutePct + by(18, 8), 84, 128),
    tint: blend(style.tint, tint, clamp(warm * 8, 0, 200)),
    tintShare: clamp(style.tintShare + warm, 0, 70),
  };
}

/** The style of a checkpoint family under a LoRA stack. */
export function styleOf(family: string, stack: readonly StackedLora[]): Style {
  const known: Readonly<Record<string, Style>> = { copax: COPAX, pony: PONY };
  const base = (Object.hasOwn(known, family) ? known[family] : undefined) ?? styleFromName(family);
  return stack.reduce(nudge, base);
}

/** A material's ramp as this style paints it. */
export function styleRamp(ramp: Ramp, style: Style): Ramp {
  return ramp.map((tone, index) => {
    const tinted = blend(tone, style.tint, index >= 3 ? style.tintShare : style.tintShare >> 1);
    const rich = saturate(tinted, style.saturationPct);
    return index < 3 ? blend(rich, style.ink, clamp(style.depth, 0, 200)) : rich;
  });
}
