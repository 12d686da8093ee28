import { describe, expect, test } from "vitest";
import { comfyRequest, notedHooks, openComfyBench, readAll, SLOW, until } from "../../../tests/support/comfy-render.ts";

describe.each(["0.33.0", "0.25.0", "0.8.0", "0.3.64", "0.3.50"])("a server of version %s", (version) => {
  test("makes an image, and one that runs there can be stopped", async () => {
    const { backend, fake } = await openComfyBench({ version, ...SLOW, switches: { historyDelayMs: 20 } });
    expect((await readAll(await backend.render(comfyRequest(), notedHooks()))).length).toBeGreaterThan(100);
    const hooks = notedHooks({ onProgress: () => hooks.stop.abort() });
    await expect(backend.render(comfyRequest({ seed: 8 }), hooks)).rejects.toMatchObject({ code: "INTERRUPTED" });
    await until(() => fake.orphans().length === 0);
    expect(fake.executions.map(({ outcome }) => outcome)).toEqual(["success", "interrupted"]);
  });

  test("lets one that waits be stopped without stopping the one that runs", async () => {
    const { backend, fake } = await openComfyBench({ version, ...SLOW });
    const running = backend.render(comfyRequest({ seed: 1 }), notedHooks());
    await until(() => fake.accepted.length === 1);
    const hooks = notedHooks();
    const waiting = backend.render(comfyRequest({ seed: 2 }), hooks);
    await until(() => fake.accepted.length === 2);
    hooks.stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: "INTERRUPTED" });
    expect((await readAll(await running)).length).toBeGreaterThan(100);
    expect(fake.executions).toHaveLength(1);
  });
});
