import { assert } from "../../core/assert.ts";
import type { Moment, StepEffects } from "../../core/playtest/story/moment.ts";
import type { PlayOptions, StoryPlay, StorySnapshot } from "../../core/playtest/story/story.ts";
import type { Values } from "../../core/playtest/story/value.ts";
import { cutMoments, NO_EFFECTS, tellMoment } from "./cut-moments.ts";
import { type EngineStart, type HeldEngine, holdEngine } from "./hold-engine.ts";
import type { InkModel } from "./ink-model.ts";
import { sortTags } from "./line-tags.ts";
import type { KeyOfState } from "./live-key.ts";
import { openRestKeys } from "./rest-keys.ts";
import type { RecordedStory } from "./recorded-story.ts";

/** What a play is opened with. */
export interface InkPlayStart extends EngineStart {
  readonly keyOf: KeyOfState;
  readonly options: Pick<PlayOptions, "seed" | "detail" | "watched" | "dice">;
}

/** Where a play stands, as plain data. */
interface Standing {
  /** The moments of this page with all that could be told. One that goes in circles has tens of thousands: they are not copied. */
  readonly moments: readonly Moment[];
  /** Which of them is the present one. */
  readonly place: number;
  /** Variables now. */
  readonly values: Values;
  /** Values drawn by the end of the page. */
  readonly draws: number;
}

interface InkSnapshot extends Standing {
  /** The engine's state at the end of the page; null where the play ends. */
  readonly ink: string | null;
}

/**
 * Opens a play at the story's start. The engine always stands at the end of the page: where its next choices are. A play
 * that came to its end gives the engine back.
 *
 * Source: SPEC.md IK7.
 */
export function openInkPlay(start: InkPlayStart): StoryPlay {
  const { model, keyOf } = start;
  const { detail, watched = [] } = start.options;
  const held = holdEngine(start);
  let at = turnPage(start, held, { node: 0, from: null, choice: null, draws: 0, values: held.story().values() }).at;
  const isEnding = (): boolean => at.moments.at(-1)?.kind === "end";
  const momentNow = (): Moment => at.moments[at.place] as Moment;
  const keyOfRest = openRestKeys();
  return {
    get moment() {
      return tellMoment(momentNow(), detail);
    },
    choose(index) {
      const { offered, node } = momentNow();
      if (!Number.isInteger(index) || index < 0 || index >= offered.length)
        throw new RangeError(`choose: ${index} is not offered`);
      const story = held.story();
      const choice = story.currentChoices[index];
      const known = model.choicesBySource.get(choice?.sourcePath ?? "");
      assert(choice !== undefined && known !== undefined, "what is offered is a choice of the story");
      const from = model.nodePlaces.get(node) ?? null;
      const turned = turnPage(start, held, { ...at, node: known.node, from, choice: index });
      at = turned.at;
      return detail === "all" ? withTags(turned, choice.tags, model) : NO_EFFECTS;
    },
    advance() {
      assert(momentNow().kind === "goto", "only a moment of kind goto goes on by itself");
      const place = at.place + 1;
      at = { ...at, place, values: withSets(at.values, at.moments[place]?.sets) };
      return NO_EFFECTS;
    },
    variables: () => at.values,
    snapshot: (): InkSnapshot => ({ ...at, ink: isEnding() ? null : held.save() }),
    restore(snapshot: StorySnapshot) {
      const { ink, ...restored } = snapshot as InkSnapshot;
      held.restore(ink);
      at = restored;
    },
    liveKey() {
      const { kind, end, node } = momentNow();
      // What is still to come on this page counts as a whole, with what it sets.
      const parts = [...[node, kind, end].map((part) => JSON.stringify(part)), keyOfRest(at.moments, at.place + 1)];
      parts.push(...watched.map((name) => JSON.stringify([at.values[name]])));
      if (!isEnding()) parts.push(keyOf(held.story(), at.draws));
      return parts.join("\n");
    },
  };
}

/** Where a page begins, and what was before it. */
interface PageStart extends Pick<Standing, "values" | "draws"> {
  readonly node: number;
  readonly from: number | null;
  /** Which choice is taken; null where the play begins. */
  readonly choice: number | null;
}

interface TurnedPage {
  readonly at: Standing;
  readonly effects: StepEffects;
}

/** Reads on to the next choices or the end. */
function turnPage({ model }: InkPlayStart, held: HeldEngine, { node, from, choice, values, draws }: PageStart): TurnedPage {
  const story = held.story();
  story.startJournal(node);
  readOn(story, choice);
  const { journal, failure } = story;
  const page = { journal, node, from, failure, draws, offered: failure === null ? story.currentChoices : [] };
  const { moments, effects } = cutMoments(page, model);
  const drawn = journal.reduce((count, { kind }) => (kind === "draw" ? count + 1 : count), draws);
  held.moved(moments.at(-1)?.kind === "end");
  const now = withSets(withSets(values, effects.sets), moments[0]?.sets);
  return { at: { moments, place: 0, values: now, draws: drawn }, effects };
}

/** Tags of a choice are met when it is taken; those that it says again then are told there. */
function withTags({ effects, at }: TurnedPage, tags: readonly string[] | null, model: InkModel): StepEffects {
  if (tags === null || tags.length === 0) return effects;
  const said = at.moments[0]?.emits ?? [];
  const own = sortTags(tags, model);
  const assets = new Set([...own.assets.map(({ id }) => id), ...effects.assets]);
  const unsaid = own.emits.filter(({ name, data }) => !said.some((emit) => emit.name === name && emit.data === data));
  return { ...effects, assets: [...assets], emits: [...unsaid, ...effects.emits] };
}

/** Reads on to the next choice or end; the engine can break in ways that it has no words for. */
function readOn(story: RecordedStory, choice: number | null): void {
  try {
    if (choice !== null) story.ChooseChoiceIndex(choice);
    while (story.canContinue && story.failure === null) {
      story.Continue();
      story.noteSets();
      story.noteLine();
    }
  } catch (error) {
    story.breakOff(error instanceof Error ? error.message : String(error));
  }
}

function withSets(values: Values, sets: StepEffects["sets"] = []): Values {
  if (sets.length === 0) return values;
  return { ...values, ...Object.fromEntries(sets.map(({ name, new: value }) => [name, value])) };
}
