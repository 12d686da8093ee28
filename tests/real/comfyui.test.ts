import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ImageBackend } from "../../src/adapters/rendering/image-backend.ts";
import { BOOT_LIMIT_MS, findTarget, NOT_RUN, type OwnServer, startComfy } from "./comfy-process.ts";
import { listeningHooks, openBackend, probeOf, renderOnce, sendRaw, type Wish } from "./comfy-render.ts";
import { chunkNames, textChunk } from "./png-chunks.ts";
import { RawServer, waitFor } from "./raw-server.ts";
import {
  alphaGraph,
  checkpointGraph,
  failingGraph,
  hugeGraph,
  loadGraph,
  noiseGraph,
  slowGraph,
  uniquePrefix,
} from "./weightless.ts";

const target = findTarget(process.env);
if (target === undefined) console.warn(NOT_RUN);
/** An empty file, which no graph here reads. */
const CHECKPOINT = "touchstone-weightless.safetensors";

let own: OwnServer | undefined;
let server: RawServer;
let checkpoint: string;
let backend: ImageBackend;
/** No two runs share a colour, so that nothing comes out of the cache of a server that runs for long. */
let color = Date.now() % 0xff_ff_ff;

beforeAll(async () => {
  if (target === undefined) return;
  if ("dir" in target)
    own = await startComfy(target, (base) => writeFileSync(path.join(base, "models/checkpoints", CHECKPOINT), ""));
  server = new RawServer(own?.url ?? ("url" in target ? target.url : ""));
  const { models, facts } = await probeOf(server.url);
  checkpoint = models.checkpoints[0] ?? CHECKPOINT;
  console.info(`tests/real: ComfyUI ${facts.comfyuiVersion} at ${server.url}`);
}, BOOT_LIMIT_MS);
afterAll(async () => await own?.stop());
beforeEach(() => {
  if (target !== undefined) backend = openBackend(server.url);
});
afterEach(async () => {
  if (target === undefined) return;
  await backend.close();
  await server.post("/api/queue", { clear: true });
  await server.post("/api/interrupt", {});
  await waitFor("an idle server", async () => (await server.queued()) === 0 || undefined);
});

/** A noisy picture whose background no other test has. */
function noise(seed: number, changes: Partial<Wish> = {}): Wish {
  const graph = noiseGraph({ seed: 0, prefix: "x" });
  color = (color + 1) % 0xff_ff_ff;
  const one = { ...graph["1"]!, inputs: { ...graph["1"]!.inputs, color } };
  return { graph: { ...graph, "1": one }, seed, checkpoint, ...changes };
}

const slow = (changes: Partial<Wish> = {}): Wish => ({
  graph: slowGraph({ seed: 0, prefix: "x" }, 200),
  seed: Date.now() % 1e9,
  checkpoint,
  ...changes,
});
/** Any other graph. */
const weightless = (graph: Wish["graph"], changes: Partial<Wish> = {}): Wish => ({ graph, seed: 1, checkpoint, ...changes });

/** Keeps the server busy with a prompt of somebody else's. */
async function occupy(): Promise<string> {
  const promptId = randomUUID();
  await server.post("/api/prompt", { prompt: slowGraph({ seed: color++, prefix: uniquePrefix() }, 200), prompt_id: promptId });
  await waitFor("the other prompt to run", async () => (await server.running()).includes(promptId) || undefined);
  return promptId;
}

/** Begins a render and waits until the server has it. */
async function begin(wish: Wish, where: "running" | "pending", by = backend) {
  const listening = listeningHooks();
  const ended = renderOnce(by, wish, listening).then(
    (made) => ({ made, code: "made", error: undefined }),
    (error: unknown) => ({ made: undefined, code: (error as { code?: string }).code, error }),
  );
  const promptId = await waitFor("the submission", () => listening.heard.submitted[0]);
  await waitFor(`the prompt to be ${where}`, async () => (await server[where]()).includes(promptId) || undefined);
  return { ended, promptId, ...listening };
}

const refused = async (wish: Wish) =>
  await renderOnce(backend, wish).then(
    () => "made",
    (error: unknown) => error,
  );

describe.skipIf(target === undefined)(target === undefined ? NOT_RUN : "a real ComfyUI server", { timeout: 120_000 }, () => {
  test("says what it is, and what it can run", async () => {
    const { facts, catalogue, models } = await probeOf(server.url);
    expect(facts.comfyuiVersion).toMatch(/^\d+\.\d+/u);
    expect(facts.torch).toMatch(/^\d+\.\d+/u);
    expect(facts.argv[0]).toMatch(/main\.py$/u);
    expect(facts.devices.length).toBeGreaterThan(0);
    expect([...catalogue.keys()]).toEqual(expect.arrayContaining(["KSampler", "ImageAddNoise", "SaveImage", "LoraLoader"]));
    if (own !== undefined) expect(models.checkpoints).toEqual([CHECKPOINT]);
  });

  test("makes equal pixels of equal seeds, computed anew each time, and others of others", async () => {
    const wish = noise(7);
    const [first, again, other] = [
      await renderOnce(backend, { ...wish, fresh: true }),
      await renderOnce(backend, { ...wish, fresh: true }),
      await renderOnce(backend, { ...wish, seed: 8, fresh: true }),
    ];
    expect([first.cachedNodes, again.cachedNodes]).toEqual([[], []]);
    expect(again.pixels).toBe(first.pixels);
    expect(again.graphDigest).toBe(first.graphDigest);
    expect(other.pixels).not.toBe(first.pixels);
    expect(other.graphDigest).not.toBe(first.graphDigest);
  });

  test("takes the largest seed that we use", async () => {
    const made = await renderOnce(backend, noise(Number.MAX_SAFE_INTEGER));
    const graph = JSON.parse(textChunk(made.file, "prompt") ?? "{}") as Record<string, { inputs: Record<string, unknown> }>;
    expect(graph["2"]?.inputs["seed"]).toBe(Number.MAX_SAFE_INTEGER);
  });

  test("answers an equal request out of its cache, which is told, and computes it for a replay", async () => {
    const wish = noise(9);
    const first = await renderOnce(backend, wish);
    const again = await renderOnce(backend, wish);
    const fresh = await renderOnce(backend, { ...wish, fresh: true });
    expect(first.cachedNodes).toEqual([]);
    expect(again.cachedNodes?.toSorted()).toEqual(["1", "2", "9"]);
    expect(fresh.cachedNodes).toEqual([]);
    expect([again.pixels, fresh.pixels]).toEqual([first.pixels, first.pixels]);
    expect(new Set([first.promptId, again.promptId, fresh.promptId]).size).toBe(3);
  });

  test.skipIf(target !== undefined && "url" in target)(
    "remembers a file that is gone, and makes it once more (needs its folder)",
    async () => {
      const wish = noise(10);
      const first = await renderOnce(backend, wish);
      rmSync(path.join(own?.base ?? "", "output", "touchstone"), { recursive: true });
      const again = await renderOnce(backend, wish);
      expect(again.pixels).toBe(first.pixels);
      expect(again.cachedNodes).toEqual([]);
      expect(again.heard.submitted).toHaveLength(2);
    },
  );

  test("keeps an alpha channel", async () => {
    const made = await renderOnce(backend, weightless(alphaGraph({ seed: color++, prefix: "x" })));
    // JoinImageWithAlpha takes the mask inverted: 0.25 leaves 0.75 of 255.
    expect([made.size.channels, made.pixels.slice(6, 8)]).toEqual([4, (191).toString(16)]);
  });

  test("writes our mark into the file and nowhere else", async () => {
    const wish = noise(11);
    const first = await renderOnce(backend, { ...wish, mark: { jobId: "j1", image: "0/image" } });
    const other = await renderOnce(backend, { ...wish, mark: { jobId: "j2", image: "0/image" }, fresh: true });
    expect(chunkNames(first.file)).toEqual(["IHDR", "tEXt prompt", "tEXt touchstone", "IDAT", "IEND"]);
    expect(JSON.parse(textChunk(first.file, "touchstone") ?? "null")).toEqual({ jobId: "j1", image: "0/image" });
    expect(textChunk(first.file, "prompt")).not.toContain("j1");
    expect(other.graphDigest).toBe(first.graphDigest);
    expect(other.pixels).toBe(first.pixels);
  });

  test("reads a reference that was uploaded, pixel by pixel, and is sent it once", async () => {
    const raw = Buffer.from(Array.from({ length: 16 * 16 * 3 }, (_, at) => (at * 7 + color) % 256));
    const reference = await sharp(raw, { raw: { width: 16, height: 16, channels: 3 } })
      .png()
      .toBuffer();
    const wish = weightless(loadGraph("example.png", "x"), { bindings: { "1.image": "references.0" }, references: [reference] });
    const made = await renderOnce(backend, wish);
    const again = await renderOnce(openBackend(server.url), { ...wish, fresh: true });
    expect(made.pixels).toBe(raw.toString("hex"));
    expect(again.pixels).toBe(made.pixels);
  });

  test("makes eight images at once, each its own", async () => {
    const wishes = Array.from({ length: 8 }, (_, seed) => noise(seed));
    const together = await Promise.all(wishes.map(async (wish) => await renderOnce(backend, wish)));
    const alone = [];
    for (const wish of wishes) alone.push(await renderOnce(backend, { ...wish, fresh: true }));
    expect(together.map(({ pixels }) => pixels)).toEqual(alone.map(({ pixels }) => pixels));
    expect(together.every(({ heard }) => heard.released === 1)).toBe(true);
  });

  test("tells how far it is", async () => {
    const { ended, heard, promptId } = await begin(slow(), "running");
    expect(await ended).toMatchObject({ code: "made" });
    expect(new Set(heard.progress.map((progress) => progress.promptId))).toEqual(new Set([promptId]));
    expect(new Set(heard.progress.map(({ node }) => node)).size).toBeGreaterThan(2);
  });
});

describe.skipIf(target === undefined)(
  target === undefined ? NOT_RUN : "work that is stopped on a real server",
  { timeout: 120_000 },
  () => {
    test("a render that waits there and is canceled leaves no trace", async () => {
      const other = await occupy();
      const { ended, promptId, cancel } = await begin(noise(1), "pending");
      cancel.abort();
      expect(await ended).toMatchObject({ code: "INTERRUPTED" });
      await waitFor("it to be gone", async () => !(await server.pending()).includes(promptId) || undefined);
      expect((await server.get(`/api/history/${promptId}`)).body).toEqual({});
      expect(await server.running()).toEqual([other]);
    });

    test("a render that runs there and is canceled stops there", async () => {
      const { ended, promptId, cancel } = await begin(slow(), "running");
      cancel.abort();
      expect(await ended).toMatchObject({ code: "INTERRUPTED" });
      const entry = await server.history(promptId);
      expect(entry["status"]).toMatchObject({ status_str: "error", completed: false });
      expect(JSON.stringify(entry["status"])).toContain("execution_interrupted");
    });

    test("a render that nobody waits for goes on, and is collected later without being sent again", async () => {
      const wish = slow();
      const { ended, promptId, detach } = await begin(wish, "running");
      detach.abort();
      expect(await ended).toMatchObject({ code: "INTERRUPTED" });
      expect(await server.running()).toEqual([promptId]);
      const whileItRuns = await renderOnce(openBackend(server.url), { ...wish, earlierPromptId: promptId });
      const afterItEnded = await renderOnce(openBackend(server.url), { ...wish, earlierPromptId: promptId });
      expect([whileItRuns.heard.submitted, afterItEnded.heard.submitted]).toEqual([[], []]);
      expect([whileItRuns.promptId, afterItEnded.promptId]).toEqual([promptId, promptId]);
      expect(afterItEnded.pixels).toBe(whileItRuns.pixels);
    });

    test("an id that was written down and never arrived is sent once, under that id", async () => {
      const promptId = randomUUID();
      const made = await renderOnce(backend, noise(2, { earlierPromptId: promptId }));
      expect(made.promptId).toBe(promptId);
      expect(await server.history(promptId)).toBeDefined();
    });

    test("a prompt that somebody else stops, or takes out of the queue, is told as such", async () => {
      const running = await begin(slow(), "running");
      const waiting = await begin(noise(3), "pending");
      await server.post("/api/queue", { delete: [waiting.promptId] });
      expect(await waiting.ended).toMatchObject({ code: "BACKEND_LOST" });
      await server.post("/api/interrupt", { prompt_id: running.promptId });
      expect(await running.ended).toMatchObject({ code: "BACKEND_INTERRUPTED" });
    });

    test.skipIf(target !== undefined && "url" in target)(
      "a prompt that is lost in a restart is sent again under its id (needs to restart it)",
      { timeout: BOOT_LIMIT_MS },
      async () => {
        const wish = slow();
        const before = await begin(wish, "running", openBackend(server.url, BOOT_LIMIT_MS));
        await own?.kill();
        await own?.start();
        expect(await before.ended).toMatchObject({ code: "BACKEND_LOST" });
        const after = await renderOnce(backend, { ...wish, earlierPromptId: before.promptId });
        expect(after.promptId).toBe(before.promptId);
        expect(after.pixels).toBe((await renderOnce(backend, { ...wish, fresh: true })).pixels);
      },
    );
  },
);

describe.skipIf(target === undefined)(
  target === undefined ? NOT_RUN : "what a real server refuses or fails at",
  { timeout: 120_000 },
  () => {
    test("a value out of range, an unknown node and a wrong type are found before anything is sent", async () => {
      const graph = noise(1).graph;
      const wide = { ...graph, "1": { ...graph["1"]!, inputs: { ...graph["1"]!.inputs, width: 99_999 } } };
      const unknown = { ...graph, "2": { class_type: "NoSuchNode", inputs: { image: ["1", 0] } } };
      const words = { ...graph, "1": { ...graph["1"]!, inputs: { ...graph["1"]!.inputs, width: "wide" } } };
      for (const bad of [wide, unknown, words]) {
        const listening = listeningHooks();
        await expect(renderOnce(backend, weightless(bad), listening)).rejects.toMatchObject({ code: "WORKFLOW_REFUSED" });
        expect(listening.heard.submitted).toEqual([]);
        // Sent all the same, it is refused there: our check is not stricter than the server.
        await expect(sendRaw(server.url, bad)).rejects.toMatchObject({ code: "WORKFLOW_REFUSED" });
      }
    });

    test("a checkpoint that it does not have is named, with the nearest that it has", async () => {
      const wish = weightless(checkpointGraph(), { bindings: { "1.ckpt_name": "checkpoint.file" } });
      const { models } = await probeOf(server.url);
      const error = await refused({ ...wish, checkpoint: checkpoint.replace(/.\.(\w+)$/u, "_.$1") });
      expect(error).toMatchObject({ code: "MODEL_MISSING", message: expect.stringContaining(models.checkpoints[0] ?? "has no") });
      await expect(sendRaw(server.url, checkpointGraph())).rejects.toMatchObject({ code: "MODEL_MISSING" });
    });

    test("a prompt that is accepted with errors in one output is refused as a whole, and stopped", async () => {
      const other = await occupy();
      const graph = noise(4).graph;
      const bad = { ...graph, "10": { class_type: "SaveImage", inputs: { images: ["77", 0], filename_prefix: "x" } } };
      const promptId = randomUUID();
      await expect(sendRaw(server.url, bad, promptId)).rejects.toMatchObject({ code: "WORKFLOW_REFUSED" });
      expect([await server.pending(), await server.running()]).toEqual([[], [other]]);
    });

    test("a node that fails is named", async () => {
      const error = await refused(weightless(failingGraph("x")));
      expect(error).toMatchObject({
        code: "RENDER_FAILED",
        message: expect.stringMatching(/node 2 \(ImageScaleBy\).*sizes should be greater than 0/u),
      });
    });

    test("too little memory is told from other failures", async () => {
      expect(await refused(weightless(hugeGraph("x")))).toMatchObject({ code: "BACKEND_OUT_OF_MEMORY" });
    });

    test("more than one image is not taken for one", async () => {
      const { graph } = noise(5);
      const two = { ...graph, "1": { ...graph["1"]!, inputs: { ...graph["1"]!.inputs, batch_size: 2 } } };
      expect(await refused(noise(5, { graph: two }))).toMatchObject({ code: "WORKFLOW_REFUSED" });
    });
  },
);
