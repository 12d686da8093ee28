import { compareCodeUnits } from "../../canonical/order.ts";
import { RANDOM_ALGORITHM } from "../../canonical/random.ts";
import { TouchstoneError } from "../../errors.ts";
import { TRACE_FORMAT } from "../../trace/envelope.ts";
import { watchWithHooks } from "../hooks/hook-watcher.ts";
import { undoChanges } from "../record/net-changes.ts";
import type { PlaytestHeader, PlaytestTrace } from "../record/playtest-trace.ts";
import { NO_PASSAGE, openRecorder } from "../record/recorder.ts";
import type { PlayOptions, Story, StoryPlay } from "../story/story.ts";
import { copyPlain } from "./copy-plain.ts";
import { mixSeed } from "./mix-seed.ts";
import type { Playtest, PlayRequest } from "./play-request.ts";
import { type WalkEnd, type WalkWatcher, walkStory } from "./walk-story.ts";

/**
 * Plays a story from its start until it ends, cannot go on, goes in circles or has used its steps, and records how.
 * Equal stories and requests give equal traces; hooks, `heavy`, `maxSteps` (where it is not reached), file and version
 * change nothing in a trace's digest.
 *
 * Codes: STORY_OPTION_UNKNOWN for a pov, worldline, prompt pack or variable that the story does not have; INPUT_INVALID
 * for metadata that is not plain JSON, a seed that is no safe integer, fewer steps than 1.
 *
 * Source: contracts, section 8.1; SPEC.md PR1-PR18.
 */
export function playStory(story: Story, request: PlayRequest): Playtest {
  const opening = openRequest(story, request, "all");
  const { play, policy } = opening;
  const header = headerOf(story, opening, play);
  const { touchstone, storyFile, maxSteps } = request;
  const recorder = openRecorder(story, { header, environment: { touchstone, storyDigest: story.digest, storyFile, maxSteps } });
  const hooks = request.hooks === undefined ? undefined : watchWithHooks(request.hooks, story, header);
  let last = play;
  const watcher: WalkWatcher = {
    entered: (step, moment) => hooks?.entered(step, moment),
    left(_step, moment, how) {
      last = how.play;
      const recorded = recorder.add(moment, how);
      hooks?.left(recorded, how.play);
    },
    stopped: (_step, moment) => void recorder.add(moment, NO_PASSAGE),
  };
  const end = walkStory({ play, policy, maxSteps, reopen: request.heavy === true ? opening.reopen : null }, watcher);
  const trace = recorder.finish(end, last.variables());
  hooks?.finished(trace);
  const { node } = last.moment;
  return playtestOf(trace, { node, mismatches: policy.mismatches, hookFailures: hooks?.failures ?? [] });
}

function playtestOf(trace: PlaytestTrace, rest: Pick<Playtest, "node" | "mismatches" | "hookFailures">): Playtest {
  const { outcome, ending, why, counts, assets, digest } = trace.footer;
  return { trace, outcome, ending, why, counts, assets, digest, ...rest };
}

/**
 * Plays a story as `playStory` does and keeps nothing but how it ended: for many runs at speed. Same codes.
 */
export function playUntraced(story: Story, request: PlayRequest): WalkEnd {
  const { play, policy, reopen } = openRequest(story, request, request.policy.listens ? "all" : "bare");
  return walkStory({ play, policy, maxSteps: request.maxSteps, reopen: request.heavy === true ? reopen : null });
}

/** A request with its copies made, and the play that it opens. */
interface Opening {
  readonly given: Omit<PlayRequest, "hooks">;
  readonly pov: string | null;
  readonly play: StoryPlay;
  readonly reopen: () => StoryPlay;
  readonly policy: ReturnType<PlayRequest["policy"]["open"]>;
}

function openRequest(story: Story, { hooks: _hooks, policy, ...rest }: PlayRequest, detail: PlayOptions["detail"]): Opening {
  checkNumbers(rest);
  const copied = copyPlain(rest, "request");
  // Neither their order nor a pack named twice decides anything.
  const given = { ...copied, policy, promptPacks: [...new Set(copied.promptPacks)].toSorted(compareCodeUnits) };
  const { suite, category, seed, worldline, variables, promptPacks } = given;
  const pov = given.pov ?? story.defaultPov;
  const mixed = mixSeed({ suite, pov, category, story: story.id, seed });
  const reopen = (): StoryPlay => story.open({ pov, worldline, variables, promptPacks, seed: mixed, detail });
  return { given, pov, reopen, play: reopen(), policy: policy.open(mixed) };
}

function checkNumbers({ seed, maxSteps }: Pick<PlayRequest, "seed" | "maxSteps">): void {
  if (!Number.isSafeInteger(seed)) {
    throw new TouchstoneError("INPUT_INVALID", `the seed \`${seed}\` is not a whole number that can be held exactly`, {
      hint: `Give a whole number from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}`,
    });
  }
  if (!Number.isSafeInteger(maxSteps) || maxSteps < 1) {
    throw new TouchstoneError("INPUT_INVALID", `\`${maxSteps}\` steps cannot be played`, { hint: "Give a whole number from 1" });
  }
}

function headerOf(story: Story, { given, pov }: Opening, play: StoryPlay): PlaytestHeader {
  const { suite, category, workflow, worldline, seed, policy, variables, promptPacks, metadata } = given;
  return {
    format: TRACE_FORMAT,
    kind: "playtest",
    story: { id: story.id, kind: story.kind },
    suite,
    category,
    workflow,
    pov,
    worldline,
    seed,
    random: RANDOM_ALGORITHM,
    policy: { name: policy.name, script: policy.script },
    variables,
    promptPacks,
    metadata,
    initial: { node: play.moment.node, variables: undoChanges(play.variables(), play.moment.sets) },
  };
}
