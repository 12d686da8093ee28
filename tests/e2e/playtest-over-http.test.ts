import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { WRITE_HEADER } from "../../src/core/api/request.ts";
import { type RunningServer, startServer } from "../../src/server/start-server.ts";
import type { ScenePlayed } from "../../src/engine/playtest/scene-task.ts";
import { type OpenGame, openGame } from "../support/open-game.ts";
import { MIST } from "../support/stories.ts";
import type { FailureJson } from "../support/touchstone.ts";

const bugs: unknown[] = [];
let game: OpenGame;
let server: RunningServer;
const scene = parse(MIST) as { readonly nodes: readonly object[] } & Readonly<Record<string, unknown>>;

beforeAll(async () => {
  game = await openGame({ gem: { variants: 1 } });
  const onBug = (error: unknown): void => void bugs.push(error);
  const own = { studioFiles: new Map(), host: "127.0.0.1", port: 0, allowedHosts: [], tls: null, insecure: false, onBug };
  server = await startServer({ ...own, studio: game.studio });
});
afterAll(async () => {
  expect(bugs).toEqual([]);
  await server.close();
  await game.close();
});

async function post(body: unknown, headers: object = { [WRITE_HEADER.name]: WRITE_HEADER.value }): Promise<Response> {
  const url = new URL("/api/playtest/run", server.url);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return await fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: text });
}

const play = async (body: unknown): Promise<ScenePlayed> => {
  const response = await post(body);
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as ScenePlayed;
};

const refused = async (body: unknown) => {
  const response = await post(body);
  return { status: response.status, ...((await response.json()) as FailureJson).error };
};

describe("POST /api/playtest/run", () => {
  test("a scene by itself is played at random, and its trace has the seed's shape", async () => {
    const played = await play(scene);
    expect(played).toMatchObject({ ok: true, outcome: "ended", file: null, lines: null });
    expect(played.trace).toMatchObject({ digest: played.digest, meta: expect.anything(), final: { outcome: "ended" } });
    expect(played.trace?.steps.length).toBe(played.steps - 1);
  });

  test("both spellings say the same, and whether it is kept changes nothing", async () => {
    const asked = { scene, seed: 5, pov: "bo", variables: { hp: 3 }, metadata: { tags: ["x"] }, workflow: "ci" };
    const one = await play({ ...asked, max_steps: 500, prompt_packs: [], dry_run: true, persist: true });
    const other = await play({ ...asked, maxSteps: 500, promptPacks: [], persist: true });
    expect(other.digest).toBe(one.digest);
    expect(one.file).toBeNull();
    expect(existsSync(`${game.studio.projectDir}/${other.file}`)).toBe(true);
  });

  test("a script is held against what happens", async () => {
    const good = await play({ scene, policy: "script", script: "select: light\nselect: row\nend: home\n" });
    expect(good).toMatchObject({ ok: true, mismatches: [] });
    const bad = await play({ scene, policy: "script", script: "select: light\nselect: row\nend: lost\n" });
    expect(bad).toMatchObject({ ok: false, outcome: "ended", mismatches: [{ place: { file: "script", line: 3 } }] });
  });

  test("an endless scene is stopped, and others are answered meanwhile", async () => {
    const endless = play({ scene, policy: "first", form: "lines" });
    const begunMs = performance.now();
    const page = await fetch(new URL("/api/openapi.json", server.url));
    expect(page.status).toBe(200);
    expect(performance.now() - begunMs).toBeLessThan(2000);
    const { outcome, steps, lines } = await endless;
    expect({ outcome, steps }).toEqual({ outcome: "budget", steps: 10_000 });
    expect(lines?.split("\n").length).toBe(10_000 + 4);
  });

  test("what cannot be played is refused with every problem", async () => {
    expect(await refused({})).toMatchObject({ status: 422, code: "INPUT_INVALID", message: "`scene` is missing" });
    const typo = await refused({ scene: { ...scene, start: "qay", nodes: [...scene.nodes, { id: "quay" }] } });
    expect(typo).toMatchObject({ status: 422, place: { file: "scene" } });
    expect(typo.problems.length).toBeGreaterThan(1);
    expect(await refused({ scene, pov: "nobody" })).toMatchObject({ status: 422, code: "STORY_OPTION_UNKNOWN" });
    expect(await refused({ scene, seed: 1.5 })).toMatchObject({ status: 422, message: expect.stringContaining("`seed`") });
    expect(await refused({ scene, maxSteps: 1e9 })).toMatchObject({ status: 422 });
    expect(await refused({ scene, speed: 3 })).toMatchObject({ status: 422, message: expect.stringContaining("speed") });
    expect(await refused({ scene, policy: "script" })).toMatchObject({ status: 422, message: "`script` is missing" });
    expect(await refused({ scene, policy: "script", script: "select: a\n---\nselect: b\n" })).toMatchObject({ status: 422 });
    expect(await refused('{"scene": {"nodes": 1e999}}')).toMatchObject({ status: 422 });
    expect(await refused("{")).toMatchObject({ status: 400, code: "BODY_INVALID" });
    expect(await refused({ scene, metadata: { deep: JSON.parse("[".repeat(80) + "]".repeat(80)) as unknown } })).toMatchObject({
      status: 400,
    });
  });

  test("only the server's own pages and programs may ask", async () => {
    expect((await post(scene, {})).status).toBe(403);
    expect((await post(scene, { [WRITE_HEADER.name]: WRITE_HEADER.value, origin: "http://evil.example" })).status).toBe(403);
    expect((await fetch(new URL("/api/playtest/run", server.url))).status).toBe(404);
  });
});
