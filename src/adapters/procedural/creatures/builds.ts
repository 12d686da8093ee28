import { RAMPS, type Ramp } from "../ramps.ts";

/** Build of a four-legged animal; lengths in design units. */
export interface Build {
  readonly body: number;
  readonly leg: number;
  readonly legRadius: number;
  readonly head: number;
  /** Height of the head above the shoulder. */
  readonly neck: number;
  readonly snout: number;
  readonly ears: "pointed" | "round" | "floppy" | "long" | "none";
  readonly tail: "bushy" | "thin" | "stub" | "hair" | "reptile";
  readonly horns: "none" | "curved" | "antlers" | "tusks" | "single";
  readonly coat?: Ramp;
  readonly belly?: Ramp;
  /** Fur round the head, or along the neck where the tail is of hair. */
  readonly mane?: Ramp;
  readonly marks?: "stripes" | "patches" | "spots";
}

export const WOLF: Build = {
  body: 165,
  leg: 210,
  legRadius: 46,
  head: 160,
  neck: 190,
  snout: 130,
  ears: "pointed",
  tail: "bushy",
  horns: "none",
  coat: RAMPS.slate,
  belly: RAMPS.cloth,
};

/** Builds by the words that ask for them. */
export const BUILDS: readonly (readonly [string, Build])[] = [
  ["wolf dog hound beast", WOLF],
  ["fox", { ...WOLF, body: 140, head: 150, snout: 110, coat: RAMPS.foliageAutumn, belly: RAMPS.cloth }],
  [
    "cat kitten",
    {
      ...WOLF,
      body: 140,
      leg: 190,
      legRadius: 40,
      head: 175,
      neck: 160,
      snout: 40,
      tail: "thin",
      coat: RAMPS.leather,
      belly: RAMPS.cloth,
    },
  ],
  ["lion", { ...WOLF, body: 175, head: 150, snout: 70, ears: "round", tail: "thin", coat: RAMPS.sand, mane: RAMPS.copper }],
  [
    "tiger",
    { ...WOLF, body: 175, head: 165, snout: 60, ears: "round", tail: "thin", coat: RAMPS.foliageAutumn, marks: "stripes" },
  ],
  [
    "panther leopard",
    { ...WOLF, body: 165, head: 160, snout: 60, ears: "round", tail: "thin", coat: RAMPS.obsidian, belly: RAMPS.obsidian },
  ],
  [
    "horse foal stallion unicorn",
    {
      body: 160,
      leg: 290,
      legRadius: 40,
      head: 135,
      neck: 280,
      snout: 150,
      ears: "pointed",
      tail: "hair",
      horns: "none",
      coat: RAMPS.leather,
      mane: RAMPS.darkwood,
    },
  ],
  [
    "deer stag elk moose",
    {
      marks: "spots",
      body: 145,
      leg: 290,
      legRadius: 34,
      head: 130,
      neck: 260,
      snout: 110,
      ears: "pointed",
      tail: "stub",
      horns: "antlers",
      coat: RAMPS.oak,
      belly: RAMPS.cloth,
    },
  ],
  [
    "boar pig hog",
    {
      body: 205,
      leg: 130,
      legRadius: 50,
      head: 165,
      neck: 60,
      snout: 110,
      ears: "pointed",
      tail: "stub",
      horns: "tusks",
      coat: RAMPS.wood,
    },
  ],
  [
    "bear",
    {
      body: 215,
      leg: 170,
      legRadius: 66,
      head: 175,
      neck: 120,
      snout: 90,
      ears: "round",
      tail: "stub",
      horns: "none",
      coat: RAMPS.darkwood,
    },
  ],
  [
    "sheep ram goat lamb",
    {
      body: 205,
      leg: 170,
      legRadius: 38,
      head: 140,
      neck: 130,
      snout: 80,
      ears: "floppy",
      tail: "stub",
      horns: "curved",
      coat: RAMPS.cloth,
    },
  ],
  [
    "cow bull ox buffalo",
    {
      marks: "patches",
      body: 205,
      leg: 190,
      legRadius: 50,
      head: 150,
      neck: 120,
      snout: 110,
      ears: "floppy",
      tail: "thin",
      horns: "single",
      coat: RAMPS.white,
    },
  ],
  [
    "rabbit bunny hare",
    {
      body: 160,
      leg: 90,
      legRadius: 52,
      head: 155,
      neck: 150,
      snout: 40,
      ears: "long",
      tail: "stub",
      horns: "none",
      coat: RAMPS.cloth,
    },
  ],
  [
    "rat mouse",
    {
      body: 165,
      leg: 90,
      legRadius: 38,
      head: 135,
      neck: 60,
      snout: 100,
      ears: "round",
      tail: "reptile",
      horns: "none",
      coat: RAMPS.stone,
    },
  ],
];
