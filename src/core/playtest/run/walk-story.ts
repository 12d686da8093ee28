import { assert } from "../../assert.ts";
import type { PolicyRun } from "../policies/policy.ts";
import type { PlaytestFooter } from "../record/playtest-trace.ts";
import type { Draw, Moment, Option, StepEffects } from "../story/moment.ts";
import type { StoryPlay } from "../story/story.ts";
import { openLoopFinder } from "./loop-finder.ts";

/** What brought a walk to its end. */
type Stop = Pick<PlaytestFooter, "outcome" | "ending" | "why">;

export interface WalkEnd extends Stop {
  /** Nodes entered. */
  readonly steps: number;
  /** Choices taken. */
  readonly choices: number;
}

/** How a play left a node, and what it stands at now. */
export interface Departure {
  /** Null where it went on by itself. */
  readonly chosen: Option | null;
  /** What the policy drew for it. */
  readonly drawn: Draw | null;
  readonly effects: StepEffects;
  readonly play: StoryPlay;
}

/** Is told of each step while a story is played; it never changes how. */
export interface WalkWatcher {
  entered(step: number, moment: Moment): void;
  left(step: number, moment: Moment, how: Departure): void;
  stopped(step: number, moment: Moment): void;
}

export interface Walk {
  readonly play: StoryPlay;
  /** Opens the same play anew, for a save and a restore before every step; null for none. */
  readonly reopen: (() => StoryPlay) | null;
  readonly policy: PolicyRun;
  readonly maxSteps: number;
}

/** A place in `offered` that none has: the story goes on by itself. */
const BY_ITSELF = -1;

/** Walks a story on from where its play stands to an end that has a name, over `maxSteps` nodes at most. Source: SPEC.md PR3-PR7. */
export function walkStory(walk: Walk, watcher?: WalkWatcher): WalkEnd {
  const { policy, reopen } = walk;
  const findStop = openStopFinder(walk);
  let { play } = walk;
  let choices = 0;
  for (let step = 0; ; step += 1) {
    if (reopen !== null) play = restoreInto(reopen(), play);
    const { moment } = play;
    policy.enter(moment);
    watcher?.entered(step, moment);
    const draws = policy.drawn;
    const way = findStop(step, play) ?? pickWay(moment, policy, play);
    if (typeof way !== "number") {
      watcher?.stopped(step, moment);
      policy.finish(way, play);
      return { ...way, steps: step + 1, choices };
    }
    if (way !== BY_ITSELF) choices += 1;
    const chosen = way === BY_ITSELF ? null : optionAt(moment, way);
    const effects = way === BY_ITSELF ? play.advance() : play.choose(way);
    const drawn = policy.drawn > draws ? ({ stream: "policy", n: draws, value: way, by: "policy" } as const) : null;
    watcher?.left(step, moment, { chosen, drawn, effects, play });
  }
}

/** The state goes through text, as a saved game's does. */
function restoreInto(fresh: StoryPlay, play: StoryPlay): StoryPlay {
  fresh.restore(JSON.parse(JSON.stringify(play.snapshot())));
  return fresh;
}

function openStopFinder({ policy, maxSteps }: Walk): (step: number, play: StoryPlay) => Stop | null {
  const findLoop = openLoopFinder();
  return (step, play) => {
    const { moment } = play;
    if (moment.kind === "end") return stopAtEnd(moment);
    const earlier = findLoop(step, play, policy.drawn + policy.progress);
    if (earlier !== null) {
      const why = `step ${step} is in the state of step ${earlier}, at node \`${moment.node}\`, and nothing is left that could change the way`;
      return { outcome: "loop", ending: null, why };
    }
    if (step + 1 < maxSteps) return null;
    return {
      outcome: "budget",
      ending: null,
      why: `${maxSteps} ${maxSteps === 1 ? "step was" : "steps were"} played without an end`,
    };
  };
}

function stopAtEnd({ end, node }: Moment): Stop {
  assert(end !== null, `the moment at \`${node}\` is of kind end and says which`);
  if (end.outcome === "ended") return { outcome: "ended", ending: end.ending, why: null };
  return { outcome: end.outcome, ending: null, why: end.why };
}

function pickWay(moment: Moment, policy: PolicyRun, play: StoryPlay): number | Stop {
  if (moment.kind === "goto") return BY_ITSELF;
  const picked = policy.choose(moment, play);
  if (typeof picked === "number") return picked;
  return { ...picked, ending: null };
}

function optionAt({ offered, node }: Moment, place: number): Option {
  const option = offered[place];
  assert(option !== undefined, `a policy takes one of the choices that \`${node}\` offers`);
  return option;
}
