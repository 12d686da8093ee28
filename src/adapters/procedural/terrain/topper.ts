import type { Brief } from "../brief.ts";
import { paintMushroom } from "../creatures/oddities.ts";
import { paintCampfire, paintFlower, paintTree } from "../items/provisions.ts";
import { paintCrystals } from "../items/treasures.ts";
import { paintChest, paintLantern } from "../items/vessels.ts";
import { RAMPS } from "../ramps.ts";
import { moved, type Sketch } from "../sketch.ts";
import { limb } from "../shapes.ts";
import { findHeaviest } from "../words.ts";

/** Paints a thing that stands on a block, in a design square of its own. */
export type Topper = (sketch: Sketch, brief: Brief) => void;

function paintLampPost(sketch: Sketch, brief: Brief): void {
  // Its light is fire, whatever colour the words give the ground below.
  const lit: Brief = { ...brief, scheme: { ...brief.scheme, isTold: false } };
  limb(sketch, [500, 480, 40, 500, 960, 44], { ramp: RAMPS.slate });
  limb(sketch, [420, 955, 40, 580, 955, 40], { ramp: RAMPS.slate });
  moved(sketch, { stretchX: 52, stretchY: 52, pivot: [500, 60] }, () => paintLantern(sketch, lit));
}

const TOPPERS: readonly (readonly [string, Topper])[] = [
  ["lamp lantern lamppost light", paintLampPost],
  ["tree pine fir oak", paintTree],
  ["crystal crystals shard", paintCrystals],
  ["flower flowers", paintFlower],
  ["mushroom toadstool", paintMushroom],
  ["chest treasure", paintChest],
  ["campfire bonfire", paintCampfire],
];

/** What the words put on top of a block; undefined when it is bare. */
export function findTopper(brief: Brief): Topper | undefined {
  return findHeaviest(brief.reading, TOPPERS);
}
