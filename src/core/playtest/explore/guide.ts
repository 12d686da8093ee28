import type { WalkJob, Watch } from "./explore-job.ts";
import { beginGuide, type Guide, type Guided, type GuidePlace, mergeWalk } from "./guided.ts";
import type { Exploring } from "./map-states.ts";
import type { PlayStart } from "./play-start.ts";
import { beginTrail, type Trail } from "./trail.ts";

/** How far walks go. */
export interface GuideLimits {
  /** Walks at most. */
  readonly plays: number;
  /** Walks in a row without anything new, after which no more are made. */
  readonly calmPlays: number;
  /** Nodes entered by one walk at most. */
  readonly steps: number;
}

/** Guess: small rounds learn more from each other, large ones keep more threads busy. */
const JOBS_PER_ROUND = 8;
const WALKS_PER_JOB = 4;
/** So many jobs of a round begin at the start, the rest where something was new. */
const START_JOBS = 2;
/** Guess: a walk that met nothing new for so long goes in circles. */
const CALM_STEPS = 150;
/**
 * Walks through a story, always on from where something was new, least-taken choices first, until nothing new was met
 * for long. Rounds have one size and are planned from what all earlier ones found, so who does the jobs changes nothing.
 *
 * Source: SPEC.md EX8-EX11.
 */
export function* guideWalks(start: PlayStart, watch: Watch, limits: GuideLimits): Exploring<Guided> {
  const guide = beginGuide();
  while (guide.plays < limits.plays && guide.calm < limits.calmPlays) {
    const plans = planRound(guide, { start, watch, limits });
    const answers = yield { jobs: plans.map(({ job }) => job), isKnown: () => false };
    for (const [index, answer] of answers.entries()) {
      if (answer.kind !== "walk") throw new TypeError("a job of walking is answered by walks");
      for (const walked of answer.walks) mergeWalk(guide, (plans[index] as Plan).trail, walked);
    }
  }
  return guide;
}

interface Plan {
  readonly trail: Trail;
  readonly job: WalkJob;
}

interface PlanRequest {
  readonly start: PlayStart;
  readonly watch: Watch;
  readonly limits: GuideLimits;
}

function planRound(guide: Guide, { start, watch, limits }: PlanRequest): Plan[] {
  const plans: Plan[] = [];
  const { known, tally, plays } = guide;
  const common = { kind: "walk", watch, taken: tally.choices, known, maxSteps: limits.steps, calmSteps: CALM_STEPS } as const;
  let left = limits.plays - plays;
  const plan = (place: GuidePlace | null, walks: number): void => {
    const trail = place?.trail ?? beginTrail(nextStart(guide, start));
    const seed = `${start.seed}/${plays}/${plans.length}`;
    const job = { ...common, start: trail.start, from: place?.snapshot ?? null, seed, walks: Math.min(walks, left) };
    if (left > 0) plans.push({ trail, job });
    left -= job.walks;
  };
  // Walks of one job share a seed; where that decides something, walks from the start are jobs of their own.
  const [jobs, walks] = guide.isLucky ? [START_JOBS * WALKS_PER_JOB, 1] : [START_JOBS, WALKS_PER_JOB];
  for (let index = 0; index < jobs; index += 1) plan(null, walks);
  for (let index = START_JOBS; index < JOBS_PER_ROUND; index += 1) plan(pickPlace(guide), WALKS_PER_JOB);
  return plans;
}

/** Where the story draws, every walk from the start is a play of a seed of its own. */
function nextStart(guide: Guide, start: PlayStart): PlayStart {
  if (!guide.isLucky) return start;
  guide.seeds += 1;
  return { ...start, seed: start.seed + guide.seeds };
}

/** The place least gone on from; of equals, the newest. */
function pickPlace({ places }: Guide): GuidePlace | null {
  let best: GuidePlace | null = null;
  for (const place of places) if (best === null || place.picks <= best.picks) best = place;
  if (best !== null) best.picks += 1;
  return best;
}
