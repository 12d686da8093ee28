import { Worker } from "node:worker_threads";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { ExploreAnswer, ExploreJob } from "../../core/playtest/explore/explore-job.ts";
import type { Exploring } from "../../core/playtest/explore/map-states.ts";
import type { ExploreThreadAnswer, ExploreThreadData, ExploreThreadJob } from "./explore-worker.ts";

/** Threads that do jobs of exploring one story. */
export interface ExplorePool {
  /** Does all jobs, several at once; answers come in the order of the jobs. */
  run(jobs: readonly ExploreJob[]): Promise<readonly ExploreAnswer[]>;
  close(): Promise<void>;
}

/** The story as the caller opened it. */
export interface PooledStory {
  readonly file: NamedFile;
  readonly digest: string;
}

/**
 * Explores with several threads. The result is that of one thread: a job's answer depends on nothing but the job, and
 * answers are taken in the order of the jobs.
 *
 * @param workers  Threads, >= 1.
 * @throws TouchstoneError STATE_CONFLICT when the file changed since the caller opened it.
 */
export async function exploreInThreads<Result>(
  exploring: Exploring<Result>,
  story: PooledStory,
  workers: number,
): Promise<Result> {
  const pool = openExplorePool(story, workers);
  try {
    let step = exploring.next([]);
    while (step.done !== true) step = exploring.next(await pool.run(step.value.jobs));
    return step.value;
  } finally {
    await pool.close();
  }
}

function openExplorePool({ file, digest }: PooledStory, size: number): ExplorePool {
  const data: ExploreThreadData = { file, digest };
  const threads: Thread[] = [];
  return {
    async run(jobs) {
      while (threads.length < Math.min(size, jobs.length)) threads.push(startThread(data));
      const answers: ExploreAnswer[] = [];
      let next = 0;
      const work = async (thread: Thread): Promise<void> => {
        for (let ticket = next++; ticket < jobs.length; ticket = next++) {
          answers[ticket] = await thread.ask({ ticket, job: jobs[ticket] as ExploreJob });
        }
      };
      await Promise.all(threads.map(work));
      return answers;
    },
    close: async () => {
      await Promise.all(threads.map(async (thread) => await thread.end()));
    },
  };
}

/** One thread, which does one job at a time. */
interface Thread {
  ask(message: ExploreThreadJob): Promise<ExploreAnswer>;
  end(): Promise<void>;
}

function startThread(workerData: ExploreThreadData): Thread {
  const worker = new Worker(new URL("./explore-worker.ts", import.meta.url), { workerData });
  let asked = Promise.withResolvers<ExploreAnswer>();
  worker.on("message", (said: ExploreThreadAnswer) => {
    if ("answer" in said) asked.resolve(said.answer);
    else asked.reject(said.failure === "changed" ? fileChanged(said.words) : new TypeError(`exploring failed: ${said.words}`));
  });
  worker.on("error", (cause) => asked.reject(new TypeError("a thread that explores died", { cause })));
  worker.on("exit", () => asked.reject(new TypeError("a thread that explores ended by itself")));
  return {
    async ask(message) {
      asked = Promise.withResolvers();
      worker.postMessage(message);
      return await asked.promise;
    },
    async end() {
      worker.removeAllListeners("exit");
      await worker.terminate();
    },
  };
}

function fileChanged(name: string): TouchstoneError {
  return new TouchstoneError("STATE_CONFLICT", `\`${name}\` changed while it was explored`, {
    hint: "Explore it again",
  });
}
