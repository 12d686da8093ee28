import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { copySample, createWorkshop, studioAt } from "../../../../tests/support/sample-game.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { EnvWork } from "../../../core/live/env-work.ts";
import { callVerb } from "../../call-verb.ts";
import type { Studio } from "../../studio.ts";
import { defineVerb, type Verb } from "../../verb.ts";
import type { EnvStep } from "../env-step.ts";
import { envWorkListVerb, envWorkStopVerb } from "./env-work.ts";
import { inBackground, planOrBackground } from "./in-background.ts";

const workshop = createWorkshop("background");
const dir = copySample(workshop.at("game"), "starter");

const closing = Promise.withResolvers<void>();
const opened = Promise.withResolvers<Studio>();
const held = studioAt(dir)("own", async (studio) => {
  opened.resolve(studio);
  await closing.promise;
});
afterAll(async () => {
  closing.resolve();
  await held;
  workshop.remove();
});

/** One owner for all tests, each of which begins with nothing known; hears what is told of work. */
async function owning(use: (studio: Studio, heard: EnvWork[]) => Promise<void>): Promise<void> {
  const studio = await opened.promise;
  const heard: EnvWork[] = [];
  studio.env.works.clear();
  studio.env.observers.clear();
  studio.env.observers.add((work) => void heard.push(work));
  await use(studio, heard);
}

const STEP: EnvStep = { step: "installing", about: null, done: 1, total: 3, line: "numpy" };

/** A verb that does what it is told. */
function workOf(run: (tell: (step: EnvStep) => void, signal: AbortSignal | undefined) => Promise<unknown>) {
  const input = z.strictObject({ id: z.string(), dryRun: z.boolean().default(false) });
  return defineVerb({
    name: "env.tried",
    summary: "Tried",
    access: "files",
    input,
    run: async (_studio, _input, as) => await run((step) => as.onStep?.(step), as.signal),
  });
}

async function ask(studio: Studio, verb: Verb, input: unknown = { id: "glow" }): Promise<unknown> {
  return await callVerb(verb, { input, caller: { by: "person" }, withStudio: async (_access, use) => await use(studio) });
}

async function ended(heard: readonly EnvWork[], count = 1): Promise<readonly EnvWork[]> {
  for (;;) {
    const ends = heard.filter(({ endedAtMs }) => endedAtMs !== null);
    if (ends.length >= count) return ends;
    await sleep(5);
  }
}

test("long work is answered at its first step, goes on, and is told until its end", async () => {
  await owning(async (studio, heard) => {
    const gate = Promise.withResolvers<void>();
    const verb = workOf(async (tell) => {
      tell({ ...STEP, step: "waiting" });
      tell(STEP);
      await gate.promise;
    });
    const begun = await ask(
      studio,
      inBackground(verb, ({ id }) => id),
    );
    expect(begun).toMatchObject({ state: "running" });
    const listed = await ask(studio, envWorkListVerb, {});
    const now = { verb: "env.tried", about: "glow", state: "running", step: STEP, failure: null, endedAtMs: null };
    expect(listed).toMatchObject({ works: [now] });
    gate.resolve();
    await ended(heard);
    expect(heard.map(({ state, step }) => `${state} ${step?.step}`)).toEqual([
      "running undefined",
      "running waiting",
      "running installing",
      "done installing",
    ]);
  });
});

test("what is done before anybody could wait is answered as done", async () => {
  await owning(async (studio) => {
    const verb = workOf(async () => await Promise.resolve());
    await expect(
      ask(
        studio,
        inBackground(verb, () => null),
      ),
    ).resolves.toMatchObject({ state: "done" });
  });
});

test("what is refused before it begins is thrown, and stands in no list", async () => {
  await owning(async (studio) => {
    const verb = workOf(async (tell) => {
      tell({ ...STEP, step: "waiting" });
      await Promise.reject(new TouchstoneError("BASE_MOVED", "production moved on"));
    });
    await expect(
      ask(
        studio,
        inBackground(verb, () => null),
      ),
    ).rejects.toMatchObject({ code: "BASE_MOVED" });
    await expect(ask(studio, envWorkListVerb, {})).resolves.toEqual({ works: [] });
  });
});

test("what fails later is told with its reason, and a bug as one", async () => {
  await owning(async (studio, heard) => {
    const failing = (error: Error) =>
      workOf(async (tell) => {
        tell(STEP);
        await sleep(1);
        throw error;
      });
    const hint = "Look at the index";
    await ask(
      studio,
      inBackground(failing(new TouchstoneError("UV_FAILED", "no index answers", { hint })), () => null),
    );
    expect((await ended(heard))[0]).toMatchObject({ state: "failed", failure: { code: "UV_FAILED", hint } });
  });
});

test("stopping it aborts its signal, and what nobody knows cannot be stopped", async () => {
  await owning(async (studio, heard) => {
    const verb = workOf(async (tell, signal) => {
      tell(STEP);
      await new Promise((_, reject) =>
        signal?.addEventListener("abort", () => reject(new TouchstoneError("INTERRUPTED", "stopped"))),
      );
    });
    const { work } = (await ask(
      studio,
      inBackground(verb, () => null),
    )) as { work: string };
    await expect(ask(studio, envWorkStopVerb, { work: "none" })).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
    await expect(ask(studio, envWorkStopVerb, { work })).resolves.toMatchObject({ work: { work } });
    expect((await ended(heard))[0]).toMatchObject({ state: "failed", failure: { code: "INTERRUPTED" } });
  });
});

test("a few at once are taken and more are refused; of those that ended the newest stay", async () => {
  await owning(async (studio, heard) => {
    const gate = Promise.withResolvers<void>();
    const held = inBackground(
      workOf(async (tell) => {
        tell(STEP);
        await gate.promise;
      }),
      ({ id }) => id,
    );
    for (const id of ["a", "b", "c", "d"]) await ask(studio, held, { id });
    await expect(ask(studio, held, { id: "e" })).rejects.toMatchObject({ code: "SERVER_BUSY" });
    gate.resolve();
    await ended(heard, 4);
    const quick = inBackground(
      workOf(async () => await Promise.resolve()),
      ({ id }) => id,
    );
    for (let index = 0; index < 9; index++) await ask(studio, quick, { id: String(index) });
    const { works } = (await ask(studio, envWorkListVerb, {})) as { works: EnvWork[] };
    expect(works.map(({ about }) => about)).toEqual(["8", "7", "6", "5", "4", "3", "2", "1", "0", "d", "c"]);
  });
});

test("a dry run is no work: it is answered with what it found", async () => {
  await owning(async (studio, heard) => {
    const verb = planOrBackground(
      workOf(async () => await Promise.resolve({ plan: 1 })),
      ({ id }) => id,
    );
    await expect(ask(studio, verb, { id: "glow", dryRun: true })).resolves.toEqual({ plan: 1 });
    expect(heard).toEqual([]);
    await expect(ask(studio, verb)).resolves.toMatchObject({ state: "done" });
  });
});
