import type { StepEffects } from "../story/moment.ts";
import type { Dice, StoryPlay, StorySnapshot } from "../story/story.ts";
import { type Describer, openDescriber } from "./describe-place.ts";
import type { Arrival, ArrivalRow, MapAnswer, MapJob } from "./explore-job.ts";
import type { HandedDice } from "./handed-dice.ts";

/**
 * Rows of dice that one way on is gone through with. Guess: 3d6 has 216, and a fight that rolls 4d6 against 1d10 has 12,960:
 * that one is not exhausted, and it is said.
 */
const MAX_ROWS = 4096;

/** A play at hand, its dice handed in. */
export interface Table {
  readonly play: StoryPlay;
  readonly dice: HandedDice;
  /** Opens the same start anew. */
  open(dice: Dice): StoryPlay;
}

/** Does a job of mapping. `isKnown` spares places that the caller has; it never changes which arrivals there are. */
export function workMap(job: MapJob, table: Table, isKnown: (key: string) => boolean): MapAnswer {
  const describer = openDescriber(job.watch, isKnown);
  const work: MapWork = { ...table, describer, isCut: false };
  const places = job.kind === "open" ? [null] : job.snapshots;
  const rows = places.map((snapshot) => workRow(work, job.kind, snapshot));
  return { kind: "map", rows, changed: [...describer.changed] };
}

function workRow(work: MapWork, kind: MapJob["kind"], snapshot: StorySnapshot): ArrivalRow {
  const { describer } = work;
  describer.isLucky = false;
  work.isCut = false;
  const arrivals = WORK[kind](work, snapshot);
  if (describer.isLucky) return { arrivals, gap: "own_draws" };
  return { arrivals, gap: work.isCut ? "too_many_outcomes" : null };
}

interface MapWork extends Table {
  readonly describer: Describer;
  isCut: boolean;
}

const WORK: Readonly<Record<MapJob["kind"], (work: MapWork, snapshot: StorySnapshot) => Arrival[]>> = {
  open: (work) => openAll(work),
  look: lookAt,
  expand: expandFrom,
};

function openAll(work: MapWork): Arrival[] {
  const { dice, describer } = work;
  return goThrough(work, () => {
    const play = work.open(dice.roll);
    return describer.describe(play, { choice: null, dice: dice.rolled(), effects: null });
  });
}

function lookAt({ play, describer }: MapWork, snapshot: StorySnapshot): Arrival[] {
  play.restore(snapshot);
  // Nothing was drawn by being put there; what the moment tells of draws was told when it was reached.
  const dice = play.moment.draws.map(() => 0);
  return [describer.describe(play, { choice: null, dice, effects: null })];
}

function expandFrom(work: MapWork, snapshot: StorySnapshot): Arrival[] {
  const { play } = work;
  play.restore(snapshot);
  const { kind, offered } = play.moment;
  if (kind === "end") return [];
  if (kind === "goto") return takeWay(work, { snapshot, choice: null, go: () => play.advance() });
  return offered.flatMap(({ id }, place) => takeWay(work, { snapshot, choice: id, go: () => play.choose(place) }));
}

interface WayOn {
  readonly snapshot: StorySnapshot;
  readonly choice: string | null;
  readonly go: () => StepEffects;
}

/** One way on, with every row of outcomes that its draws can have. */
function takeWay(work: MapWork, { snapshot, choice, go }: WayOn): Arrival[] {
  const { play, dice, describer } = work;
  return goThrough(work, () => {
    play.restore(snapshot);
    const effects = go();
    return describer.describe(play, { choice, dice: dice.rolled(), effects });
  });
}

function goThrough(work: MapWork, arrive: () => Arrival): Arrival[] {
  const { dice } = work;
  const arrivals: Arrival[] = [];
  dice.begin();
  for (;;) {
    arrivals.push(arrive());
    if (!dice.next()) return arrivals;
    if (arrivals.length === MAX_ROWS) {
      work.isCut = true;
      return arrivals;
    }
  }
}
