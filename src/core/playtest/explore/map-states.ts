import type { StorySnapshot } from "../story/story.ts";
import type { ArrivalRow, ExploreAnswer, ExploreJob, MapAnswer, MapJob, Watch } from "./explore-job.ts";
import { addArrival, beginMap, finishMap, type GrowingMap } from "./grow-map.ts";
import type { PlayStart } from "./play-start.ts";
import type { MapState, StateMap } from "./state-map.ts";

/** Jobs that may be done at once, by anyone, in any order. `isKnown` may spare whoever is near enough to ask some work. */
export interface ExploreRound {
  readonly jobs: readonly ExploreJob[];
  readonly isKnown: (key: string) => boolean;
}

/** Exploring as rounds of jobs: it yields a round, and goes on with the answers in the order of the jobs. */
export type Exploring<Result> = Generator<ExploreRound, Result, readonly ExploreAnswer[]>;

/** Guess: handing over a job costs about as much as doing it for a few states, and 16 threads find enough to do. */
const STATES_PER_JOB = 64;
const JOBS_PER_ROUND = 16;

/** How far a map may grow. */
export interface MapLimits {
  readonly states: number;
  readonly ways: number;
}

/** Guess: no story offers more choices per state than this on average. */
const WAYS_PER_STATE = 20;

/** Limits of a map of so many states. */
export function limitMap(states: number): MapLimits {
  return { states, ways: states * WAYS_PER_STATE };
}

export interface MapRequest {
  readonly start: PlayStart;
  readonly watch: Watch;
  /** Null: from the start. */
  readonly from: StorySnapshot;
  readonly limits: MapLimits;
}

/**
 * Goes through every state that plays can reach, those with fewer choices first, every outcome of every draw included.
 * Neither the rounds nor who does their jobs changes the map. Source: SPEC.md EX2-EX6.
 */
export function* mapStates({ start, watch, from, limits }: MapRequest): Exploring<StateMap> {
  const map = beginMap(start);
  const queue: Queue = { now: [], next: [] };
  const ask = { start, watch };
  yield* addRoots(map, queue, { ...ask, kind: from === null ? "open" : "look", snapshots: from === null ? [] : [from] });
  for (let batch = takeBatch(queue); batch.length > 0 && !map.isFull; batch = takeBatch(queue)) {
    const jobs = splitBatch(batch).map((part): MapJob => {
      return { ...ask, kind: "expand", snapshots: part.map((state) => map.snapshots[state]) };
    });
    const answers = yield { jobs, isKnown: (key) => map.found.has(key) };
    mergeAnswers(map, queue, { batch, answers, limits });
  }
  return finishMap(map);
}

/** States to be expanded: those that took equally many choices, then those that took one more. */
interface Queue {
  now: number[];
  next: number[];
}

function* addRoots(map: GrowingMap, queue: Queue, job: MapJob): Exploring<void> {
  const [answer] = yield { jobs: [job], isKnown: () => false };
  for (const { arrivals, gap } of readAnswer(map, answer)) {
    if (gap !== null) map.why ??= GAPS[gap];
    for (const arrival of arrivals) {
      const state = addArrival(map, -1, arrival);
      if (state !== null && map.states[state]?.kind !== "end") queue.now.push(state);
    }
  }
}

function readAnswer(map: GrowingMap, answer: ExploreAnswer | undefined): MapAnswer["rows"] {
  if (answer?.kind !== "map") throw new TypeError("a job of mapping is answered by a map");
  for (const name of answer.changed) map.changed.add(name);
  return answer.rows;
}

function takeBatch(queue: Queue): readonly number[] {
  if (queue.now.length === 0) {
    queue.now = queue.next;
    queue.next = [];
  }
  return queue.now.splice(0, STATES_PER_JOB * JOBS_PER_ROUND);
}

function splitBatch(batch: readonly number[]): number[][] {
  const parts: number[][] = [];
  for (let at = 0; at < batch.length; at += STATES_PER_JOB) parts.push(batch.slice(at, at + STATES_PER_JOB));
  return parts;
}

interface Batch {
  readonly batch: readonly number[];
  readonly answers: readonly ExploreAnswer[];
  readonly limits: MapLimits;
}

/** Answers are taken in the order of the states, so that a limit is met at the same state whoever answered. */
function mergeAnswers(map: GrowingMap, queue: Queue, { batch, answers, limits }: Batch): void {
  let place = 0;
  for (const answer of answers) {
    for (const row of readAnswer(map, answer)) {
      mergeRow(map, queue, { from: batch[place] as number, row });
      place += 1;
      const why = overLimit(map, limits);
      if (why === null) continue;
      map.why = why;
      map.isFull = true;
      return;
    }
  }
}

function mergeRow(map: GrowingMap, queue: Queue, { from, row }: { readonly from: number; readonly row: ArrivalRow }): void {
  for (const arrival of row.arrivals) {
    const state = addArrival(map, from, arrival);
    if (state === null || map.states[state]?.kind === "end") continue;
    (arrival.choice === null ? queue.now : queue.next).push(state);
  }
  map.snapshots[from] = null;
  if (row.gap === null) (map.states[from] as MapState).isOpen = false;
  else map.why ??= GAPS[row.gap];
}

const GAPS = {
  own_draws: "the story draws by itself, so only what comes out with this seed was gone through",
  too_many_outcomes: "one step draws so often that not every outcome was gone through",
} as const;

function overLimit({ states, ways }: GrowingMap, limits: MapLimits): string | null {
  if (states.length > limits.states) return `plays can reach more than ${limits.states} different states`;
  return ways.from.length > limits.ways ? `more than ${limits.ways} ways lead from state to state` : null;
}
