import { fnv1a32 } from "../../../core/canonical/fnv.ts";
import type { Brief } from "../brief.ts";
import { luma } from "../colours.ts";
import { RAMPS, WHEEL, type Ramp } from "../ramps.ts";

/** How a control shows one of its states. Its outline is the same in all. */
export interface StateLook {
  readonly ramp: Ramp;
  readonly border: Ramp;
  readonly text: Ramp;
  /** Tone of the face. */
  readonly face: number;
  readonly textTone: number;
  /** Cells by which the content is pushed down. */
  readonly push: number;
  /** Colour of a ring inside the border; null without one. */
  readonly ring: Ramp | null;
  /** Pips in the lower right corner, for states that no convention shows. */
  readonly pips: number;
  /** Whether the control is filled, ticked or switched on. */
  readonly isOn: boolean;
}

type Change = (look: StateLook, brief: Brief) => StateLook;

const STATES: Readonly<Record<string, Change>> = {
  normal: (look) => look,
  hover: (look, { scheme }) => ({ ...look, face: 4, ring: scheme.trim }),
  pressed: (look) => ({ ...look, face: 2, push: 1 }),
  disabled: (look) => ({ ...look, ramp: RAMPS.stone, border: RAMPS.slate, text: RAMPS.stone, face: 3, textTone: 2 }),
  focus: (look) => ({ ...look, ring: RAMPS.white }),
  selected: (look, { scheme }) => ({ ...look, ring: scheme.accent, isOn: true }),
  checked: (look) => ({ ...look, isOn: true, face: 4 }),
  error: (look) => ({ ...look, ramp: WHEEL[1] ?? look.ramp, ring: WHEEL[2] ?? null }),
  success: (look) => ({ ...look, ramp: RAMPS.leafm, ring: RAMPS.grass }),
  warning: (look) => ({ ...look, ramp: RAMPS.gold, ring: RAMPS.fire }),
  loading: (look) => ({ ...look, face: 2, pips: 3 }),
};

const SAME: Readonly<Record<string, string>> = {
  default: "normal",
  idle: "normal",
  rest: "normal",
  up: "normal",
  off: "normal",
  unchecked: "normal",
  empty: "normal",
  hovered: "hover",
  over: "hover",
  highlight: "hover",
  highlighted: "hover",
  press: "pressed",
  down: "pressed",
  active: "pressed",
  click: "pressed",
  focused: "focus",
  focusvisible: "focus",
  select: "selected",
  current: "selected",
  equipped: "selected",
  full: "selected",
  on: "checked",
  toggled: "checked",
  filled: "checked",
  locked: "disabled",
  inactive: "disabled",
  invalid: "error",
  danger: "error",
  busy: "loading",
  valid: "success",
};

/** A state that no convention names still looks like itself: a hue and a number of pips of its own. */
function changeByName(name: string): Change {
  const hash = fnv1a32(name);
  return (look, brief) => ({
    ...look,
    ring: WHEEL[hash % WHEEL.length] ?? null,
    pips: 1 + brief.request.partIndex,
    face: 3 + (hash % 2),
  });
}

/** The conventional state that a name stands for; undefined when it is unknown. */
export function findState(name: string): string | undefined {
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, "");
  if (Object.hasOwn(STATES, plain)) return plain;
  return Object.hasOwn(SAME, plain) ? SAME[plain] : undefined;
}

/** How a control of these colours looks in the request's state. */
export function stateLook(brief: Brief): StateLook {
  const { scheme } = brief;
  // White letters do not show on gold or snow: there the material's own darkest tone writes.
  const isBright = luma(scheme.primary[3] ?? 0) > 150;
  const normal: StateLook = {
    ramp: scheme.primary,
    border: scheme.primary,
    text: isBright ? scheme.primary : RAMPS.white,
    face: 3,
    textTone: isBright ? 0 : 5,
    push: 0,
    ring: null,
    pips: 0,
    isOn: false,
  };
  if (brief.partKind !== "state") return normal;
  const known = findState(brief.partName);
  if (known === undefined) return changeByName(brief.partName)(normal, brief);
  const look = STATES[known]?.(normal, brief) ?? normal;
  // Two names of one state in one set must not give one image.
  return known === brief.partName || brief.request.partIndex === 0 ? look : { ...look, pips: brief.request.partIndex };
}
