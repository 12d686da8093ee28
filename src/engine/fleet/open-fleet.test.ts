import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { expect, onTestFinished, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import type { ComfyClient } from "../../adapters/comfyui/comfy-client.ts";
import type { ImageBackend } from "../../adapters/rendering/image-backend.ts";
import { PATIENCE_MS } from "../../core/backends/judge-outage.ts";
import type { ServerProbe } from "../../core/comfyui/server-probe.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { OpenServer } from "./members.ts";
import { openFleet } from "./open-fleet.ts";

const PROBE: ServerProbe = {
  facts: { comfyuiVersion: "0.33.0", python: null, torch: null, os: null, argv: [], devices: [], nodePacks: [] },
  catalogue: new Map(),
  models: { checkpoints: ["alder.safetensors"], loras: [], vae: [] },
  queue: { running: 1, pending: 2 },
  hasJobs: true,
};

const away = new TouchstoneError("BACKEND_UNREACHABLE", "there is no connection");

/** Servers that answer as long as they are not in `down`. */
function openTestFleet(entries: readonly object[], environment = "") {
  const workshop = createWorkshop("fleet");
  onTestFinished(workshop.remove);
  const write = (backends: readonly object[]): void => {
    mkdirSync(workshop.at(".touchstone"), { recursive: true });
    const text = stringify({ format: "touchstone.backends/1", backends });
    writeFileSync(join(workshop.dir, ".touchstone", "backends.yaml"), text);
  };
  write(entries);
  const down = new Set<string>();
  const closed: string[] = [];
  const canceled: string[] = [];
  const asked: string[] = [];
  let nowMs = 1_000_000;
  const answer = async <T>(id: string, value: T): Promise<T> => {
    asked.push(id);
    return await (down.has(id) ? Promise.reject(away) : Promise.resolve(value));
  };
  const open: OpenServer = ({ id }) => {
    const client: Partial<ComfyClient> = {
      probe: async () => await answer(id, PROBE),
      queueCounts: async () => await answer(id, { running: 0, pending: 0 }),
      cancel: async (promptId) => {
        await answer(id, undefined);
        canceled.push(promptId);
      },
    };
    const close = async (): Promise<void> => void (await Promise.resolve(closed.push(id)));
    return { client: client as ComfyClient, backend: { id, kind: "comfyui", close } as unknown as ImageBackend, wasUp: false };
  };
  const builtin = { id: "builtin", kind: "builtin" } as ImageBackend;
  const fleet = openFleet({
    projectDir: workshop.dir,
    builtin: { backend: builtin, version: "procedural/1" },
    environment,
    loadOpener: async () => await Promise.resolve(open),
    countRendering: (id) => (id === "fast-pc" ? 1 : 0),
    nowMs: () => nowMs,
  });
  return { fleet, write, down, closed, canceled, asked, pass: (ms: number) => void (nowMs += ms) };
}

const FAST = { id: "fast-pc", url: "http://127.0.0.1:8188" };
const SLOW = { id: "slow-pc", url: "http://127.0.0.1:8189" };
const demand = { kind: "comfyui", checkpointId: "alder", only: null, refusedBy: [] } as const;
const idsOf = (slots: readonly { readonly id: string }[]): readonly string[] => slots.map(({ id }) => id);

test("servers are given work once they have answered, and are described as they were last seen", async () => {
  const { fleet, down } = openTestFleet([FAST, SLOW]);
  down.add("slow-pc");
  await fleet.load();
  expect(idsOf(fleet.available())).toEqual(["builtin"]);
  expect(fleet.outageFor(demand)).toEqual({ kind: "wait" });
  const states = await fleet.look();
  expect(idsOf(fleet.available())).toEqual(["builtin", "fast-pc"]);
  expect(states[1]).toMatchObject({ id: "fast-pc", health: "up", version: "0.33.0", queue: PROBE.queue, rendering: 1 });
  expect(states[2]).toMatchObject({
    id: "slow-pc",
    health: "down",
    queue: null,
    detail: expect.any(String),
    hint: expect.any(String),
  });
});

test("a backend whose render found it gone is given nothing more until a look succeeds, and the last checkpoint is its warm one", async () => {
  const { fleet, down, pass } = openTestFleet([FAST]);
  await fleet.look();
  fleet.noteRender("fast-pc", { ok: true, checkpointId: "alder" });
  expect(fleet.available()[1]).toMatchObject({ warmCheckpoint: "alder" });
  down.add("fast-pc");
  fleet.noteRender("fast-pc", { ok: false, error: away });
  expect(idsOf(fleet.available())).toEqual(["builtin"]);
  expect(fleet.outageFor(demand)).toEqual({ kind: "wait" });
  pass(PATIENCE_MS);
  expect(fleet.outageFor(demand)).toMatchObject({ kind: "fail", code: "BACKEND_UNREACHABLE" });
  down.clear();
  const changed = new Promise<void>((resolve) => void fleet.onChange(resolve));
  fleet.tend();
  await changed;
  expect(idsOf(fleet.available())).toEqual(["builtin", "fast-pc"]);
});

test("a render's own failure, and a bug, leave its backend in the rotation", async () => {
  const { fleet } = openTestFleet([FAST]);
  await fleet.look();
  fleet.noteRender("fast-pc", { ok: false, error: new TouchstoneError("WORKFLOW_REFUSED", "no such node") });
  fleet.noteRender("fast-pc", { ok: false, error: new TypeError("a bug") });
  expect(idsOf(fleet.available())).toEqual(["builtin", "fast-pc"]);
});

test("servers that are off, or given other checkpoints, are not candidates", async () => {
  const { fleet } = openTestFleet([
    { ...FAST, enabled: false },
    { ...SLOW, checkpoints: ["birch"] },
  ]);
  await fleet.look();
  expect(idsOf(fleet.available())).toEqual(["builtin", "slow-pc"]);
  expect(fleet.outageFor(demand)).toMatchObject({ kind: "fail", code: "RENDERER_MISSING" });
  expect(fleet.outageFor({ ...demand, checkpointId: "birch" })).toEqual({ kind: "none" });
});

test("a server that one caller names works for that caller alone", async () => {
  const { fleet } = openTestFleet([FAST]);
  const id = await fleet.use("http://127.0.0.1:9999");
  expect(await fleet.use("fast-pc")).toBe("fast-pc");
  await fleet.look();
  const reserved = fleet.available().map(({ id: backend, reserved: is }) => [backend, is]);
  expect(reserved).toEqual([
    ["builtin", false],
    ["fast-pc", false],
    [id, true],
  ]);
  expect(fleet.candidatesFor(demand)).toEqual(["fast-pc"]);
  expect(fleet.outageFor({ ...demand, only: id })).toEqual({ kind: "none" });
});

test("the environment's server stands for all of the file", async () => {
  const { fleet } = openTestFleet([FAST, SLOW], "http://127.0.0.1:9999");
  const states = await fleet.look();
  expect(states.map(({ source }) => source)).toEqual(["builtin", "environment"]);
});

test("what is no longer named is let go, and what is new is found, when the file was written", async () => {
  const { fleet, write, closed } = openTestFleet([FAST]);
  await fleet.look();
  write([SLOW]);
  await fleet.reload();
  expect(fleet.find("fast-pc")).toBeUndefined();
  expect(closed).toEqual(["fast-pc"]);
  expect((await fleet.look()).map(({ id }) => id)).toEqual(["builtin", "slow-pc"]);
});

test("a server that a command beside this process names is found, by looking and by tending", async () => {
  const { fleet, write, closed } = openTestFleet([FAST]);
  await fleet.look();
  write([FAST, SLOW]);
  expect((await fleet.look()).map(({ id }) => id)).toEqual(["builtin", "fast-pc", "slow-pc"]);
  write([SLOW]);
  fleet.tend();
  await expect.poll(() => closed).toEqual(["fast-pc"]);
  write([{ id: "slow-pc" }]);
  expect((await fleet.look()).map(({ id }) => id)).toEqual(["builtin", "slow-pc"]);
  await expect(fleet.look({ refresh: true })).rejects.toMatchObject({ code: "INPUT_INVALID" });
});

test("a prompt that nobody wants is stopped at once, or when its server answers again", async () => {
  const { fleet, down, canceled, pass } = openTestFleet([FAST]);
  await fleet.look();
  await fleet.discard("fast-pc", "prompt-1");
  await new Promise((resolve) => void setImmediate(resolve));
  expect(canceled).toEqual(["prompt-1"]);
  down.add("fast-pc");
  fleet.noteRender("fast-pc", { ok: false, error: away });
  await fleet.discard("fast-pc", "prompt-2");
  down.clear();
  pass(60_000);
  await fleet.look({ refresh: true });
  expect(canceled).toEqual(["prompt-1", "prompt-2"]);
});

test("one that is up is asked again now and then while work waits, and only for its queue", async () => {
  const { fleet, asked, pass } = openTestFleet([FAST]);
  await fleet.look();
  fleet.tend();
  expect(asked).toHaveLength(1);
  pass(30_000);
  const changed = new Promise<void>((resolve) => void fleet.onChange(resolve));
  fleet.tend();
  await changed;
  expect(asked).toHaveLength(2);
  expect(fleet.known()[1]?.queue).toEqual({ running: 0, pending: 0 });
});

test("a server that was switched off is asked, and works, for a caller that names it", async () => {
  const { fleet } = openTestFleet([{ ...FAST, enabled: false }]);
  await fleet.use("fast-pc");
  const changed = new Promise<void>((resolve) => void fleet.onChange(resolve));
  fleet.tend();
  await changed;
  expect(fleet.outageFor({ ...demand, only: "fast-pc" })).toEqual({ kind: "none" });
  expect(fleet.available()[1]).toMatchObject({ id: "fast-pc", reserved: true });
  expect(fleet.candidatesFor(demand)).toEqual([]);
});

test("who has a server for themselves waits for what it has, keeps it from all others, and is followed by who comes second", async () => {
  const { fleet } = openTestFleet([SLOW]);
  await fleet.look();
  const giveBack = await fleet.reserve("slow-pc");
  expect(idsOf(fleet.available())).toEqual(["builtin"]);
  let isSecond = false;
  const second = fleet.reserve("slow-pc").then((release) => {
    isSecond = true;
    return release;
  });
  await new Promise((resolve) => void setImmediate(resolve));
  expect(isSecond).toBe(false);
  giveBack();
  expect(idsOf(fleet.available())).toEqual(["builtin"]);
  (await second)();
  expect(idsOf(fleet.available())).toEqual(["builtin", "slow-pc"]);
});

test("backends that refused a render are no candidates for it, and addresses that would give one id get two", async () => {
  const { fleet } = openTestFleet([FAST, SLOW]);
  await fleet.look();
  expect(fleet.candidatesFor({ ...demand, refusedBy: ["fast-pc"] })).toEqual(["slow-pc"]);
  const [one, other] = [await fleet.use("http://127.0.0.1:9999/a"), await fleet.use("http://127.0.0.1:9999/b")];
  expect(new Set([one, other]).size).toBe(2);
  expect(fleet.find(one)).not.toBe(fleet.find(other));
});

test("what a person wrote into the file by hand is found when all are asked anew", async () => {
  const { fleet, write } = openTestFleet([FAST]);
  await fleet.look();
  write([FAST, SLOW]);
  expect((await fleet.look({ refresh: true })).map(({ id }) => id)).toEqual(["builtin", "fast-pc", "slow-pc"]);
});
