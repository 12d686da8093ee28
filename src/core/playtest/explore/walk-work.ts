import { openStream, type RandomStream } from "../../canonical/random.ts";
import type { Moment, Option, StepEffects } from "../story/moment.ts";
import type { StoryPlay } from "../story/story.ts";
import { isDry, keyOf } from "./describe-place.ts";
import type { NewItem, WalkAnswer, Walked, WalkFind, WalkJob, WalkStop } from "./explore-job.ts";
import { ITEM, variableItems } from "./novelty.ts";
import { choiceKey } from "./state-map.ts";
import { watchCondition, type Watched } from "./watched.ts";

/** One pick of so many is at random, so that walks do not all take the same turns. Guess. */
const RANDOM_PICK_OF = 8;

/** Does a job of walking: the walks of one job learn from each other. Source: SPEC.md EX8-EX10. */
export function workWalk(job: WalkJob, play: StoryPlay): WalkAnswer {
  const from = job.from ?? play.snapshot();
  const known = new Set<string>();
  const taken = new Map<string, number>();
  const watched = job.watch.conditions.map(watchCondition);
  const walks = Array.from({ length: job.walks }, (_, index) => {
    play.restore(from);
    return walkOn({ job, play, known, taken, watched, stream: openStream(job.seed, `walk/${index}`) });
  });
  return { kind: "walk", walks };
}

interface Walk {
  readonly job: WalkJob;
  readonly play: StoryPlay;
  /** Items met by this job, besides those that were known before it. */
  readonly known: Set<string>;
  /** Choices taken by this job. */
  readonly taken: Map<string, number>;
  readonly stream: RandomStream;
  readonly watched: readonly Watched[];
}

interface Notes {
  readonly choices: string[];
  readonly visits: Map<string, number>;
  readonly taken: Map<string, number>;
  readonly finds: WalkFind[];
  readonly changed: Set<string>;
  readonly refused: Map<string, { readonly refusal: Moment["refused"][number]; readonly at: number }>;
  readonly assets: Map<string, { readonly node: string; readonly at: number }>;
  isLucky: boolean;
  /** New items of nodes that go on by themselves: they are told of with the next place where there is a choice. */
  pending: NewItem[];
}

function walkOn(walk: Walk): Walked {
  const { play, job } = walk;
  const notes: Notes = {
    choices: [],
    visits: new Map(),
    taken: new Map(),
    finds: [],
    changed: new Set(),
    refused: new Map(),
    assets: new Map(),
    isLucky: false,
    pending: [],
  };
  const byItself = new Set<string>();
  let calm = 0;
  for (let steps = 1; ; steps += 1) {
    const isNew = noteMoment(walk, notes);
    calm = isNew ? 0 : calm + 1;
    const stop = stopAt(play, byItself) ?? (steps >= job.maxSteps || calm >= job.calmSteps ? stopHere(play, "cut", "") : null);
    if (stop !== null) return endWalk(notes, { steps, stop });
    if (play.moment.kind === "goto") {
      noteEffects(walk, notes, play.advance());
      continue;
    }
    byItself.clear();
    takeChoice(walk, notes);
  }
}

function endWalk({ pending, ...notes }: Notes, end: Pick<Walked, "steps" | "stop">): Walked {
  const last = { items: pending, at: notes.choices.length, snapshot: null };
  return { ...notes, ...end, finds: pending.length === 0 ? notes.finds : [...notes.finds, last] };
}

/** Takes the choice that was taken least, and notes it. */
function takeChoice(walk: Walk, notes: Notes): void {
  const { play, taken } = walk;
  const { node, offered } = play.moment;
  const place = pickPlace(walk, node, offered);
  const { id } = offered[place] as Option;
  const key = choiceKey(node, id);
  notes.choices.push(id);
  add(notes.taken, key);
  add(taken, key);
  noteEffects(walk, notes, play.choose(place));
  noteItems(walk, notes, [ITEM.choice(key)]);
}

function pickPlace({ job, taken, stream }: Walk, node: string, offered: readonly Option[]): number {
  if (offered.length === 1) return 0;
  if (stream.nextBelow(RANDOM_PICK_OF) === 0) return stream.nextBelow(offered.length);
  const times = offered.map(({ id }) => {
    const key = choiceKey(node, id);
    return (job.taken.get(key) ?? 0) + (taken.get(key) ?? 0);
  });
  const least = Math.min(...times);
  const places = times.flatMap((count, place) => (count === least ? [place] : []));
  return places[stream.nextBelow(places.length)] as number;
}

/** @returns whether the walk met anything here that nothing had met before. */
function noteMoment(walk: Walk, notes: Notes): boolean {
  const { play, job } = walk;
  const { moment } = play;
  add(notes.visits, moment.node);
  noteEffects(walk, notes, moment);
  for (const refusal of moment.refused) {
    const key = choiceKey(moment.node, refusal.id);
    if (!job.taken.has(key) && !notes.refused.has(key)) notes.refused.set(key, { refusal, at: notes.choices.length });
  }
  const items = [ITEM.node(moment.node), ...moment.tests.map(ITEM.test), ...watchedItems(walk)];
  if (moment.end?.outcome === "ended" && moment.end.ending !== null) items.push(ITEM.ending(moment.end.ending));
  if (moment.kind === "choice") items.push(...variableItems(moment.node, play.variables()));
  noteItems(walk, notes, items);
  const isNew = notes.pending.length > 0;
  if (isNew && moment.kind !== "goto") tellPending(walk, notes);
  return isNew;
}

function watchedItems({ play, watched }: Walk): string[] {
  if (watched.length === 0) return [];
  const variables = play.variables();
  return watched.flatMap((holds, condition) => (holds(variables) ? [ITEM.holds(condition)] : []));
}

function noteEffects({ job, play }: Walk, notes: Notes, { sets, draws, assets }: StepEffects): void {
  for (const { name } of sets) notes.changed.add(name);
  if (draws.length > 0) notes.isLucky = true;
  for (const asset of assets) {
    if (job.watch.assets.includes(asset) && !notes.assets.has(asset)) {
      notes.assets.set(asset, { node: play.moment.node, at: notes.choices.length });
    }
  }
}

/** Notes those that are new, as met where the walk stands. */
function noteItems({ job, known, play }: Walk, { pending }: Notes, items: readonly string[]): void {
  for (const item of items) {
    if (job.known.has(item) || known.has(item)) continue;
    known.add(item);
    pending.push({ item, node: play.moment.node });
  }
}

function tellPending({ play }: Walk, notes: Notes): void {
  const snapshot = play.moment.kind === "end" ? null : play.snapshot();
  notes.finds.push({ items: notes.pending, at: notes.choices.length, snapshot });
  notes.pending = [];
}

/** Where the story itself stops a walk; null where it can go on. `byItself` holds states since the last choice. */
function stopAt(play: StoryPlay, byItself: Set<string>): WalkStop | null {
  const { kind, end } = play.moment;
  if (end !== null) {
    if (end.outcome === "ended") return stopHere(play, "ended", end.ending ?? "");
    return stopHere(play, isDry(play.moment) ? "ran_dry" : end.outcome, end.why);
  }
  if (kind !== "goto") return null;
  const key = keyOf(play);
  if (byItself.has(key)) return stopHere(play, "loop", "");
  byItself.add(key);
  return null;
}

function stopHere(play: StoryPlay, how: WalkStop["how"], why: string): WalkStop {
  return { node: play.moment.node, how, why, snapshot: play.moment.kind === "end" ? null : play.snapshot() };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
