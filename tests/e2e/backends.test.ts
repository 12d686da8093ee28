import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BackendReport } from "../../src/core/backends/report.ts";
import type { BackendState } from "../../src/core/backends/backend-state.ts";
import { startFakeComfy } from "../support/comfyui/fake-comfy.ts";
import { copySample, createWorkshop } from "../support/sample-game.ts";
import { serveProject, type Served } from "../support/serve.ts";
import { touchstone, touchstoneJson } from "../support/touchstone.ts";

/** ComfyUI servers as the command line names them, beside an owner that serves the project. */
const workshop = createWorkshop("backends-e2e");
const dir = workshop.at("game");
const env = { TOUCHSTONE_COMFYUI_URL: "" };
const cwd = dir;
let served: Served;

interface Listed {
  readonly backends: readonly BackendState[];
}

/** Nothing listens at the lowest ports, and only an administrator could make something listen there. */
const DEAD_URL = "http://127.0.0.1:1";

beforeAll(async () => {
  copySample(dir, "starter");
  served = await serveProject(dir);
});
afterAll(async () => {
  await served.end();
  workshop.remove();
});

test("a server that is added beside a running owner is added by it, and used by it from then on", async () => {
  const { backend } = await touchstoneJson<{ backend: BackendState }>(["backend", "add", DEAD_URL, "--slots", "1"], { cwd, env });
  expect(backend).toMatchObject({ id: "127-0-0-1-1", slots: 1, health: "down" });
  expect(readFileSync(`${dir}/.touchstone/backends.yaml`, "utf8")).toContain(DEAD_URL);
  expect((await served.get<Listed>("/backends")).backends.map(({ id }) => id)).toEqual(["builtin", "127-0-0-1-1"]);
});

test("the environment stands for the flag, and the flag goes before it", async () => {
  const named = { cwd, env: { TOUCHSTONE_COMFYUI_URL: "http://127.0.0.1:2" } };
  const { backends } = await touchstoneJson<Listed>(["backend", "list"], named);
  expect(backends.map(({ id, source }) => [id, source])).toEqual([
    ["builtin", "builtin"],
    ["127-0-0-1-2", "environment"],
  ]);
  const looked = await touchstoneJson(["doctor", "--backend", DEAD_URL], { ...named, exitCode: 3 });
  expect(looked).toMatchObject({ reachable: false, url: DEAD_URL, detail: `nothing listens at \`${DEAD_URL}\`` });
});

test("a server that is listed already is refused, for people and for programs", async () => {
  const { exitCode, stderr } = await touchstone(["backend", "add", `${DEAD_URL}/`], { cwd, env });
  expect([exitCode, stderr]).toEqual([4, expect.stringMatching(/a backend `127-0-0-1-1` at .* already \[BACKEND_EXISTS\]/)]);
});

test("changing and removing go through the owner as well", async () => {
  const id = "127-0-0-1-1";
  expect(await touchstoneJson(["backend", "set", id, "--disable"], { cwd, env })).toMatchObject({ backend: { enabled: false } });
  expect(await touchstoneJson(["backend", "remove", id], { cwd, env })).toEqual({ removed: id });
  expect((await touchstoneJson<Listed>(["backend", "list"], { cwd, env })).backends.map((each) => each.id)).toEqual(["builtin"]);
});

test("a look at a server that answers says what it is and offers, in the form that scripts rely on", async () => {
  const server = await startFakeComfy({ checkpoints: ["pony.safetensors"], vram: { total: 24e9, free: 20e9 } });
  try {
    const report = await touchstoneJson<BackendReport>(["doctor", "--backend", server.url], { cwd, env });
    expect(Object.keys(report)).toEqual([
      "reachable",
      "url",
      "version",
      "devices",
      "models",
      "missing",
      "warnings",
      "facts",
      "queue",
      "detail",
      "hint",
    ]);
    expect(report).toMatchObject({ reachable: true, url: server.url, version: "0.33.0", missing: [], detail: null });
    expect(report.models).toEqual({ checkpoints: ["pony.safetensors"], loras: [], vae: [] });
    const { backend } = await touchstoneJson<{ backend: BackendState }>(["backend", "add", server.url], { cwd, env });
    expect(backend).toMatchObject({ health: "up", version: "0.33.0", models: ["pony.safetensors"] });
  } finally {
    await server.stop();
  }
});
