import type { Moment, MomentEnd, Option, Refusal, StepEffects } from "../../core/playtest/story/moment.ts";
import type { PlayOptions } from "../../core/playtest/story/story.ts";
import type { InkModel, ModelChoice } from "./ink-model.ts";
import { isSilent, isUnspoken, type Page, type Refused, splitStays, type SplitPage, type Stay } from "./split-stays.ts";
import { wordDeadEnd, wordFailure } from "./stop-words.ts";

/** A page as a play tells it. */
export interface CutPage {
  /** What happened before anything was said or another node was entered: the effects of the choice. */
  readonly effects: StepEffects;
  /** At least one; all but the last go on by themselves. */
  readonly moments: readonly Moment[];
}

const NONE: readonly never[] = Object.freeze([]);
export const NO_EFFECTS: StepEffects = Object.freeze({ draws: NONE, sets: NONE, assets: NONE, emits: NONE });

/**
 * Cuts a page into moments, one per node that was entered. What a choice does before anything is said, at the node
 * where it was taken, is no moment of its own.
 *
 * Source: SPEC.md IK7.
 */
export function cutMoments(page: Page, model: InkModel): CutPage {
  const split = splitStays(page, model);
  const [first, ...others] = split.stays as readonly [Stay, ...Stay[]];
  const isPassed = others.length > 0 && isUnspoken(first) && (page.from === null ? isSilent(first) : page.from === first.node);
  const stays = isPassed ? others : split.stays;
  const last = stays.length - 1;
  const moments = stays.map((stay, at) => (at < last ? goingOn(stay) : resting(stay, { split, page, model })));
  return { effects: isPassed ? effectsOf(first) : NO_EFFECTS, moments };
}

function effectsOf({ draws, sets, assets, emits }: Stay): StepEffects {
  return { draws, sets, assets, emits };
}

function goingOn(stay: Stay): Moment {
  return { ...tellStay(stay, refusedAt(stay, new Map())), kind: "goto", offered: NONE, end: null };
}

interface Whole {
  readonly split: SplitPage;
  readonly page: Page;
  readonly model: InkModel;
}

/** Ink has no place to write any. */
const NO_METADATA = Object.freeze({});

/** The last moment of a page: choices, or an end. */
function resting(stay: Stay, whole: Whole): Moment {
  const { page, model } = whole;
  const times = new Map<string, number>();
  const offered = page.offered.map((choice): Option => {
    const known = choiceBySource(model, choice.sourcePath);
    return { id: idAt(stay, known, times), text: choice.text, weight: 1, to: known.to, metadata: NO_METADATA };
  });
  const refused = refusedAt(stay, times);
  const end = offered.length > 0 ? null : endOf(whole, refused);
  return { ...tellStay(stay, refused), kind: end === null ? "choice" : "end", offered, end };
}

function tellStay(stay: Stay, refused: readonly Refusal[]): Omit<Moment, "kind" | "offered" | "end"> {
  return { node: stay.nodeId, lines: stay.lines, refused, tests: stay.tests, ...effectsOf(stay) };
}

function choiceBySource(model: InkModel, path: string): ModelChoice {
  const known = model.choicesBySource.get(path);
  if (known === undefined) throw new TypeError(`the choice point ${path} was found when the story was opened`);
  return known;
}

function refusedAt(stay: Stay, times: Map<string, number>): Refusal[] {
  return stay.refused.map(({ choice, text, failed }: Refused) => ({ id: idAt(stay, choice, times), text, failed }));
}

/** A thread brings choices of other nodes, named by their node too; one choice may be met several times, each with other words. */
function idAt(stay: Stay, { id, node, nodeId }: ModelChoice, times: Map<string, number>): string {
  const name = node === stay.node ? id : `${nodeId}/${id}`;
  const time = (times.get(name) ?? 0) + 1;
  times.set(name, time);
  return time === 1 ? name : `${name}~${time}`;
}

function endOf({ split: { ending, endNode }, page: { failure }, model }: Whole, refused: readonly Refusal[]): MomentEnd {
  if (failure?.isDry === true) return { outcome: "dead_end", why: wordDeadEnd(refused, failure) };
  if (failure !== null) return { outcome: "error", why: wordFailure(failure) };
  if (endNode !== null) return { outcome: "ended", ending: ending ?? model.nodes[endNode]?.id ?? null };
  // `-> DONE` with choices that could not be taken: a hub that ran dry, not an end that somebody wrote.
  if (refused.length > 0 && ending === null) return { outcome: "dead_end", why: wordDeadEnd(refused, null) };
  return { outcome: "ended", ending };
}

/** A moment as a play tells it that does not tell all. Source: SPEC.md IK7. */
export function tellMoment(moment: Moment, detail: PlayOptions["detail"]): Moment {
  if (detail === "all") return moment;
  const told = { ...moment, ...NO_EFFECTS, lines: NONE };
  return detail === "bare" ? { ...told, refused: NONE, tests: NONE } : told;
}
