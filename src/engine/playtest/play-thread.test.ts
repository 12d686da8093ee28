import { afterAll, expect, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { MIST, writeFiles } from "../../../tests/support/stories.ts";
import { openPlayThread, type PlayInput } from "./play-thread.ts";

const workshop = createWorkshop("play-thread");
const at = writeFiles(workshop.dir, { "mist.scene.yaml": MIST });
const thread = openPlayThread();
afterAll(async () => {
  await thread.close();
  workshop.remove();
});

const run = (changes: Partial<PlayInput<"run">> = {}): PlayInput<"run"> => ({
  story: { path: at("mist.scene.yaml"), name: "mist.scene.yaml" },
  pov: null,
  worldline: null,
  seed: 3,
  policy: { base: "random", choices: [] },
  variables: {},
  maxSteps: 1000,
  out: null,
  hooks: null,
  heavy: false,
  touchstone: "0",
  ...changes,
});
/** Goes round for minutes. */
const endless = run({ policy: { base: "first", choices: [] }, maxSteps: 100_000_000 });

test("tasks are done one after the other, and equal ones come out equal", async () => {
  const [[first], [again], [other]] = await Promise.all([
    thread.call("run", run()),
    thread.call("run", run({ heavy: true })),
    thread.call("run", run({ seed: 4 })),
  ]);
  expect(first).toMatchObject({ ok: true, outcome: "ended", seed: 3 });
  expect(again?.digest).toBe(first?.digest);
  expect(other?.digest).not.toBe(first?.digest);
});

test("what a task throws is thrown here as what it was", async () => {
  await expect(thread.call("run", run({ pov: "nobody" }))).rejects.toMatchObject({ code: "STORY_OPTION_UNKNOWN" });
  await expect(thread.call("run", run({ story: { path: at("none.yaml"), name: "none.yaml" } }))).rejects.toMatchObject({
    code: "FILE_NOT_FOUND",
  });
});

test("a task that takes too long is ended, and the next one is served", async () => {
  const slow = thread.call("run", endless, { limitMs: 50 });
  const next = thread.call("run", run());
  await expect(slow).rejects.toMatchObject({ code: "PLAY_TOO_LONG", message: "playing took longer than 0.05 s" });
  expect((await next)[0]?.outcome).toBe("ended");
});

test("who stops waiting ends the task, before it begins and while it runs", async () => {
  const stop = new AbortController();
  const running = thread.call("run", endless, { signal: stop.signal });
  const waiting = thread.call("run", endless, { signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  await expect(running).rejects.toMatchObject({ code: "INTERRUPTED" });
  await expect(waiting).rejects.toMatchObject({ code: "INTERRUPTED" });
});

test("no more tasks wait than can be served", async () => {
  const stop = new AbortController();
  const asked = Array.from({ length: 65 }, async () => await thread.call("run", endless, { signal: stop.signal }));
  await expect(asked.at(-1)).rejects.toMatchObject({ code: "SERVER_BUSY" });
  stop.abort();
  expect((await Promise.allSettled(asked)).every(({ status }) => status === "rejected")).toBe(true);
});
