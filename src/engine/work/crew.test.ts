import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openGame, type OpenGame } from "../../../tests/support/open-game.ts";
import { editFile } from "../../../tests/support/sample-game.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { callVerb } from "../call-verb.ts";
import { jobCancelVerb, jobRetryVerb } from "../jobs.ts";
import { makeVerb } from "../make.ts";
import type { Step } from "../step.ts";
import { storeOf } from "../studio.ts";

let game: OpenGame;

beforeEach(async () => {
  game = await openGame({
    gems: { variants: 6 },
    runes: { variants: 60 },
    cards: { variants: 2, contract: { palette: NO_SUCH_COLOUR } },
  });
});

afterEach(async () => await game.close());

/** A demand that no drawn image meets exactly: every try fails, so that regeneration has its turn. */
const NO_SUCH_COLOUR = { colors: ["#010203"], maxDistance: 0 };

const make = async (specs: readonly string[], more: { onStep?: (step: Step) => void; signal?: AbortSignal } = {}) =>
  await callVerb(makeVerb, { input: { specs }, caller: { by: "person", ...more }, withStudio: game.withStudio });

describe("one crew for all callers", () => {
  test("two callers of one spec at once get one job and one version", async () => {
    const [first, second] = await Promise.all([make(["gems"]), make(["gems"])]);
    expect(first.jobs[0]?.versionId).toEqual(expect.any(String));
    expect(second.jobs[0]?.versionId).toBe(first.jobs[0]?.versionId);
    expect(storeOf(game.studio).listJobs({})).toHaveLength(1);
  });

  test("a caller that joins a job under way hears its steps and waits for its end", async () => {
    const steps: string[] = [];
    const joined = Promise.withResolvers<Awaited<ReturnType<typeof make>>>();
    const first = make(["gems"], {
      onStep: ({ step, done }) => {
        if (step !== "render_done" || done !== 1) return;
        joined.resolve(make(["gems"], { onStep: (heard) => void steps.push(heard.step) }));
      },
    });
    const second = await joined.promise;
    expect(second.jobs).toEqual((await first).jobs);
    expect(steps).toContain("finished");
  });

  test("caps hold for the project, however many callers there are", async () => {
    let drawing = 0;
    let most = 0;
    game.onDraw((change) => {
      drawing += change;
      most = Math.max(most, drawing);
    });
    await Promise.all([make(["gems"]), make(["runes"]), make(["cards"])]);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(game.perBackend);
  });
});

describe("how an image looks so far", () => {
  test("is known no longer once it is stored or given up", async () => {
    const { previews } = game.studio;
    const shown = new Set<string>();
    const show = ({ step, jobId }: Step): void => {
      if (step !== "encoded") return;
      shown.add(jobId);
      previews.put(jobId, { type: "image/png", bytes: new Uint8Array(1) });
    };
    const stop = new AbortController();
    const showAndStop = (step: Step): void => {
      show(step);
      if (shown.size > 0) stop.abort();
    };
    const stopped = make(["runes"], { signal: stop.signal, onStep: showAndStop });
    await expect(stopped).rejects.toMatchObject({ code: "INTERRUPTED" });
    await make(["gems"], { onStep: show });
    expect(shown.size).toBe(2);
    expect([...shown].filter((jobId) => previews.find(jobId) !== undefined)).toEqual([]);
  });
});

describe("stopping and canceling", () => {
  test("a caller who stops gives its jobs back without costing an attempt; another caller's job goes on", async () => {
    const stop = new AbortController();
    const stopped = make(["runes"], { signal: stop.signal, onStep: ({ step }) => void (step === "render_done" && stop.abort()) });
    const other = make(["gems"]);
    await expect(stopped).rejects.toMatchObject({ code: "INTERRUPTED" });
    expect((await other).jobs[0]?.status).toBe("succeeded");
    const [runes] = storeOf(game.studio).listJobs({ specId: "runes" });
    expect(runes).toMatchObject({ state: "queued", attempt: 0 });
    expect((await make(["runes"])).jobs[0]).toMatchObject({ id: runes?.id, status: "succeeded" });
  });

  test("a job canceled while it runs ends canceled, its caller is told so, and what came too late is kept", async () => {
    const canceled = Promise.withResolvers<unknown>();
    const made = make(["runes"], {
      onStep: ({ step, done, jobId }) => {
        if (step !== "render_done" || done !== 1) return;
        const request = { input: { job: jobId }, caller: { by: "person" }, withStudio: game.withStudio } as const;
        canceled.resolve(callVerb(jobCancelVerb, request));
      },
    });
    await canceled.promise;
    const [job] = (await made).jobs;
    expect(job).toMatchObject({ status: "canceled", versionId: null });
    const late = storeOf(game.studio).listSuperseded(job?.id ?? "");
    expect(late.length).toBeGreaterThan(0);
    expect(late[0]?.image?.blob).toMatch(/^sha256:/);
  });
});

describe("canceling at once", () => {
  const cancel = async (job: string) =>
    await callVerb(jobCancelVerb, { input: { job }, caller: { by: "person" }, withStudio: game.withStudio });
  const queue = async (spec: string) => {
    const input = { specs: [spec], wait: false };
    const { jobs } = await callVerb(makeVerb, { input, caller: { by: "person" }, withStudio: game.withStudio });
    return jobs[0]?.id ?? "";
  };
  const stateOf = (job: string) => storeOf(game.studio).findJob(job)?.state;

  test("a job that waits for its next attempt is let go at once, not when it is due", async () => {
    const file = `${game.studio.projectDir}/touchstone.yaml`;
    editFile(file, "maxDelayMs: 100", "maxDelayMs: 60000");
    editFile(file, "baseDelayMs: 100", "baseDelayMs: 60000");
    game.failDrawing("gems", new TouchstoneError("RENDER_FAILED", "no"));
    const job = await queue("gems");
    await expect.poll(() => stateOf(job)).toBe("retry_wait");
    await cancel(job);
    await expect.poll(() => game.studio.crew.orders.size, { timeout: 5000 }).toBe(0);
    expect([stateOf(job), game.studio.crew.active.size]).toEqual(["canceled", 0]);
  });

  test("a job that waits for a free renderer is let go, and the one before it goes on to its end", async () => {
    const [first, second] = [await queue("runes"), await queue("gems")];
    await cancel(second);
    await expect.poll(() => stateOf(first), { timeout: 10_000 }).toBe("succeeded");
    expect(stateOf(second)).toBe("canceled");
  });

  test("after a running job was canceled the crew makes the same spec anew", async () => {
    const job = await queue("runes");
    await expect.poll(() => storeOf(game.studio).listRenders(job).length).toBeGreaterThan(0);
    await cancel(job);
    await expect.poll(() => game.studio.crew.active.size, { timeout: 2000 }).toBe(0);
    expect(storeOf(game.studio).listRenders(job).length).toBeLessThan(60);
    const [again] = (await make(["runes"])).jobs;
    expect(again).toMatchObject({ status: "succeeded", reused: false });
    expect(again?.id).not.toBe(job);
  });
});

test("an observer of the crew hears every step, whoever ordered it", async () => {
  const heard: string[] = [];
  game.studio.crew.observers.add(({ step, specId }) => void heard.push(`${specId} ${step}`));
  await Promise.all([make(["gems"]), make(["cards"])]);
  for (const step of ["planned", "queued", "started", "render_done", "finished"])
    expect(heard).toEqual(expect.arrayContaining([`gems ${step}`, `cards ${step}`]));
});

describe("what goes wrong", () => {
  test("a stored image that was damaged before its job finished is made again", async () => {
    const damaged = make(["gems"], {
      onStep: ({ step, done, total, jobId }) => {
        if (step === "render_done" && done === total) game.damageBlob(storeOf(game.studio).listRenders(jobId)[0]?.blob ?? "");
      },
    });
    expect((await damaged).jobs[0]).toMatchObject({ status: "succeeded" });
  });

  test("a bug ends its own job, is recorded, and is thrown when the others are made", async () => {
    game.failDrawing("runes", new TypeError("boom"));
    await expect(make(["runes", "gems"])).rejects.toThrow("boom");
    const states = storeOf(game.studio)
      .listJobs({})
      .map(({ specId, state, reasonCode }) => [specId, state, reasonCode]);
    expect(states).toEqual(
      expect.arrayContaining([
        ["gems", "succeeded", null],
        ["runes", "escalated", "BUG"],
      ]),
    );
  });

  test("a retry counts in the chain, and only the newest job of a chain may be retried", async () => {
    game.failDrawing("runes", new TypeError("boom"));
    await expect(make(["runes"])).rejects.toThrow("boom");
    const [failed] = storeOf(game.studio).listJobs({ specId: "runes" });
    game.failDrawing("runes", undefined);
    const retry = { input: { job: failed?.id }, caller: { by: "person" }, withStudio: game.withStudio } as const;
    const { job } = await callVerb(jobRetryVerb, retry);
    expect(job).toMatchObject({ status: "succeeded" });
    expect(storeOf(game.studio).findJob(job.id)).toMatchObject({ chainId: failed?.chainId, chainLength: 2, depth: 0 });
    await expect(callVerb(jobRetryVerb, retry)).rejects.toMatchObject({ code: "STATE_CONFLICT" });
  });

  test("what fails its checks is regenerated with other seeds until policy says enough", async () => {
    const { jobs } = await make(["cards"]);
    const chain = storeOf(game.studio).listJobs({ specId: "cards" });
    expect(jobs[0]).toMatchObject({ status: "succeeded", route: "exception_inbox" });
    expect(chain.map((job) => [job.chainLength, job.depth])).toEqual([
      [3, 2],
      [2, 1],
      [1, 0],
    ]);
  });
});
