import { parentPort, workerData } from "node:worker_threads";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { openDesk } from "../../core/playtest/explore/desk.ts";
import type { ExploreAnswer, ExploreJob } from "../../core/playtest/explore/explore-job.ts";
import { loadStory } from "./load-story.ts";

/** What a thread is started with: the story's file, and the digest of what the caller read there. */
export interface ExploreThreadData {
  readonly file: NamedFile;
  readonly digest: string;
}

export interface ExploreThreadJob {
  readonly ticket: number;
  readonly job: ExploreJob;
}

export type ExploreThreadAnswer =
  | { readonly ticket: number; readonly answer: ExploreAnswer }
  /** `changed`: the file is not what the caller read. Anything else is a bug, told in words. */
  | { readonly ticket: number; readonly failure: "changed" | "bug"; readonly words: string };

const { file, digest } = workerData as ExploreThreadData;

/** Every thread opens the story itself: what a story is cannot be sent. */
const opening = loadStory(file).then(({ story }) => ({ desk: openDesk(story), isSame: story.digest === digest }));

async function answer({ ticket, job }: ExploreThreadJob): Promise<ExploreThreadAnswer> {
  try {
    const { desk, isSame } = await opening;
    return isSame ? { ticket, answer: desk.run(job) } : { ticket, failure: "changed", words: file.name };
  } catch (error) {
    return { ticket, failure: "bug", words: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on("message", (message: ExploreThreadJob) => void answer(message).then((said) => parentPort?.postMessage(said)));
