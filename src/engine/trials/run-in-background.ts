import { z } from "zod";
import { suggest } from "../../core/authored/nearest.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { Studio } from "../studio.ts";
import { defineVerb } from "../verb.ts";
import { readProjectScenarios, scenarioFolderOf } from "./project-scenarios.ts";
import { tellTrialRuns } from "./tell-runs.ts";
import { runInThread } from "./trial-thread.ts";

/** Guess: more at once are waited for rather than looked at, and some cost money. */
const MAX_RUNNING = 2;
const MAX_TRIALS = 1_000;

/** Runs trials in the background. */
export const trialRunVerb = defineVerb({
  name: "trial.run",
  summary: "Run the trials of a scenario, or of all, in the background; events tell how they went",
  access: "own",
  input: z.strictObject({
    scenario: z.string().optional().describe("Its file inside the project, or its name; all scenarios where it is left out"),
    trials: z.int().min(1).max(MAX_TRIALS).optional().describe("Trials of each scenario; default: as each says"),
  }),
  async run(studio, { scenario, trials = null }, { signal }): Promise<{ readonly run: string }> {
    const path = await findTarget(studio, scenario);
    const target = scenario === undefined ? null : path.name;
    const { running } = studio.trials;
    const same = [...running].find((each) => each.target === target);
    if (same !== undefined) return { run: await same.begun };
    if (running.size >= MAX_RUNNING) {
      throw new TouchstoneError("SERVER_BUSY", `${MAX_RUNNING} runs of trials go on already`, {
        hint: "Wait until one has ended",
      });
    }
    // A server that ends begins nothing more.
    if (signal?.aborted === true) throw notBegun();
    const run = await startRun(studio, { path, target, trials });
    await tellTrialRuns(studio);
    return { run };
  },
});

interface Wanted {
  readonly path: NamedFile;
  readonly target: string | null;
  readonly trials: number | null;
}

/**
 * Begins a run that goes on when the call is answered.
 *
 * @returns its id, once it has begun.
 * @throws TouchstoneError what keeps it from beginning.
 */
async function startRun(studio: Studio, { path, target, trials }: Wanted): Promise<string> {
  const begun = Promise.withResolvers<string>();
  const running = { target, begun: begun.promise };
  studio.trials.running.add(running);
  const task = { dir: studio.projectDir, path, trials, version: studio.version };
  studio.background.run(async (signal) => {
    let hasBegun = false;
    const onProgress = ({ runId }: { readonly runId: string }): void => {
      hasBegun = true;
      begun.resolve(runId);
    };
    try {
      await runInThread(task, { signal, onProgress });
    } catch (error) {
      begun.reject(error);
      if (hasBegun) throw error;
    } finally {
      begun.reject(notBegun());
      studio.trials.running.delete(running);
      if (hasBegun) await tellTrialRuns(studio);
    }
  });
  return await begun.promise;
}

function notBegun(): TouchstoneError {
  return new TouchstoneError("INTERRUPTED", "the run was stopped before it began", { hint: "Run it again" });
}

/** @throws TouchstoneError FILE_NOT_FOUND with the nearest name, or when there is none at all. */
async function findTarget({ projectDir, trials }: Studio, name: string | undefined): Promise<NamedFile> {
  const folder = scenarioFolderOf(projectDir);
  trials.scenarios = await readProjectScenarios(projectDir, trials.scenarios);
  const { tried } = trials.scenarios;
  if (folder === undefined || tried.length === 0) {
    throw new TouchstoneError("FILE_NOT_FOUND", "the project has no scenario", { hint: HINT });
  }
  if (name === undefined) return folder;
  const found = tried.find(({ file }) => file.name === name) ?? tried.find((each) => each.name === name);
  if (found !== undefined) return found.file;
  const known = tried.flatMap((each) => [each.file.name, each.name]);
  throw new TouchstoneError("FILE_NOT_FOUND", `the project has no scenario \`${name}\`${suggest(name, known)}`, { hint: HINT });
}

const HINT = "Scenarios lie in `scenarios/`, as `NAME.scenario.yaml`";
