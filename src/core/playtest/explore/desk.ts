import { compareCodeUnits } from "../../canonical/order.ts";
import { leavesOf, readCondition } from "../native/condition-tree.ts";
import type { Dice, Story, StoryPlay } from "../story/story.ts";
import type { ExploreAnswer, ExploreJob, Watch } from "./explore-job.ts";
import { openHandedDice } from "./handed-dice.ts";
import { type Table, workMap } from "./map-work.ts";
import { openStart, type PlayStart } from "./play-start.ts";
import { workRandom } from "./random-work.ts";
import { workWalk } from "./walk-work.ts";

/** Does jobs of exploring on one story. */
export interface ExploreDesk {
  /** `isKnown` tells of places that the caller has already; it only spares work. */
  run(job: ExploreJob, isKnown?: (key: string) => boolean): ExploreAnswer;
}

/** Opens a desk; plays are opened at the first job that needs them, and kept. */
export function openDesk(story: Story): ExploreDesk {
  const tables = new Map<string, Table>();
  const plays = new Map<string, StoryPlay>();
  return {
    run(job, isKnown = () => false) {
      if (job.kind === "random") return workRandom(job, story);
      const watched = listWatched(job.watch);
      const name = JSON.stringify([job.start, watched]);
      if (job.kind !== "walk")
        return workMap(
          job,
          keep(tables, name, () => openTable(story, job.start, watched)),
          isKnown,
        );
      if (job.from === null) return workWalk(job, openStart(story, job.start));
      return workWalk(
        job,
        keep(plays, name, () => openStart(story, job.start)),
      );
    },
  };
}

function openTable(story: Story, start: PlayStart, watched: readonly string[]): Table {
  const dice = openHandedDice();
  const open = (handed: Dice): StoryPlay => openStart(story, start, { dice: handed, watched });
  return { play: open(dice.roll), dice, open };
}

/** The variables that watched conditions look at. */
function listWatched({ conditions }: Watch): string[] {
  const names = conditions.flatMap((condition) => leavesOf(readCondition(condition)).map(({ key }) => key));
  return [...new Set(names)].toSorted(compareCodeUnits);
}

/** Guess: no plan goes back and forth between more starts than these; each play holds a state. */
const MAX_KEPT = 64;

function keep<T>(kept: Map<string, T>, name: string, open: () => T): T {
  const found = kept.get(name);
  if (found !== undefined) return found;
  if (kept.size >= MAX_KEPT) kept.clear();
  const opened = open();
  kept.set(name, opened);
  return opened;
}
