import type { Acceptance } from "../golden/accept-goldens.ts";
import type { GoldenCheck } from "../golden/check-goldens.ts";
import type { GoldenPlace } from "../golden/golden-place.ts";
import type { ExploreInput } from "./explore-task.ts";
import type { ListInput } from "./list-task.ts";
import type { PlayProgress } from "./play-progress.ts";
import type { RunInput } from "./run-task.ts";
import type { SceneRequest } from "./scene-task.ts";

import type { StoryInput } from "./story-task.ts";
import type { SuiteInput } from "./suite-task.ts";

type Tell = (progress: PlayProgress) => void;

/** What the thread that plays can do, by name. Each is loaded when it is first asked for. */
export const PLAY_TASKS = {
  run: async (input: RunInput) => (await import("./run-task.ts")).runTask(input),
  suite: async (input: SuiteInput, tell: Tell) => (await import("./suite-task.ts")).suiteTask(input, tell),
  explore: async (input: ExploreInput, tell: Tell) => (await import("./explore-task.ts")).exploreTask(input, tell),
  scene: async (input: SceneRequest) => (await import("./scene-task.ts")).sceneTask(input),
  story: async (input: StoryInput) => (await import("./story-task.ts")).storyTask(input),
  list: async (input: ListInput) => (await import("./list-task.ts")).listTask(input),
  goldenCheck: async (input: GoldenCheck, tell: Tell) => (await import("../golden/check-goldens.ts")).checkGoldens(input, tell),
  goldenAccept: async ({ check, accept }: { readonly check: GoldenCheck; readonly accept: Acceptance }, tell: Tell) =>
    (await import("../golden/accept-goldens.ts")).acceptGoldens(check, accept, tell),
  goldenPrune: async (input: GoldenPlace) => (await import("../golden/accept-goldens.ts")).pruneGoldens(input),
  goldenDiff: async ({
    place,
    ...which
  }: {
    readonly place: GoldenPlace;
    readonly golden: string;
    readonly touchstone: string;
  }) => (await import("../golden/diff-golden.ts")).diffGolden(place, which),
} as const;

export type PlayTasks = typeof PLAY_TASKS;
export type PlayTaskName = keyof PlayTasks;
