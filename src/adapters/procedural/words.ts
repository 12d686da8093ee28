import type { Drawing } from "../../core/assets/plan/plan.ts";

/** What the request's words say, strongest source first. */
export interface Reading {
  /** Weight of each word: tags 100 (their groups 40), part name 80, asset type 60, prompt 20 to 39, earlier words more. */
  readonly weights: ReadonlyMap<string, number>;
  /** Text between double quotes in the prompt, to be written out; null without any. */
  readonly quoted: string | null;
  /** Words of the prompt in reading order, for names. */
  readonly prompt: readonly string[];
}

interface Sources {
  readonly drawing: Drawing;
  readonly positive: string;
  readonly negative: string;
  readonly part: string | null;
}

// What a prompt says about the sheet of paper, not about the subject.
const PAPER =
  /\b(?:plain|white|transparent|simple|solid|clean|flat|gr[ae]y|black|bold|thick|thin|dark|soft|coloured|colored|crisp)\s+(?:\w+\s+)?(?:background|backdrop|outlines?|lines?|lineart|edges|contours?)\b/g;

function split(text: string): string[] {
  return text.toLowerCase().match(/[a-z][a-z']*/g) ?? [];
}

/** The word and, for a plural, its singular. */
function forms(word: string): string[] {
  const singular = /(?:[^su])s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word;
  return singular === word ? [word] : [word, singular];
}

/** Name of a part without its kind: `tile:grass-edge` gives `grass-edge`. */
export function partName(part: string | null): string {
  return part === null ? "" : part.slice(part.indexOf(":") + 1);
}

/** Reads asset type, tags, part and prompt into weighted words. Words of the negative prompt take the positive ones away. */
export function readWords(sources: Sources): Reading {
  const weights = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    for (const word of split(text).flatMap(forms)) weights.set(word, Math.max(weights.get(word) ?? 0, weight));
  };
  const unwanted = new Set(split(sources.negative).flatMap(forms));
  const prompt = split(sources.positive.toLowerCase().replaceAll(PAPER, " ")).filter((word) => !unwanted.has(word));
  prompt.forEach((word, index) => add(word, 20 + Math.max(0, 19 - (index >> 1))));
  add(sources.drawing.assetType, 60);
  if (sources.part !== null && !/^(?:frame|state):/.test(sources.part)) add(partName(sources.part), 80);
  for (const tag of sources.drawing.tags) {
    const [group = "", name = ""] = tag.split(":");
    add(group, 40);
    add(name, 100);
  }
  const quoted = /"([^"]{1,24})"/.exec(sources.positive)?.[1] ?? null;
  return { weights, quoted, prompt };
}

const LISTS = new Map<string, readonly string[]>();

/** The words of a list that is written as one text; each list is split once. */
export function wordList(text: string): readonly string[] {
  const list = LISTS.get(text) ?? text.split(" ");
  LISTS.set(text, list);
  return list;
}

/** Weight of the strongest of some words; 0 when none is said. */
export function weightOf(reading: Reading, words: readonly string[]): number {
  let most = 0;
  for (const word of words) {
    const weight = reading.weights.get(word) ?? 0;
    if (weight > most) most = weight;
  }
  return most;
}

export function says(reading: Reading, ...words: readonly string[]): boolean {
  return weightOf(reading, words) > 0;
}

/** The entry of a table whose words weigh most; the first of equals; undefined when none is said. */
export function findHeaviest<T>(reading: Reading, table: readonly (readonly [words: string, value: T])[]): T | undefined {
  let best: T | undefined;
  let most = 0;
  for (const [words, value] of table) {
    const weight = weightOf(reading, wordList(words));
    if (weight > most) [best, most] = [value, weight];
  }
  return best;
}
