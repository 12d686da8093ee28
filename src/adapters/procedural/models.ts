import type { Brief } from "./brief.ts";
import { paintDragon } from "./creatures/dragon.ts";
import { paintGolem } from "./creatures/golem.ts";
import { paintHumanoid } from "./creatures/humanoid.ts";
import { paintEyeball, paintFish, paintGhost, paintMushroom, paintRobot, paintSnake, paintSpider } from "./creatures/oddities.ts";
import { paintLizard } from "./creatures/lizard.ts";
import { paintOwl } from "./creatures/owl.ts";
import { paintQuadruped } from "./creatures/quadruped.ts";
import { paintSlime } from "./creatures/slime.ts";
import { paintBat, paintBird } from "./creatures/winged.ts";
import { paintArmour, paintBook, paintBoots, paintFeather, paintHelmet, paintScroll, paintShield } from "./items/gear.ts";
import {
  paintApple,
  paintBread,
  paintCampfire,
  paintCarrot,
  paintCheese,
  paintEgg,
  paintFlower,
  paintMeat,
  paintRock,
  paintTorch,
  paintTree,
} from "./items/provisions.ts";
import {
  paintAmulet,
  paintCoin,
  paintCrown,
  paintCrystals,
  paintEmblemItem,
  paintHeart,
  paintRing,
  paintStar,
} from "./items/treasures.ts";
import { paintGem } from "./items/gem.ts";
import { paintKey } from "./items/key.ts";
import { paintInMotion } from "./items/swing.ts";
import { paintBag, paintBarrel, paintBomb, paintChest, paintCrate, paintLantern, paintPotion } from "./items/vessels.ts";
import { paintLogo } from "./logo.ts";
import { paintPortrait } from "./portrait/portrait.ts";
import { paintScene } from "./scene/scene.ts";
import { paintBar, paintButton, paintCheckbox, paintCursor, paintPanel, paintSlot } from "./ui/controls.ts";
import { paintIsoBlock } from "./terrain/iso-block.ts";
import { paintTile } from "./terrain/tile.ts";
import { paintAxe, paintBow, paintHammer, paintSpear, paintStaff, paintSword } from "./items/weapons.ts";
import {
  paintExplosion,
  paintFlame,
  paintHeal,
  paintLightning,
  paintMagicCircle,
  paintSlash,
  paintSmoke,
  paintSpark,
} from "./effects.ts";
import type { Fit } from "./layout.ts";
import type { Sketch } from "./sketch.ts";

export type Category = "creature" | "item" | "effect" | "tile" | "iso" | "ui" | "card" | "portrait" | "logo" | "scene";

/** One thing the renderer can draw. */
export interface Model {
  readonly category: Category;
  /** Words that ask for it, separated by spaces; the first is its name. */
  readonly words: string;
  readonly fit: Fit;
  /** Whether parts get lines and outlines; textures and scenes do without. */
  readonly lined: boolean;
  /** What an animation adds: a band of light that crosses the picture, for what does not move by itself. */
  readonly sheen: boolean;
  /** Whether its shape is exact, so that takes must not differ in build. */
  readonly hasFixedShape: boolean;
  /** Whether it shows UI states itself; for others the picture is tinted. */
  readonly ownStates: boolean;
  paint(sketch: Sketch, brief: Brief): void;
}

type Extra = Partial<Pick<Model, "sheen" | "hasFixedShape" | "ownStates" | "fit" | "lined">>;

function model(category: Category, words: string, rest: Pick<Model, "paint"> & Extra): Model {
  return { category, words, fit: "figure", lined: true, sheen: false, hasFixedShape: false, ownStates: false, ...rest };
}

const figure = (category: Category, words: string, paint: Model["paint"]): Model => model(category, words, { paint });

/** A thing that hovers and gleams when animated. */
const pickup = (words: string, paint: Model["paint"]): Model =>
  model("item", words, {
    sheen: true,
    paint: (sketch, brief) => paintInMotion(sketch, brief, paint),
  });

const control = (words: string, paint: Model["paint"]): Model =>
  model("ui", words, { fit: "panel", lined: false, sheen: true, ownStates: true, paint });

/** All models; of equally wanted ones the first is taken, and each category's first is its default. */
export const MODELS: readonly Model[] = [
  figure("creature", "slime jelly blob ooze pudding", paintSlime),
  figure(
    "creature",
    "quadruped wolf dog hound beast fox cat kitten lion tiger panther horse foal stallion unicorn deer stag elk moose boar pig hog bear sheep ram goat lamb cow bull ox buffalo rabbit bunny hare rat mouse",
    paintQuadruped,
  ),
  figure("creature", "dragon drake wyvern wyrm whelp", paintDragon),
  figure("creature", "bird crow raven phoenix chick chicken duck eagle hawk parrot sparrow", paintBird),
  figure("creature", "owl owlet", paintOwl),
  figure("creature", "lizard salamander newt gecko raptor axolotl", paintLizard),
  figure("creature", "golem elemental treant ent titan", paintGolem),
  figure("creature", "ghost spirit phantom wraith specter spectre wisp", paintGhost),
  figure("creature", "mushroom fungus toadstool myconid", paintMushroom),
  figure("creature", "bat", paintBat),
  figure("creature", "fish shark piranha", paintFish),
  figure("creature", "spider insect scorpion beetle crab arachnid", paintSpider),
  figure("creature", "snake serpent viper naga worm", paintSnake),
  figure("creature", "eyeball beholder eye", paintEyeball),
  figure("creature", "robot mech android drone automaton", paintRobot),
  figure(
    "creature",
    "humanoid hero adventurer person villager peasant character npc man boy knight warrior paladin soldier guard wizard mage sorcerer warlock witch goblin kobold gremlin imp orc ogre troll skeleton undead lich zombie ghoul rogue thief ninja assassin cultist king prince noble queen princess girl woman lady maiden elf ranger archer hunter monk priest cleric merchant demon devil dwarf viking barbarian",
    paintHumanoid,
  ),
  pickup("emblem token relic", paintEmblemItem),
  pickup("sword weapon blade dagger knife katana sabre saber rapier shortsword", paintSword),
  pickup("axe hatchet", paintAxe),
  pickup("hammer mace club maul", paintHammer),
  pickup("spear lance pike trident halberd", paintSpear),
  pickup("bow longbow crossbow", paintBow),
  pickup("staff wand scepter sceptre rod", paintStaff),
  pickup("potion flask elixir vial bottle antidote consumable", paintPotion),
  pickup("gem jewel ruby sapphire emerald diamond amethyst topaz", paintGem),
  pickup("crystal crystals shard ore", paintCrystals),
  pickup("shield buckler", paintShield),
  pickup("key", paintKey),
  figure("item", "coin money currency", paintCoin),
  pickup("ring", paintRing),
  pickup("crown tiara", paintCrown),
  pickup("heart life health", paintHeart),
  pickup("star", paintStar),
  pickup("amulet necklace pendant medallion talisman", paintAmulet),
  pickup("bomb grenade", paintBomb),
  model("item", "chest treasure", { sheen: true, paint: paintChest }),
  model("item", "barrel keg", { sheen: true, paint: paintBarrel }),
  model("item", "crate box", { sheen: true, paint: paintCrate }),
  pickup("lantern lamp", paintLantern),
  pickup("bag pouch sack backpack", paintBag),
  pickup("helmet helm", paintHelmet),
  pickup("armour armor chestplate breastplate cuirass", paintArmour),
  pickup("boots boot shoes", paintBoots),
  pickup("scroll map parchment letter", paintScroll),
  pickup("book tome grimoire spellbook", paintBook),
  pickup("feather quill", paintFeather),
  pickup("apple fruit food", paintApple),
  pickup("bread loaf", paintBread),
  pickup("meat ham steak", paintMeat),
  pickup("cheese", paintCheese),
  pickup("carrot vegetable", paintCarrot),
  pickup("egg", paintEgg),
  figure("item", "flower herb blossom", paintFlower),
  figure("item", "tree pine oak fir bush", paintTree),
  model("item", "rock boulder stone", { sheen: true, paint: paintRock }),
  figure("item", "campfire bonfire", paintCampfire),
  figure("item", "torch candle", paintTorch),
  model("portrait", "portrait bust avatar headshot", { ownStates: true, paint: paintPortrait }),
  figure("effect", "spark sparkle glint twinkle", paintSpark),
  figure("effect", "flame fire fireball blaze", paintFlame),
  figure("effect", "explosion blast burst impact", paintExplosion),
  figure("effect", "smoke dust puff steam", paintSmoke),
  figure("effect", "slash swing arc", paintSlash),
  figure("effect", "lightning bolt thunder", paintLightning),
  figure("effect", "circle portal aura rune shockwave", paintMagicCircle),
  figure("effect", "heal healing blessing buff", paintHeal),
  model("scene", "scene background backdrop landscape scenery vista", {
    fit: "scene",
    lined: false,
    sheen: true,
    paint: paintScene,
  }),
  control("button tab", paintButton),
  control("panel window frame dialog dialogue box tooltip menu hud", paintPanel),
  control("bar healthbar progress progressbar slider gauge meter", paintBar),
  control("slot inventory cell", paintSlot),
  control("checkbox toggle switch radio", paintCheckbox),
  control("cursor pointer mouse", paintCursor),
  model("logo", "logo wordmark favicon lockup brand", { sheen: true, hasFixedShape: true, paint: paintLogo }),
  model("tile", "tile terrain texture ground", { fit: "field", lined: false, sheen: true, paint: paintTile }),
  model("iso", "block cube", { sheen: true, hasFixedShape: true, paint: paintIsoBlock }),
];
