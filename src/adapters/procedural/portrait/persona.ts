import type { Brief } from "../brief.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { findHeaviest, says } from "../words.ts";
import { findMood, type Mood } from "./mood.ts";

export type HairCut = "short" | "long" | "bob" | "ponytail" | "spiky" | "bald" | "curly" | "braids";
export type Wear = "tunic" | "armour" | "robe" | "coat" | "dress";
export type Head = "none" | "hood" | "crown" | "wizard" | "helmet" | "band" | "horns" | "cap";

/** Who a portrait shows. */
export interface Persona {
  readonly skin: Ramp;
  readonly hair: Ramp;
  readonly cloth: Ramp;
  readonly trim: Ramp;
  readonly eyes: Ramp;
  readonly cut: HairCut;
  readonly wear: Wear;
  readonly head: Head;
  readonly beard: boolean;
  readonly pointedEars: boolean;
  readonly mood: Mood;
}

interface Role {
  readonly wear?: Wear;
  readonly head?: Head;
  readonly skin?: Ramp;
  readonly pointedEars?: boolean;
  readonly beard?: boolean;
  readonly cut?: HairCut;
}

const ROLES: readonly (readonly [string, Role])[] = [
  ["knight paladin soldier guard warrior", { wear: "armour" }],
  ["wizard mage sorcerer warlock witch", { wear: "robe", head: "wizard" }],
  ["king emperor", { wear: "robe", head: "crown", beard: true }],
  ["queen princess empress", { wear: "dress", head: "crown", cut: "long" }],
  ["prince noble", { wear: "coat", head: "crown" }],
  ["rogue thief assassin ninja cultist", { wear: "coat", head: "hood" }],
  ["priest monk cleric", { wear: "robe", head: "hood" }],
  ["captain sailor pirate", { wear: "coat", head: "cap", beard: true }],
  ["elf ranger archer druid", { wear: "tunic", pointedEars: true, cut: "long", head: "band" }],
  ["goblin orc troll imp", { wear: "tunic", skin: RAMPS.goblin, pointedEars: true, cut: "bald" }],
  ["demon devil tiefling", { wear: "coat", head: "horns", pointedEars: true }],
  ["dwarf viking barbarian smith blacksmith", { wear: "tunic", beard: true, cut: "braids" }],
  ["merchant innkeeper farmer villager", { wear: "tunic", head: "cap" }],
  ["vampire undead", { wear: "coat", skin: RAMPS.cloud, cut: "short" }],
];

const WOMAN = [
  "woman",
  "girl",
  "lady",
  "queen",
  "princess",
  "maiden",
  "witch",
  "heroine",
  "female",
  "mother",
  "sister",
  "daughter",
  "empress",
  "she",
  "her",
];
const CUTS_LONG: readonly HairCut[] = ["long", "bob", "ponytail", "curly", "braids"];
const CUTS_SHORT: readonly HairCut[] = ["short", "spiky", "curly", "short", "bob"];
const HEADS: readonly Head[] = ["none", "none", "band", "none"];
const EYES: readonly Ramp[] = [RAMPS.water, RAMPS.leafm, RAMPS.leather, RAMPS.gold, RAMPS.dusk, RAMPS.slate];

const MAN = ["man", "boy", "king", "prince", "male", "he", "father", "lord", "sir"];

const TOLD_CUTS: readonly (readonly [string, HairCut])[] = [
  ["bald", "bald"],
  ["braids braid braided", "braids"],
  ["ponytail", "ponytail"],
  ["curly curls", "curly"],
  ["spiky", "spiky"],
  ["bob", "bob"],
];

/** What chance gives where words say nothing. */
interface Chance {
  readonly cut: HairCut;
  readonly wear: Wear;
  readonly head: Head;
  readonly eyes: Ramp;
  readonly beard: boolean;
}

function drawChance(brief: Brief): Chance {
  const stream = brief.traits("persona");
  const pick = <T>(choices: readonly T[], fallback: T): T => choices[stream.nextBelow(choices.length)] ?? fallback;
  const chanceOfWoman = stream.nextBelow(2) === 0;
  const isWoman = says(brief.reading, ...WOMAN) || (!says(brief.reading, ...MAN) && chanceOfWoman);
  return {
    cut: pick(isWoman ? CUTS_LONG : CUTS_SHORT, "short"),
    wear: pick<Wear>(isWoman ? ["dress", "tunic", "coat", "robe"] : ["tunic", "coat", "robe", "armour"], "tunic"),
    head: pick(HEADS, "none"),
    eyes: pick(EYES, RAMPS.water),
    beard: stream.nextBelow(4) === 0 && !isWoman,
  };
}

/** Reads who is shown: words first, the take's chance for the rest, so that all moods show one person. */
export function readPersona(brief: Brief): Persona {
  const { reading, scheme } = brief;
  const role = findHeaviest(reading, ROLES) ?? {};
  const chance = drawChance(brief);
  return {
    skin: role.skin ?? (says(reading, "zombie", "skeleton") ? RAMPS.moss : scheme.skin),
    hair: scheme.hair,
    cloth: role.wear === "armour" ? scheme.metal : scheme.primary,
    trim: scheme.trim,
    eyes: chance.eyes,
    cut: findHeaviest(reading, TOLD_CUTS) ?? role.cut ?? chance.cut,
    wear: role.wear ?? chance.wear,
    head: role.head ?? chance.head,
    beard: (role.beard ?? chance.beard) || says(reading, "beard", "bearded"),
    pointedEars: role.pointedEars ?? false,
    mood: findMood(brief),
  };
}
