import type { ExploreDesk } from "./desk.ts";
import type { Exploring } from "./map-states.ts";

/** Does all jobs of an exploring on one desk, in order. */
export function runExploring<Result>(exploring: Exploring<Result>, desk: ExploreDesk): Result {
  let step = exploring.next([]);
  while (step.done !== true) {
    const { jobs, isKnown } = step.value;
    step = exploring.next(jobs.map((job) => desk.run(job, isKnown)));
  }
  return step.value;
}
