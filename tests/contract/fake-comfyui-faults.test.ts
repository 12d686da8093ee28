import { mkdtempSync, readFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { expect, onTestFinished, test } from "vitest";
import { startFakeComfy, type FakeComfy } from "../support/comfyui/fake-comfy.ts";
import { DOWNLOAD_FAULTS, openFaultBoard, PROMPT_FAULTS, REQUEST_FAULTS, type FaultKind } from "../support/comfyui/faults.ts";
import { listen } from "../support/comfyui/listening.ts";
import type { FakeComfyOptions } from "../support/comfyui/options.ts";
import { plainClient, plainGraph, PLAIN_MODELS } from "../support/comfyui/plain-client.ts";
import { readPngHeader, readPngTexts } from "../support/comfyui/png-file.ts";
import { startFakeProcess } from "../support/comfyui/start-fake-process.ts";
import { createVirtualClock } from "../support/comfyui/virtual-clock.ts";

// What no recording holds: the races, bugs and faults that `comfyui.md` describes, each at a switch.

async function start(options: FakeComfyOptions = {}): Promise<FakeComfy & ReturnType<typeof plainClient>> {
  const fake = await startFakeComfy({ ...PLAIN_MODELS, ...options });
  onTestFinished(async () => await fake.stop());
  return { ...fake, ...plainClient(fake) };
}

async function expectSoon(look: () => unknown, wanted: unknown): Promise<void> {
  await expect.poll(look, { interval: 2 }).toEqual(wanted);
}

test("pictures follow from what decides them, have the size asked for, and alpha where it is joined", async () => {
  const fake = await start();
  const pixels = async (wish: Parameters<typeof plainGraph>[0]) => {
    const { bytes } = await fake.download(await fake.finish(await fake.submit(plainGraph(wish))));
    return { header: readPngHeader(bytes), raw: (await sharp(bytes).raw().toBuffer()).toString("base64") };
  };
  const first = await pixels({ seed: 1, size: 24 });
  expect(first.header).toEqual({ width: 24, height: 24, hasAlpha: false });
  expect((await pixels({ seed: 1, size: 24, prefix: "elsewhere/x" })).raw).toBe(first.raw);
  for (const other of [{ seed: 2 }, { text: "a boat" }, { checkpoint: "birch.safetensors" }, { lora: "lines.safetensors" }]) {
    expect((await pixels({ seed: 1, size: 24, ...other })).raw).not.toBe(first.raw);
  }
  const cut = await pixels({ size: 24, isTransparent: true });
  expect(cut.header?.hasAlpha).toBe(true);
  const rgba = Buffer.from(cut.raw, "base64");
  expect([rgba[3], rgba[(12 * 24 + 12) * 4 + 3]]).toEqual([0, 255]);
});

test("a file's metadata can hold a bare NaN, and `/object_info` bare infinities and 64-bit numbers", async () => {
  const fake = await start({ switches: { nanInMetadata: true } });
  const { bytes } = await fake.download(await fake.finish(await fake.submit(plainGraph())));
  expect(readPngTexts(bytes)[0]?.[1]).toContain(`"is_changed": [NaN]`);
  const info = await (await fake.get("/object_info")).text();
  expect(info).toContain(`"default": NaN, "min": -Infinity, "max": Infinity`);
  expect(info).toContain(`"max": 18446744073709551615`);
});

test("previews come when a prompt asks for them, and a model's metadata and the card's memory are told as given", async () => {
  const vram = { total: 8_000, free: 1_000 };
  const fake = await start({ vram, modelMetadata: { "alder.safetensors": { "modelspec.title": "Alder" } } });
  const socket = await listen(fake.url, "/ws?clientId=me");
  await fake.submit(plainGraph({ seed: 1 }));
  const silent = await socket.hear(`"node": null`);
  await fake.submit(plainGraph({ seed: 2 }), { extra_data: { preview_method: "auto" } });
  const shown = await socket.hear(`"node": null`);
  const previews = [silent, shown].map((frames) => frames.filter((frame) => frame.startsWith("BIN type=1")).length);
  expect(previews).toEqual([0, fake.switches.steps]);
  const metadata = await fake.get("/view_metadata/checkpoints?filename=alder.safetensors");
  expect(await metadata.json()).toEqual({ "modelspec.title": "Alder" });
  const stats = (await (await fake.get("/system_stats")).json()) as { devices: { vram_total: number; vram_free: number }[] };
  expect(stats.devices).toEqual([expect.objectContaining({ vram_total: 8_000, vram_free: 1_000 })]);
  await socket.close();
});

test("history is late after `execution_success`, and there with the end marker", async () => {
  const fake = await start({ switches: { historyDelayMs: 60 } });
  const socket = await listen(fake.url, "/ws?clientId=me");
  const id = await fake.submit(plainGraph());
  await socket.hear("execution_success");
  expect(await fake.find(id)).toBeNull();
  expect(await fake.statusOf(id)).toBe("in_progress");
  await socket.hear(`"executing", "data": {"node": null`);
  expect((await fake.find(id))?.status.status_str).toBe("success");
  await socket.close();
});

test("two equal outputs of one prompt share a file, and a cached run writes none and can name one that is gone", async () => {
  const fake = await start();
  const graph = { ...plainGraph(), "99": plainGraph()["9"] ?? {} };
  const ended = await fake.finish(await fake.submit(graph));
  expect(ended.outputs["99"]).toEqual(ended.outputs["9"]);
  fake.files.remove("output/t/1_00001_.png");
  const again = await fake.finish(await fake.submit(graph));
  expect(again.outputs["9"]).toEqual(ended.outputs["9"]);
  expect((await fake.download(again)).status).toBe(404);
  expect(fake.executions.map(({ written }) => written.length)).toEqual([1, 0]);
});

test("a second socket of the same client takes over, and goes deaf when the first one closes, unless that bug is mended", async () => {
  const fake = await start();
  for (const unregisterBug of [true, false]) {
    fake.switches.unregisterBug = unregisterBug;
    const first = await listen(fake.url, "/ws?clientId=me");
    const second = await listen(fake.url, "/ws?clientId=me");
    await expectSoon(() => second.frames.length, 1);
    await fake.finish(await fake.submit(plainGraph({ seed: unregisterBug ? 1 : 2 })));
    await second.hear(`"node": null`);
    expect(first.frames).toHaveLength(1);
    await first.close();
    await new Promise((done) => void setTimeout(done, 10));
    await fake.finish(await fake.submit(plainGraph({ seed: unregisterBug ? 3 : 4 })));
    await expectSoon(() => second.frames.length > 0, !unregisterBug);
    await second.close();
  }
});

test("a socket that comes back while its prompt runs hears the node under way, without a prompt id", async () => {
  const fake = await start({ faults: { at: [{ kind: "stuck", nth: 1 }] } });
  const id = await fake.submit(plainGraph());
  await expectSoon(() => fake.statusOf(id), "in_progress");
  const socket = await listen(fake.url, "/ws?clientId=me");
  await socket.hear(`{"type": "executing", "data": {"node": "3"}}`);
  await fake.post("/interrupt", { prompt_id: id });
  await socket.hear(`"node": null`);
  expect(await fake.statusOf(id)).toBe("cancelled");
  await socket.close();
});

const ENDS: readonly (readonly [FaultKind, status: string, event: string, hasOutput: boolean])[] = [
  ["outOfMemory", "error", "torch.OutOfMemoryError", false],
  ["nodeError", "error", "RuntimeError", false],
  ["diskFull", "error", "OSError", false],
  ["interrupted", "error", "execution_interrupted", false],
  ["blockedOutput", "success", "execution_success", false],
  ["blockedElsewhere", "success", "execution_success", true],
  ["outputMissing", "success", "execution_success", false],
  ["historyLate", "success", "execution_success", true],
  ["socketDropped", "success", "execution_success", true],
];

test.each(ENDS)("%s ends as %s", async (...row) => {
  const [kind, status, event, hasOutput] = row;
  const fake = await start({ faults: { at: [{ kind, nth: 1 }] }, switches: { lateMs: 20 } });
  const ended = await fake.finish(await fake.submit(plainGraph()));
  expect(ended.status.status_str).toBe(status);
  expect(JSON.stringify(ended.status.messages.at(-1))).toContain(event);
  expect("9" in ended.outputs).toBe(hasOutput);
  expect(fake.counts.faults).toEqual({ [kind]: 1 });
  // The next one is fine: a fault belongs to one prompt.
  expect((await fake.finish(await fake.submit(plainGraph({ seed: 2 })))).outputs["9"]?.images).toHaveLength(1);
});

test("an output can be gone, damaged for good, damaged once, or cut off", async () => {
  const fake = await start({
    faults: {
      at: [
        { kind: "outputFileMissing", nth: 1 },
        { kind: "outputFileCorrupt", nth: 2 },
      ],
    },
  });
  expect((await fake.download(await fake.finish(await fake.submit(plainGraph({ seed: 1 }))))).status).toBe(404);
  const damaged = await fake.finish(await fake.submit(plainGraph({ seed: 2 })));
  await expect(
    sharp((await fake.download(damaged)).bytes)
      .raw()
      .toBuffer(),
  ).rejects.toThrow();
  const fine = await fake.finish(await fake.submit(plainGraph({ seed: 3 })));
  fake.faults.arm("corruptImage");
  await expect(
    sharp((await fake.download(fine)).bytes)
      .raw()
      .toBuffer(),
  ).rejects.toThrow();
  fake.faults.arm("truncatedDownload");
  await expect(fake.download(fine)).rejects.toThrow();
  expect((await fake.download(fine)).status).toBe(200);
});

test("requests are lost before and after they are accepted, late, unanswered, or answered with anything but JSON", async () => {
  const fake = await start({ switches: { slowMs: 30 } });
  const armed = async (kind: FaultKind): Promise<unknown> => {
    fake.faults.arm(kind, "POST /prompt");
    const body = JSON.stringify({ prompt: plainGraph(), client_id: "me" });
    const response = await fetch(`${fake.url}/prompt`, { method: "POST", body, signal: AbortSignal.timeout(400) }).catch(
      () => null,
    );
    const said = await response?.text();
    const isJson = said?.endsWith("}}") === true;
    return [response?.status ?? null, isJson, fake.accepted.length];
  };
  await fake.get("/queue");
  expect(await armed("dropBeforeAccept")).toEqual([null, false, 0]);
  expect(await armed("error500")).toEqual([500, false, 0]);
  expect(await armed("dropAfterAccept")).toEqual([null, false, 1]);
  // No upper bounds: on a busy machine everything is late.
  const beforeMs = performance.now();
  expect(await armed("slowReply")).toEqual([200, true, 2]);
  expect(performance.now() - beforeMs).toBeGreaterThan(25);
  expect(await armed("hungReply")).toEqual([null, false, 3]);
  expect(await armed("truncatedJson")).toEqual([200, false, 4]);
  expect(await armed("garbageJson")).toEqual([200, false, 5]);
});

test("a prompt deleted from the queue by someone leaves no trace", async () => {
  const fake = await start({ faults: { at: [{ kind: "deletedSilently", nth: 1 }] } });
  const id = await fake.submit(plainGraph());
  expect([await fake.find(id), await fake.statusOf(id), fake.executions.length]).toEqual([null, "Job not found", 0]);
  expect(fake.accepted.map(({ promptId }) => promptId)).toEqual([id]);
});

test("a restart in the middle of a run loses queue and history and keeps files", async () => {
  const fake = await start({ faults: { at: [{ kind: "restart", nth: 2 }] } });
  const before = await fake.finish(await fake.submit(plainGraph({ seed: 1 })));
  const lost = await fake.submit(plainGraph({ seed: 2 }));
  await expectSoon(() => fake.counts.restarts, 1);
  expect(await fake.statusOf(lost)).toBe("Job not found");
  expect((await fake.download(before)).status).toBe(200);
  expect(fake.executions.map(({ outcome }) => outcome)).toEqual(["success", "lost"]);
  await fake.finish(await fake.submit(plainGraph({ seed: 1 }), { prompt_id: lost }));
  expect(fake.files.list("output")).toEqual(["t/1_00001_.png", "t/1_00002_.png"]);
});

test("a zombie answers and queues for ever, until someone restarts it", async () => {
  const fake = await start({ faults: { at: [{ kind: "zombie", nth: 1 }] } });
  const [running, waiting] = [await fake.submit(plainGraph({ seed: 1 })), await fake.submit(plainGraph({ seed: 2 }))];
  await expectSoon(() => fake.isZombie(), true);
  expect([await fake.statusOf(running), await fake.statusOf(waiting)]).toEqual(["in_progress", "pending"]);
  expect(fake.orphans()).toEqual([running, waiting]);
  await fake.restart();
  expect([fake.orphans(), fake.isZombie()]).toEqual([[], false]);

  fake.switches.operatorMs = 20;
  fake.faults.arm("zombie");
  await fake.submit(plainGraph({ seed: 3 }));
  await expectSoon(() => fake.counts.restarts, 2);
});

test("sockets can be refused, and all connections torn", async () => {
  const fake = await start({ switches: { noWebSocket: true } });
  await expect(listen(fake.url, "/ws")).rejects.toThrow();
  fake.switches.noWebSocket = false;
  fake.faults.arm("socketRefused");
  await expect(listen(fake.url, "/ws")).rejects.toThrow();
  const socket = await listen(fake.url, "/ws?clientId=me");
  await fake.kill();
  await socket.close();
  await expect(fake.get("/queue")).rejects.toThrow();
});

test("older servers lack what came later", async () => {
  const old = await start({ version: "0.3.50" });
  expect((await old.get("/jobs")).status).toBe(404);
  old.faults.arm("stuck");
  const id = await old.submit(plainGraph(), { prompt_id: "any text will do" });
  await expectSoon(() => old.orphans(), [id]);
  await old.post("/interrupt", { prompt_id: "another" });
  expect((await old.finish(id)).status.status_str).toBe("error");
  const unknown = await old.post("/prompt", { prompt: { "1": { class_type: "Nope", inputs: {} } } });
  expect(await unknown.text()).toContain(`"type": "invalid_prompt"`);
  expect((await (await start({ version: "0.25.0" })).post("/jobs/x/cancel")).status).toBe(404);
});

test("random faults follow from the seed and the occasion, whatever else happened", () => {
  const rates = Object.fromEntries(PROMPT_FAULTS.map((kind) => [kind, 0.05]));
  const drawn = (seed: string, order: readonly number[]) => {
    const board = openFaultBoard({ seed, rates });
    return Object.fromEntries(order.map((nth) => [nth, board.draw(PROMPT_FAULTS, { nth })]));
  };
  const upwards = Array.from({ length: 300 }, (_, index) => index + 1);
  expect(drawn("a", upwards)).toEqual(drawn("a", upwards.toReversed()));
  expect(drawn("a", upwards)).not.toEqual(drawn("b", upwards));
  const kinds = new Set(Object.values(drawn("a", upwards)));
  expect(kinds.size).toBe(PROMPT_FAULTS.length + 1);
  const at = openFaultBoard({ at: [{ kind: "error500", nth: 2, route: "GET /queue" }] });
  expect(at.draw(REQUEST_FAULTS, { nth: 2, route: "GET /queue", nthOfRoute: 1 })).toBeNull();
  expect(at.draw(REQUEST_FAULTS, { nth: 9, route: "GET /queue", nthOfRoute: 2 })).toBe("error500");
  expect(at.draw(DOWNLOAD_FAULTS, { nth: 2 })).toBeNull();
});

test("three servers of different speeds share virtual time to the millisecond", async () => {
  const stepsOf = [10, 20, 40];
  let waiting = 60;
  const servers: FakeComfy[] = [];
  let submitting = 0;
  const isSettled = () => submitting === 0 && servers.every((fake) => waiting === 0 || fake.orphans().length >= 2);
  const clock = createVirtualClock({ isSettled, graceMs: 2_000 });
  for (const stepMs of stepsOf) servers.push(await start({ clock, stepMs, steps: 5 }));
  let seed = 0;
  const feed = async (fake: FakeComfy): Promise<void> => {
    const client = plainClient(fake);
    while (waiting > 0) {
      if (fake.orphans().length >= 2) await new Promise((done) => void setImmediate(done));
      else {
        [waiting, submitting] = [waiting - 1, submitting + 1];
        await client.submit(plainGraph({ seed: ++seed }));
        submitting--;
      }
    }
  };
  await Promise.all(servers.map(feed));
  await expectSoon(() => servers.flatMap((fake) => fake.orphans()), []);
  const done = servers.map(({ executions }) => executions.length);
  expect(done.reduce((sum, count) => sum + count, 0)).toBe(60);
  const busyMs = done.map((count, index) => count * (stepsOf[index] ?? 0) * 5);
  const lastMs = Math.max(...servers.flatMap(({ executions }) => executions.map(({ endedMs }) => endedMs)));
  const firstMs = Math.min(...servers.flatMap(({ executions }) => executions.map(({ startedMs }) => startedMs)));
  expect(lastMs - firstMs).toBe(Math.max(...busyMs));
  expect(clock.impatientJumps).toBe(0);
});

test("a fake in a process of its own is killed and comes back at its port with its files, and its log goes on", async () => {
  const dir = mkdtempSync(path.join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "fake-comfy-"));
  const options = { ...PLAIN_MODELS, dir, logFile: path.join(dir, "executions.jsonl") };
  const first = await startFakeProcess(options);
  const client = plainClient(first);
  const ended = await client.finish(await client.submit(plainGraph()));
  await first.kill();
  await expect(client.get("/queue")).rejects.toThrow();
  const second = await startFakeProcess({ ...options, port: first.port });
  onTestFinished(async () => await second.kill());
  expect(second.url).toBe(first.url);
  expect(await (await client.get("/history")).text()).toBe("{}");
  expect((await client.download(ended)).status).toBe(200);
  await client.finish(await client.submit(plainGraph()));
  const logged = readFileSync(options.logFile, "utf8")
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { written: string[] }).written);
  expect(logged).toEqual([["output/t/1_00001_.png"], ["output/t/1_00002_.png"]]);
});
