import { describe, expect, test } from "vitest";
import {
  comfyRequest,
  notedHooks,
  openBackendAt,
  openComfyBench,
  readAll,
  SLOW,
  until,
} from "../../../tests/support/comfy-render.ts";

describe("where nobody can tell whether the prompt arrived", () => {
  test.each([
    "dropBeforeAccept",
    "dropAfterAccept",
    "truncatedJson",
    "garbageJson",
    "hungReply",
    "error500",
    "slowReply",
  ] as const)("it is sent again only if it did not (%s)", async (fault) => {
    const { backend, fake } = await openComfyBench({}, { answerMs: fault === "hungReply" ? 300 : 5_000 });
    fake.faults.arm(fault, "POST /prompt");
    const hooks = notedHooks();
    const { promptId } = await backend.render(comfyRequest(), hooks);
    expect(hooks.submitted).toEqual([promptId]);
    expect(fake.executions.map((execution) => execution.promptId)).toEqual([promptId]);
    expect(fake.counts.faults).toEqual({ [fault]: 1 });
  });
});

describe("who comes after one that left", () => {
  test("collects what it sent, and nothing is made twice", async () => {
    const { backend, fake } = await openComfyBench(SLOW);
    const hooks = notedHooks({ onProgress: () => hooks.leave.abort() });
    await expect(backend.render(comfyRequest(), hooks)).rejects.toMatchObject({ code: "INTERRUPTED" });
    expect(fake.orphans()).toEqual(hooks.submitted);
    const [earlierPromptId = ""] = hooks.submitted;
    const next = openBackendAt(fake.url);
    const later = notedHooks();
    const rendered = await next.render(comfyRequest({ earlierPromptId }), later);
    expect(rendered).toMatchObject({ promptId: earlierPromptId, cachedNodes: [] });
    expect((await readAll(rendered)).length).toBeGreaterThan(100);
    expect(later.submitted).toEqual([]);
    expect(fake.executions).toHaveLength(1);
    await next.close();
  });

  test("sends it under the same id where the server knows nothing of it", async () => {
    const { backend, fake } = await openComfyBench();
    const earlierPromptId = crypto.randomUUID();
    expect(await backend.render(comfyRequest({ earlierPromptId }), notedHooks())).toMatchObject({ promptId: earlierPromptId });
    expect(fake.executions).toHaveLength(1);
  });

  test("sends it under another id where it had failed", async () => {
    const { backend, fake } = await openComfyBench();
    fake.faults.arm("nodeError");
    const hooks = notedHooks();
    await expect(backend.render(comfyRequest(), hooks)).rejects.toMatchObject({ code: "RENDER_FAILED" });
    const [earlierPromptId = ""] = hooks.submitted;
    const again = notedHooks();
    const { promptId } = await backend.render(comfyRequest({ earlierPromptId }), again);
    expect(again.submitted).toEqual([promptId]);
    expect(promptId).not.toBe(earlierPromptId);
  });

  test("leaves at once, even while the server hangs", async () => {
    const { backend, fake } = await openComfyBench();
    await backend.render(comfyRequest({ seed: 1 }), notedHooks());
    fake.faults.arm("hungReply", "POST /prompt");
    const hooks = notedHooks();
    const rendering = backend.render(comfyRequest({ seed: 2 }), hooks);
    await until(() => fake.counts.requests["POST /prompt"] === 2);
    const startMs = performance.now();
    hooks.leave.abort();
    await expect(rendering).rejects.toMatchObject({ code: "INTERRUPTED" });
    expect(performance.now() - startMs).toBeLessThan(100);
  });

  test("and closes the backend leaves as well", async () => {
    const { backend, fake } = await openComfyBench(SLOW);
    const rendering = backend.render(comfyRequest(), notedHooks());
    await until(() => fake.accepted.length === 1);
    await Promise.all([backend.close(), expect(rendering).rejects.toMatchObject({ code: "INTERRUPTED" })]);
    expect(fake.orphans()).toHaveLength(1);
  });
});
