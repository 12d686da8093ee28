import { assert } from "../../../core/assert.ts";
import type { Brief } from "../brief.ts";
import type { Ramp } from "../ramps.ts";
import { findHeaviest } from "../words.ts";

/** The light of a scene: its sky from zenith to horizon, and how it colours the land. */
export interface Daylight {
  readonly name: "day" | "sunset" | "night" | "dawn" | "storm";
  readonly sky: Ramp;
  /** Colour of the air, laid over distant land. */
  readonly air: number;
  /** Share (1/256) of the air over land in the foreground. */
  readonly veil: number;
  readonly cloud: Ramp;
}

const hex = (text: string): Ramp => text.split(" ").map((colour) => Number.parseInt(colour, 16));

const DAYLIGHTS: readonly (readonly [string, Daylight])[] = [
  [
    "day noon sunny daylight",
    {
      name: "day",
      sky: hex("3a78cc 4a90de 5fa8ea 7cbff2 a0d5f6 c4e6f8 e8f5f4"),
      air: 0xa8d4f0,
      veil: 0,
      cloud: hex("7f9cc4 9fb8d8 bdd0e6 dbe6f2 eef4fa f8fbfd ffffff"),
    },
  ],
  [
    "sunset dusk evening",
    {
      name: "sunset",
      sky: hex("33265e 63367a 9c467e d45c70 f0805a f8ae5c fdda84"),
      air: 0xe88868,
      veil: 46,
      cloud: hex("5a2f66 8a3f70 bb5470 e27468 f59c66 fbc47c fee6a8"),
    },
  ],
  [
    "night midnight moon moonlit moonlight",
    {
      name: "night",
      sky: hex("0a0e2a 0f173e 162252 203068 2d427e 3d5792 5070a2"),
      air: 0x24376c,
      veil: 120,
      cloud: hex("131c42 1b2754 263668 34487c 465e90 5c76a2 7891b4"),
    },
  ],
  [
    "dawn sunrise morning",
    {
      name: "dawn",
      sky: hex("4656a4 6e6eba 9c86c4 cf9cc0 f0b4b2 fbd0ae fee8be"),
      air: 0xe8b4b8,
      veil: 26,
      cloud: hex("7a6aa4 a07fb4 c698be e6b4bc f6ccc0 fce2cc fff4e2"),
    },
  ],
  [
    "storm stormy rain rainy fog foggy overcast",
    {
      name: "storm",
      sky: hex("262e40 343e52 434f66 55627a 6b788e 8591a4 a0abba"),
      air: 0x76849a,
      veil: 70,
      cloud: hex("1f2636 2b3446 394357 4a556a 5e6a80 76839a 93a0b4"),
    },
  ],
];

export function daylightOf(brief: Brief): Daylight {
  const chance = DAYLIGHTS[brief.traits("daylight").nextBelow(4)]?.[1];
  const told = findHeaviest(brief.reading, DAYLIGHTS);
  const [first] = DAYLIGHTS;
  if (told !== undefined) return told;
  if (chance !== undefined) return chance;
  assert(first !== undefined, "there is a daylight");
  return first[1];
}
