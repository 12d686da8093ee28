import { openStream } from "../../core/canonical/random.ts";
import { blue, findHex, green, luma, rampAround, red } from "./colours.ts";
import { wrap } from "./integers.ts";
import { MOTIF_WORDS } from "./motifs.ts";
import { RAMPS, WHEEL, type Ramp, type Rgb } from "./ramps.ts";
import { findHeaviest, weightOf, wordList, type Reading } from "./words.ts";

/** The materials of one subject. Assets of one entity share them. */
export interface Scheme {
  readonly primary: Ramp;
  readonly secondary: Ramp;
  readonly accent: Ramp;
  /** What glows: a gem's heart, a rune, a liquid. */
  readonly glow: Ramp;
  readonly metal: Ramp;
  /** Trim beside `metal`: always another metal. */
  readonly trim: Ramp;
  readonly wood: Ramp;
  readonly leather: Ramp;
  readonly skin: Ramp;
  readonly hair: Ramp;
  /** Index of the emblem that all of an entity's assets bear. */
  readonly motif: number;
  /** Whether words, and not chance, chose `primary`. */
  readonly isTold: boolean;
}

const hue = (index: number): Ramp => WHEEL[wrap(index, WHEEL.length)] ?? RAMPS.stone;

// Words of colour and element, and the ramp each stands for.
const COLOURS: readonly (readonly [string, Ramp])[] = [
  ["crimson ruby scarlet blood bloody", RAMPS.ruby],
  ["red cherry strawberry", RAMPS.ruby],
  ["orange pumpkin tangerine", hue(3)],
  ["amber honey topaz", hue(4)],
  ["gold golden", RAMPS.gold],
  ["yellow lemon sun sunny", hue(6)],
  ["lime", hue(7)],
  ["poison toxic acid venom", hue(8)],
  ["green emerald jade", hue(9)],
  ["leaf forest nature earth plant", RAMPS.leafm],
  ["mint teal turquoise", hue(12)],
  ["cyan aqua", hue(14)],
  ["sky", hue(15)],
  ["azure water sea ocean aquatic", RAMPS.water],
  ["blue sapphire cobalt", hue(17)],
  ["navy midnight", RAMPS.night],
  ["indigo", hue(18)],
  ["violet amethyst arcane magic magical mana", hue(19)],
  ["purple shadow cursed void", hue(20)],
  ["magenta", hue(22)],
  ["pink rose love", hue(23)],
  ["fire fiery flame flaming ember burning molten", RAMPS.fire],
  ["lava magma volcanic", RAMPS.lava],
  ["ice icy frost frozen frosty crystal", RAMPS.frost],
  ["snow snowy", RAMPS.snow],
  ["lightning electric thunder storm", hue(6)],
  ["holy light divine celestial", RAMPS.gold],
  ["ghost ghostly spirit ethereal spectral", RAMPS.spirit],
  ["white pale", RAMPS.white],
  ["black obsidian dark", RAMPS.obsidian],
  ["grey gray stone rock rocky granite", RAMPS.stone],
  ["brown wood wooden", RAMPS.wood],
  ["silver", RAMPS.silver],
  ["bone skeleton ivory", RAMPS.bone],
  ["sand desert", RAMPS.sand],
  ["copper", RAMPS.copper],
  ["bronze brass", RAMPS.bronze],
  ["moss mossy swamp", RAMPS.moss],
  ["clay mud brick", RAMPS.clay],
];

const METALS: readonly (readonly [string, Ramp])[] = [
  ["gold golden holy", RAMPS.gold],
  ["silver mithril", RAMPS.silver],
  ["bronze brass", RAMPS.bronze],
  ["copper", RAMPS.copper],
  ["obsidian shadow dark black", RAMPS.obsidian],
  ["iron rusty", RAMPS.iron],
  ["bone", RAMPS.bone],
  ["ice frost frozen", RAMPS.frost],
  ["wood wooden", RAMPS.oak],
  ["stone", RAMPS.stone],
  ["steel metal", RAMPS.steel],
];

const HAIRS: readonly (readonly [string, Ramp])[] = [
  ["blond blonde", RAMPS.hairblond],
  ["redhead ginger", RAMPS.hairred],
  ["auburn", RAMPS.hairauburn],
  ["brunette", RAMPS.hairbrown],
  ["old elder elderly silver white grey gray", RAMPS.hairsilver],
];

const HAIR_CHOICES = [RAMPS.hairbrown, RAMPS.hairblack, RAMPS.hairauburn, RAMPS.hairblond, RAMPS.hairred, RAMPS.hairsilver];
const SKIN_CHOICES = [RAMPS.skin0, RAMPS.skin1, RAMPS.skin2, RAMPS.skin3, RAMPS.skin4, RAMPS.skin1];
const METAL_CHOICES = [RAMPS.steel, RAMPS.steel, RAMPS.iron, RAMPS.gold, RAMPS.bronze, RAMPS.silver];

/** All ramps that the words name, strongest first, then in reading order. */
function toldRamps(reading: Reading): Ramp[] {
  const found = COLOURS.flatMap(([words, ramp]) => {
    const list = wordList(words);
    const weight = weightOf(reading, list);
    if (weight === 0) return [];
    const firsts = list.map((word) => reading.prompt.indexOf(word)).filter((at) => at >= 0);
    return [{ ramp, weight, first: Math.min(999, ...firsts) }];
  });
  found.sort((a, b) => b.weight - a.weight || a.first - b.first);
  return found.map(({ ramp }) => ramp);
}

/** Ramps around a palette's most colourful colours. */
function paletteRamps(palette: readonly Rgb[]): Ramp[] {
  const chroma = (rgb: Rgb): number => {
    const parts = [red(rgb), green(rgb), blue(rgb)];
    const middling = 128 - Math.abs(luma(rgb) - 128);
    return Math.max(...parts) - Math.min(...parts) + (middling >> 1);
  };
  return [...palette].sort((a, b) => chroma(b) - chroma(a) || a - b).map(rampAround);
}

interface SchemeSource {
  readonly reading: Reading;
  readonly palette: readonly Rgb[];
  /** The entity's seed where there is one, else the take's. */
  readonly seed: number;
  /** Whether an entity shares these materials: then its emblem is the seed's, whatever one asset's words say. */
  readonly isFamily: boolean;
}

/** Chooses the materials: palette first, then words, then chance under the family's seed. */
export function schemeOf({ reading, palette, seed, isFamily }: SchemeSource): Scheme {
  const stream = openStream(seed, "scheme");
  const base = stream.nextBelow(WHEEL.length);
  const near = base + (stream.nextBelow(2) === 0 ? 3 : -4) + stream.nextBelow(2);
  const far = base + 9 + stream.nextBelow(7);
  const pick = (choices: readonly Ramp[]): Ramp => choices[stream.nextBelow(choices.length)] ?? RAMPS.stone;
  const chance = { metal: pick(METAL_CHOICES), skin: pick(SKIN_CHOICES), hair: pick(HAIR_CHOICES) };
  const motif = stream.nextBelow(64);
  const told = palette.length > 0 ? paletteRamps(palette) : toldRamps(reading);
  const [first, second, third] = told;
  const metal = findHeaviest(reading, METALS) ?? chance.metal;
  return {
    primary: first ?? hue(base),
    secondary: second ?? hue(near),
    accent: third ?? second ?? hue(far),
    glow: first ?? hue(far),
    metal,
    trim: metal === RAMPS.gold || metal === RAMPS.bronze ? RAMPS.steel : RAMPS.gold,
    wood: RAMPS.wood,
    leather: RAMPS.leather,
    skin: chance.skin,
    hair: findHeaviest(reading, HAIRS) ?? chance.hair,
    motif: (isFamily ? undefined : findHeaviest(reading, MOTIF_WORDS)) ?? motif,
    isTold: first !== undefined,
  };
}

/** Colours of the contract's palette, without those that are no colours. */
export function readPalette(palette: readonly string[]): Rgb[] {
  const colours = palette.map(findHex).filter((rgb) => rgb !== undefined);
  return [...new Set(colours)];
}
