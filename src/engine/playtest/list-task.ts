import type { OpenedFacts, SuiteFacts } from "./facts.ts";
import { findStoryFiles } from "./find-story-files.ts";
import { describeStory } from "./story-task.ts";
import { describeSuite } from "./describe-suite.ts";

export interface ListInput {
  readonly projectDir: string;
}

/** What a project holds to be played. */
export interface ListOutput {
  readonly stories: readonly OpenedFacts[];
  readonly suites: readonly Omit<SuiteFacts, "last">[];
}

/** What was said of a project's files when they had a stamp; opening a large ink story takes a fifth of a second. */
let known: { readonly projectDir: string; readonly stamp: string; readonly output: ListOutput } | undefined;

/** Opens every story of a project once, and again when a file has changed. */
export async function listTask({ projectDir }: ListInput): Promise<ListOutput> {
  const { stories, suites, stamp } = findStoryFiles(projectDir);
  if (known?.projectDir === projectDir && known.stamp === stamp) return known.output;
  const output = { stories: await Promise.all(stories.map(describeStory)), suites: await Promise.all(suites.map(describeSuite)) };
  known = { projectDir, stamp, output };
  return output;
}
