import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import {
  comfyRequest,
  IMPATIENT,
  notedHooks,
  openComfyBench,
  readAll,
  SLOW,
  until,
} from "../../../tests/support/comfy-render.ts";

describe("a prompt that goes wrong there", () => {
  test.each([
    ["outOfMemory", "BACKEND_OUT_OF_MEMORY"],
    ["nodeError", "RENDER_FAILED"],
    ["diskFull", "BACKEND_DISK_FULL"],
    ["interrupted", "BACKEND_INTERRUPTED"],
    ["blockedOutput", "BACKEND_OUTPUT_MISSING"],
    ["outputMissing", "BACKEND_OUTPUT_MISSING"],
    ["outputFileMissing", "BACKEND_OUTPUT_MISSING"],
    ["deletedSilently", "BACKEND_LOST"],
    ["restart", "BACKEND_LOST"],
    ["zombie", "BACKEND_TIMEOUT"],
    ["stuck", "BACKEND_TIMEOUT"],
  ] as const)("%s is told as %s", async (fault, code) => {
    const { backend, fake } = await openComfyBench({}, fault === "stuck" || fault === "zombie" ? IMPATIENT : {});
    fake.faults.arm(fault);
    await expect(backend.render(comfyRequest(), notedHooks())).rejects.toMatchObject({ code });
    if (fault === "stuck") await until(() => fake.orphans().length === 0);
  });

  test.each(["blockedElsewhere", "historyLate", "socketDropped"] as const)("%s is no failure", async (fault) => {
    const { backend, fake } = await openComfyBench({ stepMs: 5 });
    fake.faults.arm(fault);
    expect((await readAll(await backend.render(comfyRequest(), notedHooks()))).length).toBeGreaterThan(100);
    expect(fake.counts.faults).toEqual({ [fault]: 1 });
  });

  test("needs no socket to be waited for, nor for it to be told that it runs", async () => {
    const { backend } = await openComfyBench({ switches: { noWebSocket: true }, stepMs: 40 });
    const hooks = notedHooks();
    expect((await readAll(await backend.render(comfyRequest(), hooks))).length).toBeGreaterThan(100);
    const [promptId] = hooks.submitted;
    expect(hooks.progress).toEqual([{ promptId, node: null, value: 0, max: 0 }]);
  });

  test.each([
    ["without a socket", { switches: { noWebSocket: true, stepMs: 80, steps: 10 } }],
    ["in nodes that tell no steps", { switches: { nodeMs: 300 } }],
  ])("runs %s longer than a step may take, and is not given up", async (_, fakeOptions) => {
    const patience = { awayMs: 5_000, idleMs: 5_000, stuckMs: 200 };
    const { backend } = await openComfyBench(fakeOptions, { patience });
    expect((await readAll(await backend.render(comfyRequest(), notedHooks()))).length).toBeGreaterThan(100);
  });

  test("waits behind a dead worker, and both are given up", async () => {
    const { backend, fake } = await openComfyBench({}, IMPATIENT);
    fake.faults.arm("zombie");
    const both = [1, 2].map(async (seed) => await backend.render(comfyRequest({ seed }), notedHooks()));
    for (const rendering of await Promise.allSettled(both)) {
      expect(rendering).toMatchObject({ status: "rejected", reason: { code: "BACKEND_TIMEOUT" } });
    }
  });
});

describe("a server that is away", () => {
  test("for a moment is waited for", async () => {
    const { backend, fake } = await openComfyBench(SLOW, { answerMs: 200 });
    const rendering = backend.render(comfyRequest(), notedHooks());
    await until(() => fake.accepted.length === 1);
    for (const fault of ["dropBeforeAccept", "error500", "garbageJson", "hungReply"] as const)
      fake.faults.arm(fault, "GET /jobs/{id}");
    expect((await readAll(await rendering)).length).toBeGreaterThan(100);
    expect(fake.executions).toHaveLength(1);
  });

  test("for longer is given up", async () => {
    const { backend, fake } = await openComfyBench(SLOW, { patience: { awayMs: 200, idleMs: 5_000, stuckMs: 5_000 } });
    const rendering = backend.render(comfyRequest(), notedHooks());
    await until(() => fake.accepted.length === 1);
    const [, outcome] = await Promise.all([fake.kill(), rendering.catch((error: unknown) => error)]);
    expect(outcome).toMatchObject({ code: "BACKEND_UNREACHABLE" });
  });

  test("from the start is told at once", async () => {
    const { backend, fake } = await openComfyBench();
    await fake.stop();
    await expect(backend.render(comfyRequest(), notedHooks())).rejects.toMatchObject({ code: "BACKEND_UNREACHABLE" });
  });

  test("and comes back is asked anew who it is", async () => {
    const { backend, fake } = await openComfyBench();
    await backend.render(comfyRequest(), notedHooks());
    expect(fake.counts.requests["GET /object_info"]).toBe(1);
    await fake.restart();
    // Its socket is opened again a moment later.
    await sleep(400);
    await backend.render(comfyRequest(), notedHooks());
    expect(fake.counts.requests["GET /object_info"]).toBe(2);
  });
});
