import { existsSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WRITE_HEADER } from "../../src/core/api/request.ts";
import type { StoredEvent } from "../../src/core/events/event.ts";
import { storeOf } from "../../src/engine/studio.ts";
import type { VerbOutput } from "../../src/server/api.ts";
import { ANSWERS } from "../../src/server/openapi/answers.ts";
import { type RunningServer, startServer } from "../../src/server/start-server.ts";
import { type OpenGame, openGame } from "../support/open-game.ts";
import { MIST, MIST_FILES, MIST_SUITE, writeFiles } from "../support/stories.ts";

const bugs: unknown[] = [];
let game: OpenGame;
let server: RunningServer;
let at: (name: string) => string;

beforeAll(async () => {
  game = await openGame({ gem: { variants: 1 } });
  at = writeFiles(game.studio.projectDir, MIST_FILES);
  const onBug = (error: unknown): void => void bugs.push(error);
  const own = { studioFiles: new Map(), host: "127.0.0.1", port: 0, allowedHosts: [], tls: null, insecure: false, onBug };
  server = await startServer({ ...own, studio: game.studio });
});
afterAll(async () => {
  expect(bugs).toEqual([]);
  await server.close();
  await game.close();
});

const address = (path: string): URL => new URL(`/api/projects/game${path}`, server.url);

async function get<T>(path: string): Promise<T> {
  const response = await fetch(address(path));
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}

async function post(path: string, body: object): Promise<{ readonly run: string }> {
  const headers = { "content-type": "application/json", [WRITE_HEADER.name]: WRITE_HEADER.value };
  const response = await fetch(address(path), { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as { run: string };
}

/** The event that ends a run. */
async function endOf(run: string): Promise<StoredEvent> {
  for (;;) {
    const events = storeOf(game.studio).readEvents({ since: 0, limit: 100, entityId: run }).events;
    const end = events.find(({ type }) => type !== "playtest.started");
    if (end !== undefined) return end;
    await sleep(20);
  }
}

const overview = async () => ANSWERS["playtest.overview"].parse(await get<VerbOutput<"playtest.overview">>("/playtest"));
const shown = async (story: string) =>
  ANSWERS["playtest.story"].parse(await get<VerbOutput<"playtest.story">>(`/playtest/stories/${encodeURIComponent(story)}`));

test("a node's own word for what it is stands in the story's graph", async () => {
  const { nodes } = await shown("story/mist.scene.yaml");
  expect(nodes.map(({ id, type }) => [id, type])).toContainEqual(["home", "harbour"]);
  expect(nodes.filter(({ type }) => type === null)).toHaveLength(nodes.length - 1);
});

test("a project's stories and suites are there before anything was played", async () => {
  const { stories, suites, running } = await overview();
  expect(stories).toMatchObject([
    {
      file: "story/mist.scene.yaml",
      id: "mist",
      povs: ["mina", "bo"],
      counts: { nodes: 4, choices: 5, endings: 2 },
      explored: null,
    },
  ]);
  expect(suites).toMatchObject([{ file: "suites/mist.suite.yaml", name: "mist", assertions: 1, problems: [], last: null }]);
  expect(suites[0]?.cells.map(({ golden }) => golden)).toEqual([
    "mina/linear/mist.trace.jsonl",
    "mina/choice/mist.seed5.trace.jsonl",
    "bo/linear/mist.trace.jsonl",
  ]);
  expect(running).toEqual([]);
});

describe("a suite that is played in the background", () => {
  test("is told in the stream, shown in the overview, and leaves its traces", async () => {
    const { run } = await post("/playtest/suites/run", {});
    expect(await endOf(run)).toMatchObject({
      type: "playtest.finished",
      payload: { target: null, cells: 3, outcomes: { ended: 3 }, assertions: { holds: 1, fails: 0, unknown: 0 }, ok: true },
    });
    const { suites, running } = await overview();
    expect(running).toEqual([]);
    expect(suites[0]?.last).toMatchObject({ run, ok: true, cells: [{ outcome: "ended", ending: "home" }, {}, {}] });
    const golden = suites[0]?.cells[0]?.golden ?? "";
    const trace = await fetch(address(`/playtest/trace?run=${run}&golden=${encodeURIComponent(golden)}`));
    expect((await trace.text()).split("\n")[0]).toContain('"format":"touchstone.trace/1"');
    expect((await fetch(address(`/playtest/trace?run=other&golden=${golden}`))).status).toBe(404);
  });

  test("that is not there is refused, and one that is broken ends with the reason", async () => {
    await expect(post("/playtest/suites/run", { suite: "suites/mst.suite.yaml" })).rejects.toThrow(
      "did you mean `suites/mist.suite.yaml`",
    );
    writeFileSync(at("suites/broken.suite.yaml"), "format: touchstone.suite/1\nplan: { mina: { linear: story/none.yaml } }\n");
    const { run } = await post("/playtest/suites/run", { suite: "suites/broken.suite.yaml" });
    const { payload } = await endOf(run);
    expect(payload).toMatchObject({ ok: false, cells: 0, failure: expect.stringContaining("none.yaml") });
    expect((await overview()).suites.find(({ file }) => file.includes("broken"))?.problems).toMatchObject([
      { message: expect.stringContaining("story/none.yaml"), place: { file: "suites/broken.suite.yaml", line: 2 } },
    ]);
    rmSync(at("suites/broken.suite.yaml"));
  });
});

describe("a story that is explored in the background", () => {
  test("gets heat and coverage, until it is changed", async () => {
    const { run } = await post("/playtest/explore", { story: "mist", policy: "guided", plays: 40 });
    expect(await endOf(run)).toMatchObject({
      type: "playtest.explored",
      payload: { story: "story/mist.scene.yaml", policy: "guided", ok: true, coverage: { endings: { covered: 2, total: 2 } } },
    });
    const found = await shown("story/mist.scene.yaml");
    expect(found.story.explored).toMatchObject({ run, policy: "guided" });
    expect(found.heat?.nodes["quay"]).toBeGreaterThan(0);
    writeFileSync(at("story/mist.scene.yaml"), MIST.replace("rocks", "sways"));
    const changed = await shown("mist");
    expect({ explored: changed.story.explored, heat: changed.heat }).toEqual({ explored: null, heat: null });
    writeFileSync(at("story/mist.scene.yaml"), MIST);
  });

  test("twice at once is explored once, and the server goes on answering", async () => {
    const [one, other] = await Promise.all([
      post("/playtest/explore", { story: "mist" }),
      post("/playtest/explore", { story: "mist" }),
    ]);
    expect(one).toEqual(other);
    await endOf(one.run);
    await expect(post("/playtest/explore", { story: "mst" })).rejects.toThrow("did you mean `mist`");
  });
});

describe("goldens", () => {
  const check = async () => await endOf((await post("/golden/check", {})).run);
  const first = "mina/linear/mist.trace.jsonl";

  test("that are missing are said to be, and are there once they are accepted", async () => {
    expect((await check()).payload).toMatchObject({ ok: false, missing: 3, unchanged: 0 });
    const accepted = ANSWERS["golden.accept"].parse(await post("/golden/accept", { all: true }));
    expect(accepted).toMatchObject({ partly: [], report: { ok: true, unchanged: 3 } });
    expect(accepted.written).toContain(first);
    expect(existsSync(at(`goldens/${first}`))).toBe(true);
    expect((await overview()).golden).toMatchObject({ ok: true, unchanged: 3 });
    expect((await check()).payload).toMatchObject({ ok: true, unchanged: 3 });
  });

  test("that changed are shown beside what their plays are now, and accepted by their cause", async () => {
    writeFileSync(at("story/mist.scene.yaml"), MIST.replace("rocks", "sways"));
    expect((await check()).payload).toMatchObject({ ok: false, changed: 3, causes: 1 });
    const { golden } = await overview();
    const diff = ANSWERS["golden.diff"].parse(await get(`/golden/diff?golden=${encodeURIComponent(first)}`));
    expect(diff).toMatchObject({ golden: first, diff: { equal: false, causes: [{ kind: "text_changed" }] } });
    expect(diff.actual).toContain("sways");
    const { written } = ANSWERS["golden.accept"].parse(await post("/golden/accept", { causes: [golden?.groups[0]?.key] }));
    expect(written).toHaveLength(3);
    await expect(get("/golden/diff?golden=../../touchstone.yaml")).rejects.toThrow("RECORD_NOT_FOUND");
    await expect(post("/golden/accept", {})).rejects.toThrow("USAGE");
  });

  test("that no play stands for are removed when that is asked, and only then", async () => {
    writeFileSync(at("suites/mist.suite.yaml"), MIST_SUITE.replace(/  bo:\n.*\n/, ""));
    expect((await check()).payload).toMatchObject({ ok: false, obsolete: 1, unchanged: 2 });
    expect(existsSync(at("goldens/bo/linear/mist.trace.jsonl"))).toBe(true);
    expect(await post("/golden/prune", {})).toEqual({ removed: ["bo/linear/mist.trace.jsonl"] });
    expect(existsSync(at("goldens/bo/linear/mist.trace.jsonl"))).toBe(false);
    expect((await overview()).golden).toMatchObject({ ok: true, obsolete: [] });
  });
});
