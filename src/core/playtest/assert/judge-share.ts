import type { RandomAnswer, RandomJob } from "../explore/explore-job.ts";
import type { Exploring } from "../explore/map-states.ts";
import type { PlayStart } from "../explore/play-start.ts";
import { DEFAULT_MAX_STEPS } from "../run/play-request.ts";
import type { Assertion } from "./assertion.ts";
import { fails, holds, unknown, type Verdict } from "./judged.ts";
import { percent } from "./word-assertion.ts";

/** Guess: a job is then worth handing over. */
const PLAYS_PER_JOB = 200;

/** Counts random plays, with seeds from 0: those of `playtest run --policy random`. Source: SPEC.md PA8. */
export function* judgeShare(
  assertion: Extract<Assertion, { readonly type: "ending_share" }>,
  start: PlayStart,
): Exploring<Verdict> {
  const { plays, ending, min, max } = assertion;
  const jobs: RandomJob[] = [];
  for (let from = 0; from < plays; from += PLAYS_PER_JOB) {
    jobs.push({ kind: "random", start, from, to: Math.min(plays, from + PLAYS_PER_JOB), maxSteps: DEFAULT_MAX_STEPS });
  }
  const answers = yield { jobs, isKnown: () => false };
  const counted = answers.map((answer): RandomAnswer => {
    if (answer.kind !== "random") throw new TypeError("a job of random plays is answered by them");
    return answer;
  });
  const met = counted.reduce((sum, { endings }) => sum + (endings.get(ending) ?? 0), 0);
  const unfinished = counted.reduce((sum, answer) => sum + answer.unfinished, 0);
  const why = `${met} of ${plays} random plays reach it (${percent(met / plays)})`;
  if (met / plays > max || (met + unfinished) / plays < min) return fails(why);
  if (met / plays >= min && (met + unfinished) / plays <= max) return holds(why);
  return unknown(`${why}, and ${unfinished} did not end within ${DEFAULT_MAX_STEPS} steps`);
}
