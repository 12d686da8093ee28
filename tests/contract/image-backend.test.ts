import { describe, expect, onTestFinished, test } from "vitest";
import { decodeImage, pixelSha256 } from "../../src/adapters/images/png.ts";
import { openBuiltinBackend } from "../../src/adapters/procedural/builtin-backend.ts";
import { openDrawPool } from "../../src/adapters/procedural/draw-pool.ts";
import type { ImageBackend, RenderRequest } from "../../src/adapters/rendering/image-backend.ts";
import { builtinRequest, comfyRequest, notedHooks, openComfyBench, readAll, type Wish } from "../support/comfy-render.ts";

/** What makes images, and how it is asked for one. */
interface Renderer {
  readonly kind: ImageBackend["kind"];
  readonly open: () => Promise<ImageBackend>;
  readonly request: (wish: Wish) => RenderRequest;
}

const RENDERERS: readonly Renderer[] = [
  {
    kind: "builtin",
    async open() {
      const pool = openDrawPool(1);
      onTestFinished(async () => await pool.close());
      return await Promise.resolve(openBuiltinBackend(pool, () => performance.now()));
    },
    request: builtinRequest,
  },
  { kind: "comfyui", open: async () => (await openComfyBench()).backend, request: comfyRequest },
];

async function pixelsOf(backend: ImageBackend, request: RenderRequest) {
  const decoded = await decodeImage(await readAll(await backend.render(request, notedHooks())));
  if (decoded === undefined) throw new TypeError("the file is no image");
  return decoded.pixels;
}

describe.each(RENDERERS)("the $kind renderer", ({ kind, open, request }) => {
  test("makes a PNG of the planned size", async () => {
    const backend = await open();
    expect(backend.kind).toBe(kind);
    const rendered = await backend.render(request({}), notedHooks());
    const file = await readAll(rendered);
    expect(Buffer.from(file.subarray(1, 4)).toString()).toBe("PNG");
    expect(await decodeImage(file)).toMatchObject({ pixels: { width: 64, height: 64 } });
    expect(rendered.renderMs).toBeGreaterThanOrEqual(0);
  });

  test("makes the same pixels of the same request, and others of another seed", async () => {
    const backend = await open();
    const [first, again, other] = [
      await pixelsOf(backend, request({ seed: 7 })),
      await pixelsOf(backend, request({ seed: 7, fresh: true })),
      await pixelsOf(backend, request({ seed: 8 })),
    ];
    expect(pixelSha256(again)).toBe(pixelSha256(first));
    expect(pixelSha256(other)).not.toBe(pixelSha256(first));
  });

  test("gives what it knows of the pixels as they are in the file", async () => {
    const backend = await open();
    const rendered = await backend.render(request({}), notedHooks());
    const decoded = await decodeImage(await readAll(rendered));
    if (rendered.pixels !== null && decoded !== undefined) expect(pixelSha256(rendered.pixels)).toBe(pixelSha256(decoded.pixels));
  });

  test("tells once that it is free again, before the file is read", async () => {
    const backend = await open();
    const hooks = notedHooks();
    const rendered = await backend.render(request({}), hooks);
    expect(hooks.told.filter((what) => what === "released")).toHaveLength(1);
    await readAll(rendered);
    expect(hooks.told.filter((what) => what === "released")).toHaveLength(1);
  });

  test.each(["stop", "leave"] as const)("makes nothing once nobody waits any more (%s)", async (signal) => {
    const backend = await open();
    const hooks = notedHooks();
    hooks[signal].abort();
    await expect(backend.render(request({}), hooks)).rejects.toMatchObject({ code: "INTERRUPTED" });
    expect(hooks.told).toEqual([]);
  });

  test("writes the prompt id down before it is used, where it has one", async () => {
    const backend = await open();
    const hooks = notedHooks();
    const { promptId } = await backend.render(request({}), hooks);
    expect(hooks.submitted).toEqual(promptId === null ? [] : [promptId]);
    expect(hooks.told.at(-1)).toBe("released");
  });

  test("closes once and again", async () => {
    const backend = await open();
    await backend.close();
    await backend.close();
  });
});
