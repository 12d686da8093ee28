import { join } from "node:path";
import { z } from "zod";
import { suggest } from "../../core/authored/nearest.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { Heat } from "../../core/playtest/coverage/coverage.ts";
import type { GoldenReport } from "../../core/playtest/golden/golden-report.ts";
import type { Studio } from "../studio.ts";
import { defineVerb } from "../verb.ts";
import type { ExploredFacts, OpenedFacts, StoryFacts, StoryGraph, SuiteFacts } from "./facts.ts";
import type { RunningPlaytest } from "./playtest-runs.ts";

/** What a project holds to be played, and what the last playtests found. */
export interface PlaytestOverview {
  readonly stories: readonly StoryFacts[];
  readonly suites: readonly SuiteFacts[];
  /** What the last check on this server found; null before one. */
  readonly golden: GoldenReport | null;
  readonly running: readonly RunningPlaytest[];
}

/** Shows everything about playtests at once. */
export const playtestOverviewVerb = defineVerb({
  name: "playtest.overview",
  summary: "Show the project's stories and suites, and what the last playtests found",
  access: "files",
  ownerKnows: true,
  input: z.strictObject({}),
  async run(studio): Promise<PlaytestOverview> {
    const { stories, suites } = await studio.lookThread.call("list", { projectDir: studio.projectDir });
    const { running, golden, suites: last } = studio.playtests;
    return {
      stories: stories.map((story) => ({ ...story, explored: exploredFacts(studio, story) })),
      suites: suites.map((suite) => ({ ...suite, last: last.get(suite.file) ?? null })),
      golden,
      running: [...running.values()],
    };
  },
});

/** A story as a graph with heat. */
export interface StoryShown extends StoryGraph {
  readonly story: StoryFacts;
  /** How often everything was met by the last exploration; null where there was none of the story as it is now. */
  readonly heat: Heat | null;
}

/** Shows one story as a graph. */
export const playtestStoryVerb = defineVerb({
  name: "playtest.story",
  summary: "Show a story as a graph, with what is wrong in it and what was explored of it",
  access: "files",
  ownerKnows: true,
  input: z.strictObject({ story: z.string().describe("Its file inside the project, or its id") }),
  async run(studio, input): Promise<StoryShown> {
    const { file } = await getStory(studio, input.story);
    const graph = await studio.lookThread.call("story", { file: { path: join(studio.projectDir, file), name: file } });
    const explored = exploredFacts(studio, graph.story);
    const heat = explored === null ? null : (studio.playtests.explored.get(file)?.heat ?? null);
    return { ...graph, story: { ...graph.story, explored }, heat };
  },
});

/** What was explored of a story as it is now: what was found in another state of it holds no more. */
function exploredFacts({ playtests }: Studio, { file, digest }: OpenedFacts): ExploredFacts | null {
  const found = playtests.explored.get(file);
  if (found === undefined || found.digest !== digest) return null;
  const { heat: _heat, digest: _digest, ...facts } = found;
  return facts;
}

/** @throws TouchstoneError FILE_NOT_FOUND with the nearest name. */
export async function getStory({ lookThread, projectDir }: Studio, name: string): Promise<OpenedFacts> {
  const { stories } = await lookThread.call("list", { projectDir });
  const story = stories.find(({ file }) => file === name) ?? stories.find(({ id }) => id === name);
  if (story !== undefined) return story;
  const known = stories.flatMap(({ file, id }) => (id === null ? [file] : [file, id]));
  throw new TouchstoneError("FILE_NOT_FOUND", `the project has no story \`${name}\`${suggest(name, known)}`, {
    hint: "Stories lie in `story/`, as `.scene.yaml` or `.ink`",
  });
}
