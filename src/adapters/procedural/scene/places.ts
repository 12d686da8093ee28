import { paintBeach, paintHarbour } from "./coasts.ts";
import { paintCastleHill, paintDesert, paintForest, paintHills, paintSnowland, paintTown, paintVolcano } from "./countries.ts";
import { paintCave, paintRoom, paintSpace } from "./interiors.ts";
import type { PlacePainter } from "./land.ts";

/** Places by the words that ask for them; the first is the default. `isInside`: no sky is painted. */
export const PLACES: readonly (readonly [words: string, place: { readonly paint: PlacePainter; readonly isInside: boolean }])[] =
  [
    ["hills meadow field plain valley countryside grass landscape", { paint: paintHills, isInside: false }],
    ["harbour harbor port quay pier dock sea ocean ship coast", { paint: paintHarbour, isInside: false }],
    ["forest wood woods jungle grove swamp", { paint: paintForest, isInside: false }],
    ["town city village street market houses house", { paint: paintTown, isInside: false }],
    ["castle fortress palace keep kingdom", { paint: paintCastleHill, isInside: false }],
    ["desert dune sand pyramid wasteland", { paint: paintDesert, isInside: false }],
    ["snow snowy winter ice tundra mountain mountains", { paint: paintSnowland, isInside: false }],
    ["beach island shore tropical", { paint: paintBeach, isInside: false }],
    ["volcano lava hell inferno", { paint: paintVolcano, isInside: false }],
    ["cave cavern dungeon mine underground crypt", { paint: paintCave, isInside: true }],
    ["space galaxy planet cosmos void", { paint: paintSpace, isInside: true }],
    ["room tavern inn interior house cabin kitchen library hall shop", { paint: paintRoom, isInside: true }],
  ];
