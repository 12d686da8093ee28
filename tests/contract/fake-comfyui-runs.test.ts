import { expect, onTestFinished, test } from "vitest";
import { startFakeComfy, type FakeComfy } from "../support/comfyui/fake-comfy.ts";
import { listen, type Listener } from "../support/comfyui/listening.ts";
import { normalize, normalizeFrame, readRecording, typeOfFrame, type Section } from "../support/comfyui/recording.ts";
import { createVirtualClock } from "../support/comfyui/virtual-clock.ts";

// What a real server said on its sockets, said again by the fake: the same frames in the same order, with the same fields.

const recording = readRecording();
const END = `"executing", "data": {"node": null`;

/** The recorded graph: a picture, a slow custom node, its inverse, and the file. */
function slowGraph(prefix: string, slow: { steps: number; delay_ms?: number; fail?: boolean }): object {
  return {
    "1": { class_type: "EmptyImage", inputs: { width: 64, height: 48, batch_size: 1, color: 3368601 } },
    "2": {
      class_type: "SlowTest",
      inputs: { image: ["1", 0], delay_ms: 50, fail: false, ...slow },
      _meta: { title: "Slow" },
    },
    "3": { class_type: "ImageInvert", inputs: { image: ["2", 0] } },
    "9": { class_type: "SaveImage", inputs: { images: ["3", 0], filename_prefix: prefix } },
  };
}

async function post(fake: FakeComfy, path: string, body: object = {}): Promise<string> {
  const response = await fetch(`${fake.url}/api${path}`, { method: "POST", body: JSON.stringify(body) });
  return await response.text();
}

async function get(fake: FakeComfy, path: string): Promise<string> {
  return await (await fetch(`${fake.url}/api${path}`)).text();
}

const idOf = (reply: string): string => (JSON.parse(reply) as { prompt_id: string }).prompt_id;

/** Says so where the recording is not there: the excerpt holds the first runs only. */
function section(title: string, nth = 0): Section | null {
  const found = recording.sections.filter((run) => run.title === title)[nth] ?? null;
  if (found === null && recording.source === "whole") throw new Error(`the recording has no \`${title}\``);
  if (found === null) process.stdout.write(`\`../shared\` is missing: \`${title}\` is not compared\n`);
  return found;
}

function expectFrames(heard: readonly string[], recorded: readonly string[]): void {
  expect(heard.map(typeOfFrame)).toEqual(recorded.map(typeOfFrame));
  const whole = recorded.flatMap((frame, index) => (normalizeFrame(frame) === null ? [] : [index]));
  expect(whole.map((index) => normalizeFrame(heard[index] ?? ""))).toEqual(
    whole.map((index) => normalizeFrame(recorded[index] ?? "")),
  );
}

/** What a line of the recording said after its first word; null where it was cut off. */
function expectLine(run: Section, word: string, heard: string): void {
  const recorded = run.lines.find((line) => line.startsWith(`${word} `));
  if (recorded === undefined) return;
  const text = recorded.slice(word.length + 1).replace(/ \{'Content-Type'.*$/, "");
  const wanted = normalize(text);
  if (wanted !== null) expect(normalize(heard)).toEqual(wanted);
}

/** A server whose time passes only as the test allows. */
async function startServer(): Promise<{ fake: FakeComfy; allow: (jumps: number) => void }> {
  let jumps = Number.POSITIVE_INFINITY;
  const clock = createVirtualClock({ isSettled: () => jumps-- > 0, graceMs: 60_000 });
  const fake = await startFakeComfy({
    clock,
    ...(recording.objectInfoPath === null ? {} : { objectInfoPath: recording.objectInfoPath }),
  });
  onTestFinished(async () => await fake.stop());
  return { fake, allow: (allowed) => void (jumps = allowed) };
}

async function open(fake: FakeComfy, path: string): Promise<Listener> {
  const listener = await listen(fake.url, path);
  onTestFinished(async () => await listener.close());
  await expect.poll(() => listener.frames.length).toBe(1);
  return listener;
}

/** Runs, runs again from the cache, and once more after the executor was freed. */
async function replayThree(
  fake: FakeComfy,
  socket: Listener,
  { title, nth, prompt }: { title: string; nth: number; prompt: object },
): Promise<void> {
  const extra_data = { extra_pnginfo: { workflow: { id: "wf-1", x: 1 } } };
  const first = section(title);
  const reply = await post(fake, "/prompt", { prompt, client_id: "cidA", extra_data });
  const heard = await socket.hear(END);
  if (first !== null) {
    expectFrames(heard, first.frames[""] ?? []);
    expectLine(first, "200", reply);
    expectLine(first, "HIST", await get(fake, `/history/${idOf(reply)}`));
    expectLine(first, "JOB", await get(fake, `/jobs/${idOf(reply)}`));
  }
  const second = section("cached resubmit", nth);
  const again = await post(fake, "/prompt", { prompt, client_id: "cidA" });
  const heardAgain = await socket.hear(END);
  if (second !== null) {
    expectFrames(heardAgain, second.frames[""] ?? []);
    expectLine(second, "HIST", await get(fake, `/history/${idOf(again)}`));
  }
  const third = section("/free then resubmit", nth);
  expect(await post(fake, "/free", { unload_models: true, free_memory: true })).toBe("");
  await post(fake, "/prompt", { prompt, client_id: "cidA" });
  const heardFreed = await socket.hear(END);
  if (third !== null) expectFrames(heardFreed, third.frames[""] ?? []);
}

test("a run, the same from the cache, after a restart of the executor, with and without preview metadata, failing, and without a client", async () => {
  const { fake } = await startServer();
  const plain = await open(fake, "/ws?clientId=cidA");
  await replayThree(fake, plain, { title: "happy noflags", nth: 0, prompt: slowGraph("t/noflags", { steps: 3 }) });
  await plain.close();

  const flags = await open(fake, "/ws?clientId=cidA");
  flags.send(JSON.stringify({ type: "feature_flags", data: { supports_preview_metadata: true } }));
  await expect.poll(() => flags.frames.length).toBe(2);
  await replayThree(fake, flags, { title: "happy flags", nth: 1, prompt: slowGraph("t/flags", { steps: 2 }) });

  await failing(fake);
  await withoutClient(fake);
});

/** One of two sockets owns a prompt that fails. */
async function failing(fake: FakeComfy): Promise<void> {
  const owner = await open(fake, "/ws?clientId=cidB");
  const other = await open(fake, "/ws");
  const run = section("exec error");
  const reply = await post(fake, "/prompt", { prompt: slowGraph("t/e", { steps: 3, fail: true }), client_id: "cidB" });
  const heard = await owner.hear(END);
  if (run === null) return;
  expectFrames(heard, run.frames[""] ?? []);
  await expect.poll(() => other.frames.length).toBe(4);
  expectFrames(other.frames.splice(0), run.frames["other socket saw"] ?? []);
  expectLine(run, "HIST", await get(fake, `/history/${idOf(reply)}`));
  expectLine(run, "JOB", await get(fake, `/jobs/${idOf(reply)}`));
  await Promise.all([owner.close(), other.close()]);
}

/** Progress of a prompt that nobody owns is for everyone, and all else is for nobody. */
async function withoutClient(fake: FakeComfy): Promise<void> {
  const run = section("no client_id");
  const sockets = [await open(fake, "/ws?clientId=cidB"), await open(fake, "/ws")];
  for (const socket of sockets) socket.frames.length = 0;
  await post(fake, "/prompt", { prompt: slowGraph("t/nobody", { steps: 2 }) });
  const heard = await Promise.all(sockets.map(async (socket) => await socket.hear(`"queue_remaining": 0`)));
  if (run === null) return;
  expectFrames(heard[0] ?? [], run.frames["B"] ?? []);
  expectFrames(heard[1] ?? [], run.frames["anon"] ?? []);
}

test("a queue of three: one is deleted without a trace, one is interrupted, one is canceled as a job", async () => {
  const { fake, allow } = await startServer();
  const run = section("interrupt + queue");
  const socket = await open(fake, "/ws?clientId=cidB");
  // The picture is cached, and eight prompts have been here, as when this was recorded.
  await post(fake, "/prompt", { prompt: slowGraph("t/before", { steps: 1 }), client_id: "cidB" });
  await socket.hear(END);
  for (let number = 1; number < 8; number++) await post(fake, "/prompt", { prompt: {} });

  allow(6);
  const replies: string[] = [];
  for (const prefix of ["t/i0", "t/i1", "t/i2"]) {
    replies.push(await post(fake, "/prompt", { prompt: slowGraph(prefix, { steps: 40, delay_ms: 100 }), client_id: "cidB" }));
  }
  const [first = "", second = "", third = ""] = replies.map(idOf);
  await socket.hear(`"progress", "data": {"value": 6`);
  const queue = await get(fake, "/queue");
  const [prompt, jobs] = [await get(fake, "/prompt"), await get(fake, "/jobs?status=pending,in_progress")];
  await post(fake, "/interrupt", { prompt_id: third });
  await post(fake, "/queue", { delete: [second] });
  const deleted = [await get(fake, `/history/${second}`), await get(fake, `/jobs/${second}`)];
  await post(fake, "/interrupt", { prompt_id: first });
  allow(6);
  await socket.hear(`"queue_remaining": 2`);
  const after = await socket.hear(`"progress", "data": {"value": 5`);
  const [history, job] = [await get(fake, `/history/${first}`), await get(fake, `/jobs/${first}`)];
  const cancelled = [await post(fake, `/jobs/${third}/cancel`)];
  const invalid = await post(fake, "/jobs/cancel", { job_ids: ["x", third, "3"] });
  allow(1);
  const end = await socket.hear(END);
  cancelled.push(await post(fake, `/jobs/${third}/cancel`));

  expect(deleted).toEqual(["{}", `{"error": "Job not found"}`]);
  expect(cancelled).toEqual([`{"cancelled": true}`, `{"cancelled": false}`]);
  expect(invalid).toBe(`{"error": "job_ids contains invalid id(s)", "invalid_ids": ["x", "3"]}`);
  if (run === null) return;
  const recorded = run.frames[""] ?? [];
  const from = recorded.findIndex((frame) => frame.includes(`"queue_remaining": 2`)) + 1;
  const until = recorded.findLastIndex((frame) => frame.includes(`"progress", "data": {"value": 5`)) + 1;
  expectFrames(after, recorded.slice(from, until));
  expectFrames(
    end.filter((frame) => !frame.startsWith("BIN")),
    recorded.slice(-3),
  );
  expectLine(run, "QUEUE", queue);
  expectLine(run, "PROMPT", prompt);
  expectLine(run, "JOBS", jobs);
  expectLine(run, "HIST", history);
  expectLine(run, "JOB", job);
});
