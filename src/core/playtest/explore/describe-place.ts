import type { Moment, StepEffects } from "../story/moment.ts";
import type { StoryPlay } from "../story/story.ts";
import type { Arrival, Place, Watch } from "./explore-job.ts";
import { watchCondition, type Watched } from "./watched.ts";

/** What is told of where plays come to, made ready once per job. */
export interface Describer {
  describe(play: StoryPlay, way: Way): Arrival;
  /** Variables that got another value in anything described. */
  readonly changed: ReadonlySet<string>;
  /** More was drawn than was handed in. */
  isLucky: boolean;
}

/** How a place was reached: null effects for no step at all. */
export interface Way {
  readonly choice: string | null;
  readonly dice: readonly number[];
  readonly effects: StepEffects | null;
}

export function openDescriber(watch: Watch, isKnown: (key: string) => boolean): Describer {
  const conditions = watch.conditions.map(watchCondition);
  const assets = new Set(watch.assets);
  const changed = new Set<string>();
  const describer: Describer = {
    changed,
    isLucky: false,
    describe(play, { choice, dice, effects }) {
      const all = effects === null ? [play.moment] : [effects, play.moment];
      let drawn = 0;
      for (const part of all) {
        for (const { name } of part.sets) changed.add(name);
        drawn += part.draws.length;
      }
      if (drawn > dice.length) describer.isLucky = true;
      const key = keyOf(play);
      const met = assets.size === 0 ? NO_ASSETS : all.flatMap((part) => part.assets.filter((id) => assets.has(id)));
      return { choice, dice, key, place: isKnown(key) ? null : placeOf(play, conditions), assets: met };
    },
  };
  return describer;
}

const NO_ASSETS: readonly string[] = [];

/** The live key, with what coverage and findings tell apart besides: the node, and why a play stops. Source: SPEC.md EX3. */
export function keyOf(play: StoryPlay): string {
  return `${play.moment.node}${isDry(play.moment) ? " dry" : ""}\n${play.liveKey()}`;
}

/** Whether it stops because once-only choices are used up: other dead ends at the same node are another matter. */
export function isDry({ end, refused }: Pick<Moment, "end" | "refused">): boolean {
  return end?.outcome === "dead_end" && refused.some(({ failed }) => failed.kind === "once");
}

function placeOf(play: StoryPlay, conditions: readonly Watched[]): Place {
  const { node, kind, end, tests, refused } = play.moment;
  const variables = conditions.length === 0 ? {} : play.variables();
  const holds = conditions.map((watched) => watched(variables));
  return { node, kind, end, tests, refused, holds, snapshot: kind === "end" ? null : play.snapshot() };
}
