import type { z } from "zod";
import { failureJson } from "../../../core/api/failure.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { interrupted } from "../../../core/interrupted.ts";
import type { EnvWork } from "../../../core/live/env-work.ts";
import type { Studio } from "../../studio.ts";
import type { Caller, Verb } from "../../verb.ts";
import type { EnvStep } from "../env-step.ts";
import { tellEnv } from "./tell-env.ts";

/** What asking for long work answers: it goes on, or is done already. What it came to, status and events tell. */
export interface EnvBegun {
  readonly work: string;
  readonly state: "running" | "done";
}

/** What a work is about, as people call it: a node pack, a transaction; null: nothing in particular. */
type AboutOf<Input extends z.ZodType> = (input: z.output<Input>) => string | null;

/**
 * The same verb for a process that stays: it answers as soon as the work has begun, and the work goes on. What is refused before
 * that is thrown.
 */
export function inBackground<Input extends z.ZodType>(verb: Verb<Input>, aboutOf: AboutOf<Input>): Verb<Input, EnvBegun> {
  return {
    ...verb,
    access: "own",
    run: async (studio, input, caller) =>
      await begin(studio, caller, {
        name: verb.name,
        about: aboutOf(input),
        run: async (as) => await verb.run(studio, input, as),
      }),
  };
}

/** The same, but a dry run is no work: it answers what it found. */
export function planOrBackground<Input extends z.ZodType<{ readonly dryRun: boolean }>, Output>(
  verb: Verb<Input, Output>,
  aboutOf: AboutOf<Input>,
): Verb<Input, EnvBegun | Output> {
  const begins = inBackground(verb, aboutOf);
  return {
    ...begins,
    run: async (studio, input, caller) => await (input.dryRun ? verb : begins).run(studio, input, caller),
  };
}

interface Wanted {
  readonly name: string;
  readonly about: string | null;
  readonly run: (caller: Caller) => Promise<unknown>;
}

/** Guess: one at a time changes the environment, and who waits behind more than a few has lost count of them. */
const MOST_RUNNING = 4;
/** How long an answer waits for a first step that is more than waiting, in ms: what is refused at once is said at once. */
const PATIENCE_MS = 1_000;

async function begin(studio: Studio, { by, signal }: Caller, wanted: Wanted): Promise<EnvBegun> {
  const { works } = studio.env;
  if ([...works.values()].filter(({ now }) => now.state === "running").length >= MOST_RUNNING) {
    throw new TouchstoneError("SERVER_BUSY", `${MOST_RUNNING} changes of the environment wait for each other already`, {
      hint: "Wait until one has ended",
    });
  }
  // A server that ends begins nothing more.
  if (signal?.aborted === true) throw interrupted();
  const begun = Promise.withResolvers<EnvBegun["state"]>();
  const patience = setTimeout(() => begun.resolve("running"), PATIENCE_MS);
  const { work, update, stop } = openWork(studio, wanted);
  studio.background.run(async (stopping) => {
    const as = { by, onStep: tellSteps(update, begun.resolve), signal: AbortSignal.any([stopping, stop.signal]) };
    await wanted.run(as).then(
      async () => {
        await settle(studio, () => update({ state: "done", endedAtMs: studio.nowMs() }));
        begun.resolve("done");
      },
      async (error: unknown) => {
        await settle(studio, () => update({ state: "failed", failure: failureOf(error), endedAtMs: studio.nowMs() }));
        begun.reject(error);
        if (!(error instanceof TouchstoneError)) throw error;
      },
    );
  });
  try {
    return { work, state: await begun.promise };
  } catch (error) {
    // It never began: whoever asked is told why, and it is in no list.
    works.delete(work);
    throw error;
  } finally {
    clearTimeout(patience);
  }
}

function tellSteps(update: Update, begun: (state: "running") => void): NonNullable<Caller["onStep"]> {
  return (step) => {
    if ("jobId" in step) return;
    update({ step: plainStep(step) });
    if (!BEFORE_WORK.has(step.step)) begun("running");
  };
}

/** Steps before it is clear that the work will be done at all. */
const BEFORE_WORK: ReadonlySet<EnvStep["step"]> = new Set(["waiting", "recovering"]);

/** The stream knows what happened before anybody hears that the work has ended. */
async function settle(studio: Studio, ended: () => void): Promise<void> {
  await tellEnv(studio).catch(() => undefined);
  ended();
}

/** Ended work that is still shown. Guess: as many as somebody who comes back after a while wants to see. */
const MOST_ENDED = 10;

type Update = (change: Partial<EnvWork>) => void;

interface OpenWork {
  readonly work: string;
  readonly update: Update;
  readonly stop: AbortController;
}

function openWork(studio: Studio, { name: verb, about }: Wanted): OpenWork {
  const { works, observers } = studio.env;
  const stop = new AbortController();
  const work = studio.newId();
  let now: EnvWork = {
    work,
    verb,
    about,
    state: "running",
    step: null,
    failure: null,
    startedAtMs: studio.nowMs(),
    endedAtMs: null,
  };
  const update: Update = (change) => {
    now = { ...now, ...change };
    works.set(work, { now, stop: () => stop.abort(interrupted()) });
    for (const observe of observers) observe(now);
  };
  update({});
  const ended = [...works.values()].filter((each) => each.now.state !== "running");
  for (const { now: old } of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) works.delete(old.work);
  return { work, update, stop };
}

function plainStep({ step, about, done, total, line }: EnvStep): EnvWork["step"] {
  return { step, about, done, total, line };
}

function failureOf(error: unknown): EnvWork["failure"] {
  if (error instanceof TouchstoneError) return failureJson(error);
  return { code: "BUG", message: "this is a bug in Touchstone", hint: null, place: null, problems: [] };
}
