import { assert } from "../../core/assert.ts";
import type { Brief } from "./brief.ts";
import { paintCard } from "./card.ts";
import { wrap } from "./integers.ts";
import { MODELS, type Category, type Model } from "./models.ts";
import { says, weightOf, wordList } from "./words.ts";

/** From this weight on a word is the author's own classification (asset type, tag or part), not the prompt's colour. */
const FIRM = 40;

// Which words of asset type and tags name a category. Of equal weights the first counts: `ui_icon` is an icon.
const CATEGORY_WORDS: readonly (readonly [string, Category])[] = [
  ["portrait avatar bust headshot face", "portrait"],
  ["card", "card"],
  ["logo wordmark favicon brand", "logo"],
  ["background backdrop scene scenery landscape vista cg splash wallpaper", "scene"],
  ["iso block cube voxel", "iso"],
  ["tile tileset terrain texture ground", "tile"],
  ["icon item pickup weapon prop object loot consumable equipment", "item"],
  ["creature monster enemy character npc animal pet mob hero boss", "creature"],
  ["effect vfx fx particle", "effect"],
  ["ui button panel hud widget control bar slot checkbox cursor", "ui"],
];

const byCategory = (categories: readonly Category[]): readonly Model[] =>
  MODELS.filter(({ category }) => categories.includes(category));

/** The most wanted model of a list; undefined when no word of `least` weight asks for any. */
function findWanted(brief: Brief, models: readonly Model[], least: number): Model | undefined {
  let best: Model | undefined;
  let most = least - 1;
  for (const model of models) {
    const weight = weightOf(brief.reading, wordList(model.words));
    if (weight > most && weight > 0) [best, most] = [model, weight];
  }
  return best;
}

/** The category whose words weigh most; the first of equals. */
function heaviestCategory(weigh: (words: readonly string[]) => number): Category | undefined {
  let best: Category | undefined;
  let most = FIRM - 1;
  for (const [words, category] of CATEGORY_WORDS) {
    const weight = weigh(wordList(words));
    if (weight > most) [best, most] = [category, weight];
  }
  return best;
}

/** The category that the author's classification names: the asset type's own words before tags and part. */
function findCategory(brief: Brief): Category | undefined {
  const { kind, assetType } = brief.request.drawing;
  if (kind === "logo_set" || brief.partKind === "mark") return "logo";
  const typeWords = assetType.toLowerCase().split(/[^a-z]+/);
  const byType = heaviestCategory((words) => (words.some((word) => typeWords.includes(word)) ? FIRM : 0));
  const best = byType ?? heaviestCategory((words) => weightOf(brief.reading, words));
  const isIsometric = says(brief.reading, "isometric", "iso");
  if (best === "tile" || (best === undefined && kind === "tileset")) return isIsometric ? "iso" : "tile";
  return best ?? (kind === "ui_states" ? "ui" : undefined);
}

/** A creature that nobody named: one of the most usual, always the same for a family. */
function anyCreature(brief: Brief): Model | undefined {
  const usual = byCategory(["creature"]);
  return usual[wrap(brief.scheme.motif, usual.length)];
}

function withoutCategory(brief: Brief): Model | undefined {
  const { drawing } = brief.request;
  const wanted = findWanted(brief, MODELS, 1);
  if (wanted !== undefined) return wanted;
  if (drawing.tileable) return byCategory(["tile"])[0];
  return byCategory([drawing.background === "opaque" ? "scene" : "item"])[0];
}

/** What a card or icon shows: any item, creature or effect that is asked for, else an emblem. */
function chooseFigure(brief: Brief): Model | undefined {
  const figures = byCategory(["creature", "item", "effect"]);
  return findWanted(brief, figures, 1) ?? byCategory(["item"])[0];
}

const CARD: Model = {
  category: "card",
  words: "card",
  fit: "panel",
  lined: true,
  sheen: true,
  hasFixedShape: true,
  ownStates: false,
  paint: (sketch, brief) => {
    const figure = chooseFigure(brief);
    if (figure !== undefined) paintCard(sketch, brief, figure);
  },
};

/** A bust for people; other creatures have faces enough as they are. */
function choosePortrait(brief: Brief): Model | undefined {
  const beast = findWanted(brief, byCategory(["creature"]), FIRM);
  const isPerson = beast === undefined || beast.words.startsWith("humanoid");
  return isPerson ? byCategory(["portrait"])[0] : beast;
}

const CHOOSERS: Partial<Readonly<Record<Category, (brief: Brief) => Model | undefined>>> = {
  item: chooseFigure,
  creature: (brief) => findWanted(brief, byCategory(["creature"]), 1) ?? anyCreature(brief),
  card: () => CARD,
  portrait: choosePortrait,
};

function chooseIn(brief: Brief, category: Category | undefined): Model | undefined {
  if (category === undefined) return withoutCategory(brief);
  const choose = CHOOSERS[category];
  if (choose !== undefined) return choose(brief);
  return findWanted(brief, byCategory([category]), 1) ?? byCategory([category])[0];
}

/** Chooses what to draw: asset type and kind first, then tags, then the prompt's words; never fails. */
export function chooseModel(brief: Brief): Model {
  const model = chooseIn(brief, findCategory(brief)) ?? MODELS[0];
  assert(model !== undefined, "there is a model");
  return model;
}
