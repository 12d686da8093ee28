import { existsSync, mkdirSync, mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { comfyRequest, notedHooks, openComfyBench, readAll, until } from "../../../tests/support/comfy-render.ts";
import { GRAPH, workflowWith } from "../../../tests/support/workflows.ts";
import { digestText } from "../../core/canonical/digest.ts";
import type { ReferenceFile } from "../rendering/image-backend.ts";

describe("an image", () => {
  test("comes with everything that its evidence says of how it was made", async () => {
    const { backend, fake } = await openComfyBench();
    const hooks = notedHooks();
    const rendered = await backend.render(comfyRequest(), hooks);
    expect(rendered).toMatchObject({
      promptId: hooks.submitted[0],
      cachedNodes: [],
      graphDigest: expect.stringMatching(/^sha256:/) as string,
      server: { comfyuiVersion: "0.33.0" },
      models: [{ file: "any.safetensors", sha256: null }],
    });
    expect(hooks.submitted).toHaveLength(1);
    expect(fake.executions).toHaveLength(1);
    // The mark is in the file and not in the graph.
    expect(Buffer.from(await readAll(rendered)).toString("latin1")).toContain('{"jobId": "job", "image": "0/image"}');
  });

  test("of the same request has the same graph, and says what came out of the cache", async () => {
    const { backend } = await openComfyBench();
    const first = await backend.render(comfyRequest(), notedHooks());
    const again = await backend.render(comfyRequest(), notedHooks());
    expect(again.graphDigest).toBe(first.graphDigest);
    expect(again.cachedNodes).toContain("9");
    expect(await readAll(again)).toEqual(await readAll(first));
  });

  test("that must be fresh comes out of no cache", async () => {
    const { backend, fake } = await openComfyBench();
    await backend.render(comfyRequest(), notedHooks());
    const fresh = await backend.render(comfyRequest({ fresh: true }), notedHooks());
    expect(fresh.cachedNodes).toEqual([]);
    expect(fake.executions).toHaveLength(2);
  });

  test("whose remembered file is gone is made once more, under an id of its own", async () => {
    const { backend, fake } = await openComfyBench();
    await backend.render(comfyRequest(), notedHooks());
    for (const name of fake.files.list("output")) fake.files.remove(`output/${name}`);
    const hooks = notedHooks();
    const rendered = await backend.render(comfyRequest(), hooks);
    expect((await readAll(rendered)).length).toBeGreaterThan(100);
    expect(rendered).toMatchObject({ promptId: hooks.submitted[1], cachedNodes: [] });
    expect(new Set(hooks.submitted).size).toBe(2);
  });

  test("of a workflow with a seed that nothing fills in is refused before anything is sent", async () => {
    const { backend, fake } = await openComfyBench();
    // Plans are blocked for seeds of the usual names; what else is one, only the server knows.
    const unseeded = { ...comfyRequest(), workflow: workflowWith({ unbind: ["image.seed"] }) };
    const refused = { code: "WORKFLOW_REFUSED", message: expect.stringContaining("seed") as string };
    await expect(backend.render(unseeded, notedHooks())).rejects.toMatchObject(refused);
    expect(fake.accepted).toEqual([]);
  });

  test("shows its progress and previews, told at most ten times a second, the last one too", async () => {
    const { backend } = await openComfyBench({ steps: 40, stepMs: 10 });
    const hooks = notedHooks();
    await backend.render(comfyRequest(), hooks);
    const steps = hooks.progress.filter(({ node }) => node === "3" && node !== null);
    expect(steps.length).toBeGreaterThan(1);
    expect(hooks.progress.length).toBeLessThan(12);
    expect(hooks.progress.every(({ promptId }) => promptId === hooks.submitted[0])).toBe(true);
    expect(hooks.previews[0]).toMatchObject({ type: "image/jpeg", promptId: hooks.submitted[0] });
  });

  test("is the one of the bound output, and a workflow that makes several is refused", async () => {
    const nodes = { "5": { ...GRAPH["5"], class_type: "EmptyLatentImage", inputs: { width: 64, height: 64, batch_size: 2 } } };
    const { backend } = await openComfyBench();
    const rendering = backend.render(comfyRequest({ workflow: workflowWith({ nodes }) }), notedHooks());
    await expect(rendering).rejects.toMatchObject({
      code: "WORKFLOW_REFUSED",
      message: "node 9 made 2 images where one was asked for",
    });
  });
});

describe("before anything is sent", () => {
  test("a missing model file is named, with the nearest", async () => {
    const { backend, fake } = await openComfyBench({ checkpoints: ["any_v2.safetensors"] });
    await expect(backend.render(comfyRequest(), notedHooks())).rejects.toMatchObject({
      code: "MODEL_MISSING",
      message: expect.stringContaining("`any.safetensors`") as string,
    });
    expect(fake.accepted).toEqual([]);
  });

  test("a node that the server does not have is named", async () => {
    const nodes = { "8": { class_type: "VAEDecodeFancy", inputs: { samples: ["3", 0], vae: ["4", 2] } } } as const;
    const { backend, fake } = await openComfyBench();
    await expect(backend.render(comfyRequest({ workflow: workflowWith({ nodes }) }), notedHooks())).rejects.toMatchObject({
      code: "WORKFLOW_REFUSED",
      problems: [expect.objectContaining({ message: "the server has no node `VAEDecodeFancy`" })],
    });
    expect(fake.accepted).toEqual([]);
    // What the server is said to lack may have been put there: it was asked again before that was said.
    expect(fake.counts.requests["GET /object_info"]).toBe(2);
  });

  test("a model file that lies here is measured once, and another under its name is refused", async () => {
    const modelsDir = mkdtempSync(path.join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "models-"));
    mkdirSync(path.join(modelsDir, "checkpoints"));
    writeFileSync(path.join(modelsDir, "checkpoints", "any.safetensors"), "weights");
    const { backend, fake } = await openComfyBench({}, { modelsDir });
    await expect(backend.render(comfyRequest(), notedHooks())).rejects.toMatchObject({ code: "MODEL_DIFFERENT" });
    expect(fake.accepted).toEqual([]);
    const sha256 = digestText("weights");
    const files = { checkpoint: { file: "any.safetensors", sha256 }, vae: null, loras: [] };
    const { models } = await backend.render(comfyRequest({ files }), notedHooks());
    expect(models).toEqual([{ file: "any.safetensors", sha256 }]);
  });
});

test("a large model file is read no further when the backend is closed", async () => {
  const modelsDir = mkdtempSync(path.join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "models-"));
  const file = path.join(modelsDir, "checkpoints", "any.safetensors");
  mkdirSync(path.dirname(file));
  writeFileSync(file, "");
  truncateSync(file, 2 * 1024 ** 3);
  const digestsFile = path.join(modelsDir, "digests.json");
  const { backend, fake } = await openComfyBench({}, { modelsDir, digestsFile });
  const rendering = backend.render(comfyRequest(), notedHooks());
  const left = expect(rendering).rejects.toMatchObject({ code: "INTERRUPTED" });
  const isRead = (): boolean => process.getActiveResourcesInfo().includes("FSReqCallback");
  await until(() => (fake.counts.requests["GET /object_info"] ?? 0) > 0 && isRead());
  await backend.close();
  await left;
  await until(() => !isRead());
  expect(existsSync(digestsFile)).toBe(false);
});

describe("references", () => {
  const IMAGE = { class_type: "LoadImage", inputs: { image: "example.png" } };
  const nodes = { "11": IMAGE, "5": { class_type: "VAEEncode", inputs: { pixels: ["11", 0], vae: ["4", 2] } } } as const;
  const workflow = workflowWith({
    nodes,
    bind: [{ node: "11", input: "image", field: "references.0" }],
    unbind: ["parameters.width"],
  });
  const images = [{ ref: "refs/a.png", pixelSha256: `sha256:${"cd".repeat(32)}` as const, colors: [] }];
  const wish = {
    workflow,
    changes: { spec: { style: { mode: "lock_to_anchor_set" as const, anchorRefs: ["refs/a.png"] } }, images },
  };

  /** The bytes of one reference, and how often they were read. */
  async function reference(bytes: Promise<Uint8Array>): Promise<ReferenceFile & { readonly reads: () => number }> {
    const file = await bytes;
    let reads = 0;
    return {
      ref: "refs/a.png",
      pixelSha256: `sha256:${"cd".repeat(32)}`,
      read: async () => await Promise.resolve(((reads += 1), file)),
      reads: () => reads,
    };
  }

  test("are uploaded once under the digest of their pixels, and again when they are gone", async () => {
    const { backend, fake } = await openComfyBench();
    const picture = await reference(backend.render(comfyRequest(), notedHooks()).then(readAll));
    const references = [picture];
    await backend.render(comfyRequest({ ...wish, references, seed: 1 }), notedHooks());
    await backend.render(comfyRequest({ ...wish, references, seed: 2 }), notedHooks());
    expect(fake.files.list("input")).toEqual([`touchstone/${"cd".repeat(32)}.png`]);
    expect(picture.reads()).toBe(1);
    for (const name of fake.files.list("input")) fake.files.remove(`input/${name}`);
    const hooks = notedHooks();
    await backend.render(comfyRequest({ ...wish, references, seed: 3 }), hooks);
    expect(picture.reads()).toBe(2);
    expect(hooks.told.filter((what) => what === "released")).toHaveLength(1);
  });
});
